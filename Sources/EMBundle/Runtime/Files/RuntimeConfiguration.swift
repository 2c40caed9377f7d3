/// The runtime configuration of a bundle, as its files have it.
package struct RuntimeConfiguration: Sendable, Equatable {
  /// The deployment; clusters without a configuration have their name, ID, version and security mode only.
  package var deployment: RuntimeDeployment
  /// Handles of the clusters whose configuration is there, in the deployment's order.
  package var configured: [String]

  /// Makes the configuration of all clusters but external ones.
  package init(_ deployment: RuntimeDeployment) {
    self.deployment = deployment
    configured = deployment.clusters.filter { !$0.isExternal }.map(\.handle)
  }

  // MARK: Writing

  /// The files of a bundle.
  package var files: [BundleFile] {
    [Self.file(of: deployment, configured: configured)]
      + configured.compactMap { deployment.clusters[$0] }.map { cluster in Self.file(of: cluster.handle) { cluster } }
  }

  /// The file of what clusters share; `configured` are the handles of those that have a file of their own.
  package static func file(of deployment: RuntimeDeployment, configured: [String]) -> BundleFile {
    BundleFile(path: RuntimeFormat.deploymentPath) { sink in
      let content = RuntimeDeploymentFile.Content(deployment: deployment.sorted(), configured: configured)
      try sink.write(RuntimeDeploymentFile.bytes(content))
    }
  }

  /// The file of a cluster, which is made when the file is written, and not kept.
  package static func file(of handle: String, _ cluster: @escaping @Sendable () -> RuntimeCluster) -> BundleFile {
    BundleFile(path: RuntimeFormat.clusterPath(handle)) { sink in
      try RuntimeClusterFile.write(cluster().sorted(), to: &sink)
    }
  }

  // MARK: Reading

  /// Reads the configuration of a bundle's directory.
  ///
  /// Reads the clusters named alone where some are. Throws for whatever is not as `files` would have written it; the
  /// order of names is the file's.
  package init(bundle directory: String, clusters: [String] = []) throws(RuntimeFailure) {
    try self.init(clusters: clusters) { (path) throws(RuntimeFailure) in
      try readBounded("\(directory)/\(path)", limit: RuntimeFormat.largestFile)
    } named: {
      "\(directory)/\($0)"
    }
  }

  /// Paths of the files that the configuration of clusters is read from.
  package static func paths(clusters: [String]) -> Set<String> {
    Set([RuntimeFormat.deploymentPath] + clusters.map(RuntimeFormat.clusterPath))
  }

  /// Reads the configuration of clusters out of a bundle that was found good, whose verification has kept `paths`;
  /// `path` is the bundle's, for failures.
  package init(
    verified bundle: BundleVerification, clusters: [String], path: String
  ) throws(RuntimeFailure) {
    try self.init(clusters: clusters) { (file) throws(RuntimeFailure) in
      if let bytes = bundle.kept[file] { return bytes }
      let isThere = bundle.manifest?.files.contains { $0.path == file } == true
      let problem = isThere ? "is longer than \(RuntimeFormat.largestFile) bytes" : "is not in the bundle"
      throw RuntimeFailure("\(path)/\(file)", problem)
    } named: {
      "\(path)/\($0)"
    }
  }

  /// Reads the configuration of a bundle that is somewhere else: `read` gets a path below the bundle, `named` makes
  /// what failures call it.
  package init(
    clusters wanted: [String] = [], _ read: (String) throws(RuntimeFailure) -> [UInt8],
    named: (String) -> String = { $0 }
  ) throws(RuntimeFailure) {
    let path = RuntimeFormat.deploymentPath
    var reader = RuntimeFileReader(try read(path), path: named(path))
    let content = try RuntimeDeploymentFile.read(&reader)
    if let absent = wanted.first(where: { !content.configured.contains($0) }) {
      throw RuntimeFailure(named(path), "the bundle has no configuration of a cluster '\(absent)'")
    }
    deployment = content.deployment
    configured = wanted.isEmpty ? content.configured : content.configured.filter(wanted.contains)
    for handle in configured {
      let path = RuntimeFormat.clusterPath(handle)
      var reader = RuntimeFileReader(try read(path), path: named(path))
      guard var cluster = deployment.clusters[handle] else { continue }
      try RuntimeClusterFile.read(&reader, into: &cluster, content.deployment.clusters)
      deployment.clusters.update(handle) { $0 = cluster }
    }
  }
}
