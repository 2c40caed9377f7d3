package import EMBundle

extension Runbook {
  /// The runbook as files of the bundle: one for the deployment, one a cluster, one a peer, all as data,
  /// and the lists that its steps name.
  package var files: [BundleFile] {
    let markdown = RunbookMarkdown(runbook: self)
    return [
      BundleFile(path: "runbook.md") { try $0.write(markdown.deployment()) },
      BundleFile(path: "runbook.json") { try $0.write(RunbookJSON(runbook: markdown.runbook).bytes()) },
    ]
      + clusters.map { cluster in
        BundleFile(path: "clusters/\(cluster.clusterID)/runbook.md") { try $0.write(markdown.cluster(cluster)) }
      }
      + clusters.flatMap { [$0.phoneList, $0.travellerList].compactMap(\.self) }.map { list in
        BundleFile(path: list.path) { try $0.write(list.names().map { $0 + "\n" }.joined()) }
      }
      + peers.map { peer in
        BundleFile(path: "peers/\(peer.clusterID).md") { try $0.write(markdown.peer(peer)) }
      }
  }
}
