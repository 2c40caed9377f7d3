import EMDSL
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

  /// Visits the phones at which users of other clusters may log in: with Extension Mobility, of a model that supports
  /// EMCC, and read without a finding.
  func forEachVisitorPhone(_ body: (Entity<PhoneRow>) -> Void) {
    var models = PhoneModels()
    for phone in self.phones where phone.extensionMobility == true && phone.isKnown {
      guard let model = phone.model, models.supportEMCC(model) else { continue }
      body(phone)
    }
  }

  /// The EMCC feature configuration; nil where no document has one.
  var emccFeatures: Entity<EMCCFeatureConfigurationRow>? { self.emccFeatureConfiguration.first }

  /// The EMCC geolocation filter; nil without one, and where it is only known by its name.
  var emccGeolocationFilter: Entity<GeolocationFilterRow>? {
    guard let filter = emccFeatures?.geolocationFilter, filter.isKnown else { return nil }
    return filter
  }

  /// Device pools of ours that visitors' phones can take in a peer, by what their authors meant them for.
  func roamingPools(for peer: ClusterID) -> [Entity<DevicePoolRow>] {
    self.devicePools.filter { $0.roamingFor == peer }
  }
}

extension Deployment {
  /// True where users of the cluster may log in at another one.
  func isHome(_ cluster: Cluster) -> Bool { mesh.pairs.contains { $0.home == cluster.id } }
  /// True where users of another cluster may log in at this one.
  func isVisited(_ cluster: Cluster) -> Bool { mesh.pairs.contains { $0.visiting == cluster.id } }
}

/// The phones for visitors of a cluster by their effective geolocation: phone, then device pool, then enterprise
/// parameter (Technical note 213965).
struct VisitorPhones {
  /// Phones at one geolocation.
  struct Group {
    /// The geolocation.
    let geolocation: Entity<GeolocationRow>
    /// The phones.
    var phones = Sample()
  }

  /// Phones of one device pool that stand nowhere.
  struct Unplaced {
    /// The pool.
    let pool: Entity<DevicePoolRow>
    /// The phones.
    var phones = Sample()
  }

  /// Phones that stand somewhere, in the order of the first phone of each; geolocations that cannot be read are left out.
  private(set) var groups: [Group] = []
  /// Phones without a geolocation, in the order of the first phone of each pool.
  private(set) var unplaced: [Unplaced] = []

  /// Gathers the phones of a cluster.
  init(_ cluster: Cluster) {
    let fallback = cluster.defaultGeolocation
    var slots: [UInt32: Int] = [:]
    var last: (index: UInt32, slot: Int) = (.max, 0)
    var groups: [Group] = []
    var unplaced: [Unplaced] = []
    cluster.forEachVisitorPhone { phone in
      let pool = phone.devicePool
      guard let geolocation = phone.geolocation ?? pool?.geolocation ?? fallback else {
        guard let pool, pool.isKnown else { return }
        let slot = slots[pool.index] ?? unplaced.count
        if slot == unplaced.count {
          slots[pool.index] = slot
          unplaced.append(Unplaced(pool: pool))
        }
        unplaced[slot].phones.add(phone.name, phone.place)
        return
      }
      guard geolocation.isKnown else { return }
      if geolocation.index != last.index {
        let slot = slots[geolocation.index] ?? groups.count
        if slot == groups.count {
          slots[geolocation.index] = slot
          groups.append(Group(geolocation: geolocation))
        }
        last = (geolocation.index, slot)
      }
      groups[last.slot].phones.add(phone.name, phone.place)
    }
    self.groups = groups
    self.unplaced = unplaced
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
