/// What a path below a bundle's directory may look like: the same file on every system, and never one outside.
enum BundlePath {
  /// Why a path is none of a file in a bundle.
  enum Defect: Hashable, Sendable {
    /// It is empty, or two slashes meet in it, or it ends in one.
    case emptyPart
    /// It begins with a slash.
    case absolute
    /// A part is `.` or `..`.
    case leaves
    /// A backslash is in it, which separates directories on other systems.
    case backslash
    /// A control character, a line separator, or a character that changes the direction of writing is in it.
    case control
    /// It has too many bytes or parts.
    case tooLong
    /// It is the manifest's or the signature's.
    case reserved

    /// What is wrong, as the end of a sentence that begins with the path.
    var reason: String {
      switch self {
      case .emptyPart: "is empty or has an empty part"
      case .absolute: "is an absolute path"
      case .leaves: "leaves the bundle or goes round ('.' or '..')"
      case .backslash: "has a backslash"
      case .control: "has a control character"
      case .tooLong: "is longer than \(BundlePath.maximumLength) bytes or \(BundlePath.maximumParts) parts"
      case .reserved: "is the name of the manifest or its signature"
      }
    }
  }

  /// Bytes of a path at most; less than any system allows with a directory in front.
  static let maximumLength = 1024
  /// Parts of a path at most.
  static let maximumParts = 32

  /// What is wrong with a path; nil when nothing is.
  static func defect(of path: String) -> Defect? {
    guard path.utf8.count <= maximumLength else { return .tooLong }
    guard !path.utf8.starts(with: "/".utf8) else { return .absolute }
    if path.utf8.contains(UInt8(ascii: "\\")) { return .backslash }
    if path.unicodeScalars.contains(where: isControl) { return .control }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count <= maximumParts else { return .tooLong }
    if parts.contains(where: { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }) { return .leaves }
    if parts.contains(where: \.isEmpty) { return .emptyPart }
    return path == Manifest.fileName || path == Manifest.signatureName ? .reserved : nil
  }

  /// Refuses paths that lead out of the bundle or to the same file.
  static func check(_ paths: [String]) throws(BundleFailure) {
    var known: Set<String> = []
    for path in paths {
      guard defect(of: path) == nil else { throw BundleFailure(path, .unsuitablePath) }
      guard known.insert(path).inserted else { throw BundleFailure(path, .duplicatePath) }
    }
  }

  /// The directories on the way to a file, the outermost first.
  static func directories(of path: String) -> [String] {
    path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map { String(path[..<$0]) }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: true
    default: [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    }
  }
}
