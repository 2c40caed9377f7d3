internal import Glibc

/// A file of a bundle that is to be written.
package struct BundleFile {
  /// The path below the bundle's directory, with `/` between its parts.
  package var path: String
  /// Writes the content.
  package var write: (inout ByteSink) throws -> Void

  /// Makes a file; `write` runs once, while the bundle is written.
  package init(path: String, write: @escaping (inout ByteSink) throws -> Void) {
    self.path = path
    self.write = write
  }
}

/// Writes bundles: a directory that appears complete or not at all, in the place of an older one if there is one.
package struct BundleWriter {
  /// The directory as the user named it.
  private let directory: String
  private let temporaries: Temporaries

  /// Makes a writer; the directory above `directory` must exist.
  package init(directory: String) { self.init(directory: directory, temporaries: .shared) }

  /// Makes a writer that notes its half-written files elsewhere than in the process's own list.
  init(directory: String, temporaries: Temporaries) {
    self.directory = directory
    self.temporaries = temporaries
  }

  /// Writes all files, the manifest and, where there is a key, its signature; returns the manifest.
  ///
  /// Throws `BundleFailure`, or what a file's closure threw. Then nothing of the new bundle is there.
  @discardableResult
  package func write(
    _ files: [BundleFile], compilerVersion: String, inputDigest: Digest, key: MinisignSecretKey? = nil
  ) throws -> Manifest {
    try BundlePath.check(files.map(\.path))
    let place = try BundlePlace(directory)
    let temporary = place.sibling("tmp")
    temporaries.add(temporary)
    defer {
      removeTree(temporary)
      temporaries.remove(temporary)
    }
    // Left over from a process of this number that was killed.
    removeTree(temporary)
    var tree = BundleTree(root: temporary, shownAs: directory, temporaries: temporaries)
    try tree.makeRoot(like: place.existing)
    var entries: [Manifest.Entry] = []
    for file in files { entries.append(try tree.write(file)) }
    let manifest = Manifest(compilerVersion: compilerVersion, inputDigest: inputDigest, files: entries)
    for (name, bytes) in manifest.heads(key) {
      _ = try tree.write(BundleFile(path: name) { sink in try sink.write(bytes) })
    }
    try tree.synchronize()
    let errorNumber = temporaries.perform { place.put(temporary) }
    guard errorNumber == 0 else { throw BundleFailure(directory, .system(errorNumber)) }
    synchronizeParent(of: place.path)
    return manifest
  }
}

/// The files of a bundle under construction.
private struct BundleTree {
  let root: String
  /// What failures call the root.
  let shownAs: String
  let temporaries: Temporaries
  /// Directories made, each after the one that holds it.
  private var directories: [String] = []
  private var known: Set<String> = []

  init(root: String, shownAs: String, temporaries: Temporaries) {
    self.root = root
    self.shownAs = shownAs
    self.temporaries = temporaries
  }

  /// Makes the root, as readable as the directory that it replaces.
  mutating func makeRoot(like existing: BundlePlace.Existing) throws(BundleFailure) {
    try makeDirectory(root, shownAs)
    if case .directory(let mode, _) = existing { chmod(root, mode & 0o7777) }
  }

  mutating func write(_ file: BundleFile) throws -> Manifest.Entry {
    let parts = file.path.split(separator: "/")
    var directory = root
    for part in parts.dropLast() {
      directory += "/\(part)"
      if !known.contains(directory) { try makeDirectory(directory, "\(shownAs)\(directory.dropFirst(root.count))") }
    }
    let path = "\(root)/\(file.path)"
    let shown = "\(shownAs)/\(file.path)"
    let (descriptor, errorNumber) = temporaries.perform {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      return (descriptor, errno)
    }
    guard descriptor >= 0 else { throw BundleFailure(shown, .system(errorNumber)) }
    var sink = ByteSink(path: shown, descriptor: descriptor)
    try file.write(&sink)
    let digest = try sink.finish()
    return Manifest.Entry(path: file.path, size: sink.size, digest: digest)
  }

  /// Brings the directories' entries to the disk, the root's last.
  func synchronize() throws(BundleFailure) {
    for directory in directories.reversed() {
      let errorNumber = synchronizeDirectory(directory)
      guard errorNumber == 0 else { throw BundleFailure(shownAs, .system(errorNumber)) }
    }
  }

  private mutating func makeDirectory(_ path: String, _ shown: String) throws(BundleFailure) {
    let errorNumber = temporaries.perform { mkdir(path, 0o777) == 0 ? 0 : errno }
    guard errorNumber == 0 else { throw BundleFailure(shown, .system(errorNumber)) }
    directories.append(path)
    known.insert(path)
  }
}
