internal import EMDiagnostics

/// A cluster's dial plan, ready for many calls: prepared patterns, and answers that calls have in common.
///
/// Answers depend on nothing but the plan and the question, so it does not matter which call asks first.
final class ClusterTables: Sendable {
  /// The dial plan.
  let plan: DialPlan
  private let patterns: PatternIndex<CallPattern>
  private let callingTransformations: PatternIndex<TransformationPattern>
  private let calledTransformations: PatternIndex<TransformationPattern>
  private let legs = Locked<[LegAnalysis.Request: LegAnalysis]>([:])
  private let transformed = Locked<[TransformationRequest: Transformation]>([:])

  /// So many answers are kept; then all are forgotten, so that memory stays bounded.
  private static let keptAnswers = 1 << 14

  /// Prepares a plan.
  init(_ plan: DialPlan) {
    self.plan = plan
    patterns = PatternIndex(plan.patterns)
    callingTransformations = PatternIndex(plan.callingTransformations)
    calledTransformations = PatternIndex(plan.calledTransformations)
  }

  /// Digit analysis, with the translations that follow each other.
  func analysis(_ request: LegAnalysis.Request) -> LegAnalysis {
    if let known = legs.withLock({ $0[request] }) { return known }
    let made = LegAnalysis(request, plan: plan, patterns: patterns)
    legs.withLock { answers in
      if answers.count >= ClusterTables.keptAnswers { answers.removeAll() }
      answers[request] = made
    }
    return made
  }

  /// What transformation patterns make of a number on its way out by a gateway or trunk.
  func transformation(_ request: TransformationRequest) -> Transformation {
    if let known = transformed.withLock({ $0[request] }) { return known }
    let made = transform(request)
    transformed.withLock { answers in
      if answers.count >= ClusterTables.keptAnswers { answers.removeAll() }
      answers[request] = made
    }
    return made
  }

  private func transform(_ request: TransformationRequest) -> Transformation {
    let (index, patterns) =
      request.side == .calling
      ? (callingTransformations, plan.callingTransformations) : (calledTransformations, plan.calledTransformations)
    let codes = DialSymbols.codes(request.number)
    var best: (entry: IndexedPattern, count: UInt128)?
    guard let first = codes.first, codes.count <= LegAnalysis.longestNumber else { return Transformation() }
    let order = SearchOrder([request.css], in: plan)
    for step in order.steps {
      guard let partition = index.partition(step.partition) else { continue }
      for entry in partition.beginning(with: first).map({ partition.entries[$0] }) {
        guard entry.pattern.isModelled else {
          if entry.pattern.isUndecided(entry.pattern.positions(after: codes)) {
            return Transformation(undecided: entry.index)
          }
          continue
        }
        guard entry.pattern.matches(request.number) else { continue }
        let count = entry.pattern.count(length: codes.count)
        if best.map({ count < $0.count }) ?? true { best = (entry, count) }
      }
    }
    guard let (entry, closeness) = best else { return Transformation(gap: order.gap) }
    if closeness > 1, let gap = order.gap { return Transformation(gap: gap) }
    let change = patterns[entry.index].change
    var number = request.number
    if change.usesExternalMask, let line = request.line, let mask = line.externalMask {
      number = NumberChange.masked(line.number, mask)
    }
    // Digits are discarded by the pattern that matched, so the number that it matched has to be looked at.
    let isMasked = number != request.number
    let rest = NumberChange(change).applied(to: number, matching: isMasked ? DialPattern("") : entry.pattern)
    return Transformation(pattern: entry.index, number: rest)
  }
}

/// A number to be transformed.
struct TransformationRequest: Hashable, Sendable {
  /// Which number of a call.
  enum Side: Hashable, Sendable {
    /// Who calls.
    case calling
    /// Who is called.
    case called
  }

  /// Which number it is.
  var side: Side
  /// The calling search space that is searched.
  var css: Int
  /// The number.
  var number: String
  /// The line that calls, where its external phone number mask is known; nil abroad and for called numbers.
  var line: CallingLine?
}

/// What became of a number.
struct Transformation: Sendable {
  /// The pattern that matched; nil for none.
  var pattern: Int?
  /// The new number; nil where nothing matched.
  var number: String?
  /// A pattern that is not modelled and might have matched.
  var undecided: Int?
  /// What is not known and might hold a pattern that matches, or matches more closely.
  var gap: String?
}
