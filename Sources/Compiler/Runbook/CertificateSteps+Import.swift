import EMDSL

extension CertificateSteps {
  /// How many phones of a cluster restart by the import (Seeds 000: CallManager where TFTP is active, CAPF).
  func restartingPhones(_ facts: RunbookFacts) -> Int { restartsPhones ? facts.phones : 0 }

  /// True where one of the types restarts phones.
  var restartsPhones: Bool { types.contains(.tftp) || types.contains(.capf) }

  /// Import on one cluster, alone in its window.
  func importWindow(_ facts: RunbookFacts) -> RunbookWindow {
    let phones = restartingPhones(facts)
    return RunbookWindow(
      id: "\(facts.cluster.handle).certificates", title: "Certificates: import", cluster: facts.cluster.handle,
      impact: phones == 0 ? .none : .all,
      reason: """
        Alone in its window: whatever goes wrong here must have one possible cause. One cluster a night.\
        \(importSkipped(facts))
        """,
      steps: [importStep(facts, phones)])
  }

  private func importStep(_ facts: RunbookFacts, _ phones: Int) -> RunbookStep {
    let handle = facts.cluster.handle
    let place = clusters.firstIndex { $0.cluster.id == facts.cluster.id } ?? 0
    let next = clusters.indices.contains(place + 1) ? clusters[place + 1].cluster.handle : nil
    return RunbookStep(
      id: "\(handle).certificates-import", cluster: handle, title: "Import the certificates into \(name: handle)",
      why: "From then on phones here trust the files of every other cluster. \(restarts(phones))",
      actions: [importAsked(facts)] + importActions(facts, phones),
      verify: importChecks(facts, next: next),
      undo: """
        Delete the other clusters' certificates from these stores on every node, in \
        \(menu: "Security > Certificate Management", in: .operatingSystem), and restart the same services. Phones \
        restart once more.
        """,
      notice: phones == 0
        ? "Nothing."
        : """
        Phones restart within minutes of each other and are out of service for up to ten minutes; calls in progress \
        may drop with the restart of Cisco CallManager.
        """,
      minutes: importMinutes(phones), phones: phones,
      back: phones == 0 ? .easy : .pointOfNoReturn("Going back restarts every phone a second time."),
      after: [consolidator.map { "\($0.cluster.handle).certificates-consolidate" }].compactMap(\.self)
        + (place > 0 ? ["\(clusters[place - 1].cluster.handle).certificates-import"] : []))
  }

  /// An hour, and ten minutes for each thousand phones beyond the first ones (inferred).
  private func importMinutes(_ phones: Int) -> Int { 60 + 10 * (phones / 1000) }

  private func importActions(_ facts: RunbookFacts, _ phones: Int) -> [RunbookAction] {
    var actions: [RunbookAction] = []
    if phones > 0 {
      actions.append(
        .say(
          """
          Find all phones with status \(field: "Registered") in \(menu: "Device > Phone"), and note how many there \
          are: ____. Visitors' phones from other clusters restart too: log visitors out before.
          """))
    }
    actions += [
      .say(
        """
        Open \(menu: "Security > Bulk Certificate Management", in: .operatingSystem) of \
        \(name: facts.publisherAddress), press \(field: "Import"), choose \(choice) as \(field: "Certificate Type"), \
        and press \(field: "Import").
        """),
      .say("Then restart these services, from the top of the table to its end:"),
      .table(["Service", "Nodes, one after the other", "How"], restartTable(facts, phones)),
    ]
    if phones > 0 {
      actions.append(
        .say(
          """
          Wait after each node with \(field: "Cisco CallManager") until its phones are registered again, on that node \
          or the next one of their group, before you restart the next node.
          """))
    }
    return actions
  }

  private func restarts(_ phones: Int) -> RunbookText {
    guard phones > 0 else { return "These types restart no phone." }
    let causes = types.filter { $0 == .tftp || $0 == .capf }.map(\.bulkName)
    return "All phones restart (\(phones)), because of \(.screens(causes))."
  }

  /// Services read their trust stores when they start (Technical note 200599; the trust verification service inferred).
  private func restartTable(_ facts: RunbookFacts, _ phones: Int) -> [[RunbookText]] {
    func nodes(_ service: NodeService?) -> RunbookText {
      let known = facts.nodes.filter { node in service.map { node.runs($0) } ?? true }
      let names = known.compactMap { RunbookFacts.address($0) }
      return names.isEmpty ? "every node with it" : .names(names, limit: 24)
    }
    let control = { (site: String) -> RunbookText in
      "\(menu: "Tools > Control Center - \(site) Services", in: .serviceability)"
    }
    var rows: [[RunbookText]] = []
    if types.contains(.tomcat) {
      rows.append([
        "\(field: "Cisco Tomcat")", nodes(nil),
        "\(name: "utils service restart Cisco Tomcat") on the command line; web pages are away for some minutes",
      ])
    }
    if types.contains(where: { $0 == .tftp || $0 == .itlRecovery }) {
      rows.append(["\(field: "Cisco Trust Verification Service")", nodes(nil), control("Network")])
    }
    if types.contains(.tftp) { rows.append(["\(field: "Cisco Tftp")", nodes(.tftp), control("Feature")]) }
    if phones > 0 { rows.append(["\(field: "Cisco CallManager")", nodes(.callManager), control("Feature")]) }
    return rows
  }

  private func importChecks(_ facts: RunbookFacts, next: String?) -> [RunbookText] {
    let others = deployment.participants.filter { $0.id != facts.cluster.id }.map(\.handle)
    var checks: [RunbookText] = storeContents.map { store, contents, note in
      """
      \(menu: "Security > Certificate Management", in: .operatingSystem) finds in \(field: store) \
      \(words: contents) certificates of \(.names(others, limit: 40))\(words: note).
      """
    }
    if restartsPhones {
      checks.append(
        """
        As many phones as noted before, less those that were switched off since, are \(field: "Registered") in \
        \(menu: "Device > Phone").
        """)
      if let next {
        checks.append("Only then does the import into \(name: next) begin, on another night.")
      }
    }
    return checks
  }

  /// Where the certificates land, and which (Seeds 000; CAPF-trust inferred).
  private var storeContents: [(String, String, String)] {
    var kinds: [(String, [String])] = [("tomcat-trust", []), ("CallManager-trust", []), ("Phone-SAST-trust", [])]
    for type in types {
      let name = type == .tftp ? "CallManager" : type == .tomcat ? "tomcat" : type.bulkName
      for slot in kinds.indices where type.stores.contains(kinds[slot].0) { kinds[slot].1.append(name) }
    }
    return kinds.filter { !$0.1.isEmpty }.map { store, names in
      let note = names.contains("CAPF") ? "; CAPF's own may stand in CAPF-trust instead" : ""
      return (store, "the \(Phrase.list(names))", note)
    }
  }
}
