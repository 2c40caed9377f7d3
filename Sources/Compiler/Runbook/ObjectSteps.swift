import EMDSL

/// Steps that write what calls and phones refer to: first what nothing in service uses, then what calls use.
struct ObjectSteps {
  /// The cluster.
  let facts: RunbookFacts

  /// The handle of the cluster.
  var handle: String { facts.cluster.handle }
  /// The cluster.
  var cluster: Cluster { facts.cluster }

  /// Requests that calls and phones in service do not notice.
  static let quietPhases: [AXLPhase] = [
    .partitions, .geolocations, .geolocationFilters, .dateTimeGroups, .regions, .callManagerGroups, .srstReferences,
    .commonDeviceConfigurations, .localRouteGroups, .phoneSecurityProfiles,
  ]
  /// Requests behind which device pools and trunks stand; calls notice when these change.
  static let poolPhases: [AXLPhase] = [.callingSearchSpaces, .devicePools, .sipTrunks]
  /// Requests for the ways that calls take.
  static let routePhases: [AXLPhase] = [.routeGroups, .devicePoolRouteGroups, .routeLists]
  /// Requests for what calls match.
  static let patternPhases: [AXLPhase] = [
    .routePatterns, .translationPatterns, .callingPartyTransformations, .calledPartyTransformations,
  ]

