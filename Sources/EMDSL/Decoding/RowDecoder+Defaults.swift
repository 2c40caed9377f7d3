import EMDiagnostics

/// `defaults`, `existing`, and what is filled in when a document is complete.
extension RowDecoder {
  /// Reads `defaults`: one row of values for each section, kept until `finish` fills them in.
  mutating func decodeDefaults(
    _ document: inout DecodedDocument, _ defaults: inout [(index: Int, row: UInt32)], _ schema: EntitySchema,
    _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    let start = stream.next()
    if start.kind == .streamEnd { return }
    let before = diagnostics.count
    // A mistake in the defaults must not come back as a missing key of every object.
    defer { if diagnostics.count > before { document.hasDamagedDefaults = true } }
    guard start.kind == .mappingStart else {
      problem(.mappingBySection("defaults"), start, collection: start.kind != .scalar)
      return stream.skipNode(after: start)
    }
    let sections = LanguageSchema.current.sections(of: schema).map(\.key).sorted()
    var places: [Int: UInt32] = [:]
    while true {
      let key = stream.next()
      if key.kind == .mappingEnd {
        document.defaults.append(start.offset..<key.end)
        return
      }
      if key.kind == .streamEnd { return }
      guard key.kind == .scalar, let index = schema.keyTable.find(stream.value(key)),
        case .rows(let child) = schema.fields[index].kind, child.info.form != .single
      else {
        if key.kind == .scalar, !isExtension(stream.value(key)) {
          problem(.unknownKey(stream.text(key), in: "'defaults'", allowed: sections), key)
        }
        stream.skipNode(after: key)
        stream.skipNode(after: stream.next())
        continue
      }
      if let first = places[index] {
        problem(.duplicateKey(schema.fields[index].key), key, related: (first, "first written here"))
        stream.skipNode(after: stream.next())
        continue
      }
      places[index] = key.offset
      let value = stream.next()
      if value.kind == .streamEnd { return }
      if let row = try decodeDefaultRow(schema.fields[index].key, child, value, stream) {
        defaults.append((index, row))
      }
    }
  }

  /// Decodes the default values of one section into a row of their own; nil where no mapping stands.
  private mutating func decodeDefaultRow(
    _ section: String, _ schema: EntitySchema, _ value: YAMLToken, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) -> UInt32? {
    guard value.kind == .mappingStart else {
      problem(
        .objectExpected(schema, "what '\(section)' has by default"), value, collection: value.kind != .scalar)
      stream.skipNode(after: value)
      return nil
    }
    let row = scratch.push(schema.stride)
    let head = Head(file: file, kind: schema.info.kind, at: value.offset + 1)
    scratch.store(head.meta, at: head.at, row)
    try decodeFields(schema, row, stream)
    let block = try chunk.take(schema.stride)
    arena.pointer(block).copyMemory(from: scratch.base + row, byteCount: schema.stride)
    scratch.pop(to: row)
    return block
  }

  /// Reads `existing`: names of objects that Unified CM has already, by section, for references to lead to.
  mutating func decodeExisting(
    _ document: inout DecodedDocument, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    let start = stream.next()
    let before = diagnostics.count
    // Nobody knows which names are lost: what refers to them is not judged.
    defer { if diagnostics.count > before { document.isIncomplete = true } }
    if start.kind == .streamEnd { return }
    guard start.kind == .mappingStart else {
      problem(.mappingBySection("existing"), start, collection: start.kind != .scalar)
      return stream.skipNode(after: start)
    }
    while true {
      let key = stream.next()
      if key.kind == .mappingEnd || key.kind == .streamEnd { return }
      let section = key.kind == .scalar ? stream.text(key) : ""
      guard let kind = LanguageSchema.existingKinds.first(where: { $0.section == section })?.kind else {
        if key.kind == .scalar, !isExtension(stream.value(key)) {
          problem(.unknownKey(section, in: "'existing'", allowed: LanguageSchema.existingKinds.map(\.section)), key)
        }
        stream.skipNode(after: key)
        stream.skipNode(after: stream.next())
        continue
      }
      let list = stream.next()
      if list.kind == .streamEnd { return }
      guard list.kind == .sequenceStart else {
        problem(.existingNames(section), list, collection: list.kind != .scalar)
        stream.skipNode(after: list)
        continue
      }
      while true {
        let item = stream.next()
        if item.kind == .sequenceEnd || item.kind == .streamEnd { break }
        guard item.kind == .scalar, !isNull(item, stream) else {
          problem(.existingNames(section), item, collection: item.kind != .scalar)
          stream.skipNode(after: item)
          continue
        }
        let name = try names.intern(stream.value(item))
        document.existing.append(.init(kind: kind, name: name, at: item.offset + 1))
      }
    }
  }

