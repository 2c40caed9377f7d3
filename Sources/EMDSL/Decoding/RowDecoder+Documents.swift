import EMDiagnostics

/// Documents: the head, sections, `defaults` and `existing`.
extension RowDecoder {
  /// Decodes all documents of a file's text.
  mutating func decodeFile(
    _ id: FileID, _ text: SourceText, isNamed: Bool, limits: YAMLLimits
  ) throws(ArenaFailure) -> DecodedFile {
    file = id.index
    advice.removeAll(keepingCapacity: true)
    reported.removeAll()
    var result = DecodedFile()
    var failure: ArenaFailure?
    text.withBytes { bytes in
      // An honest large file merges a base into each of its objects; a bomb expands to far more than its size.
      var limits = limits
      limits.aliasNodes = max(limits.aliasNodes, bytes.count / 4)
      let stream = YAMLTokenStream(text: bytes, isASCII: text.isASCII, limits: limits)
      do throws(ArenaFailure) {
        try decodeDocuments(stream, isNamed, &result)
      } catch {
        failure = error
      }
      if let problem = stream.problem {
        result.isTruncated = true
        // What was taken for a list, before the text broke off at it, is the same mistake.
        let broken = problem.offset..<problem.offset &+ max(1, problem.length)
        diagnostics.removeAll { $0.place?.file == id && broken.contains($0.place?.offset ?? 0) }
        var diagnostic = Diagnostic(problem, file: id)
        diagnostic.clusters = subjects(of: result.documents)
        diagnostics.append(diagnostic)
      }
    }
    if let failure { throw failure }
    return result
  }

  /// Handles of the clusters that a file is about; empty where it is about all of them, or nobody knows.
  func subjects(of documents: [DecodedDocument]) -> [String] {
    guard documents.allSatisfy({ $0.subject == .cluster }) else { return [] }
    return Set(documents.map { String(decoding: arena.text(names.texts[Int($0.handle)]), as: UTF8.self) }).sorted()
  }

  private mutating func decodeDocuments(
    _ stream: YAMLTokenStream, _ isNamed: Bool, _ result: inout DecodedFile
  ) throws(ArenaFailure) {
    while true {
      let token = stream.next()
      if token.kind == .streamEnd { break }
      guard token.kind == .documentStart else { continue }
      let first = diagnostics.count
      let document = try decodeDocument(stream, isNamed, &result)
      if let document {
        // The arena keeps the text at its index for as long as the model lives.
        let handle = String(decoding: arena.text(names.texts[Int(document.handle)]), as: UTF8.self)
        if document.subject == .cluster {
          for index in first..<diagnostics.count { diagnostics[index].clusters = [handle] }
        }
        result.documents.append(document)
      }
    }
    if isNamed, result.documents.isEmpty, stream.problem == nil, diagnostics.last?.place?.file.index != file {
      fileProblem("the file holds no document of ours")
    }
  }

  private mutating func fileProblem(_ message: String) {
    diagnostics.append(
      Diagnostic(
        code: "EM1013", severity: .error, message: message,
        place: Place(file: FileID(file), offset: 0, extent: .file),
        help: "a document begins with 'emcc: v1' and 'cluster: HANDLE' or 'deployment: NAME'"))
  }

  private mutating func decodeDocument(
    _ stream: YAMLTokenStream, _ isNamed: Bool, _ result: inout DecodedFile
  ) throws(ArenaFailure) -> DecodedDocument? {
    let root = stream.next()
    guard root.kind == .mappingStart else {
      let isEmpty = root.kind == .scalar && isNull(root, stream)
      stream.skipNode(after: root)
      if !isEmpty, root.kind != .streamEnd {
        if isNamed { problem(.notOurs, root, collection: root.kind != .scalar) } else { result.foreignDocuments += 1 }
      }
      return nil
    }
    var head = DocumentHead()
    var key = stream.next()
    while key.kind == .scalar, !head.isComplete {
      try readHeadKey(key, &head, stream)
      key = stream.next()
    }
    guard head.isComplete, let subject = head.subject, let handle = head.handle else {
      while key.kind != .mappingEnd, key.kind != .streamEnd {
        stream.skipNode(after: key)
        stream.skipNode(after: stream.next())
        key = stream.next()
      }
      if head.isFaulty || head.handle != nil || head.hasLanguage { result.hasRefusedDocument = true }
      // A head that the text breaks off in has its finding.
      if key.kind != .streamEnd { closeIncompleteHead(head, root, isNamed, &result) }
      return nil
    }
    var document = DecodedDocument(
      subject: subject, handle: handle, handleAt: head.handleAt, file: FileID(file), row: 0)
    try decodeBody(key, &document, stream)
    return document
  }

  private mutating func readHeadKey(
    _ key: YAMLToken, _ head: inout DocumentHead, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    let name = stream.text(key)
    if name.hasPrefix("x-") { return stream.skipNode(after: stream.next()) }
    guard LanguageSchema.headKeys.contains(name) else {
      if head.early == nil { head.early = key; head.earlyName = name }
      return stream.skipNode(after: stream.next())
    }
    let value = stream.next()
    if value.kind == .streamEnd { return }
    guard value.kind == .scalar, !isNull(value, stream) else {
      problem(.headValue(name), value, collection: value.kind != .scalar)
      head.isFaulty = true
      return stream.skipNode(after: value)
    }
    if name == "emcc" {
      head.hasLanguage = true
      let text = stream.text(value)
      if text != LanguageSchema.version {
        problem(.languageVersion(text), value)
        head.isFaulty = true
      }
      return
    }
    if head.handle != nil {
      problem(.twoSubjects, key)
      head.isFaulty = true
      return
    }
    guard name == "deployment" || isHandle(stream.value(value)) else {
      problem(.handle(stream.text(value)), value)
      head.isFaulty = true
      return
    }
    head.subject = name == "cluster" ? .cluster : .deployment
    head.handleAt = value.offset + 1
    head.handle = try names.intern(stream.value(value))
  }

