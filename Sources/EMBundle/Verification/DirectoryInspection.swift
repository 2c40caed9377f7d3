internal import EMDiagnostics
internal import Glibc

extension BundleInspection {
  /// Inspects a directory: reads the manifest, then walks through everything that is there, without following links.
  mutating func inspectDirectory(_ path: String, _ root: Int32) throws(VerificationStop) {
    let tree = BundleDirectory(path: path, root: root)
    guard let manifest = try tree.content(of: Manifest.fileName, limit: Manifest.maximumSize) else {
      throw .problem(BundleProblem(.manifest, Manifest.fileName, "is missing: this is no bundle"))
    }
    try take(manifest: manifest)
    let signature = try tree.content(of: Manifest.signatureName, limit: MinisignSignature.maximumSize)
    take(signature: signature, manifest: manifest)
    let directories = Set(result.manifest?.files.flatMap { BundlePath.directories(of: $0.path) } ?? [])
    // The deepest directory is no deeper than the manifest's paths, which are limited.
    var pending = [""]
    while let directory = pending.popLast() {
      for (name, isText) in try tree.names(in: directory) {
        let inner = directory.isEmpty ? name : "\(directory)/\(name)"
        guard isText else {
          result.add(BundleProblem(.path, inner, "is not UTF-8"))
          continue
        }
        switch try tree.kind(of: inner) {
        case .directory where directories.contains(inner): pending.append(inner)
        case .directory: result.add(BundleProblem(.unknown, inner, "is a directory that the manifest has no file in"))
        case .file where inner == Manifest.fileName || inner == Manifest.signatureName: break
        case .file: try inspect(inner, in: tree)
        case .other(let kind): result.add(BundleProblem(.kind, inner, "is \(kind), not a regular file"))
        }
      }
    }
    finish()
  }

  private mutating func inspect(_ file: String, in tree: BundleDirectory) throws(VerificationStop) {
    guard let entry = meet(file) else { return }
    let (descriptor, size) = try tree.open(file)
    defer { close(descriptor) }
    guard check(size: size, entry) else { return }
    // What is behind the size when a file grows meanwhile changes the digest, and ends the reading.
    var content = content(of: entry)
    try tree.read(file, descriptor) { piece in
      content.add(piece)
      return content.count <= entry.size
    }
    check(content, entry)
  }
}

/// Reads below one directory, and never through a link.
private struct BundleDirectory {
  /// The directory as the user named it.
  let path: String
  /// Its descriptor.
  let root: Int32

  private func failure(_ name: String, _ errorNumber: Int32) -> VerificationStop {
    .failure(SourceFailure(path: name.isEmpty ? path : "\(path)/\(name)", errorNumber: errorNumber))
  }

  /// The names in a directory, sorted; those that are not UTF-8 are marked.
  func names(in directory: String) throws(VerificationStop) -> [(name: String, isText: Bool)] {
    let descriptor = openat(root, directory.isEmpty ? "." : directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(directory, errno) }
    guard let stream = fdopendir(descriptor) else {
      let errorNumber = errno
      close(descriptor)
      throw failure(directory, errorNumber)
    }
    defer { closedir(stream) }
    var names: [(name: String, isText: Bool)] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let text = String(validating: bytes, as: UTF8.self)
      if text != ".", text != ".." { names.append((text ?? String(decoding: bytes, as: UTF8.self), text != nil)) }
    }
    guard errno == 0 else { throw failure(directory, errno) }
    return names.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// What a name stands for.
  func kind(of name: String) throws(VerificationStop) -> FileKind {
    var status = stat()
    guard fstatat(root, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw failure(name, errno) }
    return FileKind(mode: status.st_mode)
  }

  /// Opens a regular file; its size is in bytes.
  func open(_ name: String) throws(VerificationStop) -> (descriptor: Int32, size: UInt64) {
    let descriptor = openat(root, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(name, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .problem(BundleProblem(.kind, name, "is not a regular file"))
    }
    return (descriptor, UInt64(max(0, status.st_size)))
  }

  /// Hands a file's content over until its end, or until `body` has had enough.
  func read(
    _ name: String, _ descriptor: Int32, _ body: (UnsafeRawBufferPointer) -> Bool
  ) throws(VerificationStop) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let (count, errorNumber) = buffer.withUnsafeMutableBytes { readFully(descriptor, into: $0) }
      guard errorNumber == 0 else { throw failure(name, errorNumber) }
      let goesOn = buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      guard goesOn, count == buffer.count else { return }
    }
  }

  /// The content of a small file; nil where there is none.
  func content(of name: String, limit: Int) throws(VerificationStop) -> [UInt8]? {
    var status = stat()
    guard fstatat(root, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      guard errno == ENOENT else { throw failure(name, errno) }
      return nil
    }
    if case .other(let kind) = FileKind(mode: status.st_mode) {
      throw .problem(BundleProblem(.kind, name, "is \(kind), not a regular file"))
    }
    let (descriptor, _) = try open(name)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    try read(name, descriptor) { piece in
      bytes += piece
      return bytes.count <= limit
    }
    guard bytes.count <= limit else {
      throw .problem(BundleProblem(.manifest, name, "is longer than \(limit) bytes"))
    }
    return bytes
  }
}
