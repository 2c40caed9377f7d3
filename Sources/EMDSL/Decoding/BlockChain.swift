/// Blocks of rows that belong together: the second word of a block's header leads to the next one.
struct BlockChain {
  /// Bytes of rows after which a section's rows move on.
  static let sectionBytes = 64 << 10

  /// Where the rows under construction begin in the scratch.
  let start: Int
  /// Bytes after which they move on.
  let limit: Int
  var first: UInt32?
  var last: UInt32 = 0

  init(start: Int, limit: Int) {
    self.start = start
    self.limit = limit
  }
}
