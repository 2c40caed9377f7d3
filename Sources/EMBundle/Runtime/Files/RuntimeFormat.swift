/// Names and limits of the runtime configuration's files: what the service loads out of a bundle.
///
/// Every file is one JSON object. Objects with a name stand on one line each, sorted by the bytes of the name, and what
/// has its default is left out of them: a user who changed is a line that changed.
enum RuntimeFormat {
  /// What stands under `format` in each file.
  static let name = "emcc-runtime"
  /// Raised whenever the files change their meaning; a reader takes its own version alone.
  static let version = 1
  /// The file of what the clusters share.
  static let deploymentPath = "runtime/deployment.json"
  /// Bytes of the largest file that is read: about twenty times the largest cluster of Unified CM.
  static let largestFile = 1 << 29
  /// Objects and lists within each other.
  static let depth = 8

  /// The file of a cluster.
  static func clusterPath(_ handle: String) -> String { "runtime/\(clusterFile(handle))" }

  /// The file of a cluster, as `deployment.json` names it.
  static func clusterFile(_ handle: String) -> String { "clusters/\(handle).json" }

  /// True for letters and digits with `-`, `_` and `.` behind the first, 50 at most: what may become a file's name.
  static func isHandle(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 50, isLetterOrDigit(first) else { return false }
    return text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
