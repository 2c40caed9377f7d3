package import EMDSL
package import EMDiagnostics

/// Runs all rules over a deployment and lets suppressions take effect.
package enum RuleRunner {
  /// The findings of all rules, in the order of the rules, whatever the number of threads.
  package static func run(
    _ deployment: Deployment, rules: [any Rule.Type] = RuleRegistry.rules, threads: Int = 1, today: UInt32
  ) -> [Diagnostic] {
    let found = Locked<[[Diagnostic]]>(Array(repeating: [], count: rules.count))
    let queue = WorkQueue(count: rules.count)
    // The views that rules look at stay valid as long as the deployment lives.
    withExtendedLifetime(deployment) {
      runWorkers(min(threads, rules.count)) {
        while let index = queue.take() {
          var report = Report(rules[index].descriptor, today: today)
          rules[index].check(deployment, &report)
          let diagnostics = report.diagnostics
          found.withLock { $0[index] = diagnostics }
        }
      }
    }
    return found.withLock { $0 }.flatMap { $0 }
  }

  /// Takes out what comments silence, and adds findings about comments that are malformed or without effect.
  ///
  /// `isPartial` is true where only some clusters are asked for or files are missing: then nothing is said about
  /// comments without effect, for their findings may lie elsewhere.
  package static func suppress(
    _ diagnostics: [Diagnostic], _ suppressions: [Suppression], today: UInt32, isPartial: Bool
  ) -> [Diagnostic] {
    guard !suppressions.isEmpty else { return diagnostics }
    let names = Dictionary(uniqueKeysWithValues: CodeRegistry.all.map { ($0.name, $0.code) })
    var byFile: [FileID: [(index: Int, covered: Range<UInt32>, codes: Set<String>)]] = [:]
    for (index, suppression) in suppressions.enumerated() where suppression.fault == nil && !suppression.isPast(today) {
      let codes = Set(suppression.targets.map { names[$0] ?? $0 })
      byFile[suppression.place.file, default: []].append((index, suppression.covered, codes))
    }
    var used = Set<Int>()
    var result = diagnostics.filter { diagnostic in
      guard let place = diagnostic.place, !diagnostic.code.hasPrefix("EM0"), place.extent != .file else { return true }
      var isSilenced = false
      for entry in byFile[place.file] ?? []
      where entry.covered.contains(place.offset) && entry.codes.contains(diagnostic.code) {
        used.insert(entry.index)
        isSilenced = true
      }
      return !isSilenced
    }
    for (index, suppression) in suppressions.enumerated() {
      if let fault = suppression.fault {
        result.append(
          Diagnostic(
            code: "EM4002", severity: .warning, message: "this comment silences nothing: \(fault)",
            place: suppression.place, help: "write '# emcc-lint: ignore EM3061 until 2027-12-31 CHG0012345'"))
      } else if !used.contains(index), !suppression.isPast(today), !isPartial {
        result.append(
          Diagnostic(
            code: "EM4001", severity: .warning,
            message: "nothing here needs silencing: \(suppression.targets.joined(separator: ", ")) is not found",
            place: suppression.place,
            help: "remove the comment; it stands on the line of the finding, or above its object"))
      }
    }
    return result
  }
}

extension Suppression {
  /// True after the last day on which it holds.
  package func isPast(_ today: UInt32) -> Bool { until.map { $0 < today } ?? false }
}
