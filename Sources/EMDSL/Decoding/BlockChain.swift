/// Blocks of rows that belong together: the second word of a block's header leads to the next one.
struct BlockChain {
  /// Bytes of rows after which a section's rows move on.
  static let sectionBytes = 64 << 10

  /// Where the rows under construction begin in the scratch.
  let start: Int
  /// Bytes after which they move on.
  let limit: Int
  /// Arena index of the first block, which the section's cell gets; nil before one has moved.
  var first: UInt32?
  /// Arena index of the newest block, to which the next is hooked; 0 before one has moved.
  var last: UInt32 = 0

  /// Begins a chain without blocks; `limit` is `Int.max` for rows that must stay in one block.
  init(start: Int, limit: Int) {
    self.start = start
    self.limit = limit
  }
}
