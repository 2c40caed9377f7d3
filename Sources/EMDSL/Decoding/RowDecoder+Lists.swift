/// Lists of values.
extension RowDecoder {
  /// Decodes a list into its cell of the row at a scratch offset; members that are wrong are kept as damaged ones.
  mutating func decodeList(
    _ field: Field, _ element: FieldKind, _ row: Int, _ token: YAMLToken, _ stream: YAMLTokenStream
  ) throws(ArenaFailure) {
    let cell = row + field.offset
    guard token.kind == .sequenceStart else {
      if token.kind == .scalar, isNull(token, stream) {
        problem(.noValue(field, text: stream.text(token)), token)
      } else {
        problem(
          .listExpected(field, text: token.kind == .scalar ? stream.text(token) : ""), token,
          collection: token.kind != .scalar)
        stream.skipNode(after: token)
      }
      scratch.store(CellOrigin.damaged, at: token.offset + 1, cell)
      return mark(row)
    }
    let start = scratch.top
    var count: UInt32 = 0
    while true {
      let item = stream.next()
      if item.kind == .sequenceEnd || item.kind == .streamEnd { break }
      guard item.kind == .scalar else {
        problem(.plainItemExpected(field), item, collection: true)
        stream.skipNode(after: item)
        mark(row)
        continue
      }
      let slot = scratch.push(8)
      if try !decodeMember(field, element, slot, item, stream) { mark(row) }
      count += 1
    }
    if let maximum = field.maximumMembers, count > maximum {
      problem(.tooManyMembers(field, maximum: maximum, count: Int(count)), token, collection: true)
      mark(row)
    }
    let block = try chunk.take(8 + Int(count) * 8)
    let target = arena.pointer(block)
    target.storeBytes(of: count, as: UInt32.self)
    (target + 8).copyMemory(from: scratch.base + start, byteCount: Int(count) * 8)
    scratch.pop(to: start)
    scratch.store(block, at: token.offset + 1, cell)
  }
}
