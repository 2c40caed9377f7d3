import EMDSL

/// Steps that write what calls and phones refer to: first what nothing in service uses, then what calls use, and last
/// the changes of what is in service.
struct ObjectSteps {
  /// The cluster.
  let facts: RunbookFacts

  /// The handle of the cluster.
  var handle: String { facts.cluster.handle }
  /// The cluster.
  var cluster: Cluster { facts.cluster }

  /// Requests for what stands behind patterns; their additions go unnoticed, their changes are noticed by calls.
  static let objectPhases: [AXLPhase] = [
    .partitions, .callingSearchSpaces, .geolocations, .geolocationFilters, .dateTimeGroups, .regions,
    .callManagerGroups, .srstReferences, .commonDeviceConfigurations, .localRouteGroups, .devicePools,
    .phoneSecurityProfiles, .sipTrunks,
  ]
  /// Requests for the ways that calls take.
  static let routePhases: [AXLPhase] = [.routeGroups, .routeLists]
  /// Requests for what rewrites the numbers of calls at gateways, trunks and device pools.
  static let transformationPhases: [AXLPhase] = [.callingPartyTransformations, .calledPartyTransformations]
  /// Requests for what calls match.
  static let patternPhases: [AXLPhase] = [.routePatterns, .translationPatterns]
  /// What is changed last: additions have gone before, and device pools lead calls to route groups only then.
  static let changedPhases = objectPhases + [.devicePoolRouteGroups]

