import EMDiagnostics

/// Scalars: from a token's bytes to 32 bits of a cell.
extension RowDecoder {
  /// Decodes a scalar into the cell at a scratch offset; false where a finding was made.
  mutating func decodeScalar(
    _ schema: EntitySchema, _ index: Int, _ operation: FieldOperation, _ cell: Int, _ token: YAMLToken,
    _ stream: YAMLTokenStream
  ) throws(ArenaFailure) -> Bool {
    let bytes = stream.value(token)
    let bits: UInt32?
    if token.isPlain, isNull(bytes) {
      reportNoValue(schema.fields[index], bytes, token, isItem: index == 0 && schema.info.form == .keyed)
      bits = nil
    } else if token.isTagged, bytes.isEmpty, reportTag(schema.fields[index], token, stream) {
      bits = nil
    } else {
      switch operation.code {
      case .flag: bits = RowDecoder.flag(bytes, token) ?? flag(schema.fields[index], bytes, token)
      case .number: bits = number(schema.fields[index], bytes, token)
      case .oneOf: bits = word(schema.fields[index], bytes, token)
      case .text:
        bits = isFit(schema, index, operation, bytes, token) ? try chunk.take(text: bytes, in: arena) : nil
        if bits != nil { adviseOnReading(bytes, token) }
      case .reference:
        adviseOnReading(bytes, token)
        let isNone = operation.hasNone && schema.fields[index].noneWord?.utf8.elementsEqual(bytes) ?? false
        bits = isNone ? CellOrigin.none : isName(schema.fields[index], bytes, token) ? try names.intern(bytes) : nil
      case .cluster:
        adviseOnReading(bytes, token)
        bits = try names.intern(bytes)
      case .symbol:
        bits = isFit(schema, index, operation, bytes, token) ? try names.intern(bytes) : nil
        if bits != nil { adviseOnReading(bytes, token) }
      case .list, .rows: bits = nil
      }
    }
    scratch.store(bits ?? CellOrigin.damaged, at: token.offset + 1, cell)
    return bits != nil
  }

  /// Decodes a member of a list into the cell at a scratch offset; false where a finding was made.
  mutating func decodeMember(
    _ field: Field, _ element: FieldKind, _ cell: Int, _ token: YAMLToken, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) -> Bool {
    let bytes = stream.value(token)
    let bits: UInt32?
    if token.isPlain, isNull(bytes) {
      reportNoValue(field, bytes, token, isItem: true)
      bits = nil
    } else if token.isTagged, bytes.isEmpty, reportTag(field, token, stream) {
      bits = nil
    } else {
      switch element {
      case .oneOf: bits = word(field, bytes, token)
      case .symbol:
        bits = text(field, bytes, token) ? try names.intern(bytes) : nil
        if bits != nil { adviseOnReading(bytes, token) }
      default:
        adviseOnReading(bytes, token)
        bits = isName(field, bytes, token) ? try names.intern(bytes) : nil
      }
    }
    scratch.store(bits ?? CellOrigin.damaged, at: token.offset + 1, cell)
    return bits != nil
  }

  private mutating func reportNoValue(_ field: Field, _ bytes: UnsafeRawBufferPointer, _ token: YAMLToken, isItem: Bool)
  {
    problem(.noValue(field, text: String(decoding: bytes, as: UTF8.self), isItem: isItem), token)
  }

  /// Reports a dial pattern that begins with `!`, of which YAML makes a tag; false where none is due here.
  private mutating func reportTag(_ field: Field, _ token: YAMLToken, _ stream: YAMLTokenStream) -> Bool {
    switch field.format {
    case .dialPattern, .dialString, .dialMask: break
    default: return false
    }
    guard let tag = stream.tag(before: token) else { return false }
    let place = Place(file: FileID(file), offset: tag.offset, extent: .bytes(UInt32(tag.text.utf8.count)))
    report(.taggedPattern(tag.text), place)
    return true
  }

  /// True where a text can be a name; words of the GUI that mean "no object" are not.
  @inline(__always)
  private mutating func isName(_ field: @autoclosure () -> Field, _ bytes: UnsafeRawBufferPointer, _ token: YAMLToken)
    -> Bool
  {
    guard let first = bytes.first else {
      problem(.emptyReference(field()), token)
      return false
    }
    guard bytes.count <= 6, first | 0x20 == UInt8(ascii: "n") || first == UInt8(ascii: "<") else { return true }
    return !isForeignNone(field(), bytes, token)
  }

