internal import EMDiagnostics
internal import Glibc

/// Writes a bundle as one `.tar.gz`.
///
/// First the manifest and its signature, then the files in the manifest's order, so that a reader knows what is to come.
/// Hence the files are written to nameless files beside the archive first, at the cost of their size on the disk.
struct ArchiveWriter {
  /// The archive as the user named it.
  let file: String

  /// Writes everything beside the place, then puts it there; returns the manifest.
  func write(_ contents: BundleContents, _ production: BundleProduction) throws -> Manifest {
    let place = try ArchivePlace(file)
    let temporaries = production.temporaries
    // Each thread has a file of its own: what comes where in it matters to nobody.
    let spools = try (0..<production.threads).map { number in
      try Spool(number, beside: place.path, shownAs: file, temporaries: temporaries)
    }
    let progress = production.progress
    let members = try production.run(contents.files) { file, thread in
      let (entry, place) = try spools[thread].add(file, progress)
      return Member(entry: entry, spool: spools[thread], place: place)
    }
    let temporary = hiddenSibling(of: place.path, "tmp")
    temporaries.add(temporary)
    defer {
      unlink(temporary)
      temporaries.remove(temporary)
    }
    // Left over from a process of this number that was killed.
    unlink(temporary)
    let (manifest, heads) = contents.manifest(of: members.map(\.entry))
    try build(temporary, mode: place.mode, heads, members, production)
    let errorNumber = temporaries.perform { rename(temporary, place.path) == 0 ? 0 : errno }
    guard errorNumber == 0 else { throw BundleFailure(file, .system(errorNumber)) }
    synchronizeParent(of: place.path)
    return manifest
  }

  /// Writes the whole archive under another name, and brings it to the disk.
  private func build(
    _ temporary: String, mode: mode_t?, _ heads: [(name: String, bytes: [UInt8])], _ members: [Member],
    _ production: BundleProduction
  ) throws(BundleFailure) {
    let (descriptor, errorNumber) = production.temporaries.perform {
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      return (descriptor, errno)
    }
    guard descriptor >= 0 else { throw BundleFailure(file, .system(errorNumber)) }
    defer { close(descriptor) }
    // What replaces a file is as readable as that was.
    if let mode { fchmod(descriptor, mode) }
    guard let gzip = GzipWriter(descriptor: descriptor) else { throw BundleFailure(file, .system(ENOMEM)) }
    var tar = TarWriter(path: file, gzip: gzip)
    for (name, bytes) in heads {
      try tar.begin(path: name, size: UInt64(bytes.count))
      try tar.add(bytes)
      try tar.end()
    }
    let sorted = members.sorted { $0.entry.path.utf8.lexicographicallyPrecedes($1.entry.path.utf8) }
    for member in sorted {
      try tar.begin(path: member.entry.path, size: member.entry.size)
      try member.spool.read(member.place, member.entry.size) { piece throws(BundleFailure) in try tar.add(piece) }
      try tar.end()
      production.progress?.pack()
    }
    try tar.finish()
    let synchronized = synchronize(descriptor)
    guard synchronized == 0 else { throw BundleFailure(file, .system(synchronized)) }
  }
}

/// Where an archive goes.
private struct ArchivePlace {
  /// The file's path, through links.
  let path: String
  /// The mode of the file that is there; nil when none is.
  let mode: mode_t?

  /// Looks at a place; refuses what is not ours to replace.
  init(_ file: String) throws(BundleFailure) {
    guard !file.isEmpty, !file.utf8.contains(0), !file.hasSuffix("/") else {
      throw BundleFailure(file, .unsuitablePath)
    }
    var status = stat()
    guard stat(file, &status) == 0 else {
      guard errno == ENOENT else { throw BundleFailure(file, .system(errno)) }
      path = file
      mode = nil
      return
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw BundleFailure(file, .notAFile) }
    guard status.st_size == 0 || Self.isGzip(file) else { throw BundleFailure(file, .notAnArchive) }
    guard let real = realpath(file, nil) else { throw BundleFailure(file, .system(errno)) }
    defer { free(real) }
    path = String(cString: real)
    mode = status.st_mode & 0o7777
  }

