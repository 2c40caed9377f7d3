package import EMDSL
package import EMDiagnostics

/// What a check came to.
package struct CheckResult: Sendable {
  /// The linked deployment.
  package var deployment: Deployment
  /// The findings, unsorted, suppressed ones taken out, limited to the clusters that were asked for.
  package var diagnostics: [Diagnostic]
  /// Files that the outside world kept from us, sorted by path.
  package var failures: [SourceFailure]
  /// Documents without `emcc:` that were passed over.
  package var foreignDocuments: Int
  /// Clusters of which documents may be missing, by handle, sorted: nothing is said about what they lack.
  package var incompleteClusters: [String]
  /// Handles that were asked for and that no cluster has.
  package var unknownHandles: [String]
}

/// From files to findings: read and decode in parallel, link, check.
package enum CheckPipeline {
  /// Checks the files of a store.
  ///
  /// `named` are files named one by one on the command line; `clusters` limits the findings (empty: all); `today` is
  /// yyyymmdd. Throws when memory runs out.
  package static func run(
    _ store: SourceStore, named: Set<FileID> = [], clusters: [String] = [], threads: Int = 1, today: UInt32,
    rules: [any Rule.Type] = RuleRegistry.rules
  ) throws(ArenaFailure) -> CheckResult {
    var project = try Project.read(store, named: named, threads: threads)
    let (deployment, problems) = try Linker.link(&project)
    var diagnostics = project.diagnostics + problems
    diagnostics += RuleRunner.run(deployment, rules: rules, threads: threads, today: today)
    let incomplete = deployment.clusters.filter(\.isIncomplete).map(\.handle)
    diagnostics = SuppressionRunner.apply(
      project.suppressions, to: diagnostics, today: today, isPartial: !incomplete.isEmpty)
    if !clusters.isEmpty {
      diagnostics.removeAll { !$0.clusters.isEmpty && Set($0.clusters).isDisjoint(with: clusters) }
    }
    let handles = Set(deployment.clusters.map(\.handle))
    return CheckResult(
      deployment: deployment, diagnostics: diagnostics, failures: project.failures,
      foreignDocuments: project.files.reduce(0) { $0 + $1.file.foreignDocuments },
      incompleteClusters: incomplete, unknownHandles: clusters.filter { !handles.contains($0) })
  }

  /// Finds the ends of nodes for drawing findings.
  package static let locate: DiagnosticLocator.Locate = { text, wanted in
    text.withBytes { locateNodes(in: $0, isASCII: text.isASCII, wanted: wanted) }
  }
}
