internal import EMDiagnostics

/// Tells the way of a call in the words of a voice engineer, each step with the line of YAML that decided it.
struct CallNarrator {
  /// What things are called.
  let names: CallNames

  /// So many patterns that lost are told one by one.
  private static let toldLosers = 3

  /// The steps of a call.
  func steps(_ events: [CallEvent]) -> [CallStep] { events.flatMap(steps) }

  /// One step in a cluster.
  func step(_ cluster: Int, _ text: String, _ place: Place?) -> CallStep {
    CallStep(cluster: names.cluster(cluster), text: text, place: place)
  }

  private func steps(_ event: CallEvent) -> [CallStep] {
    switch event {
    case .searches(let cluster, let chain, let digits, let dialling):
      return searches(cluster, chain, digits, dialling)
    case .looksUp(let cluster, let lookup, let chain): return looksUp(cluster, lookup, chain)
    case .changesCalled(let cluster, let pattern, let from, let to):
      return changesCalled(cluster, pattern, from, to)
    case .changesCalling(let cluster, let pattern, let from, let to):
      return changesCalling(cluster, pattern, from, to)
    default: return routing(event)
    }
  }

  // MARK: Where digits are looked up

  private func searches(
    _ cluster: Int, _ chain: [ChainLink], _ digits: String, _ dialling: Lookup.Dialling
  ) -> [CallStep] {
    let how =
      dialling == .digitByDigit
      ? "the phone dials '\(digits)', digit by digit" : "'\(digits)' is looked up as a whole"
    return [step(cluster, how, nil)]
      + chain.enumerated().map { index, link in
        let space = words(for: link, cluster)
        guard link.css != nil else { return step(cluster, "there is no \(link.role.words)", link.place) }
        return step(cluster, "\(index == 0 ? "searches" : "then") \(space)", link.place)
      }
  }

  /// A calling search space with its partitions, in order.
  private func words(for link: ChainLink, _ cluster: Int) -> String {
    let partitions = names.plan(cluster)?.searchSpace(link.css)?.partitions ?? []
    let plan = names.plan(cluster)
    let list = partitions.map { partition in
      names.partition(cluster, partition)
        + (plan?.incompletePartitions.contains(partition) == true ? " (existing)" : "")
    }
    let space = "\(link.role.words) \(names.searchSpace(cluster, link.css))"
    let gap = plan?.searchSpace(link.css)?.gap
    if list.isEmpty {
      // What could not be read has no name of its own.
      let isUnreadable = gap == names.searchSpace(cluster, link.css)
      return space + (gap == nil ? ": no partitions" : isUnreadable ? "" : ", of which only the name is known")
    }
    return space + ": " + list.joined(separator: ", ") + (gap == nil ? "" : ", and one that could not be read")
  }

  // MARK: What matches

  private func looksUp(_ cluster: Int, _ lookup: Lookup, _ chain: [ChainLink]) -> [CallStep] {
    var steps: [CallStep] = []
    if let link = chain.first, link.role == .translation {
      let space = link.css == nil ? "no CSS, so in <None> only" : words(for: link, cluster)
      steps.append(step(cluster, "looks up '\(lookup.digits)' in \(space)", link.place))
    }
    switch lookup.outcome {
    case .noMatch: steps.append(step(cluster, "nothing matches '\(lookup.digits)'", nil))
    case .incomplete:
      let example = lookup.waitsFor.map {
        ", such as '\($0.what.name)' in \(place(of: $0.step, lookup, cluster, chain))"
      }
      steps.append(
        step(
          cluster,
          "nothing matches '\(lookup.digits)' before the inter-digit timer ends; only longer numbers would"
            + (example ?? ""), lookup.waitsFor?.what.place))
    case .undecided(let index):
      let pattern = names.plan(cluster)?.patterns.at(index)
      steps.append(
        step(cluster, "pattern '\(pattern?.text ?? "")' might take it, which is not modelled", pattern?.place))
    case .taken(let match): steps += taken(match, cluster, lookup, chain)
    }
    return steps
  }

  private func taken(_ match: Lookup.Match, _ cluster: Int, _ lookup: Lookup, _ chain: [ChainLink]) -> [CallStep] {
    var text =
      "'\(lookup.taken)' matches \(words(for: match, cluster)) in \(place(of: match.step, lookup, cluster, chain))"
    if lookup.isUrgent, lookup.dialling == .digitByDigit {
      text += ", which is urgent: routed at once"
      let lost = lookup.digits.dropFirst(lookup.taken.count)
      if !lost.isEmpty { text += ", and '\(lost)' is lost" }
    }
    var steps = [step(cluster, text, declaration(of: match, cluster))]
    for other in lookup.others.prefix(CallNarrator.toldLosers) {
      let partition = place(of: other.step, lookup, cluster, chain)
      steps.append(
        step(
          cluster, "\(words(for: other, cluster)) in \(partition) matches too, but \(loses(other, to: match, lookup))",
          declaration(of: other, cluster)))
    }
    if lookup.others.count > CallNarrator.toldLosers {
      steps.append(step(cluster, "\(lookup.others.count - CallNarrator.toldLosers) more match too and lose", nil))
    }
    if let waitsFor = lookup.waitsFor {
      let partition = place(of: waitsFor.step, lookup, cluster, chain)
      steps.append(
        step(
          cluster,
          "waits for the inter-digit timer, because '\(waitsFor.what.name)' in \(partition) could take more digits",
          waitsFor.what.place))
    }
    return steps
  }

  /// Why a match loses to another.
  private func loses(_ other: Lookup.Match, to best: Lookup.Match, _ lookup: Lookup) -> String {
    if other.count != best.count {
      let numbers = other.count == .max ? "more numbers" : "\(other.count) numbers"
      return "less closely: it covers \(numbers) of \(lookup.taken.count) digits, not \(best.count)"
    }
    return other.step == best.step
      ? "comes later in the files" : "its partition comes later in the search order, and both match as closely"
  }

  private func words(for match: Lookup.Match, _ cluster: Int) -> String {
    if let number = match.directoryNumber { return "extension \(number.name)" }
    let pattern = match.pattern.flatMap { names.plan(cluster)?.patterns.at($0) }
    if case .translation = pattern?.target { return "translation pattern '\(pattern?.text ?? "")'" }
    return "'\(pattern?.text ?? "")'"
  }

  private func declaration(of match: Lookup.Match, _ cluster: Int) -> Place? {
    match.directoryNumber?.place ?? match.pattern.flatMap { names.plan(cluster)?.patterns.at($0)?.place }
  }

  /// A partition, and which calling search space of the chain leads to it.
  private func place(of step: Int, _ lookup: Lookup, _ cluster: Int, _ chain: [ChainLink]) -> String {
    let searched = lookup.order.steps.at(step)
    let partition = names.partition(cluster, searched?.partition)
    guard let link = searched?.link.flatMap({ chain.at($0) }) else { return partition }
    return "\(partition) (\(link.role.words) \(names.searchSpace(cluster, link.css)))"
  }
}

extension ChainLink.Role {
  /// What the calling search space is called.
  var words: String {
    switch self {
    case .adjunct: "adjunct CSS"
    case .line: "line CSS"
    case .emcc: "EMCC CSS"
    case .device: "phone's own CSS"
    case .trunk: "trunk's inbound CSS"
    case .translation: "translation pattern's CSS"
    }
  }
}
