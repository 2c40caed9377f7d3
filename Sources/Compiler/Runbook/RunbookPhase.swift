/// A phase of a cluster's AXL requests, by its token in `requests.json`; in the order of sending.
enum RunbookPhase: String, Sendable, CaseIterable {
  case partitions, callingSearchSpaces, geolocations, geolocationFilters
  case dateTimeGroups, regions, callManagerGroups, srstReferences, commonDeviceConfigurations, localRouteGroups
  case devicePools, phoneSecurityProfiles, sipTrunks, routeGroups, devicePoolRouteGroups, routeLists
  case routePatterns, translationPatterns, callingPartyTransformations, calledPartyTransformations
  case phoneServices, lines, deviceProfiles, users, phones, userDevices, loginUsers
  case accessControlGroups, groupMembers, extensionMobilityParameters, emccFeatures, interclusterServices
  case remoteClusters, remoteClusterUpdates

  /// The phases from one to another one, both included; a step sends phases that follow each other.
  static func from(_ first: RunbookPhase, to last: RunbookPhase) -> [RunbookPhase] {
    Array(allCases.drop { $0 != first }.prefix { $0 != last }) + [last]
  }
}