  private mutating func isForeignNone(_ field: Field, _ bytes: UnsafeRawBufferPointer, _ token: YAMLToken) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let word = field.noneWord, ["none", "<none>"].contains(text.lowercased()) else { return false }
    problem(.noneWord(field, word, text: text), token)
    return true
  }

  /// True where a text needs no closer look, or passed it.
  private mutating func isFit(
    _ schema: EntitySchema, _ index: Int, _ operation: FieldOperation, _ bytes: UnsafeRawBufferPointer,
    _ token: YAMLToken
  ) -> Bool {
    if operation.isFree, bytes.count <= operation.maximumBytes, !bytes.isEmpty { return true }
    return text(schema.fields[index], bytes, token)
  }

  private static func flag(_ bytes: UnsafeRawBufferPointer, _ token: YAMLToken) -> UInt32? {
    guard token.isPlain, bytes.count == 4 || bytes.count == 5 else { return nil }
    let word = bytes.loadUnaligned(as: UInt32.self)
    if bytes.count == 4 { return word == UInt32(littleEndian: 0x6575_7274) ? 1 : nil }
    return word == UInt32(littleEndian: 0x736C_6166) && bytes[4] == UInt8(ascii: "e") ? 0 : nil
  }

  private mutating func flag(_ field: Field, _ bytes: UnsafeRawBufferPointer, _ token: YAMLToken) -> UInt32? {
    let text = String(decoding: bytes, as: UTF8.self)
    let meant: String? =
      switch text.lowercased() {
      case "true", "yes", "on", "y", "1", "t", "enabled": "true"
      case "false", "no", "off", "n", "0", "f", "disabled": "false"
      default: nil
      }
    problem(.flagExpected(field, text: text, meant: meant), token)
    return nil
  }

  private mutating func number(_ field: Field, _ bytes: UnsafeRawBufferPointer, _ token: YAMLToken) -> UInt32? {
    switch field.format.parse(bytes) {
    case .value(let value):
      if let allowed = field.allowed, !allowed.contains(value) {
        problem(.notAllowed(field, value: value, allowed: allowed), token)
        return nil
      }
      if let range = field.range, !range.contains(value) {
        problem(.outOfRange(field, value: value, range: range), token)
        return nil
      }
      return value
    case .missingUnit(let value):
      problem(.missingUnit(field, value: value), token)
    case .malformed:
      problem(.malformedNumber(field, text: String(decoding: bytes, as: UTF8.self)), token)
    }
    return nil
  }

  private mutating func word(_ field: Field, _ bytes: UnsafeRawBufferPointer, _ token: YAMLToken) -> UInt32? {
    let words = field.words
    for (index, word) in words.enumerated() where word.token.utf8.count == bytes.count {
      if word.token.utf8.elementsEqual(bytes) { return UInt32(index) }
    }
    problem(.unknownWord(field, words, text: String(decoding: bytes, as: UTF8.self)), token)
    return nil
  }

  /// Checks length, characters and format of a text; false where a finding was made.
  private mutating func text(_ field: Field, _ bytes: UnsafeRawBufferPointer, _ token: YAMLToken) -> Bool {
    if let maximum = field.maximumLength, bytes.count > maximum {
      let length = String(decoding: bytes, as: UTF8.self).unicodeScalars.count
      if length > maximum {
        problem(.tooLong(field, length: length, maximum: maximum), token)
        return false
      }
    }
    if !field.forbidden.isEmpty, bytes.contains(where: { field.forbidden.utf8.contains($0) }) {
      problem(.forbiddenCharacter(field, text: String(decoding: bytes, as: UTF8.self)), token)
      return false
    }
    guard field.format != .any else {
      if bytes.isEmpty, !isText(field) {
        problem(.empty(field), token)
        return false
      }
      return true
    }
    guard let fault = field.format.fault(bytes) else { return true }
    problem(.malformed(field, text: String(decoding: bytes, as: UTF8.self), fault), token)
    return false
  }

  private func isText(_ field: Field) -> Bool { if case .text = field.kind { true } else { false } }

  /// Advises once per file and kind where other YAML tools would read something else than text.
  private mutating func adviseOnReading(_ bytes: UnsafeRawBufferPointer, _ token: YAMLToken) {
    guard token.isPlain, let reading = YAML11Reading(bytes), !advice.contains(reading) else { return }
    advice.insert(reading)
    problem(.ambiguousScalar(text: String(decoding: bytes, as: UTF8.self), reading), token)
  }

  /// True for an empty plain scalar, `~` and `null`.
  func isNull(_ token: YAMLToken, _ stream: YAMLTokenStream) -> Bool {
    token.isPlain && isNull(stream.value(token))
  }

  private func isNull(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch bytes.count {
    case 0: true
    case 1: bytes[0] == UInt8(ascii: "~")
    case 4: bytes.loadUnaligned(as: UInt32.self) == UInt32(littleEndian: 0x6C6C_756E)
    default: false
    }
  }

  /// True for keys that are free for anything: those that begin with `x-`.
  func isExtension(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == UInt8(ascii: "x") && bytes[1] == UInt8(ascii: "-")
  }
}
