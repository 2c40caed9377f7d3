internal import EMDiagnostics
internal import Glibc

extension BundleInspection {
  /// Inspects what is at a path.
  mutating func inspect(_ path: String) throws(VerificationStop) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw .failure(SourceFailure(path: path, errorNumber: errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .failure(SourceFailure(path: path, errorNumber: errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: try inspectDirectory(path, descriptor)
    case S_IFREG: try inspectArchive(path, descriptor)
    default:
      let kind = FileKind(mode: status.st_mode).name
      throw .failure(SourceFailure(path: path, failure: .notRegularFile(kind)))
    }
  }

  /// Inspects an archive from its beginning to its end; nothing of it is kept but manifest, signature and what is wanted.
  private mutating func inspectArchive(_ path: String, _ descriptor: Int32) throws(VerificationStop) {
    // Until the manifest is there: itself, the signature, and their headers.
    let head = UInt64(Manifest.maximumSize + MinisignSignature.maximumSize + 2 * TarHeader.recordSize)
    let gzip = try GzipReader(path: path, descriptor: descriptor, budget: head)
    var tar = TarReader(gzip)
    guard let first = try tar.next(), first.path == Manifest.fileName else {
      throw .problem(BundleProblem(.manifest, Manifest.fileName, "is not the first file of the archive"))
    }
    let manifest = try small(first, &tar, limit: Manifest.maximumSize)
    try take(manifest: manifest)
    gzip.budget = Self.bytesToCome(result.manifest?.files ?? [])
    var next = try tar.next()
    if let signature = next, signature.path == Manifest.signatureName {
      take(signature: try small(signature, &tar, limit: MinisignSignature.maximumSize), manifest: manifest)
      next = try tar.next()
    } else {
      take(signature: nil, manifest: manifest)
    }
    while let member = next {
      if let entry = meet(member.path), check(size: member.size, entry) {
        var content = content(of: entry)
        while case let piece = try tar.content(), !piece.isEmpty { piece.withUnsafeBytes { content.add($0) } }
        check(content, entry)
      }
      next = try tar.next()
    }
    finish()
  }

  /// The most that a tar archive can have behind its manifest.
  private static func bytesToCome(_ files: [Manifest.Entry]) -> UInt64 {
    let block = UInt64(TarHeader.blockSize)
    let ends = UInt64(MinisignSignature.maximumSize + 2 * TarHeader.recordSize)
    // The sizes were added before, within limits.
    return files.reduce(ends) { $0 + UInt64(TarHeader.blocks(path: $1.path, size: 0).count) + $1.size + block }
  }

  /// The content of the manifest or the signature, which must not be large.
  private func small(
    _ member: TarReader.Member, _ tar: inout TarReader, limit: Int
  ) throws(VerificationStop) -> [UInt8] {
    guard member.size <= UInt64(limit) else {
      throw .problem(BundleProblem(.manifest, member.path, "is longer than \(limit) bytes"))
    }
    var bytes: [UInt8] = []
    while case let piece = try tar.content(), !piece.isEmpty { bytes += piece }
    return bytes
  }
}

/// What something in a file system is.
enum FileKind {
  /// A regular file.
  case file
  /// A directory.
  case directory
  /// Anything else, as messages call it.
  case other(String)

  /// Takes the kind out of a mode.
  init(mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .other("a symbolic link")
      case S_IFIFO: .other("a FIFO")
      case S_IFSOCK: .other("a socket")
      default: .other("a device")
      }
  }

  /// What messages call it.
  var name: String {
    switch self {
    case .file: "a file"
    case .directory: "a directory"
    case .other(let name): name
    }
  }
}
