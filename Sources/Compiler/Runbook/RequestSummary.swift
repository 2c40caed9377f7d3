import EMDSL

/// What the runbook tells of a cluster's requests: how many there are, and what they leave to people.
///
/// Out of the same plan and notes as `requests.json`, so that no note of the index can be forgotten.
struct RequestSummary {
  /// Something that requests leave to people, or that people must know of them.
  struct Note {
    /// What is to be done or known, as the index says it.
    var text: String
    /// Natural keys of the requests that say it; empty for a note on a whole phase.
    var names: [String] = []
    /// How many requests say it; more than there are names where those are too many.
    var count = 0
    /// True where the requests only look: nothing but people sets this.
    var isByHand = false
  }

  /// What a phase holds.
  struct Phase {
    /// Its requests.
    var count: Int
    /// What they leave to people, in the order of the requests.
    var notes: [Note]
  }

  /// Names that are kept of a note that many requests have; all of those that only people can do are kept.
  private static let nameLimit = 20

  /// The phases with requests.
  private(set) var phases: [AXLPhase: Phase] = [:]
  /// What holds for all requests.
  let notes: [String]

  /// Looks through the requests of a plan.
  init(_ plan: AXLPlan) {
    notes = plan.notes
    var body = AXLBody(plan.version, isKept: false)
    for phase in plan.phases {
      var notes = plan.notes(of: phase.phase).map { Note(text: $0) }
      var places: [String: Int] = [:]
      for item in phase.items {
        RequestSummary.notes(of: item, &body).forEach { text in
          let isByHand = item.mode == .get
          // The same words mean something else to people where no request follows them.
          let place = places[isByHand ? "get \(text)" : text] ?? notes.count
          places[isByHand ? "get \(text)" : text] = place
          if place == notes.count { notes.append(Note(text: text, isByHand: isByHand)) }
          notes[place].count += 1
          guard isByHand || notes[place].names.count < RequestSummary.nameLimit else { return }
          notes[place].names.append(item.key.shown)
        }
      }
      phases[phase.phase] = Phase(count: phase.items.count, notes: notes)
    }
  }

  /// The notes of all forms of a request; one that only looks has at least one.
  private static func notes(of item: AXLItem, _ body: inout AXLBody) -> [String] {
    var notes: [String] = []
    for form in item.mode.forms {
      item.write(form, into: &body)
      for note in body.notes where !notes.contains(note) { notes.append(note) }
    }
    if notes.isEmpty, item.mode == .get { notes.append("no request sets it: do it by hand") }
    return notes
  }

  /// Requests of some phases.
  func count(_ phases: [AXLPhase]) -> Int { phases.reduce(0) { $0 + (self.phases[$1]?.count ?? 0) } }
}

extension AXLKey {
  /// The key as people look for the object: its name alone where it has one.
  var shown: String {
    var name: String?
    var texts: [String] = []
    forEachMember { member in
      guard let value = member.value?.string else { return }
      if name == nil, String(describing: member.name) == "name" { name = value }
      texts.append(value)
    }
    return name ?? texts.joined(separator: " / ")
  }
}

extension AXLPhase {
  /// The page of Unified CM's administration that shows the objects of the phase.
  var page: String? {
    switch self {
    case .partitions: PartitionRow.entity.page
    case .callingSearchSpaces: CallingSearchSpaceRow.entity.page
    case .geolocations: GeolocationRow.entity.page
    case .geolocationFilters: GeolocationFilterRow.entity.page
    case .dateTimeGroups: DateTimeGroupRow.entity.page
    case .regions: RegionRow.entity.page
    case .callManagerGroups: CallManagerGroupRow.entity.page
    case .srstReferences: SRSTReferenceRow.entity.page
    case .commonDeviceConfigurations: CommonDeviceConfigurationRow.entity.page
    case .localRouteGroups: LocalRouteGroupRow.entity.page
    case .devicePools, .devicePoolRouteGroups: DevicePoolRow.entity.page
    case .phoneSecurityProfiles: PhoneSecurityProfileRow.entity.page
    case .sipTrunks: SIPTrunkRow.entity.page
    case .routeGroups: RouteGroupRow.entity.page
    case .routeLists: RouteListRow.entity.page
    case .routePatterns: RoutePatternRow.entity.page
    case .translationPatterns: TranslationPatternRow.entity.page
    case .callingPartyTransformations: CallingPartyTransformationRow.entity.page
    case .calledPartyTransformations: CalledPartyTransformationRow.entity.page
    case .phoneServices: PhoneServiceRow.entity.page
    case .lines: DirectoryNumberRow.entity.page
    case .deviceProfiles, .loginUsers: DeviceProfileRow.entity.page
    case .users, .userDevices: UserRow.entity.page
    case .phones: PhoneRow.entity.page
    case .accessControlGroups, .groupMembers: AccessControlGroupRow.entity.page
    case .extensionMobilityParameters: ExtensionMobilityParametersRow.entity.page
    case .emccFeatures: EMCCFeatureConfigurationRow.entity.page
    case .interclusterServices: InterclusterServiceProfileRow.entity.page
    case .remoteClusters, .remoteClusterUpdates: RemoteClusterRow.entity.page
    }
  }
}
