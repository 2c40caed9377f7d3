import EMDSL
import EMDiagnostics
import EMService

/// Rule 26: a phone is set up for logins, and Extension Mobility is off.
enum SubscribedPhoneNotEnabled: ClusterRule {
  /// The texts of EM3026 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3026", name: "em-phone-not-enabled", severity: .error,
    summary: "A phone subscribes to Extension Mobility or has a logout profile, and Extension Mobility is off.",
    why: "The phone offers the login and refuses it.", fix: "write 'extensionMobility: true' for the phone",
    source: "Seeds 000, table of error codes: 5, 20 and 22", phone: .deviceLogonDisabled22,
    mistakes: [
      RuleExample(
        "The phone has a logout profile.",
        [
          "SEP00AA10000002: {description: Hot desk 2}":
            "SEP00AA10000002: {description: Hot desk 2, extensionMobility: «false», logoutProfile: UDP-BKIM}"
        ]),
      RuleExample(
        "The phone subscribes to the service.",
        [
          "css: CSS-DEV, extensionMobility: true}": "css: CSS-DEV}",
          "SEP00AA10000001: {description: Hot desk 1}":
            "SEP00AA10000001: {description: Hot desk 1, extensionMobility: true}",
          "SEP00AA10000002: {description: Hot desk 2}":
            "SEP00AA10000002: {description: Hot desk 2, services: [«Extension Mobility»]}",
        ]),
      RuleExample(
        "All hot desks of a document have a logout profile by default, and nobody switched Extension Mobility on.",
        ["css: CSS-DEV, extensionMobility: true}": "css: CSS-DEV, logoutProfile: «UDP-BKIM»}"]),
    ],
    right: [
      RuleExample(
        "A personal phone may keep the service that it once subscribed to.",
        [
          "SEP00AA10000002: {description: Hot desk 2}":
            "SEP00AA10000002: {owner: bkim, extensionMobility: false, services: [Extension Mobility]}"
        ]),
      RuleExample(
        "A phone that says no differs from its defaults on purpose.",
        [
          "css: CSS-DEV, extensionMobility: true}": "css: CSS-DEV, extensionMobility: true, logoutProfile: UDP-BKIM}",
          "SEP00AA10000002: {description: Hot desk 2}": "SEP00AA10000002: {extensionMobility: false}",
        ]),
    ])

  /// What makes a phone one for logins.
  private struct Sign {
    var place: Place?
    var isService: Bool
  }

  /// Phones that are nobody's own, grouped by the place where one line mends them.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let subscriptions = EMSubscriptions(cluster)
    var personal: Set<UInt32>?
    var groups: [Place: Sample] = [:]
    var order: [(place: Place, phone: Entity<PhoneRow>, sign: Sign)] = []
    for phone in cluster.phones where phone.extensionMobility != true && phone.isKnown && phone.owner == nil {
      guard let sign = sign(of: phone, subscriptions, deployment) else { continue }
      let associated = personal ?? associatedPhones(cluster)
      personal = associated
      guard !associated.contains(phone.index) else { continue }
      let own = deployment.isOwn(phone, \.extensionMobility) ? phone.place(\.extensionMobility) : sign.place
      guard let place = own else { continue }
      if groups[place] == nil { order.append((place, phone, sign)) }
      groups[place, default: Sample()].add(phone)
    }
    for entry in order {
      guard let affected = groups[entry.place] else { continue }
      add(entry.phone, entry.sign, at: entry.place, affected, cluster, &report)
    }
  }

  /// What the phone says itself; by default only where it has no lines of its own and says nothing of logins.
  private static func sign(
    of phone: Entity<PhoneRow>, _ subscriptions: EMSubscriptions, _ deployment: Deployment
  ) -> Sign? {
    guard !phone.isDamaged(\.extensionMobility) else { return nil }
    var signs: [Sign] = []
    if let profile = phone.logoutProfile, !profile.isPoison {
      signs.append(Sign(place: phone.place(\.logoutProfile), isService: false))
    }
    let ordinals = phone.services.isEmpty ? [] : subscriptions.subscribed(phone.services) ?? []
    if let first = ordinals.first {
      let member = phone.services.first { $0.target().index == subscriptions.services[first].service.index }
      signs.append(Sign(place: member?.place, isService: true))
    }
    guard !signs.isEmpty else { return nil }
    let saysNothing = !phone.isWritten(\.extensionMobility) && phone.lines.isEmpty
    return signs.first { saysNothing || !deployment.isFromDefaults($0.place) }
  }

  private static func associatedPhones(_ cluster: Cluster) -> Set<UInt32> {
    var found: Set<UInt32> = []
    for user in cluster.users {
      for member in user.associatedDevices { found.insert(member.target().index) }
    }
    return found
  }

  private static func add(
    _ phone: Entity<PhoneRow>, _ sign: Sign, at place: Place, _ affected: Sample, _ cluster: Cluster,
    _ report: inout Report
  ) {
    let isOne = affected.count == 1
    let what =
      sign.isService
      ? "\(isOne ? "subscribes" : "subscribe") to Extension Mobility, which is off"
      : "\(isOne ? "has" : "have") a logout profile, but Extension Mobility is off"
    report.add(
      "\(isOne ? "phone" : "phones") \(affected.names) of \(cluster.handle) \(what)",
      at: place,
      related: [
        sign.place == place
          ? nil : Report.related(sign.place, sign.isService ? "the subscription" : "the logout profile")
      ],
      help: "write 'extensionMobility: true', or take the \(sign.isService ? "subscription" : "logout profile") away; "
        + "a personal phone names its 'owner'", [cluster])
  }
}
