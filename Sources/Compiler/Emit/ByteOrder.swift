import Glibc

/// Sorts by bytes, so that the order does not depend on a locale.
enum ByteOrder {
  /// Positions of things in the order of the bytes that `append` gives for each; those of the same bytes keep their
  /// order.
  static func positions<Things: Collection>(
    of things: Things, _ append: (Things.Element, inout [UInt8]) -> Void
  ) -> [Int] {
    var bytes: [UInt8] = []
    var places: [Place] = []
    places.reserveCapacity(things.count)
    for (position, thing) in things.enumerated() {
      let start = bytes.count
      append(thing, &bytes)
      places.append(Place(position: position, start: start, end: bytes.count))
    }
    return bytes.withUnsafeBytes { bytes in
      places.sort { left, right in
        let order = compare(left, right, bytes)
        return order == 0 ? left.position < right.position : order < 0
      }
      return places.map(\.position)
    }
  }

  /// Where the bytes of a thing lie among those of all.
  private struct Place {
    let position: Int
    let start: Int
    let end: Int

    var count: Int { end - start }
  }

  /// Less than 0 where the first bytes come first, 0 where both are the same.
  private static func compare(_ left: Place, _ right: Place, _ bytes: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let order = memcmp(base + left.start, base + right.start, min(left.count, right.count))
    return order == 0 ? left.count - right.count : Int(order)
  }
}
