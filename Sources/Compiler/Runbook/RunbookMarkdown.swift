/// Prints a runbook as Markdown with check boxes.
struct RunbookMarkdown {
  /// The runbook.
  let runbook: Runbook

  private static let head = """
    Work from top to bottom and tick off what is done. Every step says how to see that it worked; go on only then.
    Times are estimates. At the hour by which a window wants a decision, go on only where every check so far is ticked;
    otherwise back out. Whoever keeps the deployment's files changes them and has the bundle compiled anew; the ledger
    of the certificates is one of them. Nothing in this bundle deletes an object: what has left the files since the
    last bundle is deleted by hand, after the verification.
    """

  // MARK: Files

  /// `runbook.md`: all windows in order, with links to the clusters' steps.
  func deployment() -> String {
    var text = "# Runbook: deploy \(title(runbook.deployment))\n\n\(Self.head)\n"
    text += "Steps of one cluster are described in its own runbook; steps over several stand below in full.\n\n"
    text += clusterTable() + peerList() + emergencyRule() + calendar()
    text += "\n## Order of work\n"
    for (index, window) in runbook.windows.enumerated() {
      text += "\n### \(index + 1). \(heading(window))\n\n\(line(window.reason, ""))\n\n"
      for step in window.steps {
        let title = line(step.title, "")
        let notes = step.back == .easy ? "" : " – **point of no return**"
        text += "- [ ] [\(title)](\(target(step, from: "")))\(cluster(step))\(notes)\n"
      }
    }
    text += "\n## Steps over several clusters\n"
    for step in runbook.windows.flatMap(\.steps) where step.cluster == nil { text += "\n" + describe(step, base: "") }
    return tidy(text + sendingRule())
  }

  /// `clusters/<id>/runbook.md`: the steps of one cluster in full.
  func cluster(_ cluster: RunbookCluster) -> String {
    let base = "clusters/\(cluster.clusterID)/"
    var text = "# Runbook: \(MarkdownText.code(cluster.handle, inTable: false))\n\n\(Self.head)\n"
    text += "The order among all clusters stands in \(MarkdownText.link("runbook.md", from: base)).\n\n"
    text += "| Cluster ID | Version | Phones | Local time |\n|---|---|---|---|\n" + row(cluster)
    for window in windows(of: cluster) {
      text += "\n## \(heading(window))\n\n" + facts(window, base)
      for step in window.steps { text += "\n" + describe(step, base: base) }
    }
    return tidy(text + sendingRule(cluster, base: base))
  }

  /// `peers/<id>.md`: what somebody else does.
  func peer(_ peer: RunbookPeer) -> String {
    var text = "# What we ask of \(MarkdownText.code(peer.clusterID, inTable: false))\n\n"
    text += "Users of your cluster and of ours are to log in at each other's phones, with Extension Mobility Cross\n"
    text += "Cluster. This is what is needed on your side, in order; we do the same on ours.\n"
    for step in peer.steps { text += "\n" + describe(step, base: "peers/") }
    return tidy(text)
  }

  /// The windows with steps on a cluster, those steps only.
  private func windows(of cluster: RunbookCluster) -> [RunbookWindow] {
    runbook.windows.compactMap { window in
      var own = window
      own.steps = window.steps.filter { $0.cluster == cluster.handle }
      return own.steps.isEmpty ? nil : own
    }
  }

