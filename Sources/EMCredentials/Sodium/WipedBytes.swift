internal import CLibSodium

/// Bytes that are wiped when nobody needs them any more: a PIN, a password, the server's secret.
package final class WipedBytes: @unchecked Sendable {
  // Unchecked: nobody changes them before `deinit`.
  private let start: UnsafeMutableRawBufferPointer

  /// Takes a copy of some bytes; the caller's own remain.
  package init(_ bytes: some Collection<UInt8>) {
    start = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    start.copyBytes(from: bytes)
  }

  deinit {
    sodium_memzero(start.baseAddress, start.count)
    start.deallocate()
  }

  /// How many there are.
  package var count: Int { start.count }

  /// Lends the bytes; do not keep them.
  package func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { body(UnsafeRawBufferPointer(start)) }
}

/// Wipes bytes that are not needed any more.
package func wipe(_ bytes: inout [UInt8]) { sodium_memzero(&bytes, bytes.count) }
