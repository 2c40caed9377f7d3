import Testing

@testable import Compiler

/// Things are sorted by bytes, and those that are equal stay as they were.
struct ByteOrderTests {
  @Test(arguments: [
    ([], []), ([""], [0]), (["b", "a"], [1, 0]), (["ab", "a", "", "abc", "b"], [2, 1, 0, 3, 4]),
    (["x", "a", "x", "a"], [1, 3, 0, 2]), (["ä", "z", "Z", "\u{10000}", "\u{FFFD}"], [2, 1, 0, 4, 3]),
  ])
  func positionsFollowTheBytes(texts: [String], positions: [Int]) {
    #expect(ByteOrder.positions(of: texts) { text, bytes in bytes.append(contentsOf: text.utf8) } == positions)
  }

  @Test func keysAreSortedElementByElement() {
    func key(_ first: String, _ second: String?) -> AXLKey {
      AXLKey(AXLKey.Member("pattern", .text(first)), AXLKey.Member("routePartitionName", second.map { .text($0) }))
    }
    let keys = [key("10", "A"), key("1", "Z"), key("1", nil), key("1", "B"), key("10", nil)]
    #expect(ByteOrder.positions(of: keys) { key, bytes in key.append(to: &bytes) } == [2, 3, 1, 4, 0])
  }
}
