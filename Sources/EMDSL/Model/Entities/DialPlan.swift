// A field is documented by its own declaration, which is also what the reference prints.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// A partition.
public struct PartitionRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name of the partition.", example: "PT-DN-US", source: "AXL 15.0 addRoutePartition: at most 50")
  public var description: Text = .key("description", "Free text.", maximumLength: 200)
  public init() {}
  public static let entity = EntityInfo(
    .partition, .keyed, "Partitions: groups of patterns that are reached together.",
    page: "Call Routing > Class of Control > Partition")
}

/// A calling search space: partitions in the order in which ties are decided.
public struct CallingSearchSpaceRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name of the calling search space.", example: "CSS-LINE-US", source: "AXL 15.0 addCss: at most 50")
  public var partitions: ListOf<Ref<PartitionRow>> = .key(
    "partitions", "Partitions, the preferred one first.", required: true)
  public var description: Text = .key("description", "Free text.", maximumLength: 50)
  public init() {}
  public static let entity = EntityInfo(
    .callingSearchSpace, .keyed, "Calling search spaces: which partitions a caller reaches.", shorthand: "partitions",
    page: "Call Routing > Class of Control > Calling Search Space")
}

/// A route group: gateways and trunks in order.
public struct RouteGroupRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the route group.", example: "RG-NYC")
  public var members: ListOf<AnyRef> = .key(
    "members", "Gateways and SIP trunks, the preferred one first.", to: [.gateway, .sipTrunk], required: true)
  public var distribution: OneOf<RouteDistribution> = .key(
    "distribution", "Order in which the members take calls.", default: .circular)
  public init() {}
  public static let entity = EntityInfo(
    .routeGroup, .keyed, "Route groups.", shorthand: "members", page: "Call Routing > Route/Hunt > Route Group")
}

/// The name of a local route group; each device pool says what it means.
public struct LocalRouteGroupRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the local route group.", example: "LRG-Emergency")
  public var description: Text = .key("description", "Free text.", maximumLength: 128)
  public init() {}
  public static let entity = EntityInfo(
    .localRouteGroup, .keyed, "Names of local route groups beside Standard Local Route Group.",
    page: "Call Routing > Route/Hunt > Local Route Group Names")
}

/// A route list.
public struct RouteListRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the route list.", example: "RL-HOME")
  public var members: ListOf<AnyRef> = .key(
    "members", "Route groups and local route groups, the preferred one first.", to: [.routeGroup, .localRouteGroup],
    required: true)
  public var callManagerGroup: Ref<CallManagerGroupRow> = .key(
    "callManagerGroup", "Unified CM group that the list registers to; unset: the cluster's first.")
  public var description: Text = .key("description", "Free text.", maximumLength: 128)
  public init() {}
  public static let entity = EntityInfo(
    .routeList, .keyed, "Route lists.", shorthand: "members", page: "Call Routing > Route/Hunt > Route List")
}

/// Route patterns that lead to the same place.
public struct RoutePatternRow: Row {
  public var head = Head()
  public var partition: Ref<PartitionRow> = .key("partition", "Partition of the patterns.", none: "none")
  public var patterns: ListOf<Symbol> = .key(
    "patterns", "Dial patterns; each with the partition is one route pattern.", .dialPattern, required: true,
    example: "9.011!")
  public var to: AnyRef = .key(
    "to", "Route list, gateway or SIP trunk that takes the call.", to: [.routeList, .gateway, .sipTrunk])
  public var block: Flag = .key("block", "Reject the call instead of routing it.", default: false)
  public var purpose: OneOf<CallPurpose> = .key("purpose", "What the patterns are for; ours, never emitted.")
  public var urgentPriority: Flag = .key(
    "urgentPriority", "Route at once when the digits match, without waiting for more.", default: false)
  public var discardDigits: OneOf<DiscardDigits> = .key("discardDigits", "Digits that are dropped.")
  public var calledPartyMask: Symbol = .key("calledPartyMask", "Mask over the called number.", .dialMask)
  public var calledPartyPrefix: Symbol = .key("calledPartyPrefix", "Digits put before the called number.", .dialString)
  public var callingPartyMask: Symbol = .key("callingPartyMask", "Mask over the calling number.", .dialMask)
  public var callingPartyPrefix: Symbol = .key(
    "callingPartyPrefix", "Digits put before the calling number.", .dialString)
  public var useExternalMask: Flag = .key(
    "useExternalMask", "Show the external phone number mask of the caller's line.", default: false)
  public var description: Text = .key("description", "Free text.", maximumLength: 50)
  public init() {}
  public static let entity = EntityInfo(
    .routePattern, .list, "Route patterns; identity is pattern and partition.",
    page: "Call Routing > Route/Hunt > Route Pattern")
}

