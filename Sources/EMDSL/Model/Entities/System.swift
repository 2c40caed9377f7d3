// A field is documented by its own declaration, which is also what the reference prints.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// A node of a cluster.
public struct NodeRow: Row {
  public var head = Head()
  public var name: Name = .key("Our name for the node.", example: "us-sub1")
  public var address: Symbol = .key(
    "address", "Host name, fully qualified name or IPv4 address.", .host, required: true, maximumLength: 255,
    example: "us-sub1.acme.example")
  public var role: OneOf<NodeRole> = .key("role", "Publisher or subscriber.", default: .subscriber)
  public var services: ListOf<OneOf<NodeService>> = .key(
    "services", "Feature services that are activated on the node.",
    source: "Seeds 000, procedure step: activate services")
  public var autoRegistration: Flag = .key(
    "autoRegistration", "Auto-registration on this node; must be off in a cluster with EMCC.", default: false,
    source: "Seeds 000, restrictions")
  public init() {}
  public static let entity = EntityInfo(
    .node, .keyed, "Servers of the cluster and the services that run on them.",
    page: "System > Server; Serviceability > Service Activation")
}

/// A Unified CM group: the nodes that a device registers to, in order.
public struct CallManagerGroupRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the group.", example: "CMG-US")
  public var members: ListOf<Ref<NodeRow>> = .key(
    "members", "Nodes with Cisco CallManager, the preferred one first.", required: true, maximum: 16)
  public init() {}
  public static let entity = EntityInfo(
    .callManagerGroup, .keyed, "Unified CM groups.", shorthand: "members", page: "System > Cisco Unified CM Group")
}

/// A region.
public struct RegionRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the region.", example: "REG-US")
  public init() {}
  public static let entity = EntityInfo(.region, .keyed, "Regions.", page: "System > Region Information > Region")
}

/// A date/time group.
public struct DateTimeGroupRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the group.", example: "DTG-EST")
  public var timeZone: Symbol = .key(
    "timeZone", "IANA time zone that phones show.", .timeZone, required: true, example: "America/New_York")
  public init() {}
  public static let entity = EntityInfo(
    .dateTimeGroup, .keyed, "Date/time groups.", shorthand: "timeZone", page: "System > Date/Time Group")
}

/// An SRST reference.
public struct SRSTReferenceRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the reference.", example: "SRST-NYC")
  public var address: Symbol = .key("address", "IP address of the router.", .host, required: true, example: "10.1.1.1")
  public init() {}
  public static let entity = EntityInfo(
    .srstReference, .keyed, "Routers that keep phones of a site alive when the cluster is out of reach.",
    shorthand: "address", page: "System > SRST")
}

/// A location of call admission control; only `existing` ones are known.
public struct LocationRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the location.")
  public init() {}
  public static let entity = EntityInfo(.location, .keyed, "Locations of call admission control.")
}

/// A media resource group list; only `existing` ones are known.
public struct MediaResourceGroupListRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the list.")
  public init() {}
  public static let entity = EntityInfo(.mediaResourceGroupList, .keyed, "Media resource group lists.")
}

/// A device pool; with `roamingFor` one that visiting phones take while a user of this cluster is logged in on them.
public struct DevicePoolRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name of the device pool.", example: "DP-NYC", source: "AXL 15.0 addDevicePool: at most 50")
  public var roamingFor: ClusterRef = .key(
    "roamingFor",
    "The cluster whose phones take this pool while a user of ours is logged in there; intent only, never emitted.")
  public var callManagerGroup: Ref<CallManagerGroupRow> = .key(
    "callManagerGroup", "Nodes that devices of the pool register to.", required: true)
  public var dateTimeGroup: Ref<DateTimeGroupRow> = .key("dateTimeGroup", "Time zone that phones show.", required: true)
  public var region: Ref<RegionRow> = .key(
    "region", "Region; EMCC sessions use the EMCC region values instead.", required: true)
  public var geolocation: Ref<GeolocationRow> = .key(
    "geolocation", "Geolocation of devices that name none.", none: "none", source: "Seeds 000")
  public var geolocationFilter: Ref<GeolocationFilterRow> = .key(
    "geolocationFilter", "Geolocation filter of devices that name none.", none: "none")
  public var adjunctCss: Ref<CallingSearchSpaceRow> = .key(
    "adjunctCss", "First calling search space of an EMCC phone: emergency numbers of the visited country.",
    none: "none", source: "Seeds 000; AXL adjunctCallingSearchSpace")
  public var localRouteGroup: Ref<RouteGroupRow> = .key(
    "localRouteGroup", "What Standard Local Route Group means for devices of the pool.", none: "none")
  public var localRouteGroups: Rows<LocalRouteGroupAssignmentRow> = .key(
    "localRouteGroups", "What each named local route group means for devices of the pool.")
  public var srst: Ref<SRSTReferenceRow> = .key(
    "srst", "Router that takes over when the cluster is out of reach.", none: "none")
  public var mediaResourceGroupList: Ref<MediaResourceGroupListRow> = .key(
    "mediaResourceGroupList", "Transcoders, conference bridges and music.", none: "none")
  public var location: Ref<LocationRow> = .key("location", "Location of call admission control.", none: "none")
  public var callingPartyTransformationCss: Ref<CallingSearchSpaceRow> = .key(
    "callingPartyTransformationCss", "Where transformations of the calling number are looked up.", none: "none")
  public var calledPartyTransformationCss: Ref<CallingSearchSpaceRow> = .key(
    "calledPartyTransformationCss", "Where transformations of the called number are looked up.", none: "none")
  public var networkLocale: Symbol = .key(
    "networkLocale", "Tones of the country; unset: the enterprise parameter's.", example: "United Kingdom")
  public var singleButtonBarge: OneOf<BargeMode> = .key("singleButtonBarge", "Single button barge.", default: .default)
  public var joinAcrossLines: OneOf<OnOffDefault> = .key(
    "joinAcrossLines", "Join calls of different lines.", default: .default)
  public init() {}
  public static let entity = EntityInfo(
    .devicePool, .keyed, "Device pools of sites, of the EMCC template, and the roaming ones.",
    page: "System > Device Pool")
}

