internal import EMJSON

/// Why a text is not the manifest of a bundle that this version understands.
enum ManifestDefect: Error, Hashable, Sendable {
  /// It is no JSON, or has another kind of value somewhere.
  case json(JSONFailure)
  /// It belongs to another program.
  case otherFormat
  /// The version of the bundle format is not the one that this program knows.
  case otherVersion(Int64)
  /// A key that a manifest does not have.
  case unknownKey(String)
  /// A key that every manifest has.
  case missingKey(String)
  /// A digest is not 64 hexadecimal digits in small letters; the text is whose.
  case badDigest(String)
  /// A size is negative.
  case badSize(String)
  /// A path is none of a file in a bundle.
  case path(String, BundlePath.Defect)
  /// A path stands twice.
  case duplicate(String)
  /// A path stands before one that it belongs behind.
  case unsorted(String)
  /// A path is a file and the directory of another.
  case fileAndDirectory(String)

  /// The path that it is about; nil when it is about the manifest as a whole.
  var path: String? {
    switch self {
    case .path(let path, _), .duplicate(let path), .unsorted(let path), .fileAndDirectory(let path), .badSize(let path):
      path
    default: nil
    }
  }

  /// What is wrong, as the end of a sentence that begins with the path or with the manifest's name.
  var reason: String {
    switch self {
    case .json(let failure): "is not the JSON of a manifest: \(failure.reason)"
    case .otherFormat: "does not say that it is of the format 'emcc-bundle'"
    case .otherVersion(let version):
      "has format version \(version), and this program understands version \(BundleVersion.current) only"
    case .unknownKey(let key): "has the unknown key '\(key)'"
    case .missingKey(let key): "lacks the key '\(key)'"
    case .badDigest(let owner): "has a digest of '\(owner)' that is not 64 hexadecimal digits in small letters"
    case .badSize: "has a negative size in the manifest"
    case .path(_, let defect): defect.reason
    case .duplicate: "stands in the manifest twice"
    case .unsorted: "is not in order in the manifest, which is sorted by path"
    case .fileAndDirectory: "is a file and a directory at once in the manifest"
    }
  }
}

extension Manifest {
  /// Bytes of a manifest at most: about 200,000 files.
  static let maximumSize = 1 << 25

  /// Reads a manifest, and accepts only what `json` could have written, but for blanks and the order of keys.
  init(json bytes: [UInt8]) throws(ManifestDefect) {
    var parser = ManifestParser(json: JSONReader(bytes, limits: JSONReader.Limits(size: Self.maximumSize, depth: 3)))
    self = try parser.manifest()
  }
}

/// Takes a manifest out of JSON.
private struct ManifestParser {
  var json: JSONReader

  mutating func manifest() throws(ManifestDefect) -> Manifest {
    var (format, version, compiler, input): (String?, Int64?, String?, Digest?)
    var files: [Manifest.Entry]?
    try read { json throws(JSONFailure) in try json.beginObject() }
    while let key = try read({ json throws(JSONFailure) in try json.nextKey() }) {
      switch key {
      case "format": format = try text()
      case "formatVersion":
        version = try read { json throws(JSONFailure) in try json.integer() }
        // What else a newer version has is none of our business.
        if version != Int64(BundleVersion.current) { throw .otherVersion(version ?? 0) }
      case "compilerVersion": compiler = try text()
      case "inputSha256": input = try digest(of: "the input")
      case "files": files = try entries()
      default: throw .unknownKey(key)
      }
    }
    try read { json throws(JSONFailure) in try json.end() }
    guard let format else { throw .missingKey("format") }
    guard format == "emcc-bundle" else { throw .otherFormat }
    guard version != nil else { throw .missingKey("formatVersion") }
    guard let compiler else { throw .missingKey("compilerVersion") }
    guard let input else { throw .missingKey("inputSha256") }
    guard let files else { throw .missingKey("files") }
    try Self.check(files)
    return Manifest(compilerVersion: compiler, inputDigest: input, files: files)
  }

  private mutating func entries() throws(ManifestDefect) -> [Manifest.Entry] {
    var entries: [Manifest.Entry] = []
    try read { json throws(JSONFailure) in try json.beginArray() }
    while try read({ json throws(JSONFailure) in try json.nextElement() }) { entries.append(try entry()) }
    return entries
  }

  private mutating func entry() throws(ManifestDefect) -> Manifest.Entry {
    var (path, size, digest): (String?, Int64?, Digest?)
    try read { json throws(JSONFailure) in try json.beginObject() }
    while let key = try read({ json throws(JSONFailure) in try json.nextKey() }) {
      switch key {
      case "path": path = try text()
      case "size": size = try read { json throws(JSONFailure) in try json.integer() }
      case "sha256": digest = try self.digest(of: path ?? "a file")
      default: throw .unknownKey(key)
      }
    }
    guard let path else { throw .missingKey("path") }
    guard let size else { throw .missingKey("size") }
    guard let digest else { throw .missingKey("sha256") }
    guard let size = UInt64(exactly: size) else { throw .badSize(path) }
    return Manifest.Entry(path: path, size: size, digest: digest)
  }

  private mutating func text() throws(ManifestDefect) -> String {
    try read { json throws(JSONFailure) in try json.string() }
  }

  private mutating func digest(of owner: String) throws(ManifestDefect) -> Digest {
    guard let digest = Digest(hexadecimal: try text()) else { throw .badDigest(owner) }
    return digest
  }

  private mutating func read<Value>(
    _ step: (inout JSONReader) throws(JSONFailure) -> Value
  ) throws(ManifestDefect) -> Value {
    do throws(JSONFailure) { return try step(&json) } catch { throw .json(error) }
  }

  /// Refuses paths that lead out of the bundle or to the same file, and any order but the sorted one.
  private static func check(_ files: [Manifest.Entry]) throws(ManifestDefect) {
    var directories: Set<String> = []
    for (index, file) in files.enumerated() {
      if let defect = BundlePath.defect(of: file.path) { throw .path(file.path, defect) }
      directories.formUnion(BundlePath.directories(of: file.path))
      guard index > 0 else { continue }
      let previous = files[index - 1].path.utf8
      if previous.elementsEqual(file.path.utf8) { throw .duplicate(file.path) }
      guard previous.lexicographicallyPrecedes(file.path.utf8) else { throw .unsorted(file.path) }
    }
    if let file = files.first(where: { directories.contains($0.path) }) { throw .fileAndDirectory(file.path) }
  }
}
