import EMDSL

/// The end of a dial plan: what was there before changes only when the patterns are there.
extension ObjectSteps {
  /// Changes of objects in service, then the fields of gateways in service.
  var inService: RunbookStep? {
    let sending = facts.send(ObjectSteps.changedPhases, .changes)
    guard !sending.isEmpty || !gatewayRows.isEmpty else { return nil }
    let trunks = sending.isEmpty ? [] : names(cluster.sipTrunks)
    let count = facts.summary.count(ObjectSteps.changedPhases)
    return RunbookStep(
      id: "\(handle).axl-in-service", cluster: handle, title: "Change what is in service",
      why: """
        Calling search spaces, device pools and trunks that were there before get their new values now, when every \
        pattern and route group behind them is there: no call, no emergency call above all, finds an empty partition \
        meanwhile. The local route groups of a device pool say by which gateway the calls of its phones leave.
        """,
      actions: changedSpaces + (sending.isEmpty ? [] : trunksToDelete) + sending + trunkResets(trunks)
        + gatewaySettings,
      verify: [
        "The sender ends without a fault; sent once more with \(name: "--dry-run"), it says that nothing would change.",
        """
        \(menu: "Tools > Dialed Number Analyzer", in: .serviceability), from one phone in service of each site, routes \
        every emergency number of the site's country to a gateway of that country.
        """,
      ] + (trunks.isEmpty ? [] : ["\(menu: "Device > Trunk") shows no trunk that is still to be reset."])
        + (gatewayRows.isEmpty
          ? []
          : [
            """
            \(menu: "Device > Gateway") finds every gateway of the deployment with the fields of the table, registered \
            where its protocol registers.
            """
          ]),
      undo: """
        Set the noted fields of the gateways, then undo the requests: what they changed gets back what the journal \
        kept, and what was added stays. Where more than this step must go, take \
        \(name: "\(handle).dial-plan-back-out").
        """,
      notice: """
        Calls over a trunk or gateway drop when it is reset or its configuration is applied. Phones in service find \
        the new patterns at once. Those whose device pool changes go on with the old settings until they start the \
        next time; then they may register with other servers, or take another time zone or SRST reference.
        """,
      minutes: RunbookEstimate.sending(count) + RunbookEstimate.byHand(trunks.count, each: 2)
        + RunbookEstimate.byHand(gatewayRows.count, each: 5),
      after: ["axl-dial-plan", "axl-transformations", "axl-routes", "axl-objects", "gateways"].map {
        "\(handle).\($0)"
      })
  }

  /// A list of partitions is replaced at once.
  private var changedSpaces: [RunbookAction] {
    guard !facts.present([.callingSearchSpaces]).isEmpty else { return [] }
    return [
      .say(
        """
        Where the dry run shows other \(field: "members") for a calling search space that phones in service use, see \
        in \(menu: "Call Routing > Route/Hunt > Route Pattern") and \
        \(menu: "Call Routing > Translation Pattern") that each partition of the new list has its patterns; where one \
        is empty, stop.
        """)
    ]
  }

  /// The type of a trunk cannot be changed.
  private var trunksToDelete: [RunbookAction] {
    let trunks = emccTrunks
    guard !trunks.isEmpty else { return [] }
    return [
      .say(
        """
        Before sending, open \(menu: "Device > Trunk") and look for \(.names(trunks)). Where one exists with another \
        \(field: "Trunk Service Type") than \(field: "Extension Mobility Cross Clusters"), write its fields down, take \
        it out of its route groups and delete it: the type cannot be changed, and the request adds it anew. The journal \
        does not keep what you delete by hand.
        """)
    ]
  }

  /// Trunks of EMCC by name.
  var emccTrunks: [String] { cluster.emccTrunks.map { $0.name.string }.sorted(by: ResolvedJSON.precedes) }

  private func trunkResets(_ trunks: [String]) -> [RunbookAction] {
    guard !trunks.isEmpty else { return [] }
    return [
      .say(
        """
        In \(menu: "Device > Trunk") choose those of \(.names(trunks, limit: 40)) that the sender says it added or \
        updated, and no others, press \(field: "Reset Selected"), then \(field: "Reset"): a trunk that was changed goes \
        on with its old settings before. Calls over it drop, emergency calls too: ask reception and security first \
        that none is up, and take one trunk after the other.
        """)
    ]
  }
}
