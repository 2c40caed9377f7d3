/// The lookups of one leg: digit analysis, and again after each translation, until something leads away.
struct LegAnalysis: Sendable {
  /// What a leg is looked up by; equal requests have equal answers.
  struct Request: Hashable, Sendable {
    /// Calling search spaces in the order of the chain.
    var spaces: [Int?]
    /// What is looked up.
    var digits: String
    /// How it comes in.
    var dialling: Lookup.Dialling
  }

  /// Why the last lookup is the last.
  enum End: Sendable {
    /// A pattern leads away, or rejects the call; its index.
    case pattern(Int)
    /// An extension is reached.
    case directoryNumber(NamedPlace)
    /// Nothing matches.
    case noMatch
    /// The digits are only the beginning of something.
    case incomplete
    /// The translations lead in a circle.
    case loop
    /// Something that cannot be followed; what it is.
    case unmodelled(String)
  }

  /// The lookups, translations first.
  var lookups: [Lookup]
  /// The called number behind each lookup, with what the matched pattern did to it.
  var called: [String]
  /// Why the last lookup is the last.
  var end: End

  /// After so many translations a call is given up: "loop" (inferred; Unified CM has a limit of its own).
  private static let translationLimit = 10
  /// Longer numbers are not looked up: Unified CM takes patterns of 50 characters (AXL 15.0 addRoutePattern).
  static let longestNumber = 128

  /// Follows a number until it leaves the cluster's digit analysis.
  init(_ request: Request, plan: DialPlan, patterns: PatternIndex<CallPattern>) {
    (lookups, called, end) = ([], [], .noMatch)
    let analyzer = DigitAnalyzer(plan: plan, patterns: patterns)
    var request = request
    var seen: Set<Translated> = []
    while true {
      guard request.digits.utf8.count <= LegAnalysis.longestNumber else {
        end = .unmodelled("a number of more than \(LegAnalysis.longestNumber) digits")
        return
      }
      let order = SearchOrder(request.spaces, in: plan)
      let lookup = analyzer.lookUp(request.digits, in: order, dialling: request.dialling)
      guard let index = append(lookup, plan), case .translation(let css) = plan.patterns[index].target else { return }
      guard seen.insert(Translated(pattern: index, digits: lookup.taken)).inserted,
        seen.count <= LegAnalysis.translationLimit
      else {
        end = .loop
        return
      }
      // A phone that has waited for the timer, or must not wait, sends nothing more.
      let goesOn = request.dialling != .enBloc && lookup.waitsFor == nil && !lookup.isUrgent
      request = Request(spaces: [css], digits: called.last ?? "", dialling: goesOn ? .waiting : .enBloc)
    }
  }

  /// A translation on the way, to notice a circle.
  private struct Translated: Hashable {
    var pattern: Int
    var digits: String
  }

  /// Keeps a lookup and returns the index of the pattern that took it; sets `end` for the case that nothing follows.
  private mutating func append(_ lookup: Lookup, _ plan: DialPlan) -> Int? {
    lookups.append(lookup)
    called.append(lookup.taken)
    switch lookup.outcome {
    case .noMatch: end = lookup.gap.map { .unmodelled($0) } ?? .noMatch
    case .incomplete: end = lookup.gap.map { .unmodelled($0) } ?? .incomplete
    case .undecided(let index): end = .unmodelled("pattern '\(plan.patterns[index].text)'")
    case .taken(let match):
      if let number = match.directoryNumber { end = .directoryNumber(number) }
      guard let index = match.pattern else { return nil }
      let pattern = plan.patterns[index]
      let change = NumberChange(pattern.called)
      if !change.isNone {
        called[called.count - 1] = change.applied(to: lookup.taken, matching: DialPattern(pattern.text))
      }
      end = .pattern(index)
      return index
    }
    return nil
  }
}
