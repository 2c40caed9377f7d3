/// Findings for people: one line, the source with carets, the places that explain, and what to do.
package struct TextReporter: Reporter {
  /// Second places that are drawn for one finding.
  private static let relatedLimit = 5

  private let style: TextStyle
  private let limitPerFile: Int
  private let hasClosingLine: Bool

  /// Makes a reporter.
  ///
  /// `limitPerFile` findings are shown for each file, errors before warnings before advice; 0 means all.
  /// `closingLine` adds the summary at the end.
  package init(color: Bool, limitPerFile: Int = 100, closingLine: Bool = true) {
    style = TextStyle(isColored: color)
    self.limitPerFile = max(0, limitPerFile)
    hasClosingLine = closingLine
  }

  /// Writes the findings, one call of `write` for each.
  package func report(_ diagnostics: [LocatedDiagnostic], summary: ReportSummary, to write: (String) -> Void) {
    var start = 0
    while start < diagnostics.count {
      let path = diagnostics[start].location?.path
      let end = diagnostics[start...].firstIndex { $0.location?.path != path } ?? diagnostics.count
      let shown = shownIndices(diagnostics, start..<end)
      for index in shown { write(drawn(diagnostics[index], subject: summary.subject)) }
      let omitted = end - start - shown.count
      if omitted > 0 {
        let place = style.paint(TerminalText(path ?? summary.subject).string, as: .place)
        let verb = omitted == 1 ? "is" : "are"
        write("\(place): \(counted(omitted, "more finding")) \(verb) not shown (--limit 0 shows all)\n\n")
      }
      start = end
    }
    if hasClosingLine { write(summary.line + "\n") }
  }

  /// The findings of one file that the limit lets through: the worst, in their order in the file.
  private func shownIndices(_ diagnostics: [LocatedDiagnostic], _ range: Range<Int>) -> [Int] {
    guard limitPerFile > 0, range.count > limitPerFile else { return Array(range) }
    let worstFirst = range.sorted { left, right in
      let severities = (diagnostics[left].diagnostic.severity, diagnostics[right].diagnostic.severity)
      return severities.0 == severities.1 ? left < right : severities.0 > severities.1
    }
    return worstFirst.prefix(limitPerFile).sorted()
  }

  /// One finding with everything that belongs to it, and an empty line.
  private func drawn(_ located: LocatedDiagnostic, subject: String) -> String {
    let diagnostic = located.diagnostic
    let related = located.related.prefix(Self.relatedLimit)
    let lastLine = ([located.location] + related.map(\.location)).compactMap { $0?.region?.line }.max() ?? 0
    let gutter = max(4, String(lastLine).utf8.count)
    let word = style.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", as: .severity(diagnostic.severity))
    var text = "\(place(located.location, subject)): \(word): \(TerminalText(diagnostic.message).string)\n"
    text += snippet(located.location, gutter, .severity(diagnostic.severity))
    for note in related {
      let label = style.paint("note", as: .label)
      text += "\(place(note.location, subject)): \(label): \(TerminalText(note.message).string)\n"
      text += snippet(note.location, gutter, .label)
    }
    if located.related.count > Self.relatedLimit {
      text += "  and \(counted(located.related.count - Self.relatedLimit, "more place"))\n"
    }
    if let help = diagnostic.help { text += labelled("help", help) }
    if let phoneShows = diagnostic.phoneShows { text += labelled("phone shows", phoneShows) }
    return text + "\n"
  }

  private func place(_ location: LocatedDiagnostic.Location?, _ subject: String) -> String {
    var text = TerminalText(location?.path ?? subject).string
    if let region = location?.region { text += ":\(region.line):\(region.column)" }
    return style.paint(text, as: .place)
  }

  private func snippet(_ location: LocatedDiagnostic.Location?, _ gutter: Int, _ role: TextStyle.Role) -> String {
    guard let region = location?.region, let snippet = location?.snippet else { return "" }
    let drawing = SnippetDrawing(snippet, isMultiline: region.endLine > region.line)
    let number = String(region.line)
    let padding = String(repeating: " ", count: gutter - number.utf8.count)
    let source = drawing.source.isEmpty ? "" : " " + drawing.source
    let carets = style.paint(String(repeating: "^", count: drawing.carets), as: role)
    return style.paint("\(padding)\(number) |", as: .gutter) + source + "\n"
      + style.paint(String(repeating: " ", count: gutter) + " |", as: .gutter)
      + String(repeating: " ", count: drawing.indent + 1) + carets + "\n"
  }

  /// A labelled text below a finding; further lines stand under the first.
  private func labelled(_ label: String, _ text: String) -> String {
    let indent = String(repeating: " ", count: label.utf8.count + 4)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText(String($0)).string }
    return "  \(style.paint("\(label):", as: .label)) " + lines.joined(separator: "\n" + indent) + "\n"
  }
}
