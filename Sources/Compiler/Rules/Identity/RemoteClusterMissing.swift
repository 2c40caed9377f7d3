import EMDSL
import EMDiagnostics
import EMService

/// Rule 11: one of two clusters does not know the other as a remote cluster with EMCC.
enum RemoteClusterMissing: Rule {
  /// The texts of EM3011 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3011", name: "emcc-remote-cluster-missing", severity: .error,
    summary: "A cluster does not have its peer as a remote cluster with EMCC, though the peer or the mesh counts on "
      + "it.",
    why: "The visited cluster asks its remote clusters for the user, and the home cluster looks the visited one up: "
      + "both need an entry with EMCC on.",
    fix: "add the peer under 'remoteClusters', or name the pair in 'mesh'",
    source: "Seeds 000, table of error codes: 35 and 36", phone: .visitingClusterInformationNotInHomeCluster,
    mistakes: [
      RuleExample(
        "Without 'mesh' each cluster lists its peers; one was forgotten.",
        [
          "  mesh: full\n": "",
          "maxPhones: 1000": "maxPhones: 1000\nremoteClusters: {AWAY: {}}",
          "cluster: AWAY": "cluster: «AWAY»",
        ]),
      RuleExample(
        "An entry switches EMCC off for a peer that is in the mesh.",
        ["maxPhones: 1000": "maxPhones: 1000\nremoteClusters: {AWAY: {services: {emcc: «false»}}}"]),
    ],
    right: [
      RuleExample(
        "Without 'mesh' both clusters list each other.",
        [
          "  mesh: full\n": "",
          "maxPhones: 1000": "maxPhones: 1000\nremoteClusters: {AWAY: {}}",
          "cluster: AWAY": "cluster: AWAY\nremoteClusters: {HOME: {}}",
        ])
    ])

  /// What one cluster says of the other.
  private enum Entry {
    case missing
    case on(Entity<RemoteClusterRow>)
    case off(Entity<RemoteClusterRow>, Place?)
    /// External, not read completely, or damaged: nothing can be said.
    case unknown

    var place: Place? {
      switch self {
      case .on(let row), .off(let row, _): row.place
      case .missing, .unknown: nil
      }
    }
  }

  /// Each pair of the mesh from both sides.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let pairs = Set(deployment.mesh.pairs.map { [$0.home, $0.visiting].sorted() }.filter { $0[0] != $0[1] })
    for pair in pairs.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let (left, right) = (deployment[pair[0]], deployment[pair[1]])
      let entries = (entry(of: right, in: left, deployment), entry(of: left, in: right, deployment))
      var isWanted = deployment.mesh.isDeclared
      if case .on = entries.0 { isWanted = true }
      if case .on = entries.1 { isWanted = true }
      guard isWanted else { continue }
      judge(entries.0, of: left, on: right, entries.1, deployment, &report)
      judge(entries.1, of: right, on: left, entries.0, deployment, &report)
    }
  }

  private static func entry(of peer: Cluster, in cluster: Cluster, _ deployment: Deployment) -> Entry {
    guard cluster.isJudged else { return .unknown }
    guard let row = cluster.remoteClusters.first(where: { $0.name == peer.handle }) else { return .missing }
    guard row.isKnown else { return .unknown }
    let services = row.services.first
    if services?.isDamaged(\.emcc) ?? false { return .unknown }
    let written = services?.emcc
    let isOn = written ?? deployment.emccGroup?.services.first?.emcc ?? true
    return isOn ? .on(row) : .off(row, written == nil ? row.place : services?.place(\.emcc))
  }

  /// True where visitors are looked for elsewhere, in vain: without any remote cluster the phone shows another error.
  private static func asksOthers(than peer: Cluster, _ cluster: Cluster, _ deployment: Deployment) -> Bool {
    deployment.clusters.contains { other in
      guard other.id != peer.id, other.id != cluster.id else { return false }
      if case .on = entry(of: other, in: cluster, deployment) { return true }
      return false
    }
  }

  private static func judge(
    _ entry: Entry, of cluster: Cluster, on peer: Cluster, _ other: Entry, _ deployment: Deployment,
    _ report: inout Report
  ) {
    let isHome = deployment.mesh.pairs.contains(Mesh.Pair(home: cluster.id, visiting: peer.id))
    let phone: PhoneError =
      isHome
      ? .visitingClusterInformationNotInHomeCluster
      : asksOthers(than: peer, cluster, deployment) ? .userDoesNotExist : .noRemoteCluster
    let related = [Report.related(other.place, "\(peer.handle) counts on \(cluster.handle) here")]
    switch entry {
    case .on, .unknown: return
    case .missing:
      let section = cluster.parts.first { $0.isWritten(\.remoteClusters) }?.place(\.remoteClusters)
      report.add(
        "cluster \(cluster.handle) does not have \(peer.handle) as a remote cluster", at: section ?? cluster.place,
        related: related,
        help: "add 'remoteClusters: {\(peer.handle): {}}' to cluster \(cluster.handle), or name both in 'mesh'",
        phone: phone, [cluster, peer])
    case .off(_, let place):
      report.add(
        "cluster \(cluster.handle) has EMCC off for remote cluster '\(peer.handle)', "
          + (deployment.mesh.isDeclared ? "which 'mesh' pairs it with" : "which has it on"),
        at: place, related: related,
        help: deployment.mesh.isDeclared
          ? "write 'emcc: true' or take the line out; if the two are no pair, let 'mesh' name the pairs that are"
          : "write 'emcc: true', or take EMCC off in \(peer.handle) too",
        phone: phone, [cluster, peer])
    }
  }
}