/// What a named local route group means in one device pool.
public struct LocalRouteGroupAssignmentRow: Row {
  public var head = Head()
  public var localRouteGroup: Ref<LocalRouteGroupRow> = .key("name", "A named local route group.", required: true)
  public var routeGroup: Ref<RouteGroupRow> = .key("routeGroup", "The route group that takes the call.", required: true)
  public init() {}
  public static let entity = EntityInfo(
    .part, .keyed, "Named local route groups and what they mean here.", shorthand: "routeGroup")
}

/// Cluster-wide enterprise parameters.
public struct EnterpriseParametersRow: Row {
  public var head = Head()
  public var defaultGeolocation: Ref<GeolocationRow> = .key(
    "defaultGeolocation", "Geolocation of devices whose phone and pool name none.", none: "Unspecified",
    source: "TAC 213965: phone, then device pool, then this")
  public var defaultGeolocationFilter: Ref<GeolocationFilterRow> = .key(
    "defaultGeolocationFilter", "Geolocation filter for logical partitioning.", none: "Unspecified")
  public var enableLogicalPartitioning: Flag = .key(
    "enableLogicalPartitioning", "Logical partitioning: geolocations can then forbid calls.", default: false)
  public var synchronizeAutoDeviceProfile: Flag = .key(
    "synchronizeAutoDeviceProfile", "Synchronization Between Auto Device Profile and Phone Configuration.",
    default: true, source: "Seeds 002")
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "Enterprise parameters.", page: "System > Enterprise Parameters")
}

/// A geolocation: a civic address in the fields of RFC 4119.
public struct GeolocationRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name of the geolocation.", example: "GEO-NYC", source: "AXL 15.0 addGeoLocation: at most 50")
  public var country: Symbol = .key("country", "Two-letter country code (RFC 4119 country).", .country, example: "US")
  public var nationalSubDivision: Symbol = .key(
    "nationalSubDivision", "State or province (RFC 4119 A1).", maximumLength: 100, example: "NY")
  public var district: Symbol = .key("district", "County or parish (RFC 4119 A2).", maximumLength: 255)
  public var communityName: Symbol = .key(
    "communityName", "City or township (RFC 4119 A3).", maximumLength: 255, example: "New York")
  public var cityDivision: Symbol = .key("cityDivision", "Borough or city district (RFC 4119 A4).", maximumLength: 255)
  public var neighbourhood: Symbol = .key("neighbourhood", "Neighbourhood (RFC 4119 A5).", maximumLength: 255)
  public var street: Symbol = .key("street", "Street (RFC 4119 A6).", maximumLength: 255)
  public var leadingStreetDirection: Symbol = .key(
    "leadingStreetDirection", "Leading street direction, such as N (RFC 4119 PRD).", maximumLength: 50)
  public var trailingStreetSuffix: Symbol = .key(
    "trailingStreetSuffix", "Trailing street suffix, such as SW (RFC 4119 POD).", maximumLength: 50)
  public var streetSuffix: Symbol = .key(
    "streetSuffix", "Street suffix, such as Avenue (RFC 4119 STS).", maximumLength: 255)
  public var houseNumber: Symbol = .key("houseNumber", "House number (RFC 4119 HNO).", maximumLength: 16)
  public var houseNumberSuffix: Symbol = .key(
    "houseNumberSuffix", "House number suffix (RFC 4119 HNS).", maximumLength: 100)
  public var landmark: Symbol = .key("landmark", "Landmark (RFC 4119 LMK).", maximumLength: 255)
  public var location: Symbol = .key("location", "Further location, such as a room (RFC 4119 LOC).", maximumLength: 255)
  public var floor: Symbol = .key("floor", "Floor (RFC 4119 FLR).", maximumLength: 16)
  public var occupantName: Symbol = .key("occupantName", "Business or resident (RFC 4119 NAM).", maximumLength: 255)
  public var postalCode: Symbol = .key("postalCode", "Postal code (RFC 4119 PC).", maximumLength: 100)
  public var description: Text = .key("description", "Free text.", maximumLength: 255)
  public init() {}
  public static let entity = EntityInfo(
    .geolocation, .keyed, "Geolocations: where phones, pools and trunks stand.",
    page: "System > Geolocation Configuration")
}

/// A geolocation filter: which fields of two geolocations must agree.
public struct GeolocationFilterRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name of the filter.", example: "GF-EMCC", source: "AXL 15.0 addGeoLocationFilter: at most 50")
  public var fields: ListOf<OneOf<GeolocationField>> = .key("fields", "The ticked boxes.", required: true)
  public var description: Text = .key("description", "Free text.", maximumLength: 255)
  public init() {}
  public static let entity = EntityInfo(
    .geolocationFilter, .keyed, "Geolocation filters: which fields are compared.", shorthand: "fields",
    page: "System > Geolocation Filter")
}
