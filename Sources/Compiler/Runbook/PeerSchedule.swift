import EMDSL

/// Who waits for whom when a cluster that somebody else runs takes part: the order of the runbook, and of the letter.
struct PeerSchedule {
  /// The cluster.
  let peer: Cluster
  /// The deployment.
  let deployment: Deployment
  /// The exchange of certificates.
  let certificates: CertificateSteps

  /// Headings.
  static let columns = ["No.", "Who", "What", "Waits for", "Date"]

  /// Something that one side does.
  private struct Item {
    /// Key among our steps or in the letter.
    let key: String
    /// True for the operators of the peer.
    let isTheirs: Bool
    /// What is done, as the reader is told.
    let what: RunbookText
    /// Keys of the items before.
    let after: [String]
  }

  /// The last of our clusters: what it has done, the others have.
  private var last: String { deployment.participants.last { !$0.isExternal }?.handle ?? "" }

  /// The items in order: each waits for earlier ones only; `isLetter` says "your" to the peer's operators.
  private func items(isLetter: Bool) -> [Item] {
    let (their, them) = isLetter ? ("your", "you") : ("their", "them")
    var items = [
      Item(key: "facts", isTheirs: true, what: "confirm facts, dates and contacts", after: []),
      Item(key: "deployment.firewall", isTheirs: false, what: "open names and ports on our side", after: ["facts"]),
      Item(key: "network", isTheirs: true, what: "open names and ports on \(words: their) side", after: ["facts"]),
      Item(key: "services", isTheirs: true, what: "activate services, auto-registration off", after: ["facts"]),
    ]
    items += exchange(their)
    let trust = certificates.isNeeded ? ["certificates-import"] : ["network"]
    let prepared = asked.map(\.key)
    items += asked.map { Item(key: $0.key, isTheirs: true, what: $0.what, after: $0.after) }
    items += [
      Item(
        key: "emcc-parameters", isTheirs: true, what: "parameters, EMCC trunk, service profile",
        after: trust + ["services"] + prepared),
      Item(
        key: "\(last).intercluster-profile", isTheirs: false, what: "objects, phones and service profiles on our side",
        after: certificates.isNeeded ? ["\(last).certificates-import"] : ["deployment.firewall"]),
      Item(
        key: "remote-clusters", isTheirs: true, what: "add our clusters, in the evening that was agreed",
        after: ["emcc-parameters", "\(last).intercluster-profile"]),
      Item(
        key: "\(last).update-remote-clusters", isTheirs: false,
        what: "add \(words: them), then both sides update the remote clusters",
        after: ["remote-clusters"]),
      Item(key: "verify", isTheirs: true, what: "name test users, phones and expected routes", after: ["facts"]),
    ]
    items += tests.map {
      Item(key: $0.key, isTheirs: false, what: $0.what, after: ["\(last).update-remote-clusters", "verify"])
    }
    items.append(
      Item(
        key: "deployment.open", isTheirs: false, what: "decide together: open, or back out",
        after: tests.isEmpty ? ["\(last).update-remote-clusters", "verify"] : tests.map(\.key)))
    return items
  }

  /// Items of the letter between its facts and the parameters, where the letter has them.
  private var asked: [(key: String, what: RunbookText, after: [String])] {
    let letter = PeerSteps(peer: peer, deployment: deployment, certificates: certificates)
    var items: [(key: String, what: RunbookText, after: [String])] = []
    if letter.trunks != nil {
      items.append(("intercluster-trunk", "trunk and SRV name between the clusters", ["network"]))
    }
    if !letter.visited.isEmpty {
      items.append(("roaming-device-pools", "device pools for our countries", ["facts"]))
    }
    if letter.dialPlan != nil { items.append(("dial-plan", "emergency numbers and EMCC trunk", ["facts"])) }
    if letter.users != nil { items.append(("users", "users on both sides", ["facts"])) }
    if letter.baseDevices != nil { items.append(("base-devices", "template and base devices", ["services"])) }
    return items
  }

  /// Our tests with them, in the order of the runbook.
  private var tests: [(key: String, what: RunbookText)] {
    let letter = PeerSteps(peer: peer, deployment: deployment, certificates: certificates)
    var items = letter.visited.map { cluster -> (key: String, what: RunbookText) in
      ("\(cluster.handle).verify-emergency", "test logins and calls together at \(name: cluster.clusterID)")
    }
    if !letter.homes.isEmpty { items.append(("deployment.verify-peers", "test our users at \(name: peer.clusterID)")) }
    return items
  }

  /// The exchange of certificates: theirs before ours is consolidated, imports behind it.
  private func exchange(_ their: String) -> [Item] {
    guard certificates.isNeeded, let consolidator = certificates.consolidator?.cluster.handle else { return [] }
    return [
      Item(
        key: "deployment.certificates-directory", isTheirs: false, what: "prepare the SFTP directory, give access",
        after: ["deployment.firewall", "network"]),
      Item(
        key: "certificates-export", isTheirs: true, what: "export \(words: their) certificates",
        after: ["deployment.certificates-directory"]),
      Item(
        key: "\(consolidator).certificates-consolidate", isTheirs: false,
        what: "export ours, then consolidate for all", after: ["certificates-export"]),
      Item(
        key: "certificates-import", isTheirs: true, what: "import, in a night of \(words: their) own",
        after: ["\(consolidator).certificates-consolidate"]),
      Item(
        key: "\(last).certificates-import", isTheirs: false, what: "import on each of our clusters, one a night",
        after: ["\(consolidator).certificates-consolidate"]),
    ]
  }

  /// A step of ours with the items of the letter that it waits for, where the peer is among the clusters it is about.
  func awaiting(_ step: RunbookStep?) -> RunbookStep? {
    guard var step else { return nil }
    let isAbout = deployment.mesh.pairs.contains { pair in
      let handles = [deployment[pair.home].handle, deployment[pair.visiting].handle]
      return handles.contains(peer.handle) && step.cluster.map(handles.contains) ?? false
    }
    guard isAbout else { return step }
    let item = step.id.hasSuffix(".update-remote-clusters") ? "remote-clusters" : "emcc-parameters"
    step.after.append("peer.\(peer.handle).\(item)")
    return step
  }

  /// The lines of the table; `asKeys` for ourselves, who find the steps by their keys.
  func rows(asKeys: Bool) -> [[RunbookText]] {
    let items = items(isLetter: !asKeys)
    return items.enumerated().map { index, item in
      let before = item.after.compactMap { key in items.firstIndex { $0.key == key } }.sorted().map { "\($0 + 1)" }
      let who: RunbookText = asKeys ? (item.isTheirs ? .name(peer.handle) : "we") : (item.isTheirs ? "you" : "we")
      var what = item.what
      if item.isTheirs {
        what += ": item \(step: "peer.\(peer.handle).\(item.key)", shown: item.key)"
      } else if asKeys {
        what += ": \(step: item.key)"
      }
      return ["\(index + 1)", who, what, before.isEmpty ? "–" : "\(words: before.joined(separator: ", "))", ""]
    }
  }
}
