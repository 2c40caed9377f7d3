/// How steps send requests: never without what the requests leave to people.
extension RunbookFacts {
  /// The words of a step's back-out; the command stands below them.
  static let undoRequests: RunbookText = """
    Undo the requests: what they added is removed, what they changed gets back what the journal kept.
    """

  /// Those of some phases that have requests.
  func present(_ phases: [AXLPhase]) -> [AXLPhase] { phases.filter { summary.phases[$0] != nil } }

  /// Sends the requests of some phases, and tells what they leave to people; nothing where there are none.
  func send(_ phases: [AXLPhase], _ extent: RunbookRequests.Extent = .all) -> [RunbookAction] {
    let phases = present(phases)
    guard !phases.isEmpty else { return [] }
    var actions: [RunbookAction] = []
    let count = summary.count(phases)
    for phase in phases {
      if let before = phase.before {
        actions.append(.say("Before the requests of \(name: phase.rawValue): \(.note(before))."))
      }
    }
    if RunbookEstimate.sending(count) > RunbookFacts.longSending {
      actions.append(
        .say(
          """
          These are \(count) requests, more than one night's work. The sender can be stopped with Ctrl-C and started \
          again with the same command; with bulk jobs before, fewer requests have anything to change.
          """))
    }
    actions.append(
      .requests(RunbookRequests(index: requests, phases: phases, count: count, sender: sender, extent: extent)))
    return actions + byHand(phases, extent)
  }

  /// True where a note belongs to additions, or to changes: additions come at any hour, and touch nothing that exists.
  private func isNeeded(_ note: RequestSummary.Note, of phase: AXLPhase, _ extent: RunbookRequests.Extent) -> Bool {
    let isOfChanges = phase == .devicePoolRouteGroups || note.text == AXLBody.fixedTrunkType
    switch extent {
    // Unified CM groups have a step of their own, which leaves those that exist as they are.
    case .additions: return !isOfChanges && (phase != .callManagerGroups || callManagerGroups.isEmpty)
    case .changes: return isOfChanges
    default: return true
    }
  }

  /// Minutes of sending after which a step says that it takes more than one night.
  private static let longSending = 360

  /// What the requests of some phases leave to people, as a table.
  private func byHand(_ phases: [AXLPhase], _ extent: RunbookRequests.Extent) -> [RunbookAction] {
    var rows: [[RunbookText]] = []
    if extent != .changes, let first = AXLPhase.allCases.first(where: { summary.phases[$0] != nil }),
      phases.contains(first)
    {
      rows += summary.notes.map { ["all", "–", .note($0), "–"] }
    }
    for phase in phases {
      for note in summary.phases[phase]?.notes ?? [] where isNeeded(note, of: phase, extent) {
        var names: RunbookText = note.names.isEmpty ? "–" : .names(note.names, limit: note.names.count)
        if note.count > note.names.count, !note.names.isEmpty {
          names += " and \(note.count - note.names.count) more, which \(file: requests) marks with this note"
        }
        let page = phase.page.map { "\(field: $0)" as RunbookText } ?? "–"
        rows.append([.name(phase.rawValue), names, .note(note.text), page])
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .say(
        """
        What these requests leave to you, or what to know of them: where a row says what to set, check, assign, press \
        or add, do it now on its page and press \(field: "Save"). No request does it.
        """),
      .table(["Phase", "Objects", "What", "Page"], rows),
    ]
  }
}

extension RunbookText {
  /// A note of the index: what it puts in quotes are names.
  static func note(_ note: String) -> RunbookText {
    var text: RunbookText = ""
    var rest = Substring(note)
    var words = ""
    func isEnd(_ character: Character?) -> Bool { character.map { " ,;:.)".contains($0) } ?? true }
    while let start = rest.firstIndex(of: "'") {
      let after = rest.index(after: start)
      let isOpening = start == rest.startIndex ? isEnd(words.last) : isEnd(rest[rest.index(before: start)])
      let end = rest[after...].indices.first { index in
        rest[index] == "'" && isEnd(rest[rest.index(after: index)...].first)
      }
      guard isOpening, let end else {
        words += rest[...start]
        rest = rest[after...]
        continue
      }
      words += rest[..<start]
      text += "\(words: words)\(name: String(rest[after..<end]))"
      words = ""
      rest = rest[rest.index(after: end)...]
    }
    words += rest
    text += "\(words: words)"
    return text
  }
}
