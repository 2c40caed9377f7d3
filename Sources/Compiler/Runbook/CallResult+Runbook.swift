import EMSimulation

/// How the runbook says what is expected of a call.
extension CallResult {
  /// Where the call ends, with names; `plans` are those that the indexes belong to.
  func expected(_ plans: [DialPlan]) -> RunbookText {
    switch end {
    case .gateway(let cluster, let index, _)
    where plans.indices.contains(cluster) && plans[cluster].gateways.indices.contains(index):
      return """
        gateway \(name: plans[cluster].gateways[index].name.name) of \(name: plans[cluster].cluster) with \
        \(name: delivered ?? "")
        """
    case .directoryNumber(let cluster, let number) where plans.indices.contains(cluster):
      return "extension \(name: number.name) of \(name: plans[cluster].cluster) rings"
    case .external(let cluster) where plans.indices.contains(cluster):
      return "goes to \(name: plans[cluster].cluster), which says what becomes of it"
    case .blocked: return "refused, with the reorder tone"
    case .noMatch: return "refused, with the reorder tone: nothing takes it"
    default: return "not known: \(name: reason)"
    }
  }
}
