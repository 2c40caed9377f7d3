import EMBundle
import EMDSL

/// Steps that switch EMCC on: parameters, intercluster service profile, remote clusters.
struct ActivationSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The deployment.
  let deployment: Deployment
  /// All clusters of ours that take part.
  let others: [RunbookFacts]

  private var handle: String { facts.cluster.handle }
  private var cluster: Cluster { facts.cluster }
  private var features: Entity<EMCCFeatureConfigurationRow>? { cluster.emccFeatures }

  /// Parameters and the profile; done everywhere before the remote clusters.
  var profileSteps: [RunbookStep] { [multipleLogins, parameters, profile].compactMap(\.self) }

  private var multipleLogins: RunbookStep? {
    guard
      let behavior = cluster.parts.lazy.compactMap({ $0.extensionMobilityParameters.first }).first?
        .multipleLoginBehavior, behavior != .notAllowed
    else { return nil }
    let value = behavior == .allowed ? "Multiple Logins Allowed" : "Auto Logout"
    return RunbookStep(
      id: "\(handle).multiple-logins", cluster: handle, title: "Set the multiple login behavior",
      why: "AXL wants a code that no public text gives; the page wants the words.",
      actions: [
        .say(
          """
          Open \(menu: "System > Service Parameters"), choose \(name: facts.publisherAddress) and \
          \(field: "Cisco Extension Mobility"), set \(field: "Multiple Login Behavior") to \(field: value), and press \
          \(field: "Save").
          """)
      ],
      verify: ["The page shows \(field: value) after it is opened again."],
      undo: "Set \(field: "Multiple Logins Not Allowed").", minutes: 5, after: ["\(handle).axl-phones"])
  }

  private var parameters: RunbookStep? {
    guard features != nil || !cluster.extensionMobilityParameters.isEmpty else { return nil }
    let sending = facts.send([.extensionMobilityParameters, .emccFeatures])
    guard !sending.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).emcc-parameters", cluster: handle, title: "Set the parameters of logins and of EMCC",
      why: """
        Bit rates and codec list must be equal in all clusters, or callers hear one side only. Without a TFTP server \
        a login ends with 201.
        """,
      actions: loginParameters + sending,
      verify: [
        """
        \(menu: "Advanced Features > EMCC > EMCC Feature Configuration") shows \
        \(field: "EMCC Region Max Audio Bit Rate") \(rate(\.maxAudioBitRate, \.maxAudioBitRate)) and \
        \(field: "EMCC Region Max Video Call Bit Rate") \(rate(\.maxVideoCallBitRate, \.maxVideoCallBitRate)).
        """,
        "What was set by hand stands there after the page is opened again.",
      ],
      undo: """
        \(RunbookFacts.undoRequests) Set by hand what was set by hand: note down the former values before.
        """,
      notice: loginParameters.isEmpty
        ? "Nothing."
        : """
        The parameters hold at once for every login of the cluster, also of users who never travel: sessions may end \
        by themselves after the maximum time, call logs may be cleared, and applications that are not trusted may be \
        refused.
        """,
      minutes: 10 + RunbookEstimate.byHand(loginParameters.isEmpty ? 0 : 1, each: 15), after: ["\(handle).axl-phones"])
  }

  /// Logins in the own cluster go by the same parameters, so their users and applications are asked.
  private var loginParameters: [RunbookAction] {
    let settings = AXLParameters.service(cluster)
    guard !settings.isEmpty else { return [] }
    let rows = settings.map { setting -> [RunbookText] in
      [
        .name(setting.name), setting.value.map { .name($0) } ?? "by hand",
        ActivationSteps.effects[setting.name] ?? "",
      ]
    }
    return [
      .say(
        """
        These parameters also hold for logins within the cluster. Do it in the evening. Some days before, tell the users \
        what changes for them, and ask the owners of applications that log users in or out (desk booking, directories) \
        whether their servers are in the trusted list; where one is missing, stop and have the deployment changed:
        """),
      .table(["Parameter", "Value", "What users or applications notice"], rows),
    ]
  }

  /// What the service parameters of Cisco Extension Mobility change, by their internal names (Seeds 002 table 1).
  private static let effects: [String: RunbookText] = [
    "maxDurationEnable": "whether sessions in the own cluster end by themselves",
    "maxDuration": "after this time they end",
    "EmccMaxLoginDuration": "after this time sessions abroad end",
    "maxConcurrentSessions": "above so many logins at once the phone shows 26",
    "multiDevHoteling": "what happens at the login at a second phone",
    "alphaUserID": "whether user IDs may hold letters",
    "rememberUser": "whether the next user sees who was logged in",
    "clearCallLogs": "whether call logs are cleared at login and logout",
    "validateIPForLogout": "whether requests of applications that are not trusted are refused",
    "trustedIPList": "the applications that may log users in and out",
    "allowProxy": "whether applications behind a proxy may",
    "EmccAllowProxy": "the same for sessions across clusters",
    "emDevCacheSize": "nothing",
  ]

  private func rate(_ own: KeyPath<EMCCFeatureConfigurationRow, Number>, _ group: KeyPath<EMCCGroupRow, Number>)
    -> RunbookText
  {
    let value = features?[dynamicMember: own] ?? deployment.emccGroup?[dynamicMember: group]
    return value.map { "\($0) kbps" } ?? "as before"
  }

  private var profile: RunbookStep? {
    guard let profile = cluster.interclusterServiceProfile.first else { return nil }
    let services: [(String, Entity<ServiceActivationRow>?)] = [
      ("EMCC", profile.emcc.first), ("PSTN Access", profile.pstnAccess.first), ("RSVP Agent", profile.rsvpAgent.first),
    ]
    let rows = services.map { name, service -> [RunbookText] in
      ["\(field: name)", service?.active == true ? "active" : "not active", .optional(service?.sipTrunk?.name)]
    }
    return RunbookStep(
      id: "\(handle).intercluster-profile", cluster: handle, title: "Activate the intercluster service profile",
      why: "Without EMCC the phone shows 201, without PSTN Access in the visited cluster 211.",
      actions: facts.send([.interclusterServices]) + [
        .table(["Service", "State", "SIP trunk"], rows),
        .say(
          """
          Open \(menu: "Advanced Features > EMCC > EMCC Intercluster Service Profile") and press \
          \(field: "Validate"); no request does that. Mend what it reports, then press \(field: "Save").
          """),
      ],
      verify: [
        """
        The report of \(field: "Validate") shows no failure, and the boxes \(field: "Active") stand as in the table.
        """
      ],
      undo: "Clear the boxes \(field: "Active") on the page and press \(field: "Save").",
      notice: "Nothing yet: users of other clusters are found only after the remote clusters are added.", minutes: 10,
      after: ["\(handle).emcc-parameters"] + (cluster.emccBaseDevices.isEmpty ? [] : ["\(handle).base-devices-insert"]))
  }

  // MARK: Remote clusters

  /// Entries for the peers.
  var remoteClusters: RunbookStep? {
    let entries = cluster.remoteClusters.filter { !$0.isPoison }
      .sorted { peerName($0, ResolvedJSON.precedes, $1) }
    guard !entries.isEmpty else { return nil }
    let rows = entries.map { entry -> [RunbookText] in
      let services = entry.services.first
      let group = deployment.emccGroup?.services.first
      let on: [(String, Bool)] = [
        ("EMCC", services?.emcc ?? group?.emcc ?? true),
        ("PSTN Access", services?.pstnAccess ?? group?.pstnAccess ?? true),
        ("RSVP Agent", services?.rsvpAgent ?? group?.rsvpAgent ?? false), ("LBM", services?.lbm ?? false),
        ("UDS", services?.uds ?? false),
      ]
      let names = on.filter(\.1).map(\.0)
      return [
        .optional(entry.clusterId), .optional(entry[dynamicMember: \.address]),
        names.isEmpty ? "none" : .screens(names),
      ]
    }
    return RunbookStep(
      id: "\(handle).remote-clusters", cluster: handle, title: "Add the remote clusters",
      why: """
        A cluster asks these for a user whom it does not know. Each must also have this one: \
        \(name: cluster.clusterID).
        """,
      actions: [
        .say(
          """
          Before sending, open \(menu: "Advanced Features > Cluster View"). Where an entry of the table exists with \
          another \(field: "Fully Qualified Name"), delete it: no request changes the name, and the request adds it \
          anew.
          """),
        .table(["Cluster ID", "Fully Qualified Name", "Services that are on"], rows),
      ] + facts.send([.remoteClusters]),
      verify: [
        """
        \(menu: "Advanced Features > Cluster View") lists exactly these, with these services, and \(field: "TFTP") \
        off for each.
        """
      ],
      undo: RunbookFacts.undoRequests,
      notice: "As soon as both clusters have each other, users who are enabled for EMCC can log in across them.",
      minutes: 5,
      after: ["\(handle).intercluster-profile"] + readyForVisitors)
  }

  /// What must be there on every cluster before anybody can log in from abroad, so that emergency calls leave there.
  private var readyForVisitors: [String] {
    others.flatMap { facts in
      ["axl-transformations", "axl-routes", "axl-dial-plan", "axl-in-service"].map { "\(facts.cluster.handle).\($0)" }
    }
  }

  private func peerName(
    _ left: Entity<RemoteClusterRow>, _ precedes: (String, String) -> Bool, _ right: Entity<RemoteClusterRow>
  ) -> Bool {
    precedes(left.clusterId?.string ?? left.name.string, right.clusterId?.string ?? right.name.string)
  }

  /// The first exchange between the clusters.
  var updateNow: RunbookStep? {
    guard !cluster.remoteClusters.isEmpty else { return nil }
    let peers = deployment.participants.filter { peer in
      peer !== cluster && !peer.isExternal && cluster.remoteClusters.contains { $0.clusterId?.string == peer.clusterID }
    }
    return RunbookStep(
      id: "\(handle).update-remote-clusters", cluster: handle, title: "Update the remote clusters now",
      why: """
        Versions, services and addresses are exchanged every \(features?.remoteClusterUpdateInterval ?? 30) minutes; \
        until the first time a login ends with 'Login is unavailable'.
        """,
      actions: facts.send([.remoteClusterUpdates]) + [
        .say(
          """
          Or open each entry in \(menu: "Advanced Features > Cluster View") and press \
          \(field: "Update Remote Cluster Now"), with \(field: "Server") \
          \(name: RunbookFacts.address(features?.remoteClusterUpdateServer) ?? facts.publisherAddress).
          """)
      ],
      verify: [
        """
        Each entry shows a version, addresses, and \(field: "Remote Activated") \(field: "true") for EMCC and PSTN \
        Access. An entry of a cluster that is not ready yet shows \(field: "false").
        """
      ],
      undo: "Nothing to undo.", minutes: 5,
      after: ["\(handle).remote-clusters"] + peers.map { "\($0.handle).remote-clusters" })
  }
}
