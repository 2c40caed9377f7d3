internal import EMDiagnostics

// What becomes of the called and the calling number.
extension CallNarrator {
  /// A pattern changes the called number.
  func changesCalled(_ cluster: Int, _ index: Int, _ from: String, _ to: String) -> [CallStep] {
    guard let pattern = names.plan(cluster)?.patterns.at(index) else { return [] }
    let how = words(for: NumberChange(pattern.called))
    return [step(cluster, "called number '\(from)' becomes '\(to)' (\(how))", pattern.place)]
  }

  /// A pattern changes the calling number.
  func changesCalling(_ cluster: Int, _ index: Int, _ from: String?, _ to: String?) -> [CallStep] {
    guard let pattern = names.plan(cluster)?.patterns.at(index) else { return [] }
    let external = pattern.calling.usesExternalMask ? ["external mask of the line"] : []
    let rest = words(for: NumberChange(pattern.calling))
    let how = (external + (rest.isEmpty ? [] : [rest])).joined(separator: ", ")
    let before = from.map { "'\($0)'" } ?? "(none)"
    let after = to.map { "'\($0)'" } ?? "none"
    return [step(cluster, "calling number \(before) becomes \(after) (\(how))", pattern.place)]
  }

  /// A transformation pattern changes a number on its way out.
  func transforms(
    _ cluster: Int, _ side: TransformationRequest.Side, _ css: Int, _ index: Int, _ from: String, _ to: String
  ) -> [CallStep] {
    let plan = names.plan(cluster)
    let patterns = side == .calling ? plan?.callingTransformations : plan?.calledTransformations
    guard let pattern = patterns?.at(index) else { return [] }
    let external = pattern.change.usesExternalMask ? ["external mask of the line"] : []
    let rest = words(for: NumberChange(pattern.change))
    let how = (external + (rest.isEmpty ? [] : [rest])).joined(separator: ", ")
    let which = side == .calling ? "calling" : "called"
    let found =
      "\(which) party transformation '\(pattern.text)' in \(names.partition(cluster, pattern.partition))"
      + " (CSS \(names.searchSpace(cluster, css)))"
    let text =
      from == to
      ? "\(found) leaves the \(which) number '\(from)' as it is"
      : "\(found) changes \(which) number '\(from)' to '\(to)'" + (how.isEmpty ? "" : " (\(how))")
    return [step(cluster, text, pattern.place)]
  }

  /// A change in the order in which it is made.
  private func words(for change: NumberChange) -> String {
    let discard =
      switch change.discard {
      case .preDot: "drops what is before the dot"
      case .preDotTrailingHash: "drops what is before the dot and a # at the end"
      case .trailingHash: "drops a # at the end"
      case nil: String?.none
      }
    return [discard, change.mask.map { "mask \($0)" }, change.prefix.map { "prefix \($0)" }].compactMap { $0 }
      .joined(separator: ", ")
  }
}
