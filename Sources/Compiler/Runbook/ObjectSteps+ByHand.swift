import EMDSL

/// What requests cannot add, because it depends on names that only the cluster knows.
extension ObjectSteps {
  /// Unified CM groups: their members are names of the cluster's own.
  var callManagerGroups: RunbookStep? {
    let groups = facts.cluster.callManagerGroups.filter(\.isKnown)
      .sorted { ResolvedJSON.precedes($0.name.string, $1.name.string) }
    guard !groups.isEmpty else { return nil }
    let handle = facts.cluster.handle
    let rows = groups.map { group -> [RunbookText] in
      let members = group.members.map { member -> String in
        let node: Entity<NodeRow> = member.target()
        return node.isPoison ? "" : node[dynamicMember: \.address]?.string ?? node.name.string
      }
      return ["Unified CM group", .name(group.name.string), .names(members)]
    }
    return RunbookStep(
      id: "\(handle).callmanager-groups", cluster: handle, title: "Add or check the Unified CM groups",
      why:
        "Device pools refer to them. Their members go by names that only the cluster knows, so no request adds them.",
      actions: [
        .say(
          """
          Open \(menu: "System > Cisco Unified CM Group") and find each. Press \(field: "Add New") for a missing one, \
          move the servers to \(field: "Selected Cisco Unified Communications Managers") in the order of the table, and \
          press \(field: "Save"):
          """),
        .table(["Kind", "Name", "Servers, in this order"], rows),
      ],
      verify: ["The page lists every group of the table with these servers."],
      undo: "Delete groups that you added, or set the former order.", minutes: 5 * rows.count,
      after: ["\(handle).services"])
  }

  /// Route patterns that reject calls: Unified CM wants a gateway or route list even for them.
  var blockedPatterns: [RunbookAction] {
    let rows = facts.cluster.routePatterns.filter { $0.isKnown && $0.block == true && $0.to == nil }.flatMap { row in
      row.patterns.compactMap { $0.value?.string }.map { ($0, row.partition?.name.string ?? "") }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .say(
        """
        Add these route patterns in \(menu: "Call Routing > Route/Hunt > Route Pattern") with \
        \(field: "Block this pattern"). Unified CM wants a gateway or route list for them too, though no call reaches \
        it: choose any that is there.
        """),
      .table(
        ["Route Pattern", "Route Partition"],
        rows.sorted { ResolvedJSON.precedes($0.1 + $0.0, $1.1 + $1.0) }.map { [.name($0.0), .name($0.1)] }),
    ]
  }
}
