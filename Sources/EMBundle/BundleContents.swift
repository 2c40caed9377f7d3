/// A file of a bundle that is to be written.
package struct BundleFile: Sendable {
  /// The path below the bundle's directory, with `/` between its parts.
  package var path: String
  /// Writes the content.
  package var write: @Sendable (inout ByteSink) throws -> Void

  /// Makes a file; `write` runs once, while the bundle is written, beside those of other files.
  package init(path: String, write: @escaping @Sendable (inout ByteSink) throws -> Void) {
    self.path = path
    self.write = write
  }
}

/// What stands in a bundle, wherever it goes.
struct BundleContents {
  /// The files; the first are begun first.
  var files: [BundleFile]
  /// Version of the compiler that writes the bundle.
  var compilerVersion: String
  /// Digest of what the bundle was compiled from.
  var inputDigest: Digest
  /// Signs the manifest.
  var key: MinisignSecretKey?

  /// The table of contents, when the files are there, with what stands before them: the manifest's bytes and, where
  /// there is a key, its signature.
  func manifest(of entries: [Manifest.Entry]) -> (manifest: Manifest, heads: [(name: String, bytes: [UInt8])]) {
    let manifest = Manifest(compilerVersion: compilerVersion, inputDigest: inputDigest, files: entries)
    return (manifest, manifest.heads(key))
  }
}
