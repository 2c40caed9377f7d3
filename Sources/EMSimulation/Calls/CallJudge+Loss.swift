// Urgent patterns that cut the dialling short.
extension CallJudge {
  /// Judges a call of which an urgent pattern took the beginning: something else that takes the whole number is what
  /// the caller wanted, and it is never reached.
  ///
  /// Numbers that are emergency numbers themselves are judged by where they end alone.
  func judgeLoss(_ call: FinishedCall, _ judgement: Judgement) -> Judgement {
    guard judgement.verdict == .ok || judgement.verdict == .timeout, !allNumbers.contains(call.dialled),
      let leg = call.legs.first, let match = leg.matches.first, match.digits.count < call.dialled.count
    else { return judgement }
    let plan = names.plan(leg.cluster)
    let urgent = match.pattern.flatMap { plan?.patterns.at($0)?.text } ?? match.digits
    let lost = call.dialled.dropFirst(match.digits.count)
    var judgement = judgement
    guard let wanted = whatTakesAll(of: call.dialled, leg) else {
      let note = "'\(call.dialled)' is cut short: '\(urgent)' is urgent, and '\(lost)' is lost"
      judgement.note = [judgement.note, note].compactMap { $0 }.joined(separator: "; ")
      return judgement
    }
    judgement.verdict = .noRoute
    judgement.reason =
      "'\(call.dialled)' never reaches \(wanted): '\(urgent)' is urgent and takes '\(match.digits)', and '\(lost)' is lost"
    judgement.note = nil
    return judgement
  }

  /// What would take the whole number if nothing were urgent; nil where nothing but an emergency pattern would.
  private func whatTakesAll(of number: String, _ leg: CallLeg) -> String? {
    guard let tables = names.clusters.at(leg.cluster) else { return nil }
    let request = LegAnalysis.Request(spaces: leg.chain.map(\.css), digits: number, dialling: .enBloc)
    guard let lookup = tables.analysis(request).lookups.first, case .taken(let match) = lookup.outcome else {
      return nil
    }
    if let number = match.directoryNumber { return "extension \(number.name)" }
    guard let pattern = match.pattern.flatMap({ tables.plan.patterns.at($0) }), pattern.purpose != .emergency else {
      return nil
    }
    return "pattern '\(pattern.text)'"
  }
}
