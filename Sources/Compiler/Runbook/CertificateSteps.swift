import EMDSL

/// The exchange of certificates: which are needed, and what their import does to phones (Seeds 000, certificates).
struct CertificateSteps {
  /// The deployment.
  let deployment: Deployment
  /// Our clusters that take part.
  let clusters: [RunbookFacts]

  /// What is exchanged, in the order of the vocabulary; empty where everybody has the same signers.
  let types: [CertificateType]
  private let exchange: Entity<CertificateExchangeRow>?

  /// Looks at the signers and the ledger.
  init(_ deployment: Deployment, _ clusters: [RunbookFacts]) {
    self.deployment = deployment
    self.clusters = clusters
    exchange = deployment.documents.lazy.compactMap { $0.certificateExchange.first }.first
    let all: [CertificateType] = [.tomcat, .tftp, .capf, .itlRecovery]
    let named = exchange.map { $0.types.compactMap { member -> CertificateType? in member.word() } } ?? []
    let wanted = named.isEmpty ? all : all.filter(named.contains)
    types = wanted.filter { !CertificateSteps.isShared($0, deployment.participants) }
  }

  /// True where the certificates of a type come from one signer in all clusters; an external cluster's are not known.
  static func isShared(_ type: CertificateType, _ clusters: [Cluster]) -> Bool {
    guard clusters.count > 1 else { return true }
    var signers: Set<String> = []
    for cluster in clusters {
      guard !cluster.isExternal, let signer = signer(of: type, in: cluster) else { return false }
      signers.insert(signer)
    }
    return signers.count == 1
  }

  private static func signer(of type: CertificateType, in cluster: Cluster) -> String? {
    guard let own = cluster.parts.lazy.compactMap({ $0.certificates.first }).first else { return nil }
    let certificate =
      switch type {
      case .tomcat: own.tomcat.first
      case .tftp: own.callManager.first
      case .capf: own.capf.first
      case .itlRecovery: own.itlRecovery.first
      }
    guard let certificate, certificate.selfSigned != true else { return nil }
    return certificate.signedBy?.string
  }

  /// True where there is anything to exchange.
  var isNeeded: Bool { !types.isEmpty && deployment.participants.count > 1 }

  /// The words of the bulk pages for the types.
  private var typeNames: RunbookText { .screens(types.map(\.bulkName)) }

  // MARK: Export and consolidation

  /// Export on each cluster, then consolidation on one; no phone restarts.
  var exportWindow: RunbookWindow {
    RunbookWindow(
      id: "certificates.collect", title: "Certificates: export and consolidate", cluster: nil, impact: .none,
      reason: """
        Every cluster writes to the same directory of the same SFTP server; only when all have, one of them makes one \
        file of it. Nothing changes on any phone.
        """,
      steps: clusters.map(export) + [consolidation])
  }

