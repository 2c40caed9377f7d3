import EMDSL

/// Taking EMCC out of service when something goes wrong, and what else is done later.
struct BackOutSteps {
  /// The deployment.
  let deployment: Deployment
  /// Our clusters that take part.
  let clusters: [RunbookFacts]
  /// The exchange of certificates.
  let certificates: CertificateSteps

  /// The window; nil where nobody visits anybody.
  var window: RunbookWindow? {
    let renewal = certificates.isNeeded && !clusters.isEmpty ? certificates.renewal : nil
    let steps = [backOut, roamingBackOut, renewal].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "deployment.later", title: "Only when needed: out of service, renewed certificates", cluster: nil,
      impact: .none, reason: "Not part of the deployment: keep these steps at hand from the activation on.",
      steps: steps)
  }

  /// Clusters of ours in the EMCC mesh.
  private var ours: [RunbookFacts] {
    let ids = Set(deployment.mesh.pairs.filter { $0.home != $0.visiting }.flatMap { [$0.home, $0.visiting] })
    return clusters.filter { ids.contains($0.cluster.id) }
  }

  private var peers: [Cluster] {
    deployment.participants.filter { peer in
      peer.isExternal && deployment.mesh.pairs.contains { $0.home == peer.id || $0.visiting == peer.id }
    }
  }

  private var backOut: RunbookStep? {
    guard !ours.isEmpty else { return nil }
    return RunbookStep(
      id: "deployment.back-out", cluster: nil, title: "Take EMCC out of service",
      why: """
        EMCC goes wrong in service: calls of visitors, above all emergency calls, end where they should not, or users \
        cannot leave phones. Ten minutes; no phone but the visitors' restarts.
        """,
      actions: stopLogins + endSessions + closeDown + [.table(["What", "State afterwards"], survivors)],
      verify: [
        """
        A login of a user of another cluster is refused on a phone of each cluster: \
        \(.names(ours.map(\.cluster.handle), limit: 40)).
        """,
        """
        \(menu: "Device > Phone") of every home shows no base device with a user, and phones that had visitors are \
        \(field: "Registered") in their own clusters, with their own lines.
        """,
        "A user of the cluster itself can still log in there.",
      ],
      undo: """
        Tick the boxes \(field: "Active") again, \(field: "EMCC") last, send the phase \(name: "remoteClusters") again \
        where it was undone, press \(field: "Update Remote Cluster Now"), and repeat the window of the verification.
        """,
      notice: "Visitors lose their line and number at once; their phones restart. Nobody else notices.",
      minutes: 10, isOptional: true)
  }

  // MARK: In order

  private var stopLogins: [RunbookAction] {
    var actions: [RunbookAction] = [
      .say(
        """
        No new logins: on each cluster open \(menu: "Advanced Features > EMCC > EMCC Intercluster Service Profile"), \
        clear \(field: "Active") of \(field: "EMCC"), and press \(field: "Save"). Leave \(field: "PSTN Access") and \
        the remote clusters as they are: visitors who are still logged in need them for emergency calls. Where one \
        cluster alone is at fault, its box is enough; its own users then see \(field: "Login is unavailable") at \
        phones of the others.
        """),
      .table(
        ["Done", "Cluster", "Publisher", "Visitors' phones show from now on"],
        ours.map { facts in
          [
            "☐", .name(facts.cluster.handle), .name(facts.publisherAddress),
            "201, at phones here",
          ]
        }),
    ]
    if !peers.isEmpty {
      actions.append(
        .say(
          """
          Call the operators of \(.names(peers.map(\.handle))): the same on their cluster, item \(name: "back-out") of \
          their letter.
          """))
    }
    return actions
  }

  private var endSessions: [RunbookAction] {
    [
      .say(
        """
        End the sessions of our users abroad, on each home: open \(menu: "Device > Phone"), find the devices whose \
        \(field: "Device Name") begins with \(name: "EMCC") and whose status is \(field: "Registered"), or choose \
        \(field: "Remotely Logged In Device Report") among the related links; open each, and press \
        \(field: "Log Out"). Only the home can end a session: the phone then comes back to its own cluster.
        """),
      .say(
        """
        More than twenty of them: open \(menu: "Bulk Administration > EMCC > Insert/Update EMCC"), press \
        \(field: "Update EMCC Devices"), choose the template that is the default already, \(field: "Reset") and \
        \(field: "Run Immediately"): it resets all base devices. Then log out those who are left.
        """),
      .table(
        ["Done", "Home", "Base devices", "Phones that may have visitors"],
        ours.map { facts in
          let visited = deployment.visited(from: facts.cluster).map(\.handle)
          let count = facts.cluster.emccBaseDevices.first?.count ?? 0
          return [
            "☐", .name(facts.cluster.handle), count > 0 ? "\(name: "EMCC1") to \(name: "EMCC\(count)")" : "none",
            visited.isEmpty ? "none" : "at \(.names(visited, limit: 40))",
          ]
        }),
      .say(
        """
        A visitor's phone does not come back, or its home does not answer: in the visited cluster open its page in \
        \(menu: "Device > Phone"), press \(field: "Log Out"), and switch the phone off and on. The button alone tidies \
        the database only; the phone stays with its home until it restarts.
        """),
    ]
  }

  private var closeDown: [RunbookAction] {
    [
      .say(
        """
        When no visitor is left: clear \(field: "Active") of \(field: "PSTN Access") and \(field: "RSVP Agent") on the \
        same pages. Where EMCC stays off for days, undo the remote clusters too, in the bundle's directory:
        """),
      .table(
        ["Done", "Cluster", "Command"],
        ours.map { facts in
          ["☐", .name(facts.cluster.handle), .name(facts.sender.line(.undo, [.remoteClusters]))]
        }),
    ]
  }

  private var survivors: [[RunbookText]] {
    var rows: [[RunbookText]] = [
      ["Logins in the own cluster, personal phones, emergency calls from phones without visitors", "unchanged"],
      ["Base devices, EMCC template, roaming device pools, device profiles, dial plan", "kept; nothing uses them"],
      ["Certificates", "kept; nothing restarts"],
    ]
    if roamingBackOut != nil {
      rows.append([
        "EM roaming of super users, lookup service",
        "unchanged: it does not use EMCC, and has the step \(step: "deployment.back-out-roaming")",
      ])
    }
    return rows
  }

  // MARK: EM roaming

  /// Taking the super users out of their group; nil where nobody roams.
  private var roamingBackOut: RunbookStep? {
    let roaming = clusters.filter { facts in
      facts.summary.phases[.groupMembers] != nil && deployment.roamingMembers.contains { $0 === facts.cluster }
    }
    guard !roaming.isEmpty else { return nil }
    let group: RunbookText = "\(name: SystemObjects.roamingSuperUsers)"
    return RunbookStep(
      id: "deployment.back-out-roaming", cluster: nil, title: "Take EM roaming out of service",
      why: "Super users of EM roaming log in without EMCC: the step before leaves them as they are.",
      actions: [
        .say(
          """
          On each cluster find the phones with a super user of another cluster in \(menu: "Device > Phone"), by \
          \(field: "Current User ID") or the related link \(field: "Actively Logged In Device Report"), and press \
          \(field: "Log Out"). Their phones stay with their own cluster and get their own lines back.
          """),
        .say(
          """
          Take the users out of \(group), in the bundle's directory. The same phase added the users of other access \
          control groups of the deployment: they leave those too, where they were not in them before.
          """),
        .table(
          ["Done", "Cluster", "Command"],
          roaming.map { facts in
            ["☐", .name(facts.cluster.handle), .name(facts.sender.line(.undo, [.groupMembers]))]
          }),
      ],
      verify: [
        """
        \(menu: "User Management > User Settings > Access Control Group") shows in \(group) of each cluster the users of \
        before only, and a login of a super user of another cluster ends without the user's line.
        """
      ],
      undo: """
        Send the phase \(name: AXLPhase.groupMembers.rawValue) again by the step that sent it, and repeat the step \
        \(step: "deployment.verify-roaming").
        """,
      notice: "Super users lose their line at phones of other clusters.", minutes: 10, isOptional: true)
  }
}

extension SenderCommand {
  /// A command in one line, for the cell of a table.
  func line(_ verb: Verb, _ phases: [AXLPhase]) -> String {
    text(verb, phases).replacing(" \\\n  ", with: " ")
  }
}
