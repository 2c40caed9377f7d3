internal import Glibc

/// Writes a bundle as a directory.
struct DirectoryWriter {
  /// The directory as the user named it.
  let directory: String

  /// Writes everything beside the place, then puts it there; returns the manifest.
  func write(_ contents: BundleContents, _ production: BundleProduction) throws -> Manifest {
    let place = try BundlePlace(directory)
    let temporaries = production.temporaries
    let temporary = place.sibling("tmp")
    temporaries.add(temporary)
    defer {
      removeTree(temporary)
      temporaries.remove(temporary)
    }
    // Left over from a process of this number that was killed.
    removeTree(temporary)
    let manifest = try build(temporary, like: place.existing, contents, production)
    let errorNumber = temporaries.perform { place.put(temporary) }
    guard errorNumber == 0 else { throw BundleFailure(directory, .system(errorNumber)) }
    synchronizeParent(of: place.path)
    return manifest
  }

  /// Writes the whole tree under another name, and brings it to the disk.
  private func build(
    _ temporary: String, like existing: BundlePlace.Existing, _ contents: BundleContents,
    _ production: BundleProduction
  ) throws -> Manifest {
    var building = BundleTree(root: temporary, shownAs: directory, temporaries: production.temporaries)
    try building.makeRoot(like: existing)
    for file in contents.files { try building.makeDirectories(for: file) }
    let tree = building
    let progress = production.progress
    let entries = try production.run(contents.files) { file, _ in try tree.write(file, progress) }
    let (manifest, heads) = contents.manifest(of: entries)
    for (name, bytes) in heads {
      _ = try tree.write(BundleFile(path: name) { sink in try sink.write(bytes) })
    }
    try tree.synchronize()
    return manifest
  }
}

/// The files of a bundle under construction.
private struct BundleTree: Sendable {
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

  /// Makes the directories that a file stands in.
  mutating func makeDirectories(for file: BundleFile) throws(BundleFailure) {
    var directory = root
    for part in file.path.split(separator: "/").dropLast() {
      directory += "/\(part)"
      if !known.contains(directory) { try makeDirectory(directory, "\(shownAs)\(directory.dropFirst(root.count))") }
    }
  }

  /// Writes a file whose directory is there; several may be written at once.
  func write(_ file: BundleFile, _ progress: BundleProgress? = nil) throws -> Manifest.Entry {
    let path = "\(root)/\(file.path)"
    let shown = "\(shownAs)/\(file.path)"
    let (descriptor, errorNumber) = temporaries.perform {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      return (descriptor, errno)
    }
    guard descriptor >= 0 else { throw BundleFailure(shown, .system(errorNumber)) }
    var sink = ByteSink(path: shown, descriptor: descriptor, progress: progress)
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
