/// Writes bundles, which appear complete or not at all, in the place of an older one if there is one.
package struct BundleWriter {
  /// Where a bundle goes, as the user named it.
  private enum Destination {
    case directory(String)
    case archive(String)
  }

  private let destination: Destination
  private let production: BundleProduction

  /// Makes a writer of a directory; the one above it must exist.
  ///
  /// At most `threads` files are made at once. What is half-written is noted among `temporaries`.
  package init(
    directory: String, threads: Int = 1, progress: BundleProgress? = nil, temporaries: Temporaries = .shared
  ) {
    self.init(.directory(directory), threads, progress, temporaries)
  }

  /// Makes a writer of one `.tar.gz`; the directory of `archive` must exist.
  ///
  /// At most `threads` files are made at once. What is half-written is noted among `temporaries`.
  package init(
    archive: String, threads: Int = 1, progress: BundleProgress? = nil, temporaries: Temporaries = .shared
  ) {
    self.init(.archive(archive), threads, progress, temporaries)
  }

  private init(
    _ destination: Destination, _ threads: Int, _ progress: BundleProgress?, _ temporaries: Temporaries
  ) {
    self.destination = destination
    production = BundleProduction(threads: max(1, threads), progress: progress, temporaries: temporaries)
  }

  /// Writes all files, the manifest and, where there is a key, its signature; returns the manifest.
  ///
  /// Throws `BundleFailure`, or what a file's closure threw. Then nothing of the new bundle is there, and what was there
  /// before still is.
  @discardableResult
  package func write(
    _ files: [BundleFile], compilerVersion: String, inputDigest: Digest, key: MinisignSecretKey? = nil
  ) throws -> Manifest {
    try BundlePath.check(files.map(\.path))
    let contents = BundleContents(
      files: files, compilerVersion: compilerVersion, inputDigest: inputDigest, key: key)
    switch destination {
    case .directory(let directory):
      return try DirectoryWriter(directory: directory).write(contents, production)
    case .archive(let file):
      return try ArchiveWriter(file: file).write(contents, production)
    }
  }
}
