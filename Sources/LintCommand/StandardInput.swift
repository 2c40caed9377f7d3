package import EMDiagnostics
internal import Glibc

/// The text that comes in on standard input.
package enum StandardInput {
  /// Whether somebody would have to type it.
  package static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Everything up to the end, but at most one byte more than `limit`, which tells that there was too much.
  package static func read(limit: Int) throws(ReadFailure) -> [UInt8] {
    try read(descriptor: STDIN_FILENO, limit: limit)
  }

  /// Reads from any descriptor; for the tests, which have standard input for themselves only once.
  static func read(descriptor: Int32, limit: Int) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    try readAll(descriptor, into: &bytes, limit: limit + 1)
    return bytes
  }
}
