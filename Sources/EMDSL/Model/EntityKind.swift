/// What an object of the model is.
public enum EntityKind: UInt8, Sendable, CaseIterable {
  /// Nested settings, documents of both sorts, and clusters that somebody else runs.
  case part, cluster, deployment, externalCluster
  /// System: what devices are grouped by.
  case node, callManagerGroup, region, dateTimeGroup, srstReference, location, mediaResourceGroupList, devicePool
  /// Geolocations, by which visitors' phones find a device pool.
  case geolocation, geolocationFilter
  /// Dial plan: what calls match.
  case partition, callingSearchSpace, routeGroup, localRouteGroup, routeList, routePattern, translationPattern
  /// Dial plan: numbers that are rewritten, lines, and ways to other systems.
  case callingPartyTransformation, calledPartyTransformation, directoryNumber, sipTrunk, gateway
  /// Settings that devices share.
  case commonDeviceConfiguration, commonPhoneProfile, phoneSecurityProfile, sipProfile, sipTrunkSecurityProfile
  /// Phones, their users, and what they show.
  case phoneButtonTemplate, softkeyTemplate, phoneService, deviceProfile, user, phone, accessControlGroup
  /// The template of EMCC base devices, and the other clusters as one of them sees them.
  case emccTemplate, remoteCluster

  /// What people call one such object, such as `device pool`.
  public var noun: String { EntityKind.names[Int(rawValue)].noun }

  /// The section that holds such objects, such as `devicePools`; empty for parts of other objects.
  public var section: String { EntityKind.names[Int(rawValue)].section }

  /// The kind that stands for the name space: Unified CM's devices share one.
  public var nameSpace: EntityKind {
    switch self {
    case .phone, .deviceProfile, .sipTrunk, .gateway, .routeList, .emccTemplate: .phone
    default: self
    }
  }

  private static let names: [(noun: String, section: String)] = [
    ("setting", ""), ("cluster", ""), ("deployment", ""), ("external cluster", "clusters"),
    ("node", "nodes"), ("Unified CM group", "callManagerGroups"), ("region", "regions"),
    ("date/time group", "dateTimeGroups"), ("SRST reference", "srstReferences"), ("location", "locations"),
    ("media resource group list", "mediaResourceGroupLists"), ("device pool", "devicePools"),
    ("geolocation", "geolocations"), ("geolocation filter", "geolocationFilters"),
    ("partition", "partitions"), ("calling search space", "callingSearchSpaces"), ("route group", "routeGroups"),
    ("local route group", "localRouteGroups"), ("route list", "routeLists"), ("route pattern", "routePatterns"),
    ("translation pattern", "translationPatterns"),
    ("calling party transformation pattern", "callingPartyTransformationPatterns"),
    ("called party transformation pattern", "calledPartyTransformationPatterns"),
    ("directory number", "directoryNumbers"), ("SIP trunk", "sipTrunks"), ("gateway", "gateways"),
    ("common device configuration", "commonDeviceConfigurations"), ("common phone profile", "commonPhoneProfiles"),
    ("phone security profile", "phoneSecurityProfiles"), ("SIP profile", "sipProfiles"),
    ("SIP trunk security profile", "sipTrunkSecurityProfiles"),
    ("phone button template", "phoneButtonTemplates"), ("softkey template", "softkeyTemplates"),
    ("phone service", "phoneServices"), ("device profile", "deviceProfiles"), ("user", "users"),
    ("phone", "phones"), ("access control group", "accessControlGroups"),
    ("EMCC template", "emccTemplate"), ("remote cluster", "remoteClusters"),
  ]
}
