/// A step of the deployment: requests for objects of one type, behind everything that they refer to.
///
/// In the order of sending. Three cycles are broken by a second pass: device pool and route group by way of a trunk,
/// user and phone, user and logout profile.
enum AXLPhase: String, CaseIterable, Sendable {
  case partitions, callingSearchSpaces, geolocations, geolocationFilters
  case dateTimeGroups, regions, callManagerGroups, srstReferences, commonDeviceConfigurations, localRouteGroups
  case devicePools, phoneSecurityProfiles, sipTrunks, routeGroups, devicePoolRouteGroups, routeLists
  case routePatterns, translationPatterns, callingPartyTransformations, calledPartyTransformations
  case phoneServices, lines, deviceProfiles, users, phones, userDevices, loginUsers
  case accessControlGroups, groupMembers, extensionMobilityParameters, emccFeatures, interclusterServices
  case remoteClusters, remoteClusterUpdates

  /// What people call it.
  var title: String {
    switch self {
    case .partitions: "Partitions"
    case .callingSearchSpaces: "Calling search spaces"
    case .geolocations: "Geolocations"
    case .geolocationFilters: "Geolocation filters"
    case .dateTimeGroups: "Date/time groups"
    case .regions: "Regions"
    case .callManagerGroups: "Unified CM groups"
    case .srstReferences: "SRST references"
    case .commonDeviceConfigurations: "Common device configurations"
    case .localRouteGroups: "Names of local route groups"
    case .devicePools: "Device pools, without their local route groups"
    case .phoneSecurityProfiles: "Phone security profiles"
    case .sipTrunks: "SIP trunks"
    case .routeGroups: "Route groups"
    case .devicePoolRouteGroups: "Local route groups of the device pools"
    case .routeLists: "Route lists"
    case .routePatterns: "Route patterns"
    case .translationPatterns: "Translation patterns"
    case .callingPartyTransformations: "Calling party transformation patterns"
    case .calledPartyTransformations: "Called party transformation patterns"
    case .phoneServices: "Phone services"
    case .lines: "Directory numbers"
    case .deviceProfiles: "Device profiles"
    case .users: "Users, without their phones and primary extensions"
    case .phones: "Phones"
    case .userDevices: "Phones and primary extensions of the users"
    case .loginUsers: "Login users of logout profiles"
    case .accessControlGroups: "Access control groups"
    case .groupMembers: "Members of access control groups"
    case .extensionMobilityParameters: "Service parameters of Cisco Extension Mobility"
    case .emccFeatures: "EMCC feature parameters"
    case .interclusterServices: "Intercluster service profile"
    case .remoteClusters: "Remote clusters"
    case .remoteClusterUpdates: "Update Remote Cluster Now"
    }
  }

  /// What must be done by hand before the phase's requests are sent.
  var before: String? {
    switch self {
    case .routeGroups: "the gateways that route groups name must exist: add them by hand"
    case .users: "users out of LDAP must have been synchronised"
    case .remoteClusterUpdates:
      "the certificates of all clusters must have been exchanged, and the remote clusters must answer"
    default: nil
    }
  }
}
