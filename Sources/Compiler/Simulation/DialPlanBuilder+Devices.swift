import EMDSL
import EMDiagnostics
import EMSimulation

/// Gateways, trunks and PSTN Access.
extension DialPlanBuilder {
  /// Adds the gateways.
  mutating func addGateways() {
    for row in cluster.gateways {
      let pool = readable(row.devicePool)
      let geolocation = pool?.geolocation
      let country = row.country ?? geolocation?.country
      let countryPlace = row.country == nil ? geolocation?.place(\.country) : row.place(\.country)
      plan.gateways.append(
        CallGateway(
          NamedPlace(row.name.string, row.place), devicePool: devicePool(row.devicePool), country: country?.string,
          countryPlace: country == nil ? nil : countryPlace,
          callingTransformationCSS: searchSpace(
            row.callingPartyTransformationCss ?? pool?.callingPartyTransformationCss),
          calledTransformationCSS: searchSpace(row.calledPartyTransformationCss ?? pool?.calledPartyTransformationCss)))
    }
  }

  /// Adds the trunks; ordinary ones lead out of sight until `TrunkPairing` has looked at their destinations.
  mutating func addTrunks() {
    for row in cluster.sipTrunks {
      let pool = readable(row.devicePool)
      let geolocation = row.geolocation ?? pool?.geolocation
      plan.trunks.append(
        CallTrunk(
          NamedPlace(row.name.string, row.place), far: row.serviceType == .emcc ? .emcc : .outside,
          devicePool: devicePool(row.devicePool), country: geolocation?.country?.string, css: searchSpace(row.css),
          cssPlace: row.place(\.css),
          callingTransformationCSS: searchSpace(
            row.callingPartyTransformationCss ?? pool?.callingPartyTransformationCss),
          calledTransformationCSS: searchSpace(row.calledPartyTransformationCss ?? pool?.calledPartyTransformationCss),
          // 99 is what Unified CM writes for all digits.
          significantDigits: row.significantDigits.flatMap { $0 < 99 ? $0 : nil },
          prefixDigits: row.prefixDigits?.string))
    }
  }

  /// Adds PSTN Access where the intercluster service profile activates it.
  mutating func addPSTNAccess() {
    guard let service = cluster.interclusterServiceProfile.lazy.compactMap({ $0.pstnAccess.first }).first,
      service.active == true
    else { return }
    let features = cluster.emccFeatures
    plan.pstnAccess = PSTNAccess(
      trunk: service.sipTrunk.flatMap { $0.isPoison ? nil : slots[$0.index] },
      usesOriginalDeviceCSS: features?.pstnAccessTrunkCss == .originalDeviceCss,
      modePlace: features?.place(\.pstnAccessTrunkCss))
  }

  /// A pool whose settings count for its devices; nil for one that cannot be read.
  private func readable(_ pool: Entity<DevicePoolRow>?) -> Entity<DevicePoolRow>? {
    pool.flatMap { $0.isPoison ? nil : $0 }
  }
}

/// Finds out where trunks lead, by comparing their destinations with the addresses of the clusters' nodes.
enum TrunkPairing {
  /// Completes the trunks of all plans.
  ///
  /// A trunk arrives on the peer's first trunk that has one of our nodes among its destinations; with none, Unified CM
  /// would reject the call.
  static func connect(_ builders: inout [DialPlanBuilder]) {
    var owners: [String: [Int]] = [:]
    for (ordinal, builder) in builders.enumerated() {
      for address in addresses(of: builder.cluster) { owners[address, default: []].append(ordinal) }
    }
    // Which clusters each trunk leads to, in the order of its destinations.
    let peers = builders.enumerated().map { ordinal, builder in
      builder.cluster.sipTrunks.map { trunk in
        trunk.serviceType == .emcc
          ? [] : trunk.destinations.compactMap { owner(of: $0.value, owners, except: ordinal) }
      }
    }
    for ordinal in builders.indices where !builders[ordinal].plan.isExternal {
      for (index, reached) in peers[ordinal].enumerated() {
        guard let peer = reached.first else { continue }
        let back = peers[peer].firstIndex { $0.contains(ordinal) }
        builders[ordinal].plan.trunks[index].far = .cluster(peer, trunk: back)
      }
    }
  }

  private static func owner(of destination: Interned?, _ owners: [String: [Int]], except ordinal: Int) -> Int? {
    guard let destination else { return nil }
    return owners[destination.string.lowercased()]?.first { $0 != ordinal }
  }

  /// The addresses that trunks may name, in lower case.
  private static func addresses(of cluster: Cluster) -> [String] {
    if let external = cluster.external {
      return external[dynamicMember: \.address].map { [$0.string.lowercased()] } ?? []
    }
    return cluster.nodes.compactMap { $0[dynamicMember: \.address]?.string.lowercased() }
  }
}