  private static func isGzip(_ file: String) -> Bool {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes: [UInt8] = [0, 0]
    return read(descriptor, &bytes, 2) == 2 && bytes == [0x1F, 0x8B]
  }
}

/// A file of an archive under construction.
private struct Member: Sendable {
  /// Its line in the manifest.
  let entry: Manifest.Entry
  /// What holds its content.
  let spool: Spool
  /// Where the content begins: bytes.
  let place: UInt64
}

/// Files of an archive under construction, one behind the other in a file without a name.
private final class Spool: Sendable {
  private let descriptor: Int32
  private let shownAs: String
  /// Bytes so far; locked while a file is added, for files do not mix.
  private let size = Locked<UInt64>(0)

  /// Makes the file in the directory of `path`, where there is room for the archive too.
  init(_ number: Int, beside path: String, shownAs: String, temporaries: Temporaries) throws(BundleFailure) {
    let name = hiddenSibling(of: path, "spool\(number)")
    let (descriptor, errorNumber) = temporaries.perform {
      unlink(name)
      let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      let errorNumber = errno
      // Without a name, it goes with the process, however that ends.
      if descriptor >= 0 { unlink(name) }
      return (descriptor, errorNumber)
    }
    guard descriptor >= 0 else { throw BundleFailure(shownAs, .system(errorNumber)) }
    self.descriptor = descriptor
    self.shownAs = shownAs
  }

  deinit { close(descriptor) }

  /// Writes a file behind the others; returns its line in the manifest, and where it begins: bytes.
  func add(_ file: BundleFile, _ progress: BundleProgress?) throws -> (entry: Manifest.Entry, place: UInt64) {
    try size.withLock { size in
      // Shares the place in the file, and is the sink's own to close.
      let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else { throw BundleFailure(shownAs, .system(errno)) }
      var sink = ByteSink(path: shownAs, descriptor: copy, progress: progress)
      try file.write(&sink)
      let digest = try sink.finish(isLasting: false)
      guard sink.size <= TarHeader.maximumSize else { throw BundleFailure(file.path, .tooLargeForArchive) }
      defer { size += sink.size }
      return (Manifest.Entry(path: file.path, size: sink.size, digest: digest), size)
    }
  }

  /// Hands a file's content over, piece by piece.
  func read(
    _ place: UInt64, _ size: UInt64, _ body: ([UInt8]) throws(BundleFailure) -> Void
  ) throws(BundleFailure) {
    guard lseek(descriptor, off_t(place), SEEK_SET) >= 0 else { throw BundleFailure(shownAs, .system(errno)) }
    var rest = size
    while rest > 0 {
      var piece = [UInt8](repeating: 0, count: Int(min(rest, 1 << 16)))
      let (count, errorNumber) = piece.withUnsafeMutableBytes { readFully(descriptor, into: $0) }
      guard errorNumber == 0, count == piece.count else {
        throw BundleFailure(shownAs, .system(errorNumber == 0 ? EIO : errorNumber))
      }
      try body(piece)
      rest -= UInt64(count)
    }
  }
}

/// Writes tar members through gzip.
private struct TarWriter {
  /// The archive, for failures.
  let path: String
  let gzip: GzipWriter
  /// Bytes of tar so far.
  private var size: UInt64 = 0

  init(path: String, gzip: GzipWriter) {
    self.path = path
    self.gzip = gzip
  }

  mutating func begin(path: String, size: UInt64) throws(BundleFailure) {
    try add(TarHeader.blocks(path: path, size: size))
  }

  mutating func add(_ bytes: [UInt8]) throws(BundleFailure) {
    let errorNumber = gzip.write(bytes)
    guard errorNumber == 0 else { throw BundleFailure(path, .system(errorNumber)) }
    size += UInt64(bytes.count)
  }

  /// Ends a member; headers are whole blocks, so the total says how much of the content's last one is empty.
  mutating func end() throws(BundleFailure) { try add(TarHeader.padding(behind: size)) }

  mutating func finish() throws(BundleFailure) {
    try add(TarHeader.ending(behind: size))
    let errorNumber = gzip.finish()
    guard errorNumber == 0 else { throw BundleFailure(path, .system(errorNumber)) }
  }
}
