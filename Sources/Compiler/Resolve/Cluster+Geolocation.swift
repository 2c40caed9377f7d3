package import EMDSL
import EMDiagnostics

/// Where phones for visitors stand.
extension Cluster {
  /// Geolocation of devices whose phone and pool name none; nil where the enterprise parameter is `Unspecified`.
  var defaultGeolocation: Entity<GeolocationRow>? {
    parts.lazy.compactMap { $0.enterpriseParameters.first?.defaultGeolocation }.first
  }

  /// True where the cluster has objects of the kind that nobody describes here.
  func hasExisting(_ kind: EntityKind) -> Bool { existingKinds.contains(kind) }

  /// True where a section is written in a way that could not be read: nothing can be said of what it lacks.
  func hasDamaged<R: Row>(_ section: KeyPath<ClusterRow, Rows<R>>) -> Bool {
    parts.contains { $0.isDamaged(section) }
  }

  /// Phones at which users of other clusters may log in: with Extension Mobility, of a model that supports EMCC, and
  /// read without a finding.
  package var visitorPhones: VisitorPhoneSequence { VisitorPhoneSequence(phones: self.phones) }

  /// The EMCC feature configuration; nil where no document has one.
  var emccFeatures: Entity<EMCCFeatureConfigurationRow>? { self.emccFeatureConfiguration.first }

  /// The EMCC geolocation filter; nil without one, and where it is only known by its name.
  var emccGeolocationFilter: Entity<GeolocationFilterRow>? {
    guard let filter = emccFeatures?.geolocationFilter, filter.isKnown else { return nil }
    return filter
  }
}

extension Deployment {
  /// True where users of the cluster may log in at another one.
  func isHome(_ cluster: Cluster) -> Bool { mesh.pairs.contains { $0.home == cluster.id } }
}

/// The phones for visitors of a cluster by their effective geolocation: phone, then device pool, then enterprise
/// parameter (Technical note 213965).
struct VisitorPhones: Sendable {
  /// Phones at one geolocation.
  struct Group: Sendable {
    /// The geolocation.
    let geolocation: Entity<GeolocationRow>
    /// The phones.
    var phones = Sample()
  }

  /// Phones of one device pool that stand nowhere.
  struct Unplaced: Sendable {
    /// The pool.
    let pool: Entity<DevicePoolRow>
    /// The phones.
    var phones = Sample()
  }

  /// Phones that stand somewhere, in the order of the first phone of each; geolocations that cannot be read are left
  /// out.
  private(set) var groups: [Group] = []
  /// Phones without a geolocation, in the order of the first phone of each pool.
  private(set) var unplaced: [Unplaced] = []

  /// Gathers the phones of a cluster.
  init(_ cluster: Cluster) {
    let fallback = cluster.defaultGeolocation
    var slots: [UInt32: Int] = [:]
    for phone in cluster.visitorPhones {
      let pool = phone.devicePool
      var stands = phone.geolocation
      if stands == nil { stands = pool?.geolocation }
      if stands == nil { stands = fallback }
      if let stands {
        guard stands.isKnown else { continue }
        let slot = slots[stands.index] ?? groups.count
        if slot == groups.count {
          slots[stands.index] = slot
          groups.append(Group(geolocation: stands))
        }
        groups[slot].phones.add(phone.name, phone.place)
      } else if let pool, pool.isKnown {
        let slot = slots[pool.index] ?? unplaced.count
        if slot == unplaced.count {
          slots[pool.index] = slot
          unplaced.append(Unplaced(pool: pool))
        }
        unplaced[slot].phones.add(phone.name, phone.place)
      }
    }
  }
}

/// The phones of a cluster at which users of other clusters may log in.
package struct VisitorPhoneSequence: Sequence {
  /// All phones.
  let phones: Section<PhoneRow>

  /// See `Sequence`.
  package func makeIterator() -> Iterator { Iterator(phones: phones.makeIterator()) }

  /// Passes over the phones that receive nobody.
  package struct Iterator: IteratorProtocol {
    fileprivate var phones: Section<PhoneRow>.Iterator
    private var models = PhoneModels()

    fileprivate init(phones: Section<PhoneRow>.Iterator) { self.phones = phones }

    /// See `IteratorProtocol`.
    package mutating func next() -> Entity<PhoneRow>? {
      while let phone = phones.next() {
        guard phone.extensionMobility == true, phone.isKnown, let model = phone.model else { continue }
        if models.supportEMCC(model) { return phone }
      }
      return nil
    }
  }
}

extension Entity<GeolocationRow> {
  /// The text of a field; nil when blank.
  func text(_ field: GeolocationField) -> Interned? {
    switch field {
    case .country: self.country
    case .nationalSubDivision: self.nationalSubDivision
    case .district: self.district
    case .communityName: self.communityName
    case .cityDivision: self.cityDivision
    case .neighbourhood: self.neighbourhood
    case .street: self.street
    case .leadingStreetDirection: self.leadingStreetDirection
    case .trailingStreetSuffix: self.trailingStreetSuffix
    case .streetSuffix: self.streetSuffix
    case .houseNumber: self.houseNumber
    case .houseNumberSuffix: self.houseNumberSuffix
    case .landmark: self.landmark
    case .location: self.location
    case .floor: self.floor
    case .occupantName: self.occupantName
    case .postalCode: self.postalCode
    }
  }
}
