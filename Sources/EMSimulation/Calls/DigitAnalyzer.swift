/// Digit analysis in one cluster: which pattern or extension takes a number.
///
/// Of all that match, the closest wins: what fewest numbers of that length match. Between equals the earlier partition
/// of the search order wins, and within a partition the order of the files (inferred: Unified CM refuses equals there).
struct DigitAnalyzer {
  /// The cluster's dial plan.
  let plan: DialPlan
  /// Its route and translation patterns.
  let patterns: PatternIndex<CallPattern>

  /// A pattern that still fits the digits so far.
  private struct Candidate {
    var entry: IndexedPattern
    var step: Int
    var positions: DialPositions
  }

  /// Looks a number up.
  func lookUp(_ digits: String, in order: SearchOrder, dialling: Lookup.Dialling) -> Lookup {
    var lookup = Lookup(digits: digits, order: order, dialling: dialling, outcome: .noMatch, taken: digits)
    let codes = DialSymbols.codes(digits)
    var candidates = candidates(codes, order)
    for (index, code) in codes.enumerated() {
      for candidate in candidates.indices {
        let pattern = candidates[candidate].entry.pattern
        candidates[candidate].positions = pattern.advance(candidates[candidate].positions, by: code)
      }
      candidates.removeAll { $0.positions.isEmpty }
      let isLast = index == codes.count - 1
      // Before the last digit, only an urgent pattern has a say, and only where each digit is sent by itself.
      if !isLast, dialling != .digitByDigit || !candidates.contains(where: isUrgentMatch) { continue }
      lookup.taken = isLast ? digits : String(decoding: digits.utf8.prefix(index + 1), as: UTF8.self)
      if decide(&lookup, candidates, length: index + 1, isLast: isLast) { break }
    }
    switch lookup.outcome {
    case .taken(let match) where match.count == 1: break
    default: lookup.gap = order.gap ?? plan.gap
    }
    return lookup
  }

  private func candidates(_ codes: [UInt8], _ order: SearchOrder) -> [Candidate] {
    guard let first = codes.first else { return [] }
    return order.steps.indices.flatMap { step -> [Candidate] in
      guard let partition = patterns.partition(order.steps[step].partition) else { return [] }
      return partition.beginning(with: first).map {
        Candidate(entry: partition.entries[$0], step: step, positions: partition.entries[$0].pattern.start)
      }
    }
  }

  private func isUrgentMatch(_ candidate: Candidate) -> Bool {
    plan.patterns[candidate.entry.index].isUrgent && candidate.entry.pattern.isMatch(candidate.positions)
  }

  /// Decides after some digits; false where the phone goes on dialling.
  private func decide(_ lookup: inout Lookup, _ candidates: [Candidate], length: Int, isLast: Bool) -> Bool {
    let matches = matches(lookup, candidates, length: length)
    let best = matches.min { ($0.count, $0.step) < ($1.count, $1.step) }
    let isUrgent = best?.pattern.map { plan.patterns[$0].isUrgent } ?? false
    guard isLast || isUrgent else { return false }
    let waits = !isUrgent && lookup.dialling != .enBloc
    // What is not modelled matters unless the best match is beyond competition and nothing waits.
    let undecided = candidates.first { $0.entry.pattern.isUndecided($0.positions) }
    if let undecided, waits || best?.count != 1 {
      lookup.outcome = .undecided(undecided.entry.index)
      return true
    }
    let longer = waits ? longer(lookup, candidates) : nil
    guard let best else {
      lookup.outcome = longer == nil ? .noMatch : .incomplete
      lookup.waitsFor = longer
      return true
    }
    lookup.outcome = .taken(best)
    lookup.others = matches.filter { $0.step != best.step || $0.pattern != best.pattern }
    lookup.isUrgent = isUrgent
    lookup.waitsFor = longer
    return true
  }

  /// All that match the digits so far, in the search order; extensions before patterns of the same partition.
  private func matches(_ lookup: Lookup, _ candidates: [Candidate], length: Int) -> [Lookup.Match] {
    var matches: [Lookup.Match] = []
    let fitting = candidates.filter { $0.entry.pattern.isMatch($0.positions) }
    var next = 0
    for (step, searched) in lookup.order.steps.enumerated() {
      if let number = plan.directoryNumbers.find(lookup.taken, in: searched.partition) {
        matches.append(Lookup.Match(directoryNumber: number, step: step, count: 1))
      }
      while next < fitting.count, fitting[next].step == step {
        let entry = fitting[next].entry
        matches.append(Lookup.Match(pattern: entry.index, step: step, count: entry.pattern.count(length: length)))
        next += 1
      }
    }
    return matches
  }

  /// The first pattern or extension in the search order that more digits could lead to.
  private func longer(_ lookup: Lookup, _ candidates: [Candidate]) -> (what: NamedPlace, step: Int)? {
    let open = candidates.first { $0.entry.pattern.canContinue($0.positions) }
    for (step, searched) in lookup.order.steps.enumerated() {
      if let open, open.step == step {
        return (NamedPlace(open.entry.pattern.text, plan.patterns[open.entry.index].place), step)
      }
      if let number = plan.directoryNumbers.longer(than: lookup.taken, in: searched.partition) { return (number, step) }
    }
    return nil
  }
}
