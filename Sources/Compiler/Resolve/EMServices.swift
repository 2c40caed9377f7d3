import EMDSL
import EMDiagnostics

/// A phone service of Extension Mobility: derived from `node`, or with an address of its own.
struct EMService: Sendable {
  /// The service.
  let service: Entity<PhoneServiceRow>
  /// Written addresses with what they mean, plain before secure.
  let addresses: [(url: ServiceURL, place: Place?)]

  /// Nil for a service of another kind.
  init?(_ service: Entity<PhoneServiceRow>) {
    let texts = [(service.url, service.place(\.url)), (service.secureUrl, service.place(\.secureUrl))]
    let written = texts.compactMap { text, place in text.map { ($0.string, place) } }
    guard service.kind == .extensionMobility || written.contains(where: { ServiceURL.isExtensionMobility($0.0) })
    else { return nil }
    self.service = service
    addresses = written.map { (ServiceURL($0.0), $0.1) }
  }

  /// True where other clusters are asked for users that are not ours.
  var asksOtherClusters: Bool {
    addresses.isEmpty ? service.emcc ?? false : addresses.contains { $0.url.asksOtherClusters }
  }

  /// True where EMCC is meant, even where the address gets it wrong.
  var namesEMCC: Bool { addresses.isEmpty ? service.emcc ?? false : addresses.contains { $0.url.namesEMCC } }

  /// What the user types in, and where it says so; nil for user ID and PIN by default.
  var loginType: (type: LoginType, place: Place?)? {
    if addresses.isEmpty { return service.loginType.map { ($0, service.place(\.loginType)) } }
    return addresses.lazy.compactMap { address in address.url.loginType.map { ($0, address.place) } }.first
  }

  /// Where EMCC would have to be switched on.
  var emccPlace: Place? {
    if let address = addresses.first { return address.place }
    return service.isWritten(\.emcc) ? service.place(\.emcc) : service.place
  }
}

extension Cluster {
  /// Services of Extension Mobility that phones can use.
  var emServices: [EMService] {
    self.phoneServices.filter { $0.isKnown && $0.enabled != false }.compactMap { EMService($0) }
  }
}

/// Which services of Extension Mobility phones and profiles of a cluster reach.
struct EMSubscriptions {
  /// The cluster's services of Extension Mobility.
  let services: [EMService]
  /// Those that everybody has without subscribing.
  let enterprise: [EMService]
  /// True where services exist that cannot be looked into: nothing can be said about what is missing.
  let hasUnknown: Bool
  private let ordinals: [UInt32: Int]

  /// Looks at a cluster's services.
  init(_ cluster: Cluster) {
    services = cluster.emServices
    enterprise = services.filter { $0.service.enterpriseSubscription ?? false }
    hasUnknown = cluster.existingKinds.contains(.phoneService) || cluster.phoneServices.contains { !$0.isKnown }
    ordinals = Dictionary(
      services.enumerated().map { ($0.element.service.index, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The ordinals of the services of Extension Mobility in a list of subscriptions; nil where one does not resolve.
  func subscribed(_ list: CellList<Ref<PhoneServiceRow>>) -> [Int]? {
    var found: [Int] = []
    for member in list {
      let service: Entity<PhoneServiceRow> = member.target()
      guard service.isKnown else { return nil }
      if let ordinal = ordinals[service.index] { found.append(ordinal) }
    }
    return found
  }
}

extension EMSubscriptions {
  /// False where a phone has no service of Extension Mobility, neither of its own nor by its logout profile; services
  /// for everybody are not counted.
  func reaches(_ phone: Entity<PhoneRow>) -> Bool {
    if subscribed(phone.services).map({ !$0.isEmpty }) ?? true { return true }
    guard let profile = phone.logoutProfile else { return false }
    return !profile.isKnown || subscribed(profile.services).map { !$0.isEmpty } ?? true
  }
}
