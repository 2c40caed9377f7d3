package import EMDiagnostics

/// Runs all rules over a deployment.
package enum RuleRunner {
  /// The findings of all rules, in the order of the rules, whatever the number of threads.
  package static func run(
    _ deployment: Deployment, rules: [any Rule.Type] = RuleRegistry.rules, threads: Int = 1, today: UInt32
  ) -> [Diagnostic] {
    let found = Locked<[[Diagnostic]]>(Array(repeating: [], count: rules.count))
    let order = orderOfWork(rules)
    let queue = WorkQueue(count: rules.count)
    // The views that rules look at stay valid as long as the deployment lives.
    withExtendedLifetime(deployment) {
      runWorkers(min(threads, rules.count)) {
        while let next = queue.take() {
          let index = order[next]
          var report = Report(rules[index].descriptor, today: today)
          rules[index].check(deployment, &report)
          let diagnostics = report.diagnostics
          found.withLock { $0[index] = diagnostics }
        }
      }
    }
    return found.withLock { $0 }.flatMap { $0 }
  }

  /// The rules by index, in the order in which workers take them: first one that has the emergency calls followed,
  /// last the others that wait for it.
  private static func orderOfWork(_ rules: [any Rule.Type]) -> [Int] {
    let waiting = rules.indices.filter { rules[$0] is any EmergencyCallRule.Type }
    let others = rules.indices.filter { !(rules[$0] is any EmergencyCallRule.Type) }
    return waiting.prefix(1) + others + waiting.dropFirst()
  }
}
