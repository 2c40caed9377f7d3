import EMDSL

extension CertificateSteps {
  /// Export on each cluster, then consolidation on one; no phone restarts.
  var exportWindow: RunbookWindow {
    RunbookWindow(
      id: "certificates.collect", title: "Certificates: export and consolidate", cluster: nil, impact: .none,
      reason: """
        Every cluster writes to the same directory of the same SFTP server; only when all have, one of them makes one \
        file of it. Nothing changes on any phone.
        """,
      steps: [decision, directory] + clusters.map(export) + [consolidation])
  }

  /// Clusters that somebody else runs.
  var external: [Cluster] { deployment.participants.filter(\.isExternal) }

  /// The directory that all share: prepared once, before anybody exports.
  private var directory: RunbookStep {
    let server = exchange?.sftp.first
    var actions: [RunbookAction] = []
    if let server {
      actions.append(
        .table(
          ["SFTP server", "Port", "Directory"],
          [[.optional(server.server), "\(server.port ?? 22)", .optional(server.directory)]]))
    }
    actions += [
      .say(
        """
        Make one user on the SFTP server that may write to the directory, and give its password to the operators of \
        every cluster by a safe way. Every publisher must reach the server on its port.
        """),
      .say(
        """
        Sign in with any SFTP client and list the directory. Older exports lie there as PKCS12 files, named after \
        nodes and types, and as consolidated files. A consolidation takes in whatever it finds, and each import reads \
        all of it: what lies there must be the newest files of every cluster, and nothing else.
        """),
      .say(
        """
        Go by \(step: CertificateSteps.decisionKey). Move away, to another directory, only the files of clusters with \
        \(field: "New export") yes, and, where there is one at least, the consolidated files. Leave the files of all \
        others: they do not export again. Keep what you moved; it is needed again only to go back.
        """),
    ]
    return RunbookStep(
      id: "deployment.certificates-directory", cluster: nil, title: "Prepare the directory for the certificates",
      why: "A file of an older export becomes part of the new one, and phones then refuse what the old key has signed.",
      actions: actions,
      verify: [
        """
        The directory exists, the user can write to it, and it holds the files of every cluster that does not export \
        anew, and no others.
        """
      ],
      undo: "Move the older files back.", minutes: 15, after: [CertificateSteps.decisionKey])
  }

  private func export(_ facts: RunbookFacts) -> RunbookStep {
    let handle = facts.cluster.handle
    return RunbookStep(
      id: "\(handle).certificates-export", cluster: handle,
      title: "Export the certificates of \(name: handle)",
      why: """
        A visiting phone trusts its home's files, and the clusters trust each other's web services, by these \
        certificates. \(choiceReason)
        """,
      actions: [exportAsked(facts), typeTable] + sftp(facts) + [
        .say(
          """
          Press \(field: "Export"), choose \(choice) as \(field: "Certificate Type"), press \(field: "Export") again, \
          and then \(field: "Close").
          """)
      ],
      verify: [
        "The page reports success for every type.",
        """
        The directory on the SFTP server holds files of today for every node of \(name: handle): \
        \(.names(facts.nodes.compactMap { RunbookFacts.address($0) })).
        """,
      ],
      undo: "Delete the files of \(name: handle) from the SFTP server.", minutes: 10,
      after: ["\(handle).services", "deployment.certificates-directory"])
  }

  /// Why all four types, or not.
  private var choiceReason: RunbookText {
    if isEverything {
      return """
        \(field: "All") is the four types of the table in one go. It is needed here, because none of them has one \
        signer in all clusters.
        """
    }
    return """
      Only \(.screens(types.map(\.bulkName))) here: the other types have one signer in all clusters, which trust it \
      already. \(field: "All") would do no harm but restart phones for nothing.
      """
  }

