import EMDSL

/// The exchange of certificates: which are needed, and what their import does to phones (Seeds 000, certificates).
struct CertificateSteps {
  /// The deployment.
  let deployment: Deployment
  /// Our clusters that take part.
  let clusters: [RunbookFacts]

  /// What is exchanged, in the order of the vocabulary; empty where everybody has the same signers.
  let types: [CertificateType]
  /// The ledger of the exchange; nil where nobody keeps one.
  let exchange: Entity<CertificateExchangeRow>?

  /// Looks at the signers and the ledger.
  init(_ deployment: Deployment, _ clusters: [RunbookFacts]) {
    self.deployment = deployment
    self.clusters = clusters
    exchange = deployment.documents.lazy.compactMap { $0.certificateExchange.first }.first
    let all = CertificateType.exchanged
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

  /// True where one export, consolidation and import with the choice `All` does everything.
  var isEverything: Bool { types.count == 4 }

  /// What to choose as certificate type on the bulk pages.
  var choice: RunbookText {
    if isEverything { return "\(field: "All")" }
    return types.count == 1
      ? .screens(types.map(\.bulkName))
      : "\(.screens(types.map(\.bulkName))), one after the other, each with the button anew"
  }

  /// What each choice of the bulk pages stands for, and whether it is needed here.
  var typeTable: RunbookAction {
    .table(
      ["Certificate Type", "Certificates", "Stores that the import fills", "Phones that the import restarts", "Here"],
      CertificateType.exchanged.map { type in
        let need: RunbookText =
          types.contains(type) ? "needed" : "not needed: one signer in all clusters"
        return [
          "\(field: type.bulkName)", "\(words: type.contents)", .screens(type.stores), "\(words: type.restarting)",
          need,
        ]
      })
  }
}

extension CertificateType {
  /// All that the bulk pages exchange, in their order.
  static let exchanged: [CertificateType] = [.tomcat, .tftp, .capf, .itlRecovery]

  /// What the bulk pages call it.
  var bulkName: String {
    switch self {
    case .tomcat: "Tomcat"
    case .tftp: "TFTP"
    case .capf: "CAPF"
    case .itlRecovery: "ITLRecovery"
    }
  }

  /// Which certificates an export of the type takes along (Security Guide: from 11.0 on the ECDSA ones too).
  var contents: String {
    switch self {
    case .tomcat:
      "tomcat of every node, with its ECDSA twin from 11.0 on: web pages and the Extension Mobility services"
    case .tftp: "CallManager of every node, with its ECDSA twin from 11.0 on: signs the files of phones, secures SIP"
    case .capf: "CAPF of the publisher: has signed the certificates of secure phones"
    case .itlRecovery: "ITLRecovery of the publisher: has signed the trust lists of phones"
    }
  }

  /// Trust stores that an import fills (Seeds 000, certificates).
  var stores: [String] {
    switch self {
    case .tomcat: ["tomcat-trust"]
    case .tftp: ["CallManager-trust", "Phone-SAST-trust"]
    case .capf: ["CallManager-trust"]
    case .itlRecovery: ["Phone-SAST-trust", "CallManager-trust"]
    }
  }

  /// Phones that an import restarts (Seeds 000, certificates).
  var restarting: String {
    switch self {
    case .tomcat, .itlRecovery: "none"
    case .tftp: "all, if TFTP runs on the certificate's node"
    case .capf: "all, if CAPF runs"
    }
  }
}
