import EMDiagnostics

/// Decodes objects out of a token stream into rows, as their schemas say: one interpreter for every entity.
///
/// A worker has one; nothing in it is shared. Everything wrong becomes a diagnostic and the rest goes on.
struct RowDecoder: ~Copyable {
  /// Where the rows live in the end; all workers share it.
  let arena: Arena
  /// The worker's room in the arena, so that it seldom has to ask for more.
  var chunk: ArenaChunk
  /// The worker's names: their numbers mean nothing to other workers.
  let names: NameTable
  /// Rows under construction; a nested one lies above the one that it belongs to.
  var scratch = Scratch()
  /// 1 + byte offset of each key of the objects under construction, 0 where it has not come yet.
  var seen: [UInt32] = []
  /// What was found wrong so far, of all files of the worker.
  var diagnostics: [Diagnostic] = []
  /// Number of the file at hand.
  var file: UInt32 = 0
  /// Advice already given in this file, by kind of misreading.
  var advice: Set<YAML11Reading> = []
  /// Names of default values by the address of their schema's field, so that each is interned once.
  var defaultNames: [String: UInt32] = [:]
  /// What the objects of the document at hand lack.
  var missing: [MissingKeys] = []
  /// Codes and offsets of this file's findings.
  var reported: Set<String> = []
  /// 1 + byte offset of the object that was begun last.
  var lastObject: UInt32 = 0
  /// 1 + byte offset of the object in or behind which the text breaks off: nothing is said of what it lacks.
  var brokenObject: UInt32?
  /// True where an object of the document at hand could not be read, not even its name.
  var hasLostObjects = false

  /// A decoder with names and room of its own in a shared arena.
  init(arena: Arena) {
    self.arena = arena
    chunk = ArenaChunk(arena)
    names = NameTable(arena)
  }

  // MARK: Objects

  /// Decodes what stands for nested objects; returns the arena index of their block, or nil where nothing usable stood.
  ///
  /// The rows of a document's section may come as a chain of blocks, so that a large one never stands twice in memory.
  mutating func decodeRows(
    _ field: Field, _ schema: EntitySchema, _ first: YAMLToken, _ stream: YAMLTokenStream, isSection: Bool = false
  ) throws(ArenaFailure) -> UInt32? {
    var chain = BlockChain(start: scratch.top, limit: isSection ? BlockChain.sectionBytes : Int.max)
    switch (schema.info.form, first.kind) {
    case (.keyed, .mappingStart): try decodeKeyed(schema, &chain, stream)
    case (.keyed, .sequenceStart) where schema.allowsNameList: try decodeNames(schema, field, &chain, stream)
    case (.list, .sequenceStart): try decodeItems(schema, field, &chain, stream)
    case (.single, .mappingStart):
      let row = push(schema, at: first.offset)
      try decodeFields(schema, row, stream)
    case (_, .scalar):
      if let keyword = field.keyword, stream.text(first) == keyword { return CellOrigin.keyword }
      if isNull(first, stream) {
        // A section with nothing under it is an empty one.
        if schema.info.form == .single { problem(.noValue(field, text: stream.text(first)), first) }
        return schema.info.form == .single ? nil : try close(&chain, schema)
      }
      problem(.wrongKind(field, schema, found: first, text: stream.text(first)), first)
      return nil
    case (_, .streamEnd): return nil
    default:
      problem(.wrongKind(field, schema, found: first, text: ""), first, collection: true)
      stream.skipNode(after: first)
      return nil
    }
    return try close(&chain, schema)
  }

  /// Moves the rows that are complete into the arena when there are many.
  @inline(__always)
  private mutating func flush(_ chain: inout BlockChain, _ schema: EntitySchema) throws(ArenaFailure) {
    if scratch.top - chain.start >= chain.limit { _ = try close(&chain, schema) }
  }

  /// Moves the remaining rows into the arena; returns the index of the first block.
  private mutating func close(_ chain: inout BlockChain, _ schema: EntitySchema) throws(ArenaFailure) -> UInt32 {
    let bytes = scratch.top - chain.start
    if bytes == 0, let first = chain.first { return first }
    let block = try chunk.take(8 + bytes)
    let target = arena.pointer(block)
    target.storeBytes(of: UInt32(bytes / schema.stride), as: UInt32.self)
    (target + 8).copyMemory(from: scratch.base + chain.start, byteCount: bytes)
    scratch.pop(to: chain.start)
    if chain.first != nil { arena.pointer(chain.last).storeBytes(of: block, toByteOffset: 4, as: UInt32.self) }
    chain.last = block
    chain.first = chain.first ?? block
    return chain.first ?? block
  }

  private mutating func push(_ schema: EntitySchema, at offset: UInt32) -> Int {
    let row = scratch.push(schema.stride)
    let head = Head(file: file, kind: schema.info.kind, at: offset + 1)
    if schema.info.kind != .part { lastObject = offset + 1 }
    scratch.store(head.meta, at: head.at, row)
    return row
  }

