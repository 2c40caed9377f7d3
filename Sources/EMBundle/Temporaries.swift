internal import EMDiagnostics
internal import Glibc

/// Files and directories that must not outlive the process, because they are half-written.
///
/// They are removed when the process is interrupted; `add` a path before making what is there, and `remove` it when the
/// thing has its final name. Steps that make or rename something run in `perform`, so that none falls between the
/// removal and the end of the process.
package final class Temporaries: Sendable {
  /// Those of this process.
  package static let shared = Temporaries()

  private let paths = Locked<Set<String>>([])

  /// Makes a list of its own; only `shared` is removed when the process is interrupted.
  init() {}

  /// Notes a path that is about to be made.
  package func add(_ path: String) { _ = paths.withLock { $0.insert(path) } }

  /// Forgets a path.
  package func remove(_ path: String) { _ = paths.withLock { $0.remove(path) } }

  /// Runs a step that makes or renames something; waits for ever when the process is being interrupted.
  ///
  /// The step may not use this object.
  package func perform<Result: Sendable>(_ step: () -> Result) -> Result { paths.withLock { _ in step() } }

  /// Removes everything that is noted, then runs `end`, and only then lets other threads go on.
  package func removeAll(_ end: () -> Void = {}) {
    paths.withLock { paths in
      for path in paths { removeTree(path) }
      paths = []
      end()
    }
  }
}

/// Removes a file, or a directory with everything in it; links are removed and not followed.
///
/// What cannot be removed stays.
package func removeTree(_ path: String) {
  var pending = [path]
  var directories: [String] = []
  while let next = pending.popLast() {
    if unlink(next) == 0 { continue }
    guard let stream = opendir(next) else { continue }
    directories.append(next)
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = String(decoding: bytes, as: UTF8.self)
      if name != ".", name != ".." { pending.append("\(next)/\(name)") }
    }
    closedir(stream)
  }
  for directory in directories.reversed() { rmdir(directory) }
}
