/// A phase of a cluster's AXL requests, by its token in `requests.json`.
enum RunbookPhase: String, Sendable, CaseIterable {
  case partitions, callingSearchSpaces, geolocations, geolocationFilters, routeGroups, localRouteGroups, routeLists
  case routePatterns, translationPatterns, transformationPatterns, commonDeviceConfigurations, dateTimeGroups, regions
  case callManagerGroups, srstReferences, phoneSecurityProfiles, devicePools, phoneServices, lines, deviceProfiles
  case phones, sipTrunks, users, primaryExtensions, accessControlGroups, serviceParameters, emccFeatureParameters
  case interclusterServiceProfile, remoteClusters, updateRemoteClusters
}
