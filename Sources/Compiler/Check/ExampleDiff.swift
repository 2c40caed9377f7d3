/// What an example changes in the base of all examples, as people read a diff.
package enum ExampleDiff {
  /// A line of the diff, with the text and the line at which it stands there.
  private struct Row {
    let mark: Character
    let lines: [Substring]
    let index: Int
    var text: Substring { lines[index] }
  }

  private static let base = lines(of: ExampleDeployment.text)

  /// The changed lines below the keys that they stand under; a line `@@ cluster: HOME @@` begins each document.
  package static func text(of example: RuleExample) -> String {
    var text = ""
    var document: Substring?
    var above: [Substring] = []
    for row in rows(lines(of: example.text)) {
      let (head, parents) = surroundings(of: row)
      if head != document {
        text += "@@ \(head ?? "") @@\n"
        above = []
      }
      let known = zip(parents, above).prefix { $0 == $1 }.count
      for parent in parents.dropFirst(known) { text += " \(parent)\n" }
      text += "\(row.mark)\(row.text)\n"
      document = head
      above = parents + [row.text]
    }
    return text
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  /// Removed and added lines in the order in which they stand.
  private static func rows(_ changed: [Substring]) -> [Row] {
    let difference = changed.difference(from: base)
    let removed = Set(difference.removals.map(offset))
    let added = Set(difference.insertions.map(offset))
    var rows: [Row] = []
    var (old, new) = (0, 0)
    while old < base.count || new < changed.count {
      if removed.contains(old) {
        rows.append(Row(mark: "-", lines: base, index: old))
        old += 1
      } else if added.contains(new) {
        rows.append(Row(mark: "+", lines: changed, index: new))
        new += 1
      } else {
        old += 1
        new += 1
      }
    }
    return rows
  }

  private static func offset(_ change: CollectionDifference<Substring>.Change) -> Int {
    switch change {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  /// The head of the document in which a row stands, and the lines of the keys above it, outermost first.
  private static func surroundings(of row: Row) -> (head: Substring?, parents: [Substring]) {
    var indentation = indent(row.text)
    var parents: [Substring] = []
    for line in row.lines[...row.index].reversed() {
      if line.hasPrefix("cluster: ") || line.hasPrefix("deployment: ") { return (line, parents) }
      guard indent(line) < indentation else { continue }
      indentation = indent(line)
      parents.insert(line, at: 0)
    }
    return (nil, parents)
  }

  private static func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
