internal import EMJSON

/// The table of contents of a bundle, written as `manifest.json`.
package struct Manifest: Hashable, Sendable {
  /// One file of the bundle.
  package struct Entry: Hashable, Sendable {
    /// The path below the bundle's directory, with `/` between its parts.
    package var path: String
    /// Bytes.
    package var size: UInt64
    /// Digest of the content.
    package var digest: Digest

    /// Makes an entry.
    package init(path: String, size: UInt64, digest: Digest) {
      self.path = path
      self.size = size
      self.digest = digest
    }
  }

  /// The file's name.
  package static let fileName = "manifest.json"
  /// The name of its signature, where minisign looks for it.
  package static let signatureName = "manifest.json.minisig"
  /// What every manifest of a bundle of ours begins with, whatever its version.
  static let beginning = "{\n  \"format\": \"emcc-bundle\",\n"

  /// Version of the compiler that wrote the bundle.
  package var compilerVersion: String
  /// Digest of what the bundle was compiled from.
  package var inputDigest: Digest
  /// Every file but the manifest and its signature, sorted by the bytes of the path.
  package let files: [Entry]

  /// Makes a manifest; the files may come in any order.
  package init(compilerVersion: String, inputDigest: Digest, files: [Entry]) {
    self.compilerVersion = compilerVersion
    self.inputDigest = inputDigest
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The manifest as JSON, the same bytes for the same bundle.
  package func json() -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.member("format", "emcc-bundle")
    json.member("formatVersion", BundleVersion.current)
    json.member("compilerVersion", compilerVersion)
    json.member("inputSha256", inputDigest.hexadecimal)
    json.key("files")
    json.beginArray()
    for file in files {
      json.beginObject(inline: true)
      json.member("path", file.path)
      json.member("size", file.size)
      json.member("sha256", file.digest.hexadecimal)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.take()
  }

  /// What stands in front of the files: the manifest's name and bytes and, where there is a key, its signature's.
  ///
  /// No time is in the signature, so it is the same whenever the same bundle is written.
  func heads(_ key: MinisignSecretKey?) -> [(name: String, bytes: [UInt8])] {
    let bytes = json()
    guard let key else { return [(Self.fileName, bytes)] }
    let comment =
      "compiler:emcc-lint \(compilerVersion)\tinput:sha256 \(inputDigest.hexadecimal)\tfile:\(Self.fileName)\thashed"
    return [(Self.fileName, bytes), (Self.signatureName, key.sign(bytes, trustedComment: comment).file)]
  }
}
