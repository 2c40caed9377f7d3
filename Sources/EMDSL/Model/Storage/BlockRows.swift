/// The rows that a cell leads to, over all blocks of their chain, by address.
///
/// A block is a count (4 bytes), the index of the next block (4 bytes, 0 at the end) and the rows.
package struct BlockRows: Sequence, IteratorProtocol {
  private let base: UnsafeMutableRawPointer
  private let stride: Int
  private var block: UInt32
  private var row: UnsafeMutableRawPointer
  private var left: Int

  /// The rows of `stride` bytes that the cell at an address leads to; none where it is absent or damaged.
  package init(_ cell: UnsafeRawPointer, stride: Int, base: UnsafeMutableRawPointer) {
    self.base = base
    self.stride = stride
    let bits = cell.load(as: UInt32.self)
    let isPresent = cell.load(fromByteOffset: 4, as: UInt32.self) != 0 && bits < CellOrigin.keyword
    block = isPresent ? bits : 0
    row = base
    left = 0
    if isPresent { open() }
  }

  /// The address of the next row.
  package mutating func next() -> UnsafeMutableRawPointer? {
    while left == 0 {
      guard block != 0 else { return nil }
      block = (base + Int(block) * Arena.unit).load(fromByteOffset: 4, as: UInt32.self)
      guard block != 0 else { return nil }
      open()
    }
    left -= 1
    defer { row += stride }
    return row
  }

  private mutating func open() {
    let start = base + Int(block) * Arena.unit
    left = Int(start.load(as: UInt32.self))
    row = start + 8
  }
}