  /// Objects that nothing in service uses yet.
  var objectWindow: RunbookWindow? {
    let steps = [callManagerGroups, objects].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "\(handle).objects", title: "Objects that calls do not use yet", cluster: handle, impact: .none,
      reason: """
        Additions: calls and phones in service do not notice them. What is there already is left as it is and changes \
        at the end of the window of the dial plan, when the patterns are there.
        """,
      steps: steps)
  }

  /// What calls go by, as a whole: nobody logs in before it is there.
  var dialPlanWindow: RunbookWindow? {
    let steps = [transformations, gateways, routes, dialPlan, inService].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "\(handle).dial-plan", title: "Dial plan", cluster: handle, impact: .some,
      reason: """
        On a cluster in service these requests change what calls go by, trunks and gateways take their configuration \
        anew, and calls in progress over them drop: do it in calm hours, in one go. Nobody can log in by this bundle \
        before it is complete, so no emergency call of a visitor can go wrong.
        """,
      steps: steps + [backOut])
  }

  private var objects: RunbookStep? {
    let sending = facts.send(ObjectSteps.objectPhases, .additions)
    guard !sending.isEmpty else { return nil }
    let count = facts.summary.count(ObjectSteps.objectPhases)
    return RunbookStep(
      id: "\(handle).axl-objects", cluster: handle,
      title: "Add the missing partitions, device pools, trunks and groups",
      why: """
        Everything later refers to these: \(count: cluster.partitions.count, of: "partition"), \
        \(count: cluster.callingSearchSpaces.count, of: "calling search space"), \
        \(count: cluster.geolocations.count, of: "geolocation"), \
        \(count: cluster.devicePools.count, of: "device pool"), those of visitors among them, \
        \(count: cluster.sipTrunks.count, of: "SIP trunk").
        """,
      actions: [
        .say(
          """
          The option \(name: "--add-only") leaves what is there already, also where it differs. A line with \
          \(name: "update") is about what the same run adds. Keep what the sender lists under \
          \(name: "left for later"): step \(name: "\(handle).axl-in-service") changes it.
          """)
      ] + sending + newTrunks,
      verify: [
        "The sender ends without a fault, and says how many objects it added and left.",
        """
        \(menu: "System > Device Pool") lists \
        \(.names(cluster.devicePools.map { $0.name.string }.sorted(by: ResolvedJSON.precedes))).
        """,
      ] + ObjectSteps.notesAreDone(sending),
      undo: RunbookFacts.undoRequests,
      minutes: RunbookEstimate.sending(count) + RunbookEstimate.byHand(cluster.sipTrunks.count, each: 1),
      after: ["\(handle).services", "\(handle).existing", "\(handle).axl-access"]
        + (callManagerGroups == nil ? [] : ["\(handle).callmanager-groups"]))
  }

  /// A check for steps whose requests leave something to people.
  static func notesAreDone(_ sending: [RunbookAction]) -> [RunbookText] {
    guard case .table = sending.last else { return [] }
    return [
      """
      Every row of the table below the requests is done, or bears the name of whoever decided to leave it; what was set \
      stands there after its page is opened again.
      """
    ]
  }

  /// A trunk that nothing leads to yet is reset without anybody noticing.
  private var newTrunks: [RunbookAction] {
    guard !facts.present([.sipTrunks]).isEmpty else { return [] }
    return [
      .say(
        """
        In \(menu: "Device > Trunk") choose the trunks that the sender says it added, and no others, press \
        \(field: "Reset Selected"), then \(field: "Reset"): a new trunk does not work before its first reset. No call \
        uses them yet.
        """)
    ]
  }

  // MARK: Routes and patterns

  private var transformations: RunbookStep? {
    let sending = facts.send(ObjectSteps.transformationPhases)
    guard !sending.isEmpty else { return nil }
    let count = facts.summary.count(ObjectSteps.transformationPhases)
    return RunbookStep(
      id: "\(handle).axl-transformations", cluster: handle, title: "Send the requests for the transformation patterns",
      why: """
        They come before gateways, route lists and device pools lead calls past them: an emergency call never leaves \
        with a number that cannot be called back.
        """,
      actions: sending, verify: ["The sender ends without a fault."] + ObjectSteps.notesAreDone(sending),
      undo: RunbookFacts.undoRequests,
      notice: "Calls over gateways in service whose calling search spaces hold these partitions bear the new numbers.",
      minutes: RunbookEstimate.sending(count), after: ["\(handle).axl-objects"])
  }

  private var routes: RunbookStep? {
    let sending = facts.send(ObjectSteps.routePhases)
    guard !sending.isEmpty else { return nil }
    let lists = names(cluster.routeLists)
    let count = facts.summary.count(ObjectSteps.routePhases)
    return RunbookStep(
      id: "\(handle).axl-routes", cluster: handle, title: "Send the requests for route groups and route lists",
      why: """
        Patterns lead to route lists, and these to route groups with the gateways.
        """,
      actions: sending + listResets(lists),
      verify: ["The sender ends without a fault."]
        + (lists.isEmpty
          ? []
          : [
            """
            \(menu: "Call Routing > Route/Hunt > Route List") shows each of them as \(field: "Registered") with a \
            Unified CM.
            """
          ]),
      undo: RunbookFacts.undoRequests,
      notice: lists.isEmpty ? "Nothing." : "Calls over a route list, emergency calls too, may drop when it is reset.",
      minutes: RunbookEstimate.sending(count) + RunbookEstimate.byHand(lists.count, each: 1),
      after: ["\(handle).axl-objects", "\(handle).axl-transformations", "\(handle).gateways"])
  }

  /// Lists with emergency calls last and one by one.
  private func listResets(_ lists: [String]) -> [RunbookAction] {
    guard !lists.isEmpty else { return [] }
    let urgent = emergencyLists
    var actions: [RunbookAction] = [
      .say(
        """
        In \(menu: "Call Routing > Route/Hunt > Route List") choose the route lists that the sender says it added or \
        updated, and no others, press \(field: "Reset Selected"), then \(field: "Reset"): a new list registers by it, \
        and one whose route groups changed takes them. Calls in progress over it may drop.
        """)
    ]
    if !urgent.isEmpty {
      actions.append(
        .say(
          """
          Emergency calls go over \(.names(urgent, limit: 40)). Where one was added or updated, reset it alone and \
          last, after reception and security have said that no emergency call is up; where it was not, leave it.
          """))
    }
    return actions
  }

  /// Route lists to which emergency patterns lead.
  private var emergencyLists: [String] {
    var found: Set<String> = []
    for row in cluster.routePatterns where row.isKnown && row.purpose == .emergency {
      if let list = row.to?.view(as: RouteListRow.self) { found.insert(list.name.string) }
    }
    return found.sorted(by: ResolvedJSON.precedes)
  }

  private var dialPlan: RunbookStep? {
    let sending = facts.send(ObjectSteps.patternPhases)
    guard !sending.isEmpty else { return nil }
    let count = facts.summary.count(ObjectSteps.patternPhases)
    return RunbookStep(
      id: "\(handle).axl-dial-plan", cluster: handle, title: "Send the requests for the dial plan",
      why: """
        Patterns say where calls go, those of travellers in an emergency first. There are \
        \(count: count, of: "pattern").
        """,
      actions: collisions + blockedPatterns + sending,
      verify: [
        "The sender ends without a fault.",
        """
        From a phone in service of each site an outside, an international and a service number are dialled as always, \
        and each call arrives.
        """,
      ] + ObjectSteps.notesAreDone(sending),
      undo: RunbookFacts.undoRequests,
      notice: """
        Calls follow new patterns at once in partitions that phones see already.
        """,
      minutes: RunbookEstimate.sending(count),
      after: ["\(handle).axl-routes", "\(handle).axl-transformations", "\(handle).gateways"])
  }

  /// Names of a section, sorted.
  func names<R: NamedRow>(_ section: Section<R>) -> [String] {
    section.filter(\.isKnown).map { $0[dynamicMember: \.name].string }.sorted(by: ResolvedJSON.precedes)
  }
}
