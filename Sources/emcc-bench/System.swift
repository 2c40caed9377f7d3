import Glibc

/// Writes to standard output.
func printText(_ text: String) { writeAll(Array(text.utf8)[...], to: STDOUT_FILENO) }

/// Writes to standard error.
func printError(_ text: String) { writeAll(Array(text.utf8)[...], to: STDERR_FILENO) }

/// Writes every byte, however often the system takes only a part.
///
/// Returns false when the system refuses.
@discardableResult
private func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
  var rest = bytes
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else { return false }
    rest = rest.dropFirst(written)
  }
  return true
}

/// The words of the last failed system call, for messages.
private func lastError() -> String { String(cString: strerror(errno)) }

/// Writes a file, replacing what was there; a lasting one is on the disk afterwards.
func writeFile(_ path: String, _ bytes: [UInt8], isLasting: Bool = false) throws(BenchError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { throw .outside("cannot write \(path): \(lastError())") }
  let complete = writeAll(bytes[...], to: descriptor) && (!isLasting || fsync(descriptor) == 0)
  guard close(descriptor) == 0, complete else { throw .outside("cannot write \(path): \(lastError())") }
}

/// The bytes of a small file, or nil when it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { return nil }
    if count == 0 { return bytes }
    bytes.append(contentsOf: chunk[..<count])
  }
}

/// Makes a directory and the ones above it.
func makeDirectory(_ path: String) throws(BenchError) {
  var prefix = path.hasPrefix("/") ? "" : "."
  for part in path.split(separator: "/") {
    prefix += "/" + part
    if mkdir(prefix, 0o755) != 0 && errno != EEXIST { throw .outside("cannot make \(prefix): \(lastError())") }
  }
}

/// Names in a directory without the hidden ones, sorted; nil when it is not a directory.
private func directoryEntries(_ path: String) -> [String]? {
  guard let directory = opendir(path) else { return nil }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
      String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
}

/// Every `*.yaml` and `*.yml` below a directory, sorted, with sizes: what the linter reads when it is given the directory.
func yamlFiles(below directory: String) throws(BenchError) -> [(path: String, size: Int)] {
  try BenchFiles.below(directory).filter { $0.path.hasSuffix(".yaml") || $0.path.hasSuffix(".yml") }
}

/// The files of a tree.
enum BenchFiles {
  /// Every file below a directory that is not hidden, sorted, with sizes.
  static func below(_ directory: String) throws(BenchError) -> [(path: String, size: Int)] {
    guard let names = directoryEntries(directory) else { throw .outside("cannot read \(directory): \(lastError())") }
    var found: [(path: String, size: Int)] = []
    for name in names {
      let path = directory + "/" + name
      var status = stat()
      guard stat(path, &status) == 0 else { throw .outside("cannot read \(path): \(lastError())") }
      if status.st_mode & S_IFMT == S_IFDIR {
        found += try below(path)
      } else {
        found.append((path, Int(status.st_size)))
      }
    }
    return found
  }
}
