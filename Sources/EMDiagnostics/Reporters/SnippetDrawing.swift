/// A source line with carets under the part that is meant.
struct SnippetDrawing {
  /// Columns of source that are drawn at most.
  static let maximumWidth = 160
  /// Columns for the marked part of a line that is too long to be drawn whole.
  private static let maximumMarkedWidth = 100

  /// The line, cut to what fits.
  private(set) var source: String
  /// Columns in front of the carets.
  private(set) var indent: Int
  /// Carets; one at least.
  private(set) var carets: Int

  /// Draws a snippet; `isMultiline` says that the region goes on below the line.
  init(_ snippet: LocatedDiagnostic.Snippet, isMultiline: Bool) {
    var before = TerminalText(snippet.before)
    var marked = TerminalText(snippet.marked)
    var after = TerminalText(snippet.after)
    var (isCutBefore, isCutAfter) = (snippet.isCutBefore, snippet.isCutAfter)
    if isCutBefore || isCutAfter || before.width + marked.width + after.width > Self.maximumWidth {
      let room = Self.maximumWidth - 2
      if marked.width > Self.maximumMarkedWidth, before.width + marked.width > room || isCutAfter {
        marked = TerminalText.prefix(of: snippet.marked, columns: Self.maximumMarkedWidth)
        after = TerminalText("")
        isCutAfter = true
      }
      let rest = room - marked.width
      let left = min(before.width, max(rest / 2, rest - after.width))
      if left < before.width {
        before = TerminalText.suffix(of: snippet.before, columns: left)
        isCutBefore = true
      }
      let right = rest - before.width
      if right < after.width {
        after = TerminalText.prefix(of: snippet.after, columns: right)
        isCutAfter = true
      }
    }
    source = (isCutBefore ? "…" : "") + before.string + marked.string + after.string + (isCutAfter ? "…" : "")
    while source.last == " " { source.removeLast() }
    indent = before.width + (isCutBefore ? 1 : 0)
    let blanks = isMultiline ? marked.string.reversed().prefix { $0 == " " }.count : 0
    carets = max(1, marked.width - blanks)
  }
}
