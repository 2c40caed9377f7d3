import EMDSL

/// What is done already: decided before anything moves, so that no phone restarts for nothing.
extension CertificateSteps {
  /// Key of the step that decides.
  static let decisionKey = "deployment.certificates-decide"

  /// Which clusters export anew, before the directory is touched.
  var decision: RunbookStep {
    let rows = clusters.map { ($0.cluster, "our administrator") } + external.map { ($0, "its operators") }
    return RunbookStep(
      id: CertificateSteps.decisionKey, cluster: nil, title: "Decide which clusters export anew",
      why: """
        An exchange that is done already must not be done again: each import restarts services\
        \(restartsPhones ? " and all phones of the cluster" : "").
        """,
      actions: [
        .say(
          """
          List the certificates of every cluster: open \(menu: "Security > Certificate Management", in: .operatingSystem) \
          of its nodes, and note down serial number and date of validity of each: \(words: kinds). Ask the operators of \
          clusters that somebody else runs for theirs.
          """),
        .say(
          """
          Look for each of them in the stores of every other cluster, on the publisher: \(.screens(stores)). The ledger \
          only says where to expect them: a certificate may have been renewed since.
          """),
        .table(
          [
            "Cluster", "Ask", "Ledger: exported", "Ledger: imported", "Newest certificate valid from",
            "Same serials in all other clusters", "New export", "Import here",
          ],
          rows.map { decisionRow($0, ask: $1) }),
        .say(
          """
          \(field: "Import here") is yes where this cluster lacks a certificate of any other one. \(field: "New export") \
          is yes where another cluster lacks one of its serials, and the directory of the exchange holds no export of it \
          that is newer than the certificate.
          """),
        .say(
          """
          No line says yes: tick off all steps of the certificates, and skip their windows. Otherwise only clusters with \
          \(field: "New export") export, one of them consolidates, and only clusters with \(field: "Import here") have \
          their import window.
          """),
      ],
      verify: [
        "Every line has a yes or a no in its last three columns, and who runs the window of each import knows it."
      ],
      undo: "Nothing to undo.", minutes: 15 * max(1, rows.count),
      after: clusters.map { "\($0.cluster.handle).services" })
  }

  private func decisionRow(_ cluster: Cluster, ask: String) -> [RunbookText] {
    [
      .name(cluster.handle), "\(words: ask)", date(of: exchange?.exported.first { $0.cluster == cluster.id }?.date),
      date(of: importedDate(cluster)), "", "yes / no", "yes / no", "yes / no",
    ]
  }

  /// The day on which the ledger says that a cluster has imported.
  private func importedDate(_ cluster: Cluster) -> Int? { exchange?.imported.first { $0.cluster == cluster.id }?.date }

  private func date(of day: Int?) -> RunbookText { day.map { .name(CertificateSteps.written($0)) } ?? "–" }

  /// A day of the ledger as it is written.
  private static func written(_ day: Int) -> String { ValueFormat.date.written(UInt32(clamping: day)) }

  /// The certificates that are exchanged, as words.
  private var kinds: String {
    types.map { $0 == .tftp ? "CallManager" : $0 == .tomcat ? "tomcat" : $0.bulkName }.joined(separator: ", ")
  }

  /// The stores that the imports fill, each once.
  private var stores: [String] { types.flatMap(\.stores).unique }

  // MARK: First of each step

  /// Whether a cluster has anything to export.
  func exportAsked(_ facts: RunbookFacts) -> RunbookAction {
    .say(
      """
      First look at the line of \(name: facts.cluster.handle) in \(step: CertificateSteps.decisionKey). \
      \(ledger(exchange?.exported.first { $0.cluster == facts.cluster.id }?.date, "exported on"))Where \
      \(field: "New export") is no, its files of then stay in the directory: tick this step off. Where they are no longer \
      there, it exports anew.
      """)
  }

  /// Whether anything is to be consolidated.
  var consolidationAsked: RunbookAction {
    .say(
      """
      First look at \(step: CertificateSteps.decisionKey). \
      \(ledger(exchange?.consolidated.first?.at, "consolidated on"))Where no cluster exports anew, and the consolidated \
      files lie in the directory, tick this step off.
      """)
  }

  /// Whether anything is to be imported; before the first click of a window that restarts phones.
  func importAsked(_ facts: RunbookFacts) -> RunbookAction {
    .say(
      """
      First look at the line of \(name: facts.cluster.handle) in \(step: CertificateSteps.decisionKey). \
      \(ledger(importedDate(facts.cluster), "imported on"))Compare once more on the publisher: serial number and date \
      of each certificate of the other clusters in \(.screens(stores)). All the same: tick this step off and skip the \
      window, import nothing, restart nothing.
      """)
  }

  /// What the index of windows says of an import before anybody opens it.
  func importSkipped(_ facts: RunbookFacts) -> RunbookText {
    """
     \(ledger(importedDate(facts.cluster), "imported on"))Skip this window where \(step: CertificateSteps.decisionKey) \
    says that nothing is to be imported here.
    """
  }

  private func ledger(_ day: Int?, _ words: String) -> RunbookText {
    guard let day else { return "" }
    return "The deployment's ledger says: \(words: words) \(name: CertificateSteps.written(day)). "
  }
}
