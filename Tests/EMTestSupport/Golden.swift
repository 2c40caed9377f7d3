import Foundation
package import Testing

/// Output that is compared with a file under `Tests/Fixtures`, which people read in review.
///
/// `UPDATE_GOLDEN=1` writes the file instead of comparing; with `CI=true` nothing is ever written.
package struct Golden {
  /// What becomes of an output.
  package enum Outcome: Hashable, Sendable {
    /// Equal to the file.
    case same
    /// The file was written.
    case written
    /// Not equal, or not there; the text says what is wrong and what to do.
    case failed(String)
  }

  private let directory: String
  private let environment: [String: String]

  /// Makes the goldens of a directory; the defaults are those of the test run.
  package init(
    directory: String = fixturesDirectory, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.directory = directory
    self.environment = environment
  }

  /// Expects `actual` to be the content of the file `name`, a path below the fixtures.
  package static func expect(
    _ actual: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if case .failed(let reason) = Golden().check(actual, name) {
      Issue.record(Comment(rawValue: reason), sourceLocation: sourceLocation)
    }
  }

  /// Compares or writes.
  package func check(_ actual: String, _ name: String) -> Outcome {
    let url = URL(filePath: directory).appending(path: name)
    let isCI = ["true", "1"].contains(environment["CI"] ?? "")
    if environment["UPDATE_GOLDEN"] == "1" {
      guard !isCI else { return .failed("UPDATE_GOLDEN has no effect where CI is true") }
      do {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(actual.utf8).write(to: url)
        return .written
      } catch {
        return .failed("cannot write the golden \(name): \(error)")
      }
    }
    let remedy = "run with UPDATE_GOLDEN=1 and read the change"
    guard let data = try? Data(contentsOf: url) else { return .failed("the golden \(name) is missing: \(remedy)") }
    let expected = String(decoding: data, as: UTF8.self)
    guard Array(expected.utf8) != Array(actual.utf8) else { return .same }
    let diff = unifiedDiff(expected, actual, names: (name, "actual output"))
    return .failed("the output is not the golden \(name): \(remedy)\n\(diff)")
  }
}

/// The difference of two texts as `diff -u` shows it, with three lines around each change; empty when equal.
package func unifiedDiff(_ old: String, _ new: String, names: (String, String)) -> String {
  let (old, new) = (lines(of: old), lines(of: new))
  let rows = diffRows(old, new)
  var text = "--- \(names.0)\n+++ \(names.1)\n"
  var start = 0
  while let first = rows[start...].firstIndex(where: { $0.mark != " " }) {
    var last = first
    // Changes with at most six equal lines between them share their surroundings.
    while let next = rows[(last + 1)...].firstIndex(where: { $0.mark != " " }), next - last <= 7 { last = next }
    let hunk = rows[max(start, first - 3)..<min(rows.count, last + 4)]
    let (removed, added) = (hunk.count { $0.mark != "+" }, hunk.count { $0.mark != "-" })
    let before = rows[..<hunk.startIndex]
    let (oldLine, newLine) = (before.count { $0.mark != "+" } + 1, before.count { $0.mark != "-" } + 1)
    text += "@@ -\(oldLine),\(removed) +\(newLine),\(added) @@\n"
    for row in hunk { text += "\(row.mark)\(row.line)\n" }
    start = last + 1
  }
  return start == 0 ? "" : text
}

/// The lines of a text; a last line without its line break is marked as `diff` does.
private func lines(of text: String) -> [String] {
  var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  if lines.last?.isEmpty == true { lines.removeLast() } else { lines.append("\\ no line break at the end") }
  return lines
}

/// Both texts as one list: lines of the old one only (`-`), of the new one only (`+`), of both (a space).
private func diffRows(_ old: [String], _ new: [String]) -> [(mark: Character, line: String)] {
  var removed: Set<Int> = []
  var added: Set<Int> = []
  for change in new.difference(from: old) {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): added.insert(offset)
    }
  }
  var rows: [(mark: Character, line: String)] = []
  var (oldIndex, newIndex) = (0, 0)
  while oldIndex < old.count || newIndex < new.count {
    if removed.contains(oldIndex) {
      rows.append(("-", old[oldIndex]))
      oldIndex += 1
    } else if added.contains(newIndex) || oldIndex >= old.count {
      rows.append(("+", new[newIndex]))
      newIndex += 1
    } else {
      rows.append((" ", old[oldIndex]))
      oldIndex += 1
      newIndex += 1
    }
  }
  return rows
}
