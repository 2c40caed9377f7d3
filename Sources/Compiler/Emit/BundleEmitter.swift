package import EMBundle
package import EMDiagnostics
import EMDSL

/// Turns a deployment without errors into the files of a bundle.
package struct BundleEmitter {
  private let deployment: Deployment
  private let clusters: [Cluster]
  private let withImportArchives: Bool

  /// Makes an emitter for all clusters of ours, or for those with some handles; `withImportArchives` adds the
  /// experimental archives for Bulk Administration > Import/Export.
  package init(_ deployment: Deployment, handles: [String] = [], withImportArchives: Bool = false) {
    self.deployment = deployment
    self.withImportArchives = withImportArchives
    clusters = deployment.clusters.filter { !$0.isExternal && (handles.isEmpty || handles.contains($0.handle)) }
  }

  /// The files, each of which is made while it is written; those that take long come first, so that they end with the
  /// others.
  package var files: [BundleFile] {
    let deployment = deployment
    let plans = clusters.map { AXLPlan($0, in: deployment) }
    return [BundleFile(path: "resolved.json") { try DeploymentJSON(deployment: deployment).write(to: &$0) }]
      + clusters.map { cluster in
        BundleFile(path: "clusters/\(cluster.clusterID)/resolved.json") {
          try ClusterJSON(deployment: deployment, cluster: cluster).write(to: &$0)
        }
      }
      + runtimeFiles + plans.flatMap { AXLFiles($0, directory: "clusters/\($0.cluster.clusterID)").files }
      + runbookFiles(plans) + BundleFile.axlSender
  }

  /// What the service loads; the values of one cluster at a time are in memory.
  private var runtimeFiles: [BundleFile] {
    let deployment = deployment
    return [RuntimeConfiguration.file(of: LoginModel.frame(of: deployment), configured: clusters.map(\.handle))]
      + clusters.map { cluster in
        RuntimeConfiguration.file(of: cluster.handle) {
          var builder = RuntimeClusterBuilder(cluster, in: deployment)
          return builder.cluster()
        }
      }
  }

  /// The bulk files, and the runbook that tells what to do with everything.
  private func runbookFiles(_ plans: [AXLPlan]) -> [BundleFile] {
    let bulk = Dictionary(uniqueKeysWithValues: clusters.map { ($0.id, BulkFiles($0).files) })
    let runbook = RunbookBuilder(deployment, plans: plans, bulkFiles: bulk).build()
    let archives =
      withImportArchives ? clusters.map { ImportExportItems(cluster: $0, deployment: deployment).file } : []
    let calls = [EmergencyCallFile(deployment: deployment, clusters: clusters).file].compactMap(\.self)
    return clusters.flatMap { (bulk[$0.id] ?? []).map(BulkFiles.bundleFile) } + archives + calls + runbook.files
  }

  /// The digest of the texts of some files, whatever their paths and order are.
  package static func inputDigest(of store: SourceStore, threads: Int = 1) throws(SourceFailure) -> Digest {
    let digests = Locked<[Digest]>([])
    let failures = Locked<[(index: Int, failure: SourceFailure)]>([])
    let queue = WorkQueue(count: store.count)
    runWorkers(min(threads, store.count)) {
      var text = SourceText()
      while let index = queue.take() {
        let file = FileID(UInt32(index))
        do throws(ReadFailure) {
          _ = try store.load(file, into: &text)
          var hasher = Digest.Hasher()
          text.withBytes { hasher.update($0) }
          let digest = hasher.finish()
          digests.withLock { $0.append(digest) }
        } catch {
          let failure = SourceFailure(path: store.path(file), failure: error)
          failures.withLock { $0.append((index, failure)) }
        }
      }
    }
    if let first = failures.withLock({ $0.min { $0.index < $1.index } }) { throw first.failure }
    return Digest(ofUnordered: digests.withLock { $0 })
  }
}
