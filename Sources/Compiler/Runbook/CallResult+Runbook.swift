import EMSimulation

/// How the runbook says what is expected of a call.
extension CallResult {
  /// Where the call ends, with names; `plans` are those that the indexes belong to.
  ///
  /// A circular route group hands calls to its members in turn, so each of them is expected.
  func expected(_ plans: [DialPlan]) -> RunbookText {
    switch end {
    case .gateway(let cluster, _, _) where gatewayName(plans) != nil:
      let others = otherWays.filter { way in
        guard case .gateway(cluster, _, _) = way.end else { return false }
        return way.delivered == delivered
      }
      var text: RunbookText = "gateway "
      var seen: Set<String> = []
      for name in ([self] + others).compactMap({ $0.gatewayName(plans) }) where seen.insert(name).inserted {
        text += seen.count == 1 ? .name(name) : " or \(name: name)"
      }
      text += " of \(name: plans[cluster].cluster) with \(name: delivered ?? "")"
      return text
    case .directoryNumber(let cluster, let number) where plans.indices.contains(cluster):
      return "extension \(name: number.name) of \(name: plans[cluster].cluster) rings"
    case .external(let cluster) where plans.indices.contains(cluster):
      return "goes to \(name: plans[cluster].cluster), which says what becomes of it"
    case .blocked: return "refused, with the reorder tone"
    case .noMatch: return "refused, with the reorder tone: nothing takes it"
    default: return "not known: \(name: reason)"
    }
  }

  /// Where the call ends, and where it ends instead when all digits are sent at once; once where that is the same.
  func expected(_ plans: [DialPlan], enBloc: CallResult?) -> RunbookText {
    let text = expected(plans)
    guard let all = enBloc?.expected(plans), all != text else { return text }
    return "digit by digit: \(text); all digits at once, as in the analyzer: \(all)"
  }

  /// The gateway at the end; nil where the call ends elsewhere.
  private func gatewayName(_ plans: [DialPlan]) -> String? {
    guard case .gateway(let cluster, let index, _) = end, plans.indices.contains(cluster),
      plans[cluster].gateways.indices.contains(index)
    else { return nil }
    return plans[cluster].gateways[index].name.name
  }
}
