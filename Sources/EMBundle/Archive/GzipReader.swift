internal import CZlib
internal import EMDiagnostics
internal import Glibc

/// Decompresses one gzip member from a file, piece by piece and never more than it is allowed to.
final class GzipReader {
  private static let bufferSize = 1 << 16

  private let descriptor: Int32
  private let path: String
  /// On the heap, because zlib keeps a pointer back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var input = [UInt8](repeating: 0, count: bufferSize)
  /// Bytes of `input` that zlib has not taken.
  private var pending = 0..<0
  private var output = [UInt8](repeating: 0, count: bufferSize)
  /// Bytes of `output` that nobody has taken.
  private var available = 0..<0
  private var hasEnded = false
  /// Bytes that may still be handed over.
  var budget: UInt64

  /// Reads from the beginning of a file that somebody else closes; `path` is for failures.
  init(path: String, descriptor: Int32, budget: UInt64) throws(VerificationStop) {
    self.path = path
    self.descriptor = descriptor
    self.budget = budget
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // The largest window, with the head and the tail of gzip only (zlib.h, `inflateInit2`).
    let status = inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .failure(SourceFailure(path: path, errorNumber: ENOMEM)) }
    try checkHead()
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The next bytes: as many as are wanted, or fewer at the end.
  func read(upTo count: Int) throws(VerificationStop) -> ArraySlice<UInt8> {
    if available.isEmpty { try fill() }
    let taken = output[available.prefix(count)]
    // What was decompressed ahead of this is one buffer at most.
    guard UInt64(taken.count) <= budget else {
      throw .problem(.archive("is longer than its manifest says"))
    }
    budget -= UInt64(taken.count)
    available = available.dropFirst(taken.count)
    return taken
  }

  /// Exactly so many bytes; for headers and small files.
  func read(exactly count: Int) throws(VerificationStop) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try read(upTo: count - bytes.count)
      guard !piece.isEmpty else { throw .problem(.archive("ends early: it is truncated")) }
      bytes += piece
    }
    return bytes
  }

  /// Refuses what gzip may carry besides the content: nothing vouches for it.
  private func checkHead() throws(VerificationStop) {
    try refill()
    let head = Array(input[pending].prefix(8))
    guard head.starts(with: [0x1F, 0x8B]) else { throw .problem(.archive("is no gzip file and no directory")) }
    guard head.count == 8 else { throw .problem(.archive("ends early: it is truncated")) }
    guard head[2] == 8, head[3] == 0, head[4...].allSatisfy({ $0 == 0 }) else {
      throw .problem(.archive("has a gzip header with a name, a time or a comment, which bundles do not have"))
    }
  }

  /// Decompresses until something comes out or the end is there.
  private func fill() throws(VerificationStop) {
    available = 0..<0
    while available.isEmpty, !hasEnded {
      if pending.isEmpty { try refill() }
      guard !pending.isEmpty else { throw .problem(.archive("ends early: it is truncated")) }
      let status = inflate()
      switch status {
      case Z_OK, Z_BUF_ERROR: continue
      case Z_STREAM_END:
        hasEnded = true
        try checkEnd()
      case Z_MEM_ERROR: throw .failure(SourceFailure(path: path, errorNumber: ENOMEM))
      default: throw .problem(.archive("is damaged: its compressed data is not consistent"))
      }
    }
  }

  /// Lets zlib work once; returns its status.
  private func inflate() -> Int32 {
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = input.baseAddress.map { $0 + pending.lowerBound }
        stream.pointee.avail_in = UInt32(pending.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        pending = pending.upperBound - Int(stream.pointee.avail_in)..<pending.upperBound
        available = 0..<output.count - Int(stream.pointee.avail_out)
        return status
      }
    }
  }

  /// Nothing may stand behind the member: other programs would show it as part of the content, or run it.
  private func checkEnd() throws(VerificationStop) {
    if pending.isEmpty { try refill() }
    guard !pending.isEmpty else { return }
    let isGzip = input[pending].starts(with: [0x1F, 0x8B])
    throw .problem(.archive(isGzip ? "has a second gzip member behind its end" : "has something behind its end"))
  }

  private func refill() throws(VerificationStop) {
    let (count, errorNumber) = input.withUnsafeMutableBytes { readFully(descriptor, into: $0) }
    guard errorNumber == 0 else { throw .failure(SourceFailure(path: path, errorNumber: errorNumber)) }
    pending = 0..<count
  }
}
