package import EMDiagnostics
internal import Glibc

/// The files that the PATHs of a command line mean.
package struct FoundFiles: Hashable, Sendable {
  /// A file to read.
  package struct File: Hashable, Sendable {
    /// The path as it is shown and opened: as given, without `./` in front; `-` for standard input.
    package var path: String
    /// Whether it was named on the command line and not found in a directory.
    package var isNamed: Bool

    /// Makes a file.
    package init(path: String, isNamed: Bool) {
      self.path = path
      self.isNamed = isNamed
    }
  }

  /// The files, sorted by the bytes of their paths; the index is the `FileID`.
  package var files: [File] = []
  /// Paths that are not there, directories that cannot be read; sorted by path.
  package var failures: [SourceFailure] = []
  /// Directories named on the command line in which nothing was found, sorted.
  package var emptyDirectories: [String] = []
}

/// Finds the files of a command line: a file is taken whatever its name is, a directory is searched for `*.yaml` and
/// `*.yml`, hidden files and folders are skipped.
///
/// A directory is searched once and a file is read once, however many names lead there: symbolic links are followed
/// after everything else, so that a thing keeps its own name. The result does not depend on the order of the PATHs.
package struct FileFinder {
  /// What a path leads to, the same for all paths that lead there.
  private struct Identity: Hashable {
    var device: UInt
    var node: UInt

    init(_ status: stat) {
      device = UInt(status.st_dev)
      node = UInt(status.st_ino)
    }
  }

  /// A file that was met; without an identity when the system did not say, which reading it will explain.
  private struct Candidate {
    var file: FoundFiles.File
    var isLink: Bool
    var identity: Identity?
  }

  private var candidates: [Candidate] = []
  private var failures: [SourceFailure] = []
  private var searched: Set<Identity> = []
  private var linkedDirectories: [String] = []

  /// Finds the files of PATHs; none means the current directory.
  package static func find(_ paths: [String]) -> FoundFiles {
    var finder = FileFinder()
    return finder.run(Set((paths.isEmpty ? ["."] : paths).map(shown)).sorted(by: bytesPrecede))
  }

  private mutating func run(_ paths: [String]) -> FoundFiles {
    var directories: [String] = []
    for path in paths {
      var status = stat()
      if path == SourceStore.standardInputPath {
        candidates.append(Candidate(file: .init(path: path, isNamed: true), isLink: false, identity: nil))
      } else if stat(path, &status) != 0 {
        failures.append(SourceFailure(path: path, failure: ReadFailure(errorNumber: errno)))
      } else if status.st_mode & S_IFMT == S_IFDIR {
        directories.append(path)
      } else {
        let file = FoundFiles.File(path: path, isNamed: true)
        candidates.append(Candidate(file: file, isLink: false, identity: Identity(status)))
      }
    }
    directories = directories.filter { search($0) }
    while !linkedDirectories.isEmpty {
      let links = linkedDirectories.sorted(by: Self.bytesPrecede)
      linkedDirectories = []
      for link in links { _ = search(link) }
    }
    let files = distinctFiles()
    return FoundFiles(
      files: files, failures: failures.sorted { Self.bytesPrecede($0.path, $1.path) },
      emptyDirectories: directories.filter { directory in
        !candidates.contains { Self.lies($0.file.path, in: directory) }
          && !failures.contains { Self.lies($0.path, in: directory) }
      })
  }

  /// The candidates, each file under one name: the one from the command line, else the one without a link, else the
  /// first by its bytes.
  private func distinctFiles() -> [FoundFiles.File] {
    let preferred = candidates.sorted { left, right in
      if left.file.isNamed != right.file.isNamed { return left.file.isNamed }
      if left.isLink != right.isLink { return right.isLink }
      return Self.bytesPrecede(left.file.path, right.file.path)
    }
    var seen: Set<Identity> = []
    return preferred.filter { $0.identity.map { seen.insert($0).inserted } ?? true }
      .map(\.file).sorted { Self.bytesPrecede($0.path, $1.path) }
  }

  /// Searches a directory and everything below it that is no link; false when it was searched under another name.
  private mutating func search(_ directory: String) -> Bool {
    var pending = [directory]
    while let path = pending.popLast() {
      var status = stat()
      guard stat(path, &status) == 0, let stream = opendir(path) else {
        failures.append(SourceFailure(path: path, failure: ReadFailure(errorNumber: errno)))
        continue
      }
      defer { closedir(stream) }
      guard searched.insert(Identity(status)).inserted else {
        if path == directory { return false }
        continue
      }
      while let entry = readdir(stream) {
        if let found = classify(entry, in: path) { pending.append(found) }
      }
    }
    return true
  }

  /// Notes what an entry of a directory is; returns the path of a directory to search now.
  private mutating func classify(_ entry: UnsafeMutablePointer<dirent>, in directory: String) -> String? {
    let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    let isYAML = bytes.suffix(5) == Array(".yaml".utf8)[...] || bytes.suffix(4) == Array(".yml".utf8)[...]
    // A regular file of another name is of no interest; looking at it would take a system call.
    guard bytes.first != UInt8(ascii: "."), isYAML || entry.pointee.d_type != UInt8(DT_REG) else { return nil }
    guard let name = String(validating: bytes, as: UTF8.self) else {
      let path = Self.join(directory, String(decoding: bytes, as: UTF8.self))
      if isYAML { failures.append(SourceFailure(path: path, failure: .ioError("its name is not UTF-8"))) }
      return nil
    }
    let path = Self.join(directory, name)
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let isLink = status.st_mode & S_IFMT == S_IFLNK
    let isReadable = !isLink || stat(path, &status) == 0
    if isReadable, status.st_mode & S_IFMT == S_IFDIR {
      if isLink { linkedDirectories.append(path) }
      return isLink ? nil : path
    }
    guard isYAML else { return nil }
    let file = FoundFiles.File(path: path, isNamed: false)
    candidates.append(Candidate(file: file, isLink: isLink, identity: isReadable ? Identity(status) : nil))
    return nil
  }

  /// The path as it is shown: without `./` in front, a slash at the end, or two slashes in a row.
  private static func shown(_ path: String) -> String {
    guard path != SourceStore.standardInputPath else { return path }
    let parts = path.split(separator: "/").filter { $0 != "." }
    let result = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    // `./-` is a file, `-` would be standard input.
    if result == SourceStore.standardInputPath { return "./-" }
    return result.isEmpty ? "." : result
  }

  private static func join(_ directory: String, _ name: String) -> String {
    switch directory {
    case ".": name
    case "/": "/" + name
    default: "\(directory)/\(name)"
    }
  }

  private static func lies(_ path: String, in directory: String) -> Bool {
    directory == "." ? !path.hasPrefix("/") : path == directory || path.hasPrefix(join(directory, ""))
  }

  private static func bytesPrecede(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
