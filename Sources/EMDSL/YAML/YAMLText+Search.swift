internal import Glibc

extension YAMLText {
  /// Offset of the first place from an offset on where an ASCII needle stands; nil without one.
  ///
  /// Fast enough to look through every file: far above the speed of any parser.
  func firstIndex(of needle: StaticString, from offset: Int) -> Int? {
    guard needle.hasPointerRepresentation, offset >= 0, offset <= count, needle.utf8CodeUnitCount > 0,
      count - offset >= needle.utf8CodeUnitCount, let base = bytes.baseAddress
    else { return nil }
    let wanted = UnsafeRawBufferPointer(start: needle.utf8Start, count: needle.utf8CodeUnitCount)
    return wanted.count < 4 ? find(wanted, after: base + offset) : findBySkipping(wanted, from: offset)
  }

  /// For short needles, whose first byte should be rare.
  private func find(_ needle: UnsafeRawBufferPointer, after start: UnsafeRawPointer) -> Int? {
    guard let base = bytes.baseAddress, let first = needle.first else { return nil }
    let end = base + count
    var place = start
    while end - place >= needle.count, let found = memchr(place, Int32(first), end - place) {
      place = UnsafeRawPointer(found)
      guard end - place >= needle.count else { return nil }
      if let wanted = needle.baseAddress, memcmp(place, wanted, needle.count) == 0 { return place - base }
      place += 1
    }
    return nil
  }

  /// For longer needles: Horspool's search, which looks at one byte for each needle's length.
  private func findBySkipping(_ needle: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let last = needle.count - 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { skips in
      skips.initialize(repeating: needle.count)
      for index in 0..<last { skips[Int(needle[index])] = last - index }
      var place = start
      while place + last < count {
        let byte = bytes[place + last]
        if byte == needle[last], bytes[place..<place + last].elementsEqual(needle[..<last]) { return place }
        place += skips[Int(byte)]
      }
      return nil
    }
  }
}
