package import EMDiagnostics

/// Runs all rules over a deployment.
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
}
