import EMBundle
import EMDSL

/// What the operator must know of a cluster's requests as a whole; the index and the runbook tell the same.
extension AXLPlan {
  /// What holds for all requests.
  var notes: [String] {
    var notes: [String] = []
    let own = cluster.version
    if version.isSubstitute(for: own) {
      let said = own.map { "version \($0.description) has no AXL schema of its own" } ?? "the version is not known"
      notes.append("\(said): requests are in that of \(version.text)")
    }
    let parameters = cluster.parts.lazy.compactMap { $0.enterpriseParameters.first }.first
    if parameters != nil {
      notes.append("enterprise parameters are set by hand: their internal names are not public")
    }
    if version < .v10_0, cluster.localRouteGroups.contains(where: \.isKnown) {
      notes.append("AXL \(version.text) has no named local route groups: they are left out")
    }
    return notes
  }

  /// What holds for the requests of a phase.
  func notes(of phase: AXLPhase) -> [String] {
    switch phase {
    case .emccFeatures: [AXLParameters.linkLossNote(cluster, deployment)].compactMap(\.self)
    case .routePatterns: ["call classification is not described: a new route pattern is OnNet, as AXL's default is"]
    default: []
    }
  }
}
