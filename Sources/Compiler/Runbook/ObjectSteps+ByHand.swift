import EMDSL

/// What requests cannot add: Unified CM groups, gateways, and patterns that reject calls.
extension ObjectSteps {
  /// Unified CM groups: their members are names of the cluster's own.
  var callManagerGroups: RunbookStep? {
    let groups = facts.callManagerGroups
    guard !groups.isEmpty else { return nil }
    let rows = groups.map { group -> [RunbookText] in
      let members = group.members.map { member -> String in
        let node: Entity<NodeRow> = member.target()
        return node.isPoison ? "" : node[dynamicMember: \.address]?.string ?? node.name.string
      }
      return ["Unified CM group", .name(group.name.string), .names(members)]
    }
    return RunbookStep(
      id: "\(handle).callmanager-groups", cluster: handle, title: "Add the missing Unified CM groups",
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
        .say(
          """
          Where a group exists with other servers or in another order, write it down and leave it: all phones of its \
          device pools would register elsewhere. It is changed when the phones are reset.
          """),
      ] + groupNotes,
      verify: ["The page lists every group of the table; those with other servers are written down."],
      undo: "Delete groups that you added.", minutes: RunbookEstimate.byHand(rows.count, each: 5),
      after: ["\(handle).services"])
  }

  /// What the requests say of the groups, which they only look at.
  private var groupNotes: [RunbookAction] {
    let notes = facts.summary.phases[.callManagerGroups]?.notes ?? []
    guard !notes.isEmpty else { return [] }
    return [
      .say("The requests only look at these groups, and the sender says of them, also of those that are left:"),
      .table(["Groups", "What"], notes.map { [.names($0.names, limit: $0.names.count), .note($0.text)] }),
    ]
  }

  /// Route patterns that reject calls, with their partitions; those that lead nowhere are added by hand.
  var blockedRows: [(pattern: String, partition: String)] {
    let rows = facts.cluster.routePatterns.filter { $0.isKnown && $0.block == true && $0.to == nil }.flatMap { row in
      row.patterns.compactMap { $0.value?.string }.map { ($0, row.partition?.name.string ?? "") }
    }
    return rows.sorted { ResolvedJSON.precedes($0.1 + $0.0, $1.1 + $1.0) }
  }

  /// Route patterns that reject calls: Unified CM wants a gateway or route list even for them.
  var blockedPatterns: [RunbookAction] {
    let rows = blockedRows
    guard !rows.isEmpty else { return [] }
    return [
      .say(
        """
        First, so that no call can pass where it must not, add these route patterns in \
        \(menu: "Call Routing > Route/Hunt > Route Pattern"), each with \(field: "Block this pattern") in \
        \(field: "Route Option"), and press \(field: "Save"). Unified CM wants a gateway or route list for them too, \
        though no call reaches it: choose any route list that is there.
        """),
      .table(["Route Pattern", "Route Partition"], rows.map { [.name($0.pattern), .name($0.partition)] }),
    ]
  }

  // MARK: Gateways

  private static let gatewayColumns = [
    "Gateway", "Device Pool", "Calling Search Space (inbound)", "Calling Party Transformation CSS",
    "Use Device Pool Calling Party Transformation CSS", "Called Party Transformation CSS",
    "Use Device Pool Called Party Transformation CSS", "Prefix DN",
  ]

  /// The gateways with the fields that the deployment sets.
  var gatewayRows: [[RunbookText]] {
    cluster.gateways.sorted { ResolvedJSON.precedes($0.name.string, $1.name.string) }.map { gateway in
      let pool = gateway.devicePool.flatMap { $0.isPoison ? nil : $0 }
      return [
        .name(gateway.name.string), .optional(gateway.devicePool?.name), .optional(gateway.css?.name),
      ] + ObjectSteps.transformation(gateway.callingPartyTransformationCss, pool?.callingPartyTransformationCss)
        + ObjectSteps.transformation(gateway.calledPartyTransformationCss, pool?.calledPartyTransformationCss)
        + [.optional(gateway.prefixDigits)]
    }
  }

  /// A transformation's calling search space and the box behind it: the device pool's holds only where it is ticked.
  private static func transformation(
    _ own: Entity<CallingSearchSpaceRow>?, _ pool: Entity<CallingSearchSpaceRow>?
  ) -> [RunbookText] {
    if let own { return [.optional(own.name), "clear"] }
    return pool == nil ? ["–", "–"] : ["\(field: "< None >")", "ticked"]
  }

  /// Gateways that are missing: route groups name them before there are patterns.
  var gateways: RunbookStep? {
    let rows = gatewayRows
    guard !rows.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).gateways", cluster: handle, title: "Add the missing gateways",
      why: """
        Route groups refer to gateways by name. Gateways depend on their hardware, so no request adds them. Emergency \
        calls leave by them, with the numbers that their transformations make.
        """,
      actions: [
        .say(
          """
          Open \(menu: "Device > Gateway") and find each. Add a missing one with the procedure of its hardware, set \
          these fields, press \(field: "Save"), then \(field: "Apply Config"). A dash means that the deployment says \
          nothing of the field: leave it as it is, on a new gateway as the page offers it (\(field: "< None >")). \
          Where a box \(field: "Use Device Pool …") is to be ticked, the numbers that emergency centres see come from \
          the device pool; with the box clear they are wrong. Connect the lines of a new gateway only after the dial \
          plan is sent: its calls find no pattern before.
          """),
        .table(ObjectSteps.gatewayColumns, rows),
        .say(
          """
          Change nothing on a gateway that exists: its calling search space names partitions whose patterns come later.
          """),
      ],
      verify: ["\(menu: "Device > Gateway") finds every gateway of the table."],
      undo: "Delete gateways that you added.", minutes: RunbookEstimate.byHand(rows.count, each: 10),
      after: ["\(handle).axl-objects"])
  }

  /// The fields of gateways in service, when the patterns are there.
  var gatewaySettings: [RunbookAction] {
    let rows = gatewayRows
    guard !rows.isEmpty else { return [] }
    return [
      .say(
        """
        Now that the patterns are there, open \(menu: "Device > Gateway") and compare each gateway that existed before: \
        note down its fields, set those that differ, press \(field: "Save"), then \(field: "Apply Config"). Calls in \
        progress on it drop: one gateway after the other, when no emergency call is up. A dash means: leave the field \
        as it is.
        """),
      .table(ObjectSteps.gatewayColumns, rows),
    ]
  }
}

extension RunbookFacts {
  /// The cluster's own Unified CM groups by name.
  var callManagerGroups: [Entity<CallManagerGroupRow>] {
    cluster.callManagerGroups.filter(\.isKnown).sorted { ResolvedJSON.precedes($0.name.string, $1.name.string) }
  }
}
