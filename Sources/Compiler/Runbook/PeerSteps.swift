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
  private var ours: [Cluster] {
    let ids = deployment.homes(at: peer).map(\.id) + deployment.visited(from: peer).map(\.id)
    return Set(ids).sorted().map { deployment[$0] }.filter { !$0.isExternal }
  }

  /// The letter.
  var letter: RunbookPeer {
    RunbookPeer(
      handle: peer.handle, clusterID: peer.clusterID,
      steps: [facts, certificateExport, certificateImport, pools, features, remoteClusters, visit].compactMap(\.self))
  }

  private func step(
    _ key: String, _ title: RunbookText, why: RunbookText, _ actions: [RunbookAction], verify: [RunbookText],
    undo: RunbookText, minutes: Int, notice: RunbookText = "Nothing.", after: [String] = []
  ) -> RunbookStep {
    RunbookStep(
      id: "peer.\(peer.handle).\(key)", cluster: nil, title: title, why: why, actions: actions, verify: verify,
      undo: undo,
      notice: notice, minutes: minutes, after: after)
  }

  private var facts: RunbookStep {
    step(
      "facts", "Confirm what we know of your cluster",
      why: "Our side was checked against these facts; a wrong one makes logins fail.",
      [
        .table(
          ["Fact", "Value"],
          [
            ["Cluster ID", .name(peer.clusterID)], ["Version", .name(peer.version?.description ?? "")],
            ["Security mode", peer.security?.mode == .mixed ? "mixed" : "nonsecure"],
            ["Address", .optional(peer.external?[dynamicMember: \.address])],
          ]),
        .say(
          """
          Services that must run: \(field: "Cisco CallManager"), \(field: "Cisco Tftp"), \
          \(field: "Cisco Extension Mobility"), and \(field: "Cisco Bulk Provisioning Service") on the publisher. \
          Auto-registration must be off on every server.
          """),
      ], verify: ["You have told us of every difference."], undo: "Nothing to undo.", minutes: 15)
  }

  private var certificateExport: RunbookStep? {
    guard certificates.isNeeded else { return nil }
    let server = deployment.documents.lazy.compactMap { $0.certificateExchange.first?.sftp.first }.first
    let rows: [[RunbookText]] = [
      ["\(field: "IP Address")", .optional(server?.server)], ["\(field: "Port")", "\(server?.port ?? 22)"],
      ["\(field: "Directory")", .optional(server?.directory)],
    ]
    return step(
      "certificates-export", "Export your certificates to our SFTP server",
      why: "Phones trust the other cluster's files by these certificates.",
      [
        .say(
          """
          Ask us for user and password. Open \(menu: "Security > Bulk Certificate Management", in: .operatingSystem), \
          enter this, press \(field: "Save"), then \(field: "Export") with \(field: "Certificate Type") \
          \(.screens(certificates.types.map(\.bulkName))):
          """),
        .table(["Field", "Value"], rows),
      ], verify: ["The page reports success. Tell us: we consolidate only after you."],
      undo: "Delete your files from the server.", minutes: 15)
  }

  private var certificateImport: RunbookStep? {
    guard certificates.isNeeded else { return nil }
    return step(
      "certificates-import", "Import the certificates of all clusters",
      why: "Without it visitors' phones at your sites refuse the files of their home.",
      [
        .say(
          """
          Wait until we report the consolidation. Then, in a window of its own, open \
          \(menu: "Security > Bulk Certificate Management", in: .operatingSystem) and press \(field: "Import") with the \
          same certificate types.
          """)
      ],
      verify: ["\(menu: "Security > Certificate Management", in: .operatingSystem) lists our certificates."],
      undo: "Delete our certificates from the trust stores; phones restart once more.", minutes: 60,
      notice: "All your phones restart where TFTP or CAPF certificates are imported.",
      after: ["peer.\(peer.handle).certificates-export"])
  }

  private var pools: RunbookStep? {
    let visited = deployment.visited(from: peer).filter { !$0.isExternal }
    guard !visited.isEmpty else { return nil }
    let numbers = deployment.emergencyNumbersByCountry
    let rows = visited.flatMap { cluster -> [[RunbookText]] in
      let countries = Set(VisitorSite.all(of: cluster).compactMap(\.country)).sorted(by: ResolvedJSON.precedes)
      return countries.map { [.name(cluster.clusterID), .name($0), .names(numbers[$0] ?? [])] }
    }
    return step(
      "roaming-device-pools", "Add a roaming device pool for each country of our sites",
      why: """
        Your cluster routes the calls of your users at our phones. Their emergency calls must come back to us: the \
        pool's adjunct CSS must reach the emergency numbers of the country, each routed to Standard Local Route Group.
        """,
      [.table(["Visited cluster", "Country", "Emergency numbers, as dialled there"], rows)],
      verify: [
        """
        For each row there is a pool whose geolocation has this country, with an adjunct CSS that reaches every \
        number of the row.
        """
      ],
      undo: "Delete the pools.", minutes: 15 * max(1, rows.count))
  }

  private var features: RunbookStep {
    let group = deployment.emccGroup
    let loss = group?.linkLossType == .lossy ? "Lossy" : "Low Loss"
    return step(
      "emcc-parameters", "Set EMCC feature parameters, trunk and service profile",
      why: "The three values must be equal in all clusters, or callers hear one side only.",
      [
        .table(
          ["Parameter", "Value"],
          [
            ["\(field: "EMCC Region Max Audio Bit Rate")", "\(group?.maxAudioBitRate ?? 8) kbps"],
            ["\(field: "EMCC Region Max Video Call Bit Rate")", "\(group?.maxVideoCallBitRate ?? 384) kbps"],
            [
              """
              \(field: "EMCC Region Link Loss Type"), or the codec preference list of the same meaning
              """, "\(field: loss)",
            ],
          ]),
        .say(
          """
          Have one SIP trunk with \(field: "Trunk Service Type") \(field: "Extension Mobility Cross Clusters") and \
          \(field: "Send Geolocation Information"), and \(field: "EMCC") and \(field: "PSTN Access") active in \
          \(menu: "Advanced Features > EMCC > EMCC Intercluster Service Profile"). Have enough base devices for your \
          users abroad.
          """),
      ],
      verify: [
        """
        \(field: "Validate") on the profile's page shows no failure.
        """
      ], undo: "Set the former values.", minutes: 30)
  }

  private var remoteClusters: RunbookStep? {
    let rows = ours.map { cluster -> [RunbookText] in
      let node = cluster.nodesRunning(.extensionMobility).first ?? cluster.nodes.first
      return [.name(cluster.clusterID), .name(RunbookFacts.address(node) ?? "")]
    }
    guard !rows.isEmpty else { return nil }
    let services = deployment.emccGroup?.services.first
    var on = ["EMCC", "PSTN Access"]
    if services?.rsvpAgent == true { on.append("RSVP Agent") }
    return step(
      "remote-clusters", "Add our clusters as remote clusters",
      why: "Your cluster asks ours for users whom it does not know, and answers only clusters that it knows.",
      [
        .say(
          """
          In \(menu: "Advanced Features > Cluster View") add each, with \(.screens(on)) on and \(field: "TFTP") off:
          """),
        .table(["Cluster ID", "Fully Qualified Name"], rows),
        .say("Then press \(field: "Update Remote Cluster Now") for each; tell us, so that we do the same."),
      ],
      verify: ["\(field: "Remote Activated") is \(field: "true") for EMCC and PSTN Access of each."],
      undo: "Delete the entries.", minutes: 10, notice: "Users can log in across the clusters.",
      after: ["peer.\(peer.handle).emcc-parameters"])
  }

  private var visit: RunbookStep {
    step(
      "verify", "Name a user and a phone for the test",
      why: """
        We test one login in each direction, and one emergency call after you have arranged it with your emergency \
        centre.
        """,
      [
        .say(
          """
          Send us a user ID of yours who is enabled for EMCC, the name of a phone with Extension Mobility, and the time \
          that the centre agreed to.
          """)
      ],
      verify: ["Both logins show the user's line."], undo: "Log the users out.", minutes: 30)
  }
}
