internal import CLibSodium

/// Bytes that are wiped when nobody needs them any more: a password, a secret key.
package final class SecretBytes {
  /// The bytes; pass them on, do not keep them.
  private(set) var bytes: [UInt8]

  /// Takes a copy of some bytes; the caller's own remain.
  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  deinit { sodium_memzero(&bytes, bytes.count) }
}