  /// At most one empty line follows another.
  private func tidy(_ text: String) -> String {
    var result = ""
    var isEmpty = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.isEmpty, isEmpty { continue }
      isEmpty = line.isEmpty
      result += line + "\n"
    }
    return result
  }

  // MARK: Windows

  private func title(_ name: String) -> String {
    name.isEmpty ? "all clusters" : MarkdownText.code(name, inTable: false)
  }

  func heading(_ window: RunbookWindow) -> String { "\(title(window)) – \(window.impactTitle)" }

  /// The title of a window, behind the cluster that it is about.
  func title(_ window: RunbookWindow) -> String {
    (window.cluster.map { "\(MarkdownText.words($0)): " } ?? "") + MarkdownText.words(window.title)
  }

  /// What a cluster's file says of a window; the hours are those of the whole window, also where it has a part of it.
  private func facts(_ window: RunbookWindow, _ base: String) -> String {
    let whole = runbook.windows.first { $0.id == window.id } ?? window
    return """
      \(line(window.reason, base))

      | Takes | Phones that restart | Begin | Decide by |
      |---|---|---|---|
      | about \(duration(window.minutes)) | \(window.phones) | \(hour(whole)) | \(whole.decision ?? "–") |

      """ + "\n"
  }

  func zoneList(_ cluster: RunbookCluster) -> String {
    cluster.timeZones.prefix(4).map { zone in
      "\(MarkdownText.words(zone.name)) (\(zone.phones) \(zone.phones == 1 ? "phone" : "phones"))"
    }.joined(separator: ", ")
  }

  /// Estimates are no more exact than five minutes.
  func duration(_ minutes: Int) -> String {
    let rounded = minutes < 10 ? minutes : (minutes + 4) / 5 * 5
    let (hours, rest) = rounded.quotientAndRemainder(dividingBy: 60)
    if hours == 0 { return "\(rest) min" }
    return hours > 2 || rest == 0 ? "\((rounded + 29) / 60) h" : "\(hours) h \(rest) min"
  }

  // MARK: Steps

  private func describe(_ step: RunbookStep, base: String) -> String {
    var text = "<a id=\"\(RunbookMarkdown.anchor(step.id))\"></a>\n\n"
    text += "#### \(line(step.title, base))\n\n- [ ] **Done**, about \(duration(step.minutes))"
    text += step.phones > 0 ? ", \(step.phones) phone\(step.phones == 1 ? "" : "s") to restart\n\n" : "\n\n"
    text += "\(line(step.why, base))\n\n"
    if !step.after.isEmpty {
      let links = step.after.map { "[\(MarkdownText.code($0, inTable: false))](\(target(id: $0, from: base)))" }
      text += "After: \(links.joined(separator: ", ")).\n\n"
    }
    if case .pointOfNoReturn(let reason) = step.back {
      text += "> **Point of no return.** \(line(reason, base))\n\n"
    }
    var number = 1
    for action in step.actions { text += describe(action, &number, base: base) }
    text += "\n**It worked when**\n\n"
    for check in step.verify { text += "- [ ] \(line(check, base))\n" }
    text += "\n**Back out:** \(line(step.undo, base))\n\n" + undo(step)
    return text + "**Users notice:** \(line(step.notice, base))\n"
  }

  private func describe(_ action: RunbookAction, _ number: inout Int, base: String) -> String {
    switch action {
    case .say(let sentence):
      defer { number += 1 }
      return "\(number). \(line(sentence, base))\n"
    case .table(let columns, let rows):
      var text = "\n| \(columns.map(MarkdownText.words).joined(separator: " | ")) |\n"
      text += "|\(String(repeating: "---|", count: columns.count))\n"
      for row in rows {
        text += "| \(row.map { line($0, base, inTable: true) }.joined(separator: " | ")) |\n"
      }
      return text + "\n"
    case .command(let command): return "\n" + block(command) + "\n"
    case .requests(let requests): return describe(requests, &number, base: base)
    }
  }

  // MARK: Links

  /// The anchor of a step within its file: its key without the cluster.
  static func anchor(_ id: String) -> String {
    String(id.split(separator: ".").last ?? "step")
  }

  private func target(_ step: RunbookStep, from base: String) -> String { target(id: step.id, from: base) }

  private func target(id: String, from base: String) -> String {
    let up = base.split(separator: "/").map { _ in "../" }.joined()
    let anchor = RunbookMarkdown.anchor(id)
    let file = self.file(id)
    let path = file.hasPrefix(base) ? String(file.dropFirst(base.count)) : up + file
    return "\(path)#\(anchor)"
  }

  /// A sentence with links to files and steps; steps that this deployment does not need have none.
  func line(_ text: RunbookText, _ base: String, inTable: Bool = false) -> String {
    MarkdownText.line(text, from: base, inTable: inTable) { id in
      runbook.has(id) ? target(id: id, from: base) : nil
    }
  }

  /// The file in which a step is described.
  private func file(_ id: String) -> String { runbook.file(of: id) }

  private func cluster(_ step: RunbookStep) -> String {
    step.cluster.map { " (\(MarkdownText.words($0)))" } ?? ""
  }

  // MARK: Tables

  private func clusterTable() -> String {
    var text = "| Cluster | Cluster ID | Version | Phones | Local time |\n|---|---|---|---|---|\n"
    for cluster in runbook.clusters {
      let path = "clusters/\(cluster.clusterID)/runbook.md"
      text += "| [\(MarkdownText.words(cluster.handle))](\(path)) " + row(cluster)
    }
    return text
  }

  private func row(_ cluster: RunbookCluster) -> String {
    let version = cluster.version.isEmpty ? "–" : MarkdownText.words(cluster.version)
    let zones = cluster.timeZones.isEmpty ? "not known" : zoneList(cluster)
    return "| \(MarkdownText.words(cluster.clusterID)) | \(version) | \(cluster.phones) | \(zones) |\n"
  }

  private func peerList() -> String {
    guard !runbook.peers.isEmpty else { return "" }
    var text = "\nClusters that somebody else runs get a letter; send it first, for we wait for their certificates:\n\n"
    for peer in runbook.peers {
      text += "- [ ] \(MarkdownText.words(peer.handle)): \(MarkdownText.link("peers/\(peer.clusterID).md", from: ""))\n"
    }
    return text
  }
}

extension Runbook {
  /// True where a step of ours or an item of a letter has the key.
  func has(_ id: String) -> Bool {
    windows.contains { $0.steps.contains { $0.id == id } } || peers.contains { $0.steps.contains { $0.id == id } }
  }

  /// The file in which a step is described, as a path of the bundle.
  func file(of id: String) -> String {
    let owner = id.prefix { $0 != "." }
    if owner == "peer" {
      let peer = peers.first { id.hasPrefix("peer.\($0.handle).") }
      return "peers/\(peer?.clusterID ?? "").md"
    }
    let step = windows.lazy.flatMap(\.steps).first { $0.id == id }
    guard let handle = step?.cluster, let cluster = clusters.first(where: { $0.handle == handle }) else {
      return "runbook.md"
    }
    return "clusters/\(cluster.clusterID)/runbook.md"
  }
}
