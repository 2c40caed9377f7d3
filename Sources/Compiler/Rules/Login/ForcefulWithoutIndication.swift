import EMDSL
import EMDiagnostics

/// Rule 77: calls may be cut off by precedence, without the tone that announces it.
enum ForcefulWithoutIndication: Rule {
  /// The texts of EM3077 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3077", name: "em-mlpp-forbidden-combo", severity: .error,
    summary: "MLPP preemption is forceful while MLPP indication is off, or default and therefore off.",
    why: "The guides forbid the combination: a call would be cut off without the tone that announces it.",
    fix: "write 'indication: on', or another preemption than forceful",
    source: "Seeds 000 and 002, table 1: MLPP indication and preemption",
    mistakes: [
      RuleExample(
        "Preemption without indication.",
        ["UDP-ADIAZ: {lines": "UDP-ADIAZ: {mlpp: {indication: off, preemption: «forceful»}, lines"]),
      RuleExample(
        "The default indication is off unless the device pool says otherwise: a warning.",
        ["SEP00AA10000001: {description: Hot desk 1}": "SEP00AA10000001: {mlpp: {preemption: «forceful»}}"]),
    ],
    right: [
      RuleExample(
        "Preemption with indication.",
        ["UDP-ADIAZ: {lines": "UDP-ADIAZ: {mlpp: {indication: on, preemption: forceful}, lines"])
    ])

  /// Profiles, phones and common device configurations; shared ones are reported once.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    // An object of everyCluster is copied to every member and reported once.
    var shared: Set<Place> = []
    for cluster in deployment.clusters where cluster.isJudged {
      for profile in cluster.deviceProfiles {
        guard let mlpp = profile.mlpp.first, mlpp.isForbidden, profile.isKnown else { continue }
        add("device profile '\(profile.name)' of \(cluster.handle)", mlpp, [cluster], &report)
      }
      for phone in cluster.phones {
        guard let mlpp = phone.mlpp.first, mlpp.isForbidden, phone.isKnown else { continue }
        add("phone '\(phone.name)' of \(cluster.handle)", mlpp, [cluster], &report)
      }
      for configuration in cluster.commonDeviceConfigurations {
        guard let mlpp = configuration.mlpp.first, mlpp.isForbidden, configuration.isKnown else { continue }
        let isShared = configuration.head.marks.contains(.everyCluster)
        if isShared, let place = mlpp.place, !shared.insert(place).inserted { continue }
        let owner = isShared ? "every member" : cluster.handle
        add(
          "common device configuration '\(configuration.name)' of \(owner)", mlpp,
          isShared ? deployment.members : [cluster],
          &report)
      }
    }
  }

  private static func add(_ owner: String, _ mlpp: Entity<MLPPRow>, _ clusters: [Cluster], _ report: inout Report) {
    guard mlpp.isKnown else { return }
    let isOff = mlpp.indication == .off
    report.add(
      "\(owner) has forceful MLPP preemption with "
        + (isOff ? "indication off" : "default indication, which is off unless the device pool says otherwise"),
      at: mlpp.place(\.preemption),
      related: [mlpp.isWritten(\.indication) ? Report.related(mlpp.place(\.indication), "indication") : nil],
      severity: isOff ? .error : .warning, clusters)
  }
}

extension Entity<MLPPRow> {
  /// True for forceful preemption without indication.
  fileprivate var isForbidden: Bool {
    self.preemption == .forceful && self.indication != .on && !self.isDamaged(\.indication)
  }
}
