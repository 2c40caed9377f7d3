import EMBundle
import EMDSL

/// What a cluster that somebody else runs must do for ours: written for its operators.
struct PeerSteps {
  /// The cluster.
  let peer: Cluster
  /// The deployment.
  let deployment: Deployment
  /// The exchange of certificates.
  let certificates: CertificateSteps

  /// Clusters of ours of which the peer must know.
  var ours: [Cluster] {
    let ids = deployment.homes(at: peer).map(\.id) + deployment.visited(from: peer).map(\.id)
    return Set(ids).sorted().map { deployment[$0] }.filter { !$0.isExternal }
  }
  /// Clusters of ours whose phones the peer's users may use.
  var visited: [Cluster] { deployment.visited(from: peer).filter { !$0.isExternal } }
  /// Clusters of ours whose users may use the peer's phones.
  var homes: [Cluster] { deployment.homes(at: peer).filter { !$0.isExternal } }

  /// The letter.
  var letter: RunbookPeer {
    RunbookPeer(
      handle: peer.handle, clusterID: peer.clusterID,
      steps: [
        facts, network, activatedServices, trunks, certificateExport, certificateImport, pools, dialPlan, users,
        baseDevices, features, remoteClusters, verify, backOut,
      ].compactMap(\.self))
  }

  /// A step of the letter; `after` names others of the letter.
  func step(
    _ key: String, _ title: RunbookText, why: RunbookText, _ actions: [RunbookAction], verify: [RunbookText],
    undo: RunbookText, minutes: Int, notice: RunbookText = "Nothing.", after: [String] = []
  ) -> RunbookStep {
    RunbookStep(
      id: "peer.\(peer.handle).\(key)", cluster: nil, title: title, why: why, actions: actions, verify: verify,
      undo: undo, notice: notice, minutes: minutes, after: after.map { "peer.\(peer.handle).\($0)" })
  }

  // MARK: Facts and networks

  private var facts: RunbookStep {
    let schedule = PeerSchedule(peer: peer, deployment: deployment, certificates: certificates)
    return step(
      "facts", "Confirm what we know of your cluster, and the dates",
      why: "Our side was checked against these facts; a wrong one makes logins fail.",
      [
        .say("Your cluster:"),
        .table(
          ["Fact", "Value"],
          [
            ["Cluster ID", .name(peer.clusterID)], ["Version", .name(peer.version?.description ?? "")],
            ["Security mode", "\(words: mode(peer))"],
            ["Address", .optional(peer.external?[dynamicMember: \.address])],
            ["Country of your phones for visitors, and their geolocation", "____"],
            ["Administrator, telephone, maintenance windows", "____"],
          ]),
        .say(
          """
          Our clusters. Security modes need not be equal: a secure phone in a mixed cluster cannot be used by visitors \
          whose home is nonsecure (46); every other pair works, nonsecure where one side is.
          """),
        .table(
          ["Cluster ID", "Version", "Security mode", "Nodes"],
          ours.map { cluster in
            [
              .name(cluster.clusterID), .name(cluster.version?.description ?? ""), "\(words: mode(cluster))",
              .names(ClusterAddresses(cluster).all, limit: 24),
            ]
          }),
        .say(
          """
          The order of work. "You" is your side; items are those of this letter. Nothing is done before the lines that \
          it waits for.
          """),
        .table(PeerSchedule.columns, schedule.rows(asKeys: false)),
      ], verify: ["You have told us of every difference, and every line has a date."], undo: "Nothing to undo.",
      minutes: 45)
  }

  private func mode(_ cluster: Cluster) -> String { cluster.security?.mode == .mixed ? "mixed" : "nonsecure" }

  private var network: RunbookStep {
    let ports = FirewallPorts(deployment: deployment, clusters: certificates.clusters, certificates: certificates)
    return step(
      "network", "Open names and ports",
      why: "A name that only one side resolves, or a port that is open one way, ends logins with 208 or 23.",
      [
        .say("Resolve every node of the table above, forward and backward, and send us the names of your nodes."),
        .say("Open these in both directions between your cluster and each of ours:"),
        .table(FirewallPorts.columns, ports.between),
      ],
      verify: [
        """
        \(name: "utils network host NAME") on the command line of your publisher gives the address of each node.
        """,
        """
        \(name: "utils network connectivity NAME 8443") answers for each of: \
        \(.names(ours.compactMap { ClusterAddresses($0).main }, limit: 40)).
        """,
        "\(name: "utils ntp status") says synchronised on every node.",
      ],
      undo: "Close the ports.", minutes: 60, after: ["facts"])
  }