  /// Objects that nothing in service uses yet.
  var objectWindow: RunbookWindow? {
    let steps = [callManagerGroups, objects].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "\(handle).objects", title: "Objects that calls do not use yet", cluster: handle, impact: .none,
      reason: """
        Additions: calls and phones in service do not notice them. Where the dry run shows that a request would change \
        an object in service, leave its phase out now and send it at the beginning of the window of the dial plan.
        """,
      steps: steps)
  }

  /// What calls go by, as a whole: nobody logs in before it is there.
  var dialPlanWindow: RunbookWindow? {
    let steps = [devicePools, gateways, routes, dialPlan].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "\(handle).dial-plan", title: "Dial plan", cluster: handle, impact: .some,
      reason: """
        On a cluster in service these requests change what calls go by, trunks and gateways take their configuration \
        anew, and calls in progress over them drop: do it in calm hours, in one go. Nobody can log in by this bundle \
        before it is complete, so no emergency call of a visitor can go wrong.
        """,
      steps: steps)
  }

  private var objects: RunbookStep? {
    let sending = facts.send(ObjectSteps.quietPhases)
    guard !sending.isEmpty else { return nil }
    let count = facts.summary.count(ObjectSteps.quietPhases)
    return RunbookStep(
      id: "\(handle).axl-objects", cluster: handle, title: "Send the requests for partitions, geolocations and groups",
      why: """
        Everything later refers to these: \(count: cluster.partitions.count, of: "partition"), \
        \(count: cluster.geolocations.count, of: "geolocation"), \
        \(count: cluster.dateTimeGroups.count, of: "date/time group").
        """,
      actions: sending, verify: ["The sender ends without a fault, and says how many objects it added and updated."],
      undo: RunbookFacts.undoRequests,
      notice: """
        Nothing. Phones in service take a changed time zone, SRST reference, common device configuration or security \
        profile when they start the next time.
        """,
      minutes: RunbookEstimate.sending(count),
      after: ["\(handle).services", "\(handle).existing"]
        + (callManagerGroups == nil ? [] : ["\(handle).callmanager-groups"]))
  }

  // MARK: Device pools and trunks

  private var devicePools: RunbookStep? {
    let sending = facts.send(ObjectSteps.poolPhases)
    guard !sending.isEmpty else { return nil }
    let trunks = names(cluster.sipTrunks)
    let count = facts.summary.count(ObjectSteps.poolPhases)
    return RunbookStep(
      id: "\(handle).axl-device-pools", cluster: handle,
      title: "Send the requests for calling search spaces, device pools and SIP trunks",
      why: """
        Phones, gateways and route groups refer to them: \(count: cluster.devicePools.count, of: "device pool"), those \
        of visitors among them, \(count: cluster.callingSearchSpaces.count, of: "calling search space"), \
        \(count: cluster.sipTrunks.count, of: "SIP trunk").
        """,
      actions: changedSpaces + trunksToDelete + sending + trunkResets(trunks),
      verify: [
        "The sender ends without a fault.",
        """
        \(menu: "System > Device Pool") lists \
        \(.names(cluster.devicePools.map { $0.name.string }.sorted(by: ResolvedJSON.precedes))).
        """,
      ]
        + (trunks.isEmpty
          ? [] : ["\(menu: "Device > Trunk") shows no trunk that is still to be reset."]),
      undo: RunbookFacts.undoRequests,
      notice: """
        Calls over a trunk drop when it is reset. Phones in service whose device pool changes go on with the old \
        settings until they start the next time; then they may register with other servers.
        """,
      minutes: RunbookEstimate.sending(count) + RunbookEstimate.byHand(trunks.count, each: 2),
      after: ["\(handle).axl-objects", "\(handle).services", "\(handle).existing"])
  }

  /// A list of partitions is replaced at once, and the patterns come later.
  private var changedSpaces: [RunbookAction] {
    guard !facts.present([.callingSearchSpaces]).isEmpty else { return [] }
    return [
      .say(
        """
        Where the dry run shows other \(field: "members") for a calling search space that phones in service use: from \
        then on their calls, emergency calls too, find only the partitions of the new list, and new partitions are \
        empty until the patterns are sent. Go on without a pause until the dial plan is sent, and make an emergency \
        test call from such a phone then.
        """)
    ]
  }

  /// The type of a trunk cannot be changed.
  private var trunksToDelete: [RunbookAction] {
    let trunks = cluster.emccTrunks.map { $0.name.string }.sorted(by: ResolvedJSON.precedes)
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

  private func trunkResets(_ trunks: [String]) -> [RunbookAction] {
    guard !trunks.isEmpty else { return [] }
    return [
      .say(
        """
        Open \(menu: "Device > Trunk"), choose \(.names(trunks, limit: 40)), press \(field: "Reset Selected"), then \
        \(field: "Reset"): a new trunk does not work before its first reset, and one that was changed goes on with its \
        old settings. Calls over it drop.
        """)
    ]
  }

  // MARK: Routes and patterns

  private var routes: RunbookStep? {
    let sending = facts.send(ObjectSteps.routePhases)
    guard !sending.isEmpty else { return nil }
    let lists = names(cluster.routeLists)
    let count = facts.summary.count(ObjectSteps.routePhases)
    let resets: [RunbookAction] =
      lists.isEmpty
      ? []
      : [
        .say(
          """
          Open \(menu: "Call Routing > Route/Hunt > Route List"), choose \(.names(lists, limit: 40)), press \
          \(field: "Reset Selected"), then \(field: "Reset"): a new list registers by it, and one whose route groups \
          changed takes them. Calls in progress over it may drop.
          """)
      ]
    return RunbookStep(
      id: "\(handle).axl-routes", cluster: handle, title: "Send the requests for route groups and route lists",
      why: """
        Patterns lead to route lists; the local route groups of a device pool say by which gateway the calls of its \
        phones leave, emergency calls first.
        """,
      actions: sending + resets,
      verify: ["The sender ends without a fault."]
        + (lists.isEmpty
          ? []
          : [
            """
            \(menu: "Call Routing > Route/Hunt > Route List") shows each of them as \(field: "Registered") with a \
            Unified CM.
            """
          ]),
      undo: RunbookFacts.undoRequests, notice: "Calls over a route list may drop when it is reset.",
      minutes: RunbookEstimate.sending(count) + RunbookEstimate.byHand(lists.count, each: 1),
      after: ["\(handle).axl-device-pools", "\(handle).gateways"])
  }

  private var dialPlan: RunbookStep? {
    let sending = facts.send(ObjectSteps.patternPhases)
    guard !sending.isEmpty || !gatewaySettings.isEmpty else { return nil }
    let count = facts.summary.count(ObjectSteps.patternPhases)
    return RunbookStep(
      id: "\(handle).axl-dial-plan", cluster: handle, title: "Send the requests for the dial plan",
      why: """
        Patterns say where calls go, those of travellers in an emergency first. There are \
        \(count: count, of: "pattern").
        """,
      actions: blockedPatterns + sending + gatewaySettings,
      verify: [
        "The sender ends without a fault.",
        """
        \(menu: "Tools > Dialed Number Analyzer", in: .serviceability), if that service is active, routes an \
        emergency number of the cluster's country to its route list.
        """,
      ]
        + (gatewaySettings.isEmpty
          ? []
          : [
            """
            \(menu: "Device > Gateway") finds every gateway of the deployment with the fields of the table, registered \
            where its protocol registers.
            """
          ]),
      undo: RunbookFacts.undoRequests,
      notice: gatewaySettings.isEmpty
        ? "Calls follow the new patterns at once."
        : """
        Calls follow the new patterns at once. Calls in progress on a gateway drop when its configuration is applied.
        """,
      minutes: RunbookEstimate.sending(count) + RunbookEstimate.byHand(gatewayRows.count, each: 5),
      after: ["\(handle).axl-routes", "\(handle).axl-device-pools", "\(handle).gateways"])
  }

  private func names<R: NamedRow>(_ section: Section<R>) -> [String] {
    section.filter(\.isKnown).map { $0[dynamicMember: \.name].string }.sorted(by: ResolvedJSON.precedes)
  }
}
