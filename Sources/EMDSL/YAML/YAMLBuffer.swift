internal import Glibc

/// A growing row of trivial values in raw memory: no reference counts and no checks of uniqueness while appending.
struct YAMLBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// The first value, which moves when the buffer grows; nil before anything was added.
  private(set) var base: UnsafeMutablePointer<Element>?
  private var capacity = 0
  /// Values in use, from the front.
  private(set) var count = 0

  deinit { free(base) }

  /// Makes room for more values; false when there is no memory for them.
  @inline(__always)
  mutating func reserve(_ extra: Int) -> Bool {
    capacity &- count >= extra || grow(extra)
  }

  @inline(never)
  private mutating func grow(_ extra: Int) -> Bool {
    let (needed, tooMany) = count.addingReportingOverflow(extra)
    guard !tooMany, needed <= Int.max / 4 / MemoryLayout<Element>.stride else { return false }
    let wanted = max(needed, capacity * 2, 256)
    guard let moved = realloc(base, wanted * MemoryLayout<Element>.stride) else { return false }
    base = moved.assumingMemoryBound(to: Element.self)
    capacity = wanted
    return true
  }

  /// Adds a value; false when there is no memory for it.
  @inline(__always)
  mutating func append(_ element: Element) -> Bool {
    guard reserve(1), let base else { return false }
    base[count] = element
    count &+= 1
    return true
  }

  /// Adds values that lie in other memory; false when there is no memory for them.
  @inline(__always)
  mutating func append(from source: UnsafePointer<Element>, count added: Int) -> Bool {
    // One more than needed, so that there is memory to point into even when nothing is added.
    guard reserve(added &+ 1), let base else { return false }
    // A loop of bytes would be slower even for the short values that keys are.
    memcpy(base + count, source, added &* MemoryLayout<Element>.stride)
    count &+= added
    return true
  }

  /// Drops values from the back.
  mutating func truncate(to count: Int) {
    if count < self.count { self.count = max(0, count) }
  }

  /// The values in use.
  var elements: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }

  /// The value at an index that must be in use.
  subscript(index: Int) -> Element {
    @inline(__always) get { elements[index] }
    @inline(__always) set { elements[index] = newValue }
  }
}
