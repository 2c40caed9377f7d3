import EMDSL

/// Intercluster Lookup Service and EM roaming.
struct RoamingSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The deployment.
  let deployment: Deployment
  /// All clusters of ours.
  let others: [RunbookFacts]

  private var handle: String { facts.cluster.handle }
  private var ils: Entity<ILSRow>? { facts.cluster.ils.first }
  /// True for hubs, which come first.
  var isHub: Bool { ils?.role == .hub }

  /// The hub of a spoke; for hubs the first one by handle, and for that one itself none.
  private var registrationServer: Cluster? {
    if let hub = ils?.hub { return deployment[hub] }
    let first = deployment.clusters.first { $0.ils.first?.role == .hub }
    return first === facts.cluster ? nil : first
  }

  /// Role in the network; nil where the cluster has none.
  var network: RunbookStep? {
    guard let ils else { return nil }
    let server = registrationServer
    let address = server.map { server in
      server.external?[dynamicMember: \.address]?.string
        ?? RunbookFacts.address(RunbookFacts.publisher(of: server)) ?? server.handle
    }
    var rows: [[RunbookText]] = [
      ["\(field: "Role")", isHub ? "\(field: "Hub Cluster")" : "\(field: "Spoke Cluster")"],
      ["\(field: "Registration Server")", address.map { .name($0) } ?? "empty: this is the first hub"],
    ]
    rows.append([
      "\(field: "ILS Authentication")",
      ils.authentication == .password
        ? """
        \(field: "Use Password"), the same in every cluster; it is not kept here
        """ : "\(field: "Use TLS Certificates")",
    ])
    return RunbookStep(
      id: "\(handle).ils", cluster: handle,
      title: isHub
        ? "Make \(name: handle) a hub of the lookup service"
        : """
        Make \(name: handle) a spoke of the lookup service
        """,
      why: """
        EM roaming tells the clusters through the Intercluster Lookup Service where a user is. \
        \(isHub ? "Hubs come first: a spoke registers with its hub." : "A spoke has exactly one hub.")
        """,
      actions: [
        .say(
          """
          Open \(menu: "Advanced Features > ILS Configuration") on the publisher, \(name: facts.publisherAddress), \
          fill in, and press \(field: "Save").
          """),
        .table(["Field", "Value"], rows),
      ] + registration(server),
      verify: [isHub ? hubCheck : spokeCheck],
      undo: "Set \(field: "Role") to \(field: "Stand Alone Cluster").", minutes: 15,
      after: ["\(handle).services", "\(handle).certificates-import"]
        + (server.map { ["\($0.handle).ils"] } ?? []))
  }

  /// The box that asks for the registration server.
  private func registration(_ server: Cluster?) -> [RunbookAction] {
    [
      .say(
        server == nil
          ? """
          A box asks for a registration server: leave it empty, and press \(field: "OK").
          """
          : """
          A box asks for the registration server: enter it, tick the box that activates the lookup service on the \
          publisher of this cluster, and press \(field: "OK"). The status on the page goes from \
          \(field: "In Progress") to a list of clusters; refresh it. Where it stays, look at name, port and \
          authentication.
          """)
    ]
  }

  private var hubCheck: RunbookText {
    "The page shows \(field: "Hub Cluster") after it is opened again; other clusters appear after their own step."
  }

  private var spokeCheck: RunbookText {
    """
    \(field: "ILS Clusters and Global Dial Plan Imported Catalogs") on the page lists every cluster that has done its \
    step, with its role and \(field: "Up to date"), within ten minutes.
    """
  }

  /// Super users of EM roaming.
  var superUsers: RunbookStep? {
    guard deployment.roamingMembers.contains(where: { $0 === facts.cluster }) else { return nil }
    var members = RoamingSuperUsers()
    let users = facts.cluster.users.filter { members.membership(of: $0) != nil }.map { $0.name.string }
      .sorted(by: ResolvedJSON.precedes)
    guard !users.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).super-users", cluster: handle,
      title: """
        Make \(count: users.count, of: "user") super users of EM roaming
        """,
      why: """
        A super user logs in on any cluster of the roaming group and stays registered there. Each must be one on \
        every cluster, with the same device profile.
        """,
      actions: [
        .say(
          """
          The requests add users to all access control groups of the deployment, not to this one only. Have whoever \
          runs the groups read all of it before:
          """),
        .table(["Access control group", "Users who join it"], memberships),
      ] + facts.send([.groupMembers]),
      verify: [
        """
        \(menu: "User Management > User Settings > Access Control Group") shows each group of the table with its users.
        """
      ],
      undo: "\(RunbookFacts.undoRequests) Log the users out where they are at phones of other clusters.",
      notice: "These users can log in at phones of the other clusters of the roaming group.", minutes: 5,
      after: ["\(handle).ils", "\(handle).axl-phones"]
        + others.flatMap { other in
          ["axl-dial-plan", "axl-in-service", "dial-plan-check", "verify-emergency"].map {
            "\(other.cluster.handle).\($0)"
          }
        })
  }

  /// Every group with all users whom the requests add to it, by name.
  private var memberships: [[RunbookText]] {
    var groups: [String: [String]] = [:]
    for user in facts.cluster.users where user.isKnown {
      for member in user.accessControlGroups {
        let group: Entity<AccessControlGroupRow> = member.target()
        guard !group.isPoison else { continue }
        groups[group.name.string, default: []].append(user.name.string)
      }
    }
    return groups.sorted { ResolvedJSON.precedes($0.key, $1.key) }.map { group, users in
      [.name(group), .names(users.sorted(by: ResolvedJSON.precedes), limit: users.count)]
    }
  }

  /// Groups for clusters outside of the roaming group.
  var groups: RunbookStep? {
    let sending = facts.send([.groupMembers])
    guard superUsers == nil, !sending.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).access-control-groups", cluster: handle, title: "Add users to their access control groups",
      why: "Users are added to groups; nobody is taken out of one.",
      actions: sending, verify: ["The sender ends without a fault."], undo: RunbookFacts.undoRequests, minutes: 5,
      after: ["\(handle).axl-phones"])
  }
}
