/// A type of object in AXL's words; the raw value is also the element that holds its fields in an add request.
enum AXLObject: String, CaseIterable {
  case routePartition, css, geoLocation, geoLocationFilter, dateTimeGroup, region, callManagerGroup, srst
  case commonDeviceConfig, localRouteGroup, devicePool, phoneSecurityProfile, sipTrunk, routeGroup, routeList
  case routePattern, transPattern, callingPartyTransformationPattern, calledPartyTransformationPattern
  case ipPhoneServices, line, deviceProfile, user, phone, userGroup, serviceParameter, emccFeatureConfig
  case interClusterServiceProfile, remoteCluster

  /// The operation that adds an object.
  var add: String { "add" + stem }
  /// The operation that changes one.
  var update: String { "update" + stem }
  /// The operation that shows one.
  var get: String { "get" + stem }
  /// The operation that removes one by its key; nil for fixed rows of Unified CM, and for what a version removes by UUID
  /// or with more than the key.
  func remove(in version: AXLVersion) -> String? {
    switch self {
    case .localRouteGroup where version < .v11_5: nil
    case .serviceParameter, .emccFeatureConfig, .interClusterServiceProfile: nil
    default: "remove" + stem
    }
  }

  private var stem: String { AXLObject.stems[self] ?? rawValue }

  /// The raw values with a capital at the beginning: made once, for every request has one.
  private static let stems = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst()) })
}
