internal import CZlib
internal import EMDiagnostics
internal import Glibc

/// Compresses what it is given into a file, as one gzip member without name and time.
///
/// The same bytes come out for the same bytes in, however they are cut, with one version of zlib; other versions and
/// other libraries of its interface may choose other codes for the same content.
final class GzipWriter {
  private static let bufferSize = 1 << 16
  /// The largest window, with the head and the tail of gzip (zlib.h, `deflateInit2`).
  private static let windowBits = MAX_WBITS + 16

  private let descriptor: Int32
  /// On the heap, because zlib keeps a pointer back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var buffer = [UInt8](repeating: 0, count: bufferSize)

  /// Writes to a descriptor that somebody else closes; nil when there is no memory.
  init?(descriptor: Int32) {
    self.descriptor = descriptor
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, 6, Z_DEFLATED, Self.windowBits, MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { return nil }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Adds bytes; returns the `errno` of a failed write, else 0.
  func write(_ bytes: [UInt8]) -> Int32 { deflate(bytes, Z_NO_FLUSH) }

  /// Writes what is left and the tail; returns the `errno` of a failed write, else 0.
  func finish() -> Int32 { deflate([], Z_FINISH) }

  private func deflate(_ bytes: [UInt8], _ flush: Int32) -> Int32 {
    // zlib only reads through its pointer that is not const, and the bytes stay where they are in here.
    var bytes = bytes
    return bytes.withUnsafeMutableBufferPointer { input in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(input.count)
      while true {
        let (status, count) = buffer.withUnsafeMutableBufferPointer { output in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          return (CZlib.deflate(stream, flush), output.count - Int(stream.pointee.avail_out))
        }
        // Z_BUF_ERROR says that there was nothing to do.
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return EIO }
        let errorNumber = buffer.withUnsafeBytes { writeAll(.init(rebasing: $0[..<count]), to: descriptor) }
        if errorNumber != 0 { return errorNumber }
        if status == Z_STREAM_END || flush == Z_NO_FLUSH && stream.pointee.avail_out > 0 { return 0 }
      }
    }
  }
}