  private var activatedServices: RunbookStep {
    step(
      "services", "Activate services, switch auto-registration off",
      why: """
        A phone that comes back from a session could register itself at home by auto-registration; its next login then \
        fails with 37, for good.
        """,
      [
        .say(
          """
          In \(menu: "Tools > Service Activation", in: .serviceability): \(field: "Cisco CallManager"), \
          \(field: "Cisco Tftp") and \(field: "Cisco Extension Mobility") on the nodes that serve phones, and \
          \(field: "Cisco Bulk Provisioning Service") on the publisher.
          """),
        .say(
          """
          In \(menu: "System > Cisco Unified CM") of each server: \
          \(field: "Auto-registration Disabled on this Cisco Unified Communications Manager").
          """),
        .say(
          """
          In \(menu: "Device > Device Settings > Phone Services"): the address of the login service ends in \
          \(name: "&EMCC=#EMCC#"), and phones for visitors, device profiles and logout profiles are subscribed to it.
          """),
      ],
      verify: ["The services run, and a user of yours can log in at a phone of yours."],
      undo: "Set what was there before.", minutes: 30, after: ["facts"])
  }

  // MARK: Users

  /// Who travels, on both sides.
  var users: RunbookStep? {
    guard !visited.isEmpty || !homes.isEmpty else { return nil }
    return step(
      "users", "Check the users on both sides",
      why: "A user whom two clusters call their own logs in at the wrong one, or not at all.",
      [
        .say(
          """
          Your travellers: tick \(field: "Home Cluster") and \(field: "Enable Extension Mobility Cross Cluster") in \
          \(menu: "User Management > End User"), give each a PIN and a device profile with \
          \(field: "Extension Mobility Cross Cluster CSS"). User IDs in lower case.
          """),
        .say(
          """
          Our travellers: none of their user IDs may be a user with \(field: "Home Cluster") of your cluster, by LDAP \
          either. Ask us for the list, and send us yours; we look for both.
          """),
        .say("No phone may have the same device name in your cluster and in one of ours."),
        .table(
          ["Cluster ID", "Our users who may travel", "Our phones that your users may use"],
          ours.map { cluster in
            let travellers = cluster.users.count { $0.emcc == true && $0.homeCluster != false }
            let phones = cluster.visitorPhones.reduce(0) { count, _ in count + 1 }
            return [
              .name(cluster.clusterID), homes.contains { $0 === cluster } ? "\(travellers)" : "none may visit you",
              visited.contains { $0 === cluster } ? "\(phones)" : "none",
            ]
          }),
      ],
      verify: ["Neither list has a user ID of the other side, and no device name stands in two clusters."],
      undo: "Clear \(field: "Enable Extension Mobility Cross Cluster").", minutes: 30, after: ["facts"])
  }

  /// Their template and base devices; nil where none of their users visits us.
  var baseDevices: RunbookStep? {
    guard !visited.isEmpty else { return nil }
    return step(
      "base-devices", "Add template and base devices",
      why: "Each of your users who is logged in at a phone of ours takes one base device of yours. With none free: 33.",
      [
        .say(
          """
          As many as users of yours are at our sites at the busiest time, and some more: ____. All your phones and \
          twice the base devices may be at most 60,000.
          """),
        .say(
          """
          In \(menu: "Bulk Administration > EMCC > EMCC Template") add a template whose device pool reaches emergency \
          numbers, whose common device configuration is not \(field: "IPv6 Only"), and whose phones are nonsecure. \
          Then in \(menu: "Bulk Administration > EMCC > Insert/Update EMCC") first make it the default by \
          \(field: "Update EMCC Devices"), and then insert the devices by \(field: "Insert EMCC Devices").
          """),
      ],
      verify: ["\(menu: "Device > Phone") finds them, named \(name: "EMCC1") and so on."],
      undo: "Delete them with \(menu: "Bulk Administration > EMCC > Delete EMCC").", minutes: 20,
      after: ["roaming-device-pools", "services"])
  }
}
