import EMBundle
import EMDSL

/// Makes the runbook of a deployment: only the steps that it needs, in an order in which each can be done.
struct RunbookBuilder {
  private let deployment: Deployment
  private let clusters: [RunbookFacts]
  private let bulkFiles: [ClusterID: [BulkFile]]

  /// Makes a builder for clusters of ours, with the bulk files of each.
  init(_ deployment: Deployment, clusters: [Cluster], bulkFiles: [ClusterID: [BulkFile]]) {
    self.deployment = deployment
    self.clusters = clusters.map { RunbookFacts($0, in: deployment) }
    self.bulkFiles = bulkFiles
  }

  /// The runbook.
  func build() -> Runbook {
    let certificates = CertificateSteps(deployment, participating)
    let start = StartSteps(deployment: deployment, clusters: participating, certificates: certificates)
    var windows = [start.window].compactMap(\.self)
    windows += clusters.map { PreparationSteps(facts: $0, deployment: deployment).window }
    if certificates.isNeeded, !participating.isEmpty {
      windows.append(certificates.exportWindow)
      windows += participating.map(certificates.importWindow)
    }
    for facts in clusters {
      let objects = ObjectSteps(facts: facts)
      windows +=
        [
          objects.objectWindow, objects.dialPlanWindow, EnterpriseSteps(facts: facts).window,
          PhoneSteps(facts: facts, bulkFiles: bulkFiles[facts.cluster.id] ?? []).window,
          BaseDeviceSteps(facts: facts).window,
        ].compactMap(\.self)
    }
    windows += [
      roaming, activation, VerificationSteps(deployment: deployment, clusters: participating).window,
      BackOutSteps(deployment: deployment, clusters: participating, certificates: certificates).window,
    ].compactMap(\.self)
    let peers = deployment.participants.filter(\.isExternal)
      .map { PeerSteps(peer: $0, deployment: deployment, certificates: certificates).letter }
    return Runbook(
      deployment: deployment.name ?? "", windows: RunbookBuilder.linked(windows, peers), peers: peers,
      clusters: clusters.map(introduction))
  }

  /// Our clusters that take part in anything; the others get their objects only.
  private var participating: [RunbookFacts] {
    let ids = Set(deployment.participants.map(\.id))
    return clusters.filter { ids.contains($0.cluster.id) }
  }

  private func introduction(_ facts: RunbookFacts) -> RunbookCluster {
    RunbookCluster(
      handle: facts.cluster.handle, clusterID: facts.cluster.clusterID,
      version: facts.cluster.version?.description ?? "",
      timeZones: facts.timeZones, phones: facts.phones, sender: facts.sender, phoneList: facts.phoneList)
  }

  /// Lookup service, hubs first, then super users and groups.
  private var roaming: RunbookWindow? {
    let roaming = clusters.map { RoamingSteps(facts: $0, deployment: deployment, others: clusters) }
    let network = roaming.filter(\.isHub).compactMap(\.network) + roaming.filter { !$0.isHub }.compactMap(\.network)
    let steps =
      network + roaming.compactMap(\.superUsers) + roaming.compactMap(\.groups)
      + clusters.compactMap { EmergencyResponderSteps(facts: $0, deployment: deployment).link }
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "deployment.roaming", title: "Lookup service, groups and emergency services", cluster: nil, impact: .none,
      reason: "Steps over several clusters, in this order: hubs before their spokes, the network before its users.",
      steps: steps)
  }

  /// Profiles of all clusters, then all remote clusters, then the updates.
  private var activation: RunbookWindow? {
    let activations = clusters.map { ActivationSteps(facts: $0, deployment: deployment, others: participating) }
    let steps =
      activations.flatMap(\.profileSteps) + activations.compactMap { awaitingPeers($0.remoteClusters) }
      + activations.compactMap { awaitingPeers($0.updateNow) }
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "deployment.activate", title: "Activate", cluster: nil, impact: .none,
      reason: """
        Every profile is active before any cluster knows another one, and every cluster knows all others before any \
        is asked: otherwise users see errors that pass by themselves after half an hour. By then every cluster has its \
        dial plan and its device pools of visitors. Begin the remote clusters only in the evening of the verification, \
        when the test users, phones and centres are ready and the peers have done their items: from then on travellers \
        can log in.
        """,
      steps: steps)
  }

  /// A step with what it waits for in the letters.
  private func awaitingPeers(_ step: RunbookStep?) -> RunbookStep? {
    let certificates = CertificateSteps(deployment, participating)
    return deployment.participants.filter(\.isExternal).reduce(step) { step, peer in
      PeerSchedule(peer: peer, deployment: deployment, certificates: certificates).awaiting(step)
    }
  }

  /// Drops dependencies on steps that this deployment does not need.
  private static func linked(_ windows: [RunbookWindow], _ peers: [RunbookPeer]) -> [RunbookWindow] {
    let known = Set(windows.flatMap { $0.steps.map(\.id) } + peers.flatMap { $0.steps.map(\.id) })
    return windows.map { window in
      var window = window
      for index in window.steps.indices {
        window.steps[index].after = window.steps[index].after.filter(known.contains)
      }
      return window
    }
  }
}