/// Translation patterns with the same result.
public struct TranslationPatternRow: Row {
  public var head = Head()
  public var partition: Ref<PartitionRow> = .key("partition", "Partition of the patterns.", none: "none")
  public var patterns: ListOf<Symbol> = .key(
    "patterns", "Dial patterns; each with the partition is one translation pattern.", .dialPattern, required: true,
    example: "112")
  public var css: Ref<CallingSearchSpaceRow> = .key("css", "Where the translated number is looked up.", none: "none")
  public var block: Flag = .key("block", "Reject the call instead of translating it.", default: false)
  public var purpose: OneOf<CallPurpose> = .key("purpose", "What the patterns are for; ours, never emitted.")
  public var urgentPriority: Flag = .key(
    "urgentPriority", "Translate at once when the digits match, without waiting for more.", default: false)
  public var discardDigits: OneOf<DiscardDigits> = .key("discardDigits", "Digits that are dropped.")
  public var calledPartyMask: Symbol = .key("calledPartyMask", "Mask over the called number.", .dialMask)
  public var calledPartyPrefix: Symbol = .key("calledPartyPrefix", "Digits put before the called number.", .dialString)
  public var callingPartyMask: Symbol = .key("callingPartyMask", "Mask over the calling number.", .dialMask)
  public var callingPartyPrefix: Symbol = .key(
    "callingPartyPrefix", "Digits put before the calling number.", .dialString)
  public var useExternalMask: Flag = .key(
    "useExternalMask", "Show the external phone number mask of the caller's line.", default: false)
  public var description: Text = .key("description", "Free text.", maximumLength: 50)
  public init() {}
  public static let entity = EntityInfo(
    .translationPattern, .list, "Translation patterns; identity is pattern and partition.",
    page: "Call Routing > Translation Pattern")
}

/// Transformation patterns of the calling number.
public struct CallingPartyTransformationRow: Row {
  public var head = Head()
  public var partition: Ref<PartitionRow> = .key("partition", "Partition of the patterns.", required: true)
  public var patterns: ListOf<Symbol> = .key(
    "patterns", "Calling numbers that are transformed.", .dialPattern, required: true)
  public var mask: Symbol = .key("mask", "Mask over the calling number.", .dialMask)
  public var prefix: Symbol = .key("prefix", "Digits put before the calling number.", .dialString)
  public var discardDigits: OneOf<DiscardDigits> = .key("discardDigits", "Digits that are dropped.")
  public var useExternalMask: Flag = .key(
    "useExternalMask", "Show the external phone number mask of the caller's line.", default: false)
  public var description: Text = .key("description", "Free text.", maximumLength: 50)
  public init() {}
  public static let entity = EntityInfo(
    .callingPartyTransformation, .list, "Calling party transformation patterns.",
    page: "Call Routing > Transformation > Calling Party Transformation Pattern")
}

/// Transformation patterns of the called number.
public struct CalledPartyTransformationRow: Row {
  public var head = Head()
  public var partition: Ref<PartitionRow> = .key("partition", "Partition of the patterns.", required: true)
  public var patterns: ListOf<Symbol> = .key(
    "patterns", "Called numbers that are transformed.", .dialPattern, required: true)
  public var mask: Symbol = .key("mask", "Mask over the called number.", .dialMask)
  public var prefix: Symbol = .key("prefix", "Digits put before the called number.", .dialString)
  public var discardDigits: OneOf<DiscardDigits> = .key("discardDigits", "Digits that are dropped.")
  public var description: Text = .key("description", "Free text.", maximumLength: 50)
  public init() {}
  public static let entity = EntityInfo(
    .calledPartyTransformation, .list, "Called party transformation patterns.",
    page: "Call Routing > Transformation > Called Party Transformation Pattern")
}

/// A directory number that several lines share.
public struct DirectoryNumberRow: Row {
  public var head = Head()
  public var dn: Symbol = .key("dn", "The number.", .dialPattern, required: true, example: "2101900")
  public var partition: Ref<PartitionRow> = .key("partition", "Partition of the number.", none: "none")
  public var css: Ref<CallingSearchSpaceRow> = .key("css", "Calling search space of the line.", none: "none")
  public var alertingName: Text = .key("alertingName", "Name that a caller sees while it rings.", maximumLength: 50)
  public var ilsAdvertise: Flag = .key(
    "ilsAdvertise", "Advertise the number through ILS to the other clusters.", default: false)
  public var description: Text = .key("description", "Free text.", maximumLength: 200)
  public init() {}
  public static let entity = EntityInfo(
    .directoryNumber, .list, "Directory numbers that several lines share; otherwise the line says it.",
    page: "Call Routing > Directory Number")
}

