import EMDiagnostics

/// Findings: where they stand and what they call the object.
extension RowDecoder {
  /// Reports a problem at a token.
  mutating func problem(
    _ problem: DecodeProblem, _ token: YAMLToken, collection: Bool = false, related: (UInt32, String)? = nil
  ) {
    let id = FileID(file)
    report(
      problem, Place(file: id, offset: token.offset, extent: collection ? .collection : .node),
      related: related.map { [Diagnostic.Related(Place(file: id, offset: $0.0), $0.1)] } ?? [])
  }

  /// Reports a problem at a place.
  ///
  /// What an alias or a merge key brings in many times is one mistake: the second finding at a place is left out.
  mutating func report(_ problem: DecodeProblem, _ place: Place, related: [Diagnostic.Related] = []) {
    guard reported.insert("\(problem.code) \(place.offset)").inserted else { return }
    diagnostics.append(
      Diagnostic(
        code: problem.code, severity: problem.severity, message: problem.message, place: place, related: related,
        help: problem.help))
  }

  /// Reports a key that the object does not have; a secret gets its own words.
  mutating func unknownKey(_ schema: EntitySchema, _ row: Int, _ key: YAMLToken, _ stream: YAMLTokenStream) {
    let text = stream.text(key)
    let label = label(row, schema)
    if let why = schema.info.refused[text] {
      problem(.refusedSecret(text, in: label, why: why), key)
    } else if schema.info.kind == .cluster, LanguageSchema.current.cluster.field(text) != nil {
      problem(.notShared(text, allowed: schema.allowedKeys), key)
    } else {
      problem(.unknownKey(text, in: label, allowed: schema.allowedKeys), key)
    }
    mark(row)
  }

  /// What to call the object of the row at a scratch offset.
  func label(_ row: Int, _ schema: EntitySchema) -> String {
    // A cluster within a document is what every cluster gets.
    if schema.info.kind == .cluster { return "'everyCluster'" }
    let noun = schema.info.kind == .part ? "this object" : schema.info.kind.noun
    return name(row, schema).map { "\(noun) '\($0)'" } ?? noun
  }

  /// The name of the object of the row at a scratch offset.
  func name(_ row: Int, _ schema: EntitySchema) -> String? {
    // Under `defaults` an object has no name.
    guard schema.info.form == .keyed, scratch.at(row + 8) != 0 else { return nil }
    let bits = scratch.bits(row + 8)
    guard bits != CellOrigin.damaged, Int(bits) < names.texts.count else { return nil }
    return String(decoding: arena.text(names.texts[Int(bits)]), as: UTF8.self)
  }

  /// Marks the row at a scratch offset as damaged, so that rules stay silent about it.
  mutating func mark(_ row: Int) {
    let meta = scratch.bits(row) | Head.Marks.damaged.rawValue << 27
    scratch.store(meta, at: scratch.at(row), row)
  }

  /// Keeps a name that is not as it should be: what refers to it is no second mistake.
  mutating func keepName(_ row: Int, _ key: YAMLToken, _ stream: YAMLTokenStream) throws(ArenaFailure) {
    let bytes = stream.value(key)
    guard !bytes.isEmpty, !isNull(key, stream) else {
      hasLostObjects = true
      return
    }
    scratch.store(try names.intern(bytes), at: key.offset + 1, row + 8)
  }
}
