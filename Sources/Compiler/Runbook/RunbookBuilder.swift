import EMBundle
import EMDSL

/// Makes the runbook of a deployment: only the steps that it needs, in an order in which each can be done.
struct RunbookBuilder {
  private let deployment: Deployment
  private let clusters: [RunbookFacts]
  private let bulkFiles: [ClusterID: [BulkFile]]

  /// Makes a builder for clusters of ours, by the plan of each one's requests, with the bulk files of each.
  init(_ deployment: Deployment, plans: [AXLPlan], bulkFiles: [ClusterID: [BulkFile]]) {
    self.deployment = deployment
    clusters = plans.map { RunbookFacts($0) }
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
          objects.objectWindow, checked(objects.dialPlanWindow, facts), EnterpriseSteps(facts: facts).window,
          phones(facts),
          BaseDeviceSteps(facts: facts).window,
        ].compactMap(\.self)
    }
    windows += [roaming].compactMap(\.self) + EmergencyResponderSteps.windows(clusters, deployment)
    let verification = VerificationSteps(deployment: deployment, clusters: participating)
    let travellers = clusters.map { TravellerSteps(facts: $0, testUsers: verification.testUsers(of: $0.cluster)) }
      .filter(\.isNeeded)
    windows += activationWindows + [connection(travellers)].compactMap(\.self)
    windows += verification.windows(superUsers: roamingSteps.compactMap(\.superUsers), travellers: travellers)
    windows += [
      BackOutSteps(deployment: deployment, clusters: participating, certificates: certificates).window
    ].compactMap(\.self)
    let peers = deployment.participants.filter(\.isExternal)
      .map { PeerSteps(peer: $0, deployment: deployment, certificates: certificates).letter }
    return Runbook(
      deployment: deployment.name ?? "", windows: RunbookBuilder.linked(windows, peers), peers: peers,
      clusters: clusters.map { facts in
        introduction(facts, travellers.first { $0.facts.cluster === facts.cluster }?.list)
      })
  }

  /// The window of the dial plan with the check of emergency calls at its end, before what is done only when needed.
  private func checked(_ window: RunbookWindow?, _ facts: RunbookFacts) -> RunbookWindow? {
    guard var window, let check = EmergencySteps(facts: facts, deployment: deployment).check else { return window }
    window.steps.insert(check, at: window.steps.firstIndex(where: \.isOptional) ?? window.steps.endIndex)
    return window
  }

  /// The window of the phones; their emergency calls are looked at as soon as they have restarted.
  private func phones(_ facts: RunbookFacts) -> RunbookWindow? {
    let window = PhoneSteps(facts: facts, bulkFiles: bulkFiles[facts.cluster.id] ?? []).window
    guard var window, let check = EmergencySteps(facts: facts, deployment: deployment).phoneCheck,
      let reset = window.steps.firstIndex(where: { check.after.contains($0.id) })
    else { return window }
    window.steps.insert(check, at: reset + 1)
    return window
  }

  /// Our clusters that take part in anything; the others get their objects only.
  private var participating: [RunbookFacts] {
    let ids = Set(deployment.participants.map(\.id))
    return clusters.filter { ids.contains($0.cluster.id) }
  }

  private func introduction(_ facts: RunbookFacts, _ travellers: RunbookNameList?) -> RunbookCluster {
    RunbookCluster(
      handle: facts.cluster.handle, clusterID: facts.cluster.clusterID,
      version: facts.cluster.version?.description ?? "",
      timeZones: facts.timeZones, phones: facts.phones, sender: facts.sender, phoneList: facts.phoneList,
      travellerList: travellers)
  }

  private var roamingSteps: [RoamingSteps] {
    clusters.map { RoamingSteps(facts: $0, deployment: deployment, others: clusters) }
  }

  /// Lookup service, hubs first, then groups; super users of EM roaming wait for the verification.
  private var roaming: RunbookWindow? {
    let roaming = roamingSteps
    let network = roaming.filter(\.isHub).compactMap(\.network) + roaming.filter { !$0.isHub }.compactMap(\.network)
    let steps = network + roaming.compactMap(\.groups)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "deployment.roaming", title: "Lookup service and groups", cluster: nil, impact: .none,
      reason: "Steps over several clusters, in this order: hubs before their spokes, the network before its users.",
      steps: steps)
  }

  /// Parameters and profile of each cluster, in its own evening: nothing becomes possible by them alone, but logins
  /// within the cluster go by the parameters at once.
  private var activationWindows: [RunbookWindow] {
    clusters.compactMap { facts in
      let steps = ActivationSteps(facts: facts, deployment: deployment, others: participating).profileSteps
      guard !steps.isEmpty else { return nil }
      let handle = facts.cluster.handle
      return RunbookWindow(
        id: "\(handle).activate", title: "Activate: parameters and profile", cluster: handle, impact: .none,
        reason: """
          In a calm evening of its own sites, for the parameters hold for every login of the cluster at once. Every \
          profile is active before any cluster knows another one: otherwise users see errors that pass by themselves \
          after half an hour. Nobody can log in from abroad by it.
          """,
        steps: steps, startsLike: .some)
    }
  }

  /// Remote clusters, then the updates: from here on travellers can log in.
  private func connection(_ travellers: [TravellerSteps]) -> RunbookWindow? {
    let activations = activations
    let steps =
      travellers.map(\.holdBack) + activations.compactMap { awaitingPeers(ready($0.remoteClusters, travellers)) }
      + activations.compactMap { awaitingPeers($0.updateNow) }
    guard !steps.isEmpty else { return nil }
    let peers: RunbookText =
      deployment.participants.contains(where: \.isExternal)
      ? " (ask the operators of the peers to enable no others either)" : ""
    return RunbookWindow(
      id: "deployment.connect", title: "Activate: remote clusters", cluster: nil, impact: .none,
      reason: """
        Directly before the verification, when the test users, phones and centres are ready and the peers have done \
        their items: from then on those who are enabled for EMCC can log in, and until the step \
        \(step: "deployment.open") that is the test users alone\(peers). It is one moment for all clusters: the hour stands in \
        the clock of the largest; write down what the others' clocks show then. Every cluster knows all others before any is asked, and by \
        then every cluster has its dial plan and its device pools of visitors.
        """,
      steps: steps, startsLike: .some)
  }

  private var activations: [ActivationSteps] {
    clusters.map { ActivationSteps(facts: $0, deployment: deployment, others: participating) }
  }

  /// The remote clusters of a cluster, behind the certificates and the checks of emergency calls on all of ours, and when only test
  /// users are enabled anywhere.
  private func ready(_ step: RunbookStep?, _ travellers: [TravellerSteps]) -> RunbookStep? {
    guard var step else { return nil }
    step.after += travellers.map(\.holdBack.id)
    step.after += participating.flatMap { facts in
      ["certificates-import", "dial-plan-check"].map { "\(facts.cluster.handle).\($0)" }
    }
    return step
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