  /// Fills in a complete document: its defaults, then Unified CM's; then asks for keys that must be there.
  mutating func finish(
    _ document: DecodedDocument, _ schema: EntitySchema, _ defaults: [(index: Int, row: UInt32)]
  ) throws(ArenaFailure) {
    let root = arena.pointer(document.row)
    var target = root
    var targetSchema = schema
    if document.subject == .deployment, let field = schema.field("everyCluster") {
      // Defaults of a deployment document are those of the objects under `everyCluster`.
      targetSchema = LanguageSchema.current.shared
      let block = root.load(fromByteOffset: field.offset, as: UInt32.self)
      target = block == 0 || block == CellOrigin.damaged ? root : arena.pointer(block + 1)
      if target == root {
        try finishRows(schema, root)
        return reportMissing(document)
      }
    }
    for (index, row) in defaults {
      let field = targetSchema.fields[index]
      guard case .rows(let child) = field.kind else { continue }
      let source = arena.pointer(row)
      let given = child.fields.indices.filter {
        source.load(fromByteOffset: child.fields[$0].offset + 4, as: UInt32.self) != 0
      }.map { (operation: child.operations[$0], field: child.fields[$0]) }
      for pointer in BlockRows(target + field.offset, stride: child.stride, base: arena.base) {
        for index in given.indices {
          let offset = Int(given[index].operation.offset)
          guard pointer.load(fromByteOffset: offset + 4, as: UInt32.self) == 0 else { continue }
          (pointer + offset).copyMemory(from: source + offset, byteCount: 8)
          // Every object needs a list of its own: linking writes into it.
          let code = given[index].operation.code
          if code == .list || code == .rows { try copyBlock(pointer, given[index].field) }
        }
      }
    }
    try finishRows(schema, root)
    reportMissing(document)
  }

  /// Gives the cell of a field a copy of its block, and the blocks within it too.
  private mutating func copyBlock(_ row: UnsafeMutableRawPointer, _ field: Field) throws(ArenaFailure) {
    let cell = row + field.offset
    let bits = cell.load(as: UInt32.self)
    guard cell.load(fromByteOffset: 4, as: UInt32.self) != 0, bits < CellOrigin.keyword else { return }
    let block = arena.pointer(bits)
    let count = Int(block.load(as: UInt32.self))
    guard case .rows(let child) = field.kind else {
      let copy = try chunk.take(8 + count * 8)
      arena.pointer(copy).copyMemory(from: block, byteCount: 8 + count * 8)
      return cell.storeBytes(of: copy, as: UInt32.self)
    }
    let copy = try chunk.take(8 + count * child.stride)
    arena.pointer(copy).copyMemory(from: block, byteCount: 8 + count * child.stride)
    cell.storeBytes(of: copy, as: UInt32.self)
    for index in 0..<count {
      for (nested, operation) in zip(child.fields, child.operations)
      where operation.code == .list || operation.code == .rows {
        try copyBlock(arena.pointer(copy) + 8 + index * child.stride, nested)
      }
    }
  }

