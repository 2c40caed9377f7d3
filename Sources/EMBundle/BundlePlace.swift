internal import CGlibcExtras
internal import Glibc

/// Where a bundle goes, and what is there already.
struct BundlePlace {
  /// What is there.
  enum Existing {
    /// Nothing.
    case nothing
    /// A directory that may be replaced, with its mode.
    case directory(mode: mode_t, isEmpty: Bool)
  }

  /// The directory's path, through links.
  let path: String
  /// What the new bundle takes the place of.
  let existing: Existing

  /// Looks at a place; refuses what is not ours to replace.
  init(_ directory: String) throws(BundleFailure) {
    guard !directory.isEmpty, !directory.utf8.contains(0) else { throw BundleFailure(directory, .unsuitablePath) }
    var status = stat()
    guard stat(directory, &status) == 0 else {
      guard errno == ENOENT else { throw BundleFailure(directory, .system(errno)) }
      // Whether a trailing slash is there changes nothing but where the sibling would be.
      var path = directory
      while path.hasSuffix("/") { path.removeLast() }
      self.path = path
      existing = .nothing
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw BundleFailure(directory, .notADirectory) }
    guard let real = realpath(directory, nil) else { throw BundleFailure(directory, .system(errno)) }
    defer { free(real) }
    path = String(cString: real)
    let isEmpty = try Self.isEmpty(directory)
    guard isEmpty || Self.holdsManifest(path) else { throw BundleFailure(directory, .notABundle) }
    existing = .directory(mode: status.st_mode, isEmpty: isEmpty)
  }

  /// A hidden name in the same directory.
  func sibling(_ ending: String) -> String { hiddenSibling(of: path, ending) }

  /// Gives a complete directory the place's name; returns an `errno` or 0.
  ///
  /// What was there before then has the other name.
  func put(_ temporary: String) -> Int32 {
    guard case .directory(_, false) = existing else { return rename(temporary, path) == 0 ? 0 : errno }
    if renameat2(AT_FDCWD, temporary, AT_FDCWD, path, CGLIBCEXTRAS_RENAME_EXCHANGE) == 0 { return 0 }
    guard errno == EINVAL || errno == ENOSYS else { return errno }
    // The file system cannot exchange two names: for a moment there is no bundle.
    let aside = sibling("old")
    guard rename(path, aside) == 0 else { return errno }
    guard rename(temporary, path) == 0 else {
      let errorNumber = errno
      rename(aside, path)
      return errorNumber
    }
    // The new bundle is in its place now, whatever becomes of the old one.
    rename(aside, temporary)
    return 0
  }

  private static func isEmpty(_ directory: String) throws(BundleFailure) -> Bool {
    guard let stream = opendir(directory) else { throw BundleFailure(directory, .system(errno)) }
    defer { closedir(stream) }
    var count = 0
    // `.` and `..` are always there.
    while count <= 2, readdir(stream) != nil { count += 1 }
    return count <= 2
  }

  /// Whether the directory holds a manifest of ours, and not one of the many other programs that have one.
  private static func holdsManifest(_ directory: String) -> Bool {
    let descriptor = open("\(directory)/\(Manifest.fileName)", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Manifest.beginning.utf8.count)
    let count = read(descriptor, &bytes, bytes.count)
    return count == bytes.count && bytes.elementsEqual(Manifest.beginning.utf8)
  }
}

/// Brings a directory's entries to the disk; returns an `errno` or 0.
func synchronizeDirectory(_ path: String) -> Int32 {
  let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return errno }
  defer { close(descriptor) }
  // Some file systems have nothing to synchronise in a directory, and say so.
  return fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
}

/// A hidden name in the directory of a path; the process number keeps two runs apart.
func hiddenSibling(of path: String, _ ending: String) -> String {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  let parent = parts.dropLast().map { "\($0)/" }.joined()
  return "\(parent).\(parts.last ?? "bundle").\(getpid()).\(ending)"
}

/// Brings a new name to the disk; what has it is complete whether or not that succeeds.
func synchronizeParent(of path: String) {
  let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  _ = synchronizeDirectory(parent.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : parent)
}