  private mutating func decodeKeyed(
    _ schema: EntitySchema, _ chain: inout BlockChain, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    // Named objects of a cluster are compared when all documents are linked; the others are known here only.
    let isPart = schema.info.kind == .part
    var places: [UInt32: UInt32] = [:]
    while true {
      let key = stream.next()
      if key.kind != .scalar {
        if key.kind == .mappingEnd || key.kind == .streamEnd { return }
        hasLostObjects = true
        problem(.complexKey, key, collection: true)
        stream.skipNode(after: key)
        stream.skipNode(after: stream.next())
        continue
      }
      if isExtension(stream.value(key)) {
        stream.skipNode(after: stream.next())
        continue
      }
      let row = push(schema, at: key.offset)
      let good = try decodeScalar(schema, 0, schema.operations[0], row + 8, key, stream)
      if !good { try keepName(row, key, stream) }
      if isPart, let first = places.updateValue(key.offset, forKey: scratch.bits(row + 8)), good {
        problem(.duplicateKey(stream.text(key)), key, related: (first, "first written here"))
        mark(row)
      }
      let value = stream.next()
      try decodeObject(schema, row, value, stream)
      if !good { mark(row) }
      if value.kind == .streamEnd { return }
      try flush(&chain, schema)
    }
  }

  /// Decodes what stands for one object: its mapping, or the value of its shorthand.
  private mutating func decodeObject(
    _ schema: EntitySchema, _ row: Int, _ value: YAMLToken, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    if value.kind == .mappingStart { return try decodeFields(schema, row, stream) }
    if value.kind == .streamEnd { return mark(row) }
    if let index = schema.shorthandIndex, !(value.kind == .scalar && isNull(value, stream)) {
      return try decodeValue(schema, index, row, value, stream)
    }
    if value.kind == .scalar, isNull(value, stream) { return }
    problem(.objectExpected(schema, label(row, schema)), value, collection: value.kind != .scalar)
    mark(row)
    stream.skipNode(after: value)
  }

  private mutating func decodeNames(
    _ schema: EntitySchema, _ field: Field, _ chain: inout BlockChain, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    while true {
      try flush(&chain, schema)
      let item = stream.next()
      if item.kind == .sequenceEnd || item.kind == .streamEnd { return }
      guard item.kind == .scalar else {
        hasLostObjects = true
        problem(.namesExpected(field), item, collection: true)
        stream.skipNode(after: item)
        continue
      }
      let row = push(schema, at: item.offset)
      if try !decodeScalar(schema, 0, schema.operations[0], row + 8, item, stream) {
        try keepName(row, item, stream)
        mark(row)
      }
    }
  }

  private mutating func decodeItems(
    _ schema: EntitySchema, _ field: Field, _ chain: inout BlockChain, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    while true {
      try flush(&chain, schema)
      let item = stream.next()
      if item.kind == .sequenceEnd || item.kind == .streamEnd { return }
      guard item.kind == .mappingStart else {
        problem(.itemExpected(field, schema), item, collection: item.kind != .scalar)
        stream.skipNode(after: item)
        continue
      }
      try decodeFields(schema, push(schema, at: item.offset), stream)
    }
  }

  // MARK: Fields

  /// Decodes the pairs of a mapping whose start has been read into the row at a scratch offset.
  mutating func decodeFields(_ schema: EntitySchema, _ row: Int, _ stream: YAMLTokenStream) throws(ArenaFailure) {
    let base = seen.count
    seen.append(contentsOf: repeatElement(0, count: schema.operations.count))
    let hiddenName = schema.info.form == .keyed ? 0 : -1
    while true {
      let key = stream.next()
      if key.kind != .scalar {
        // What follows a break in the text is unknown, so nothing is said of what is missing.
        if key.kind == .streamEnd { mark(row) }
        if key.kind == .mappingEnd || key.kind == .streamEnd { break }
        problem(.complexKey, key, collection: true)
        stream.skipNode(after: key)
        stream.skipNode(after: stream.next())
        continue
      }
      let bytes = stream.value(key)
      guard let index = schema.keyTable.find(bytes), index != hiddenName else {
        if !isExtension(bytes) { unknownKey(schema, row, key, stream) }
        stream.skipNode(after: stream.next())
        continue
      }
      if seen[base + index] != 0 {
        problem(.duplicateKey(schema.fields[index].key), key, related: (seen[base + index] - 1, "first written here"))
        mark(row)
        stream.skipNode(after: stream.next())
        continue
      }
      seen[base + index] = key.offset + 1
      try decodeValue(schema, index, row, stream.next(), stream)
    }
    seen.removeLast(schema.operations.count)
  }

  /// Decodes one value into its cell of the row at a scratch offset.
  mutating func decodeValue(
    _ schema: EntitySchema, _ index: Int, _ row: Int, _ token: YAMLToken, _ stream: YAMLTokenStream,
    isSection: Bool = false
  ) throws(ArenaFailure) {
    if token.kind == .streamEnd { return mark(row) }
    let operation = schema.operations[index]
    let cell = row + Int(operation.offset)
    switch operation.code {
    case .rows:
      let field = schema.fields[index]
      guard case .rows(let child) = field.kind else { return }
      if let block = try decodeRows(field, child, token, stream, isSection: isSection) {
        scratch.store(block, at: token.offset + 1, cell)
      } else {
        scratch.store(CellOrigin.damaged, at: token.offset + 1, cell)
        mark(row)
      }
    case .list:
      let field = schema.fields[index]
      guard case .list(let element) = field.kind else { return }
      try decodeList(field, element, row, token, stream)
    default:
      guard token.kind == .scalar else {
        problem(.valueExpected(schema.fields[index], found: token), token, collection: true)
        scratch.store(CellOrigin.damaged, at: token.offset + 1, cell)
        mark(row)
        return stream.skipNode(after: token)
      }
      if try !decodeScalar(schema, index, operation, cell, token, stream) { mark(row) }
    }
  }
}