  /// Fills in Unified CM's defaults in a row and all rows in it, and asks for keys that must be there.
  private mutating func finishRows(_ schema: EntitySchema, _ row: UnsafeMutableRawPointer) throws(ArenaFailure) {
    for builtIn in schema.builtIns where row.load(fromByteOffset: builtIn.offset + 4, as: UInt32.self) == 0 {
      let bits = try builtIn.text.map { text throws(ArenaFailure) in try defaultName(text) } ?? builtIn.bits
      row.storeBytes(of: bits, toByteOffset: builtIn.offset, as: UInt32.self)
      row.storeBytes(of: CellOrigin.builtIn, toByteOffset: builtIn.offset + 4, as: UInt32.self)
    }
    for child in schema.children {
      for nested in BlockRows(row + child.offset, stride: child.schema.stride, base: arena.base) {
        try finishRows(child.schema, nested)
      }
    }
    var isComplete = true
    for offset in schema.requiredOffsets where row.load(fromByteOffset: offset + 4, as: UInt32.self) == 0 {
      isComplete = false
    }
    if !isComplete { noteMissing(schema, row) }
  }

  private mutating func defaultName(_ text: String) throws(ArenaFailure) -> UInt32 {
    if let id = defaultNames[text] { return id }
    let id = try names.intern(text)
    defaultNames[text] = id
    return id
  }

  private mutating func noteMissing(_ schema: EntitySchema, _ row: UnsafeMutableRawPointer) {
    let head = row.load(as: Head.self)
    // A damaged object has its finding already; a missing key may be the one that was misspelt.
    guard !head.marks.contains(.damaged), head.at < brokenObject ?? .max else { return }
    var marked = head
    marked.insert(.damaged)
    row.storeBytes(of: marked, as: Head.self)
    let keys = schema.fields.filter {
      schema.requiredOffsets.contains($0.offset) && row.load(fromByteOffset: $0.offset + 4, as: UInt32.self) == 0
    }.map(\.key)
    let extent: Place.Extent = schema.info.form == .keyed ? .node : .collection
    let place = Place(file: FileID(file), offset: head.at &- 1, extent: extent)
    let kind = schema.info.kind
    if let index = missing.firstIndex(where: { $0.kind == kind && $0.keys == keys }) {
      // An alias brings one object in many times.
      if missing[index].places.contains(place) { return }
      missing[index].count += 1
      if missing[index].places.count < 6 { missing[index].places.append(place) }
      return
    }
    let name = (row + 8).load(as: UInt32.self)
    let hasName = schema.info.form == .keyed && Int(name) < names.count
    missing.append(
      MissingKeys(
        kind: kind, keys: keys,
        name: hasName ? String(decoding: arena.text(names.texts[Int(name)]), as: UTF8.self) : nil,
        places: [place], count: 1))
  }

  /// Reports what a document's objects lack: objects of a kind that lack the same keys are one finding.
  private mutating func reportMissing(_ document: DecodedDocument) {
    defer { missing.removeAll() }
    guard !document.hasDamagedDefaults else { return }
    for entry in missing {
      let noun = entry.kind == .part ? "this object" : entry.kind.noun
      let hasDefaults = entry.kind != .part && entry.kind != .externalCluster
      var problem = DecodeProblem.missingKey(
        entry.keys, in: entry.name.map { "\(noun) '\($0)'" } ?? noun, hasDefaults: hasDefaults)
      if entry.count > 1 {
        problem.message += entry.count == 2 ? ", and so does another one" : ", and so do \(entry.count - 1) more"
      }
      diagnostics.append(
        Diagnostic(
          code: problem.code, severity: .error, message: problem.message, place: entry.places.first,
          related: entry.places.dropFirst().map { .init($0, "and here") }, help: problem.help))
    }
  }
}

/// Objects of one kind that lack the same keys.
struct MissingKeys {
  /// The section that the objects stand in; `.part` for nested ones.
  var kind: EntityKind
  /// The keys, in the order of the schema.
  var keys: [String]
  /// The first object's name; nil where it has none.
  var name: String?
  /// The first places, at most six, in the order of the file.
  var places: [Place]
  /// How many objects, also those whose place is not kept.
  var count: Int
}

extension DecodeProblem {
  fileprivate static func mappingBySection(_ key: String) -> DecodeProblem {
    DecodeProblem(code: "EM1004", message: "'\(key)' must be a mapping by section", help: "write '\(key): {phones: …}'")
  }

  fileprivate static func existingNames(_ section: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1004", message: "'existing' holds lists of names only", help: "write '\(section): [NAME, NAME]'")
  }
}