  private func export(_ facts: RunbookFacts) -> RunbookStep {
    let handle = facts.cluster.handle
    return RunbookStep(
      id: "\(handle).certificates-export", cluster: handle,
      title: "Export the certificates of \(name: handle)",
      why: """
        A visiting phone trusts its home's files, and the clusters trust each other's web services, by these \
        certificates. Those of one common signer need no exchange.
        """,
      actions: sftp(facts) + [
        .say(
          """
          Press \(field: "Export"), choose \(types.count == 4 ? "\(field: "All")" : typeNames) as \
          \(field: "Certificate Type")\(types.count > 1 && types.count < 4 ? ", one export each," : ""), and press \
          \(field: "Export") again.
          """)
      ] + ledger(exchange?.exported.first { $0.cluster == facts.cluster.id }?.date, "exported on"),
      verify: [
        """
        The page reports success, and the directory on the SFTP server holds new files of \(name: handle) (PKCS12).
        """
      ],
      undo: "Delete the files from the SFTP server.", minutes: 10, after: ["\(handle).services"])
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
      .say(
        """
        \(open), enter this with the user and password of the SFTP server, and press \(field: "Save"). The directory \
        must exist and hold no older export:
        """),
      .table(
        ["Field", "Value"],
        [
          ["\(field: "IP Address")", .optional(server.server)], ["\(field: "Port")", "\(server.port ?? 22)"],
          ["\(field: "Directory")", .optional(server.directory)],
        ]),
    ]
  }

  private func ledger(_ day: Int?, _ words: String) -> [RunbookAction] {
    guard let day else { return [] }
    let date = ValueFormat.date.written(UInt32(clamping: day))
    return [
      .say(
        """
        The deployment's ledger says: \(words: words) \(name: date). Where that is done, and no certificate is newer, \
        tick this step off.
        """)
    ]
  }

  /// The cluster that consolidates: the ledger's, else the first of ours.
  private var consolidator: RunbookFacts? {
    let named = exchange?.consolidated.first?.on
    return clusters.first { $0.cluster.id == named } ?? clusters.first
  }

  private var consolidation: RunbookStep {
    let facts = consolidator
    let handle = facts?.cluster.handle ?? ""
    let external = deployment.participants.filter(\.isExternal)
    var actions: [RunbookAction] = []
    for peer in external {
      actions.append(.say("Wait until \(name: peer.handle) reports its export: without it, this step is done twice."))
    }
    actions.append(
      .say(
        """
        Open \(menu: "Security > Bulk Certificate Management", in: .operatingSystem) of \
        \(name: facts?.publisherAddress ?? ""), press \(field: "Consolidate"), choose \
        \(types.count == 4 ? "\(field: "All")" : typeNames) as \(field: "Certificate Type"), and press \
        \(field: "Consolidate"). Do it on this cluster only.
        """))
    return RunbookStep(
      id: "\(handle).certificates-consolidate", cluster: handle,
      title: """
        Consolidate the certificates, once for all clusters
        """,
      why: "The import reads one file with the certificates of everybody.",
      actions: actions + ledger(exchange?.consolidated.first?.at, "consolidated on"),
      verify: ["The page reports success, and the directory on the SFTP server holds the consolidated files."],
      undo: "Delete the consolidated files from the SFTP server.", minutes: 5,
      after: clusters.map { "\($0.cluster.handle).certificates-export" }
        + external.map { "peer.\($0.handle).certificates-export" })
  }

  // MARK: Import

  /// How many phones of a cluster restart by the import (Seeds 000: CallManager where TFTP is active, CAPF).
  func restartingPhones(_ facts: RunbookFacts) -> Int {
    types.contains(.tftp) || types.contains(.capf) ? facts.phones : 0
  }

  /// Import on one cluster, alone in its window.
  func importWindow(_ facts: RunbookFacts) -> RunbookWindow {
    let handle = facts.cluster.handle
    let phones = restartingPhones(facts)
    let step = RunbookStep(
      id: "\(handle).certificates-import", cluster: handle, title: "Import the certificates into \(name: handle)",
      why: "From then on phones here trust the files of every other cluster. \(restarts(phones))",
      actions: [
        .say(
          """
          Open \(menu: "Security > Bulk Certificate Management", in: .operatingSystem) of \
          \(name: facts.publisherAddress), press \(field: "Import"), choose \
          \(types.count == 4 ? "\(field: "All")" : typeNames) as \(field: "Certificate Type"), and press \
          \(field: "Import").
          """),
        .say(restartOfServices(phones)),
      ] + ledger(exchange?.imported.first { $0.cluster == facts.cluster.id }?.date, "imported on"),
      verify: [
        """
        \(menu: "Security > Certificate Management", in: .operatingSystem) lists the other clusters' certificates: \
        \(trustStores).
        """,
        "As many phones are registered as before, in \(menu: "Device > Phone") with status \(field: "Registered").",
      ],
      undo: """
        Delete the other clusters' certificates from these stores on every node, in \
        \(menu: "Security > Certificate Management", in: .operatingSystem). Phones restart once more.
        """,
      notice: phones == 0
        ? "Nothing."
        : """
        Phones restart within minutes of each other and are out of service for up to ten minutes; calls in progress \
        may drop with the restart of Cisco CallManager.
        """,
      minutes: 60, phones: phones,
      back: phones == 0 ? .easy : .pointOfNoReturn("Going back restarts every phone a second time."),
      after: [consolidator.map { "\($0.cluster.handle).certificates-consolidate" }].compactMap(\.self))
    return RunbookWindow(
      id: "\(handle).certificates", title: "Certificates: import", cluster: handle,
      impact: phones == 0 ? .none : .all,
      reason: "Alone in its window: whatever goes wrong here must have one possible cause. One cluster a night.",
      steps: [step])
  }

  private func restarts(_ phones: Int) -> RunbookText {
    guard phones > 0 else { return "These types restart no phone." }
    let causes = types.filter { $0 == .tftp || $0 == .capf }.map(\.bulkName)
    return "All phones restart (\(phones)), because of \(.screens(causes))."
  }

  /// Services read their trust stores when they start (Technical note 200599).
  private func restartOfServices(_ phones: Int) -> RunbookText {
    let tomcat: RunbookText =
      "\(field: "Cisco Tomcat") by \(field: "utils service restart Cisco Tomcat") on the command line of each node"
    guard phones > 0 else { return "Then restart \(tomcat)." }
    return """
      Then restart \(field: "Cisco CallManager"), node by node, in \
      \(menu: "Tools > Control Center - Feature Services", in: .serviceability), and \(tomcat).
      """
  }

  /// Where the certificates land (Seeds 000).
  private var trustStores: RunbookText {
    var stores: [String] = []
    if types.contains(.tomcat) { stores.append("tomcat-trust") }
    if types.contains(.tftp) || types.contains(.capf) || types.contains(.itlRecovery) {
      stores.append("CallManager-trust")
    }
    if types.contains(.tftp) || types.contains(.itlRecovery) { stores.append("Phone-SAST-trust") }
    return .screens(stores)
  }
}

extension CertificateType {
  /// What the bulk pages call it.
  var bulkName: String {
    switch self {
    case .tomcat: "Tomcat"
    case .tftp: "TFTP"
    case .capf: "CAPF"
    case .itlRecovery: "ITLRecovery"
    }
  }
}
