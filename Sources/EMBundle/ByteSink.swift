internal import EMDiagnostics
internal import Glibc

/// Takes the content of one file piece by piece: 100 MB need not be in memory at once.
package struct ByteSink: ~Copyable {
  private static let bufferSize = 1 << 16

  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var hasher = Digest.Hasher()
  private let progress: BundleProgress?
  /// Bytes taken so far.
  package private(set) var size: UInt64 = 0

  /// Writes to a descriptor, which is closed in the end; `path` is for failures, `progress` is told of the bytes.
  init(path: String, descriptor: Int32, progress: BundleProgress? = nil) {
    self.path = path
    self.descriptor = descriptor
    self.progress = progress
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit { close(descriptor) }

  /// Adds text.
  package mutating func write(_ text: String) throws(BundleFailure) {
    var text = text
    let errorNumber = text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    guard errorNumber == 0 else { throw BundleFailure(path, .system(errorNumber)) }
  }

  /// Adds bytes.
  package mutating func write(_ bytes: [UInt8]) throws(BundleFailure) {
    let errorNumber = bytes.withUnsafeBytes { add($0) }
    guard errorNumber == 0 else { throw BundleFailure(path, .system(errorNumber)) }
  }

  /// Writes what is left and, unless it is only for this process, brings it to the disk; returns the digest of everything.
  mutating func finish(isLasting: Bool = true) throws(BundleFailure) -> Digest {
    var errorNumber = flush()
    if errorNumber == 0, isLasting { errorNumber = synchronize(descriptor) }
    guard errorNumber == 0 else { throw BundleFailure(path, .system(errorNumber)) }
    return hasher.finish()
  }

  /// Adds bytes; returns the `errno` of a failed write, else 0.
  private mutating func add(_ bytes: UnsafeRawBufferPointer) -> Int32 {
    hasher.update(bytes)
    size += UInt64(bytes.count)
    if buffer.count + bytes.count <= Self.bufferSize {
      buffer.append(contentsOf: bytes)
      return 0
    }
    let errorNumber = flush()
    guard errorNumber == 0 else { return errorNumber }
    // A large piece goes out as it is, a small one waits for more.
    if bytes.count >= Self.bufferSize {
      progress?.add(bytes: bytes.count)
      return writeAll(bytes, to: descriptor)
    }
    buffer.append(contentsOf: bytes)
    return 0
  }

  private mutating func flush() -> Int32 {
    progress?.add(bytes: buffer.count)
    defer { buffer.removeAll(keepingCapacity: true) }
    return buffer.withUnsafeBytes { writeAll($0, to: descriptor) }
  }
}
