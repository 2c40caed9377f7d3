package import EMDSL
package import EMDiagnostics

/// Lets comments take effect: findings that they silence go, and those about the comments themselves come.
package struct SuppressionRunner {
  /// A code that a comment names, where it has an effect.
  private struct Target: Hashable {
    var suppression: Int
    var code: String
  }

  private let suppressions: [Suppression]
  private let today: UInt32
  private let codes: [String: String]
  private var used: Set<Target> = []
  private var diagnostics: [Diagnostic] = []

  private init(_ suppressions: [Suppression], today: UInt32) {
    self.suppressions = suppressions
    self.today = today
    var codes: [String: String] = [:]
    for entry in CodeRegistry.all {
      codes[entry.code] = entry.code
      codes[entry.name] = entry.code
    }
    self.codes = codes
  }

  /// Takes out what comments silence, and adds findings about comments that are malformed or without effect.
  ///
  /// `isPartial` is true where some documents could not be read: then nothing is said about comments without effect,
  /// for what they silence may not have been looked for.
  package static func apply(
    _ suppressions: [Suppression], to diagnostics: [Diagnostic], today: UInt32, isPartial: Bool
  ) -> [Diagnostic] {
    guard !suppressions.isEmpty else { return diagnostics }
    var runner = SuppressionRunner(suppressions, today: today)
    runner.silence(diagnostics)
    for index in suppressions.indices { runner.report(index, isPartial: isPartial) }
    return runner.diagnostics
  }

  /// What comes before rules and references cannot be silenced, nor can what is said of comments.
  private static func isSilenceable(_ code: String) -> Bool { !code.hasPrefix("EM0") && !code.hasPrefix("EM4") }

  private mutating func silence(_ all: [Diagnostic]) {
    var byFile: [FileID: [(index: Int, covered: Range<UInt32>, codes: Set<String>)]] = [:]
    for (index, suppression) in suppressions.enumerated() where suppression.fault == nil && !suppression.isPast(today) {
      let known = Set(suppression.targets.compactMap { codes[$0] })
      byFile[suppression.place.file, default: []].append((index, suppression.covered, known))
    }
    for diagnostic in all {
      guard let place = diagnostic.place, place.extent != .file, SuppressionRunner.isSilenceable(diagnostic.code) else {
        diagnostics.append(diagnostic)
        continue
      }
      var isSilenced = false
      for entry in byFile[place.file] ?? []
      where entry.covered.contains(place.offset) && entry.codes.contains(diagnostic.code) {
        used.insert(Target(suppression: entry.index, code: diagnostic.code))
        isSilenced = true
      }
      if !isSilenced { diagnostics.append(diagnostic) }
    }
  }

  /// Says what is wrong with a comment; one that is past its day is left to the rule about those.
  private mutating func report(_ index: Int, isPartial: Bool) {
    let suppression = suppressions[index]
    if let fault = suppression.fault {
      return add("EM4002", "this comment silences nothing: \(fault)", suppression, SuppressionRunner.form)
    }
    for target in suppression.targets {
      guard let code = codes[target] else {
        let near = Suggestion.nearest(to: target, in: codes.keys).map { "did you mean '\($0)'? " } ?? ""
        add("EM4002", "no code or rule is called '\(target)'", suppression, "\(near)'emcc-lint rules' lists all")
        continue
      }
      guard !SuppressionRunner.isSilenceable(code) else { continue }
      let help = code.hasPrefix("EM0") ? "mend the text: nothing behind it can be read" : "put the other comment right"
      add("EM4002", "\(target) cannot be silenced", suppression, help)
    }
    guard !suppression.isPast(today), !isPartial else { return }
    let idle = suppression.targets.filter { target in
      codes[target].map { SuppressionRunner.isSilenceable($0) && !used.contains(Target(suppression: index, code: $0)) }
        ?? false
    }
    guard !idle.isEmpty else { return }
    let isAll = idle.count == suppression.targets.count
    add(
      "EM4001", "nothing here needs silencing by \(Phrase.list(idle))", suppression,
      isAll
        ? "remove the comment; it stands on the line of the finding, or above its object"
        : "take \(idle.count == 1 ? "the code" : "the codes") out of the comment")
  }

  private static let form = "write '# emcc-lint: ignore EM3061 until 2027-12-31 CHG0012345'"

  private mutating func add(_ code: String, _ message: String, _ suppression: Suppression, _ help: String) {
    diagnostics.append(
      Diagnostic(
        code: code, severity: .warning, message: message, place: suppression.place, help: help,
        clusters: suppression.clusters))
  }
}

extension Suppression {
  /// True after the last day on which it holds.
  package func isPast(_ today: UInt32) -> Bool { until.map { $0 < today } ?? false }
}