  private func sftp(_ facts: RunbookFacts) -> [RunbookAction] {
    let open: RunbookText = """
      Open \(menu: "Security > Bulk Certificate Management", in: .operatingSystem) of \(name: facts.publisherAddress)
      """
    guard let server = exchange?.sftp.first else {
      return [
        .say(
          """
          \(open), enter the SFTP server that all clusters share, with the same directory everywhere, and press \
          \(field: "Save").
          """)
      ]
    }
    return [
      .say("\(open), enter this with the user and password of the SFTP server, and press \(field: "Save"):"),
      .table(
        ["Field", "Value"],
        [
          ["\(field: "IP Address")", .optional(server.server)], ["\(field: "Port")", "\(server.port ?? 22)"],
          ["\(field: "Directory")", .optional(server.directory)],
        ]),
    ]
  }

  /// The cluster that consolidates: the ledger's, else the first of ours.
  var consolidator: RunbookFacts? {
    let named = exchange?.consolidated.first?.on
    return clusters.first { $0.cluster.id == named } ?? clusters.first
  }

  private var consolidation: RunbookStep {
    let facts = consolidator
    let handle = facts?.cluster.handle ?? ""
    let others = external.isEmpty ? "" : ", also for clusters that somebody else runs"
    let everybody = clusters.map(\.cluster.handle) + external.map(\.handle)
    var actions = [consolidationAsked]
    for peer in external {
      actions.append(
        .say(
          """
          Wait until \(name: peer.handle) reports its export, item \(name: "certificates-export") of its letter, and \
          its files are in the directory: without them this step and every import are done twice.
          """))
    }
    actions.append(
      .say(
        """
        Open \(menu: "Security > Bulk Certificate Management", in: .operatingSystem) of \
        \(name: facts?.publisherAddress ?? ""), press \(field: "Consolidate"), choose \(choice) as \
        \(field: "Certificate Type"), and press \(field: "Consolidate"). Do it on this cluster only\(words: others).
        """))
    if !external.isEmpty {
      actions.append(.say("Tell the operators of \(.names(external.map(\.handle))) that they can import now."))
    }
    return RunbookStep(
      id: "\(handle).certificates-consolidate", cluster: handle,
      title: "Consolidate the certificates, once for all clusters",
      why: "The import reads one file with the certificates of everybody.",
      actions: actions,
      verify: [
        "The page reports success, and the directory on the SFTP server holds consolidated files of today.",
        "The directory holds exports of every cluster: \(.names(everybody, limit: 40)).",
      ],
      undo: "Delete the consolidated files from the SFTP server.", minutes: 5,
      after: clusters.map { "\($0.cluster.handle).certificates-export" }
        + external.map { "peer.\($0.handle).certificates-export" })
  }

  // MARK: Later

  /// What to do when a certificate is renewed; not part of the deployment.
  var renewal: RunbookStep {
    RunbookStep(
      id: "deployment.certificates-renewed", cluster: nil, title: "Later: after a certificate was renewed",
      why: """
        Other clusters trust the old certificate only. Logins across the clusters fail, or visitors' phones refuse \
        their files, from the moment of the renewal.
        """,
      actions: [
        .say(
          """
          Renewed Tomcat, Tomcat-ECDSA, CallManager, CAPF or ITLRecovery certificates, on any node of any cluster, \
          need a new exchange. An upgrade does not: it keeps what was imported. Nor does a renewal by the signer that \
          all clusters trust already, except of ITLRecovery, which signs itself.
          """),
        .table(
          ["Order", "Who", "What"],
          [
            ["1", "the cluster with the new certificate", "moves its old files away, and exports the renewed type"],
            ["2", .name(consolidator?.cluster.handle ?? ""), "consolidates that type again"],
            ["3", "every other cluster", "imports that type, one cluster a night, and restarts its services"],
            ["4", "every other cluster", "deletes the old certificate from the stores of the import step"],
            ["5", "two clusters", "test one login in each direction"],
          ]),
        .say("Have this done in one maintenance window, before the old certificate has expired."),
      ],
      verify: ["The ledger in the deployment's files has the new dates, and the test logins work."],
      undo: "Import the old files again, which were moved away.",
      notice: "Nothing, if it is done in time; all phones restart where TFTP or CAPF certificates are imported.",
      minutes: 60, isOptional: true)
  }
}
