/// All windows on one page, for who plans them.
extension RunbookMarkdown {
  /// The windows in order: what each waits for, what users notice, when, and who does it.
  func calendar() -> String {
    var text = """

      ## Calendar

      The windows in order, each with what it waits for. Keep the order among those of one cluster; windows of different
      clusters that do not wait for each other may change places. Hours are those of one time zone, where most phones of
      the cluster are; the table above has the others. A window over several clusters is one moment for all: fill in what
      their clocks show then, on the day itself, for summer time moves them. Decide by: the last moment to go on; later a
      way back that takes as long as the work no longer ends before midnight, or before 06:00 at night. Fill in owner and
      date.

      | No. | Window | Waits for | Users notice | Takes | Begin | Decide by | Owner | Date |
      |---|---|---|---|---|---|---|---|---|

      """
    let waits = waits()
    for (index, window) in runbook.windows.enumerated() {
      let cells = [
        "\(index + 1)", title(window), ranges(waits[index]), window.impactTitle,
        window.minutes == 0 ? "–" : duration(window.minutes), hour(window),
        window.decision ?? "–", "", "",
      ]
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }

  /// When a window begins, on which clock.
  func hour(_ window: RunbookWindow) -> String {
    guard window.agreedWith.isEmpty else {
      let peers = window.agreedWith.map { MarkdownText.code($0, inTable: true) }
      return "as agreed with \(peers.joined(separator: ", "))"
    }
    guard let start = window.start else { return "any hour" }
    guard let zone = runbook.zone(of: window) else { return start + ", local time" }
    let others = runbook.otherZones(of: window).map { "__:__ in \(MarkdownText.words($0.name))" }
    return "\(start), \(MarkdownText.words(zone.name))"
      + (others.isEmpty ? "" : ", one moment for all: \(others.joined(separator: ", "))")
  }

  /// For each window the ones that it waits for, without those that they wait for themselves.
  private func waits() -> [[Int]] {
    var places: [String: Int] = [:]
    for (index, window) in runbook.windows.enumerated() {
      for step in window.steps { places[step.id] = index }
    }
    var all: [Set<Int>] = []
    var direct: [[Int]] = []
    for (index, window) in runbook.windows.enumerated() {
      let needed = Set(window.steps.flatMap(\.after).compactMap { places[$0] }.filter { $0 < index })
      let implied = needed.reduce(into: Set<Int>()) { $0.formUnion(all[$1]) }
      direct.append(needed.subtracting(implied).sorted())
      all.append(needed.union(implied))
    }
    return direct
  }

  /// Numbers from 1 on, neighbours as a range.
  private func ranges(_ indices: [Int]) -> String {
    var parts: [ClosedRange<Int>] = []
    for index in indices {
      if let last = parts.last, last.upperBound + 1 == index {
        parts[parts.count - 1] = last.lowerBound...index
      } else {
        parts.append(index...index)
      }
    }
    let words = parts.map { $0.count == 1 ? "\($0.lowerBound + 1)" : "\($0.lowerBound + 1)–\($0.upperBound + 1)" }
    return words.isEmpty ? "–" : words.joined(separator: ", ")
  }
}

extension Runbook {
  /// The clock by which a window goes: that of the largest of the clusters that it is about; nil where none is known.
  func zone(of window: RunbookWindow) -> RunbookTimeZone? {
    var largest: RunbookCluster?
    for cluster in clusters(of: window) where cluster.phones > largest?.phones ?? -1 && !cluster.timeZones.isEmpty {
      largest = cluster
    }
    return largest?.timeZones.first
  }

  /// Where most phones of the other clusters are that a window is about, in their order; each zone once.
  func otherZones(of window: RunbookWindow) -> [RunbookTimeZone] {
    var seen = Set([zone(of: window)?.name])
    return clusters(of: window).compactMap(\.timeZones.first).filter { seen.insert($0.name).inserted }
  }

  private func clusters(of window: RunbookWindow) -> [RunbookCluster] {
    let handles = window.cluster.map { [$0] } ?? Set(window.steps.compactMap(\.cluster)).sorted()
    return handles.isEmpty ? clusters : clusters.filter { handles.contains($0.handle) }
  }
}