  /// Handles are typed on the command line, stand in messages, and name a folder of the bundle.
  private func isHandle(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.first, ValueFormat.isAlphanumeric(first), bytes.count <= 50 else { return false }
    return bytes.allSatisfy {
      ValueFormat.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
  }

  private mutating func closeIncompleteHead(
    _ head: DocumentHead, _ root: YAMLToken, _ isNamed: Bool, _ result: inout DecodedFile
  ) {
    if head.isFaulty { return }
    let misspelt = head.earlyName.isEmpty ? nil : Suggestion.nearest(to: head.earlyName, in: LanguageSchema.headKeys)
    if let early = head.early, let meant = misspelt, head.hasLanguage || head.handle != nil {
      problem(.misspeltHead(head.earlyName, meant), early)
    } else if let early = head.early, head.hasLanguage {
      problem(
        head.handle == nil ? .noSubject : .headFirst(head.earlyName), head.handle == nil ? root : early,
        collection: head.handle == nil)
    } else if head.hasLanguage {
      problem(.noSubject, root, collection: true)
    } else if head.handle != nil {
      problem(.noLanguage, root, collection: true)
    } else {
      if isNamed { problem(.notOurs, root, collection: true) } else { result.foreignDocuments += 1 }
    }
  }

  private mutating func decodeBody(
    _ firstKey: YAMLToken, _ document: inout DecodedDocument, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    let language = LanguageSchema.current
    let isCluster = document.subject == .cluster
    let schema = isCluster ? language.cluster : language.deployment
    let row = scratch.push(schema.stride)
    let head = Head(file: file, kind: schema.info.kind, at: document.handleAt)
    scratch.store(head.meta, at: head.at, row)
    var places = [UInt32](repeating: 0, count: schema.fields.count)
    var special: [String: UInt32] = [:]
    var defaults: [(index: Int, row: UInt32)] = []
    var key = firstKey
    hasLostObjects = false
    lastObject = 0
    while key.kind != .mappingEnd, key.kind != .streamEnd {
      guard key.kind == .scalar else {
        hasLostObjects = true
        problem(.complexKey, key, collection: true)
        stream.skipNode(after: key)
        stream.skipNode(after: stream.next())
        key = stream.next()
        continue
      }
      let bytes = stream.value(key)
      if let index = schema.keyTable.find(bytes) {
        try decodeMember(schema, index, row, key, &places[index], &document, stream)
      } else if isExtension(bytes) {
        stream.skipNode(after: stream.next())
      } else {
        let name = stream.text(key)
        if let first = special[name] {
          problem(.duplicateKey(name), key, related: (first - 1, "first written here"))
          stream.skipNode(after: stream.next())
        } else {
          special[name] = key.offset + 1
          try decodeSpecial(name, key, &document, &defaults, schema, stream)
        }
      }
      key = stream.next()
    }
    let block = try chunk.take(schema.stride)
    arena.pointer(block).copyMemory(from: scratch.base + row, byteCount: schema.stride)
    scratch.pop(to: row)
    document.row = block
    brokenObject = stream.problem == nil ? nil : lastObject
    if hasLostObjects { document.isIncomplete = true }
    try finish(document, schema, defaults)
  }

  /// Decodes a setting or section of a document, unless it stood there before: `place` is 1 + its key's offset, or 0.
  private mutating func decodeMember(
    _ schema: EntitySchema, _ index: Int, _ row: Int, _ key: YAMLToken, _ place: inout UInt32,
    _ document: inout DecodedDocument, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    if place != 0 {
      problem(.duplicateKey(schema.fields[index].key), key, related: (place - 1, "first written here"))
      return stream.skipNode(after: stream.next())
    }
    place = key.offset + 1
    try decodeValue(schema, index, row, stream.next(), stream, isSection: true)
    let isSection = schema.operations[index].code == .rows
    if isSection, scratch.bits(row + schema.fields[index].offset) == CellOrigin.damaged {
      document.isIncomplete = true
    }
  }

  private mutating func decodeSpecial(
    _ name: String, _ key: YAMLToken, _ document: inout DecodedDocument, _ defaults: inout [(index: Int, row: UInt32)],
    _ schema: EntitySchema, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    let isCluster = document.subject == .cluster
    switch name {
    case "defaults":
      try decodeDefaults(&document, &defaults, isCluster ? schema : LanguageSchema.current.shared, stream)
    case "existing" where isCluster: try decodeExisting(&document, stream)
    case "csv" where isCluster:
      document.isIncomplete = true
      problem(.csvUnavailable, key)
      stream.skipNode(after: stream.next())
    case "emcc", "cluster", "deployment":
      if name != "emcc" { document.isIncomplete = true }
      problem(name == "emcc" ? .duplicateKey(name) : .twoSubjects, key)
      stream.skipNode(after: stream.next())
    default:
      document.isIncomplete = true
      var allowed = schema.allowedKeys + ["defaults"] + (isCluster ? ["existing"] : [])
      allowed.sort()
      problem(.unknownKey(name, in: isCluster ? "a cluster document" : "a deployment document", allowed: allowed), key)
      stream.skipNode(after: stream.next())
    }
  }
}