/// A SIP trunk, ordinary or for EMCC.
public struct SIPTrunkRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name of the trunk.", maximumLength: 128, example: "EMCC-TRUNK", source: "AXL 15.0 addSipTrunk: at most 128")
  public var serviceType: OneOf<TrunkServiceType> = .key(
    "serviceType", "What the trunk is for; cannot be changed later, only by deleting and adding the trunk.",
    default: .intercluster, source: "AXL sipTrunkType: not in update")
  public var devicePool: Ref<DevicePoolRow> = .key("devicePool", "Device pool.", required: true)
  public var css: Ref<CallingSearchSpaceRow> = .key("css", "Inbound calling search space.", none: "none")
  public var sendGeolocation: Flag = .key(
    "sendGeolocation", "Send geolocation information; an EMCC trunk must.", default: false, source: "TAC 200599")
  public var geolocation: Ref<GeolocationRow> = .key(
    "geolocation", "Geolocation of the trunk; unset: the pool's.", none: "none")
  public var destinations: ListOf<Symbol> = .key(
    "destinations", "Addresses of the far end; never on an EMCC trunk.", .host, maximum: 16,
    example: "eu-sub1.acme.example")
  public var destinationIsSrv: Flag = .key(
    "destinationIsSrv", "The destination is a DNS SRV name; never on an EMCC trunk.")
  public var mtpRequired: Flag = .key("mtpRequired", "Media Termination Point Required; never on an EMCC trunk.")
  public var unattendedPort: Flag = .key("unattendedPort", "Unattended Port; never on an EMCC trunk.")
  public var securityProfile: Ref<SIPTrunkSecurityProfileRow> = .key(
    "securityProfile", "SIP trunk security profile.", default: "Non Secure SIP Trunk Profile")
  public var sipProfile: Ref<SIPProfileRow> = .key("sipProfile", "SIP profile.", default: "Standard SIP Profile")
  public var location: Ref<LocationRow> = .key("location", "Location of call admission control.", default: "Hub_None")
  public var mediaResourceGroupList: Ref<MediaResourceGroupListRow> = .key(
    "mediaResourceGroupList", "Transcoders, conference bridges and music.", none: "none")
  public var commonDeviceConfiguration: Ref<CommonDeviceConfigurationRow> = .key(
    "commonDeviceConfiguration", "Common device configuration.", none: "none")
  public var callingPartyTransformationCss: Ref<CallingSearchSpaceRow> = .key(
    "callingPartyTransformationCss", "Where transformations of the calling number are looked up.", none: "none")
  public var calledPartyTransformationCss: Ref<CallingSearchSpaceRow> = .key(
    "calledPartyTransformationCss", "Where transformations of the called number are looked up.", none: "none")
  public var prefixDigits: Symbol = .key(
    "prefixDigits", "Digits put before the number of an incoming call.", .dialString, maximumLength: 50)
  public var significantDigits: Number = .key(
    "significantDigits", "How many digits of an incoming number count, from the right; 99 is all.", default: 99,
    range: 0...99)
  public var description: Text = .key("description", "Free text.", maximumLength: 114, forbidden: "\"%&\\<>")
  public init() {}
  public static let entity = EntityInfo(
    .sipTrunk, .keyed, "SIP trunks: ordinary ones between clusters, and at most two for EMCC.", page: "Device > Trunk")
}

/// A gateway to the public network.
public struct GatewayRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the gateway.", maximumLength: 128, example: "GW-NYC-1")
  public var devicePool: Ref<DevicePoolRow> = .key("devicePool", "Device pool.", required: true)
  public var country: Symbol = .key(
    "country", "Country whose public network it reaches; ours, never emitted.", .country, example: "US")
  public var css: Ref<CallingSearchSpaceRow> = .key("css", "Inbound calling search space.", none: "none")
  public var callingPartyTransformationCss: Ref<CallingSearchSpaceRow> = .key(
    "callingPartyTransformationCss", "Where transformations of the calling number are looked up.", none: "none")
  public var calledPartyTransformationCss: Ref<CallingSearchSpaceRow> = .key(
    "calledPartyTransformationCss", "Where transformations of the called number are looked up.", none: "none")
  public var prefixDigits: Symbol = .key(
    "prefixDigits", "Digits put before the number of an incoming call.", .dialString, maximumLength: 50)
  public var description: Text = .key("description", "Free text.", maximumLength: 128)
  public init() {}
  public static let entity = EntityInfo(
    .gateway, .keyed, "Gateways to the public network; route groups refer to them.", page: "Device > Gateway")
}
