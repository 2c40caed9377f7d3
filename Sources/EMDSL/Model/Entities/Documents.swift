// A field is documented by its own declaration, which is also what the reference prints.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// What one document says about a cluster: its settings and its sections.
public struct ClusterRow: Row {
  public var head = Head()
  public var clusterId: Symbol = .key(
    "clusterId", "Enterprise parameter Cluster ID; unset: the handle.", .clusterID, maximumLength: 50,
    example: "US-CUCM")
  public var version: Symbol = .key(
    "version", "Version as `show version active` prints it.", .version, example: "14.0.1.13900-155")
  public var securityMode: OneOf<ClusterSecurityMode> = .key(
    "securityMode", "Security mode of the cluster.", source: "Seeds 000 tables 6 to 8")
  public var maxPhones: Number = .key(
    "maxPhones", "Most phones that the cluster can hold.", default: 60000, range: 1...1_000_000,
    source: "Seeds 000: phones + 2 x EMCC devices at most MaxPhones")
  public var unmanagedPhones: Number = .key(
    "unmanagedPhones", "Phones that are registered here but not in this repository; counted for capacity only.",
    default: 0, range: 0...1_000_000)
  public var nodes: Rows<NodeRow> = .section
  public var enterpriseParameters: Rows<EnterpriseParametersRow> = .key(
    "enterpriseParameters", "Enterprise parameters.")
  public var extensionMobilityParameters: Rows<ExtensionMobilityParametersRow> = .key(
    "extensionMobilityParameters", "Service parameters of Cisco Extension Mobility.")
  public var emccFeatureConfiguration: Rows<EMCCFeatureConfigurationRow> = .key(
    "emccFeatureConfiguration", "EMCC feature parameters.")
  public var interclusterServiceProfile: Rows<InterclusterServiceProfileRow> = .key(
    "interclusterServiceProfile", "Intercluster service profile.")
  public var remoteClusters: Rows<RemoteClusterRow> = .section
  public var emccTemplate: Rows<EMCCTemplateRow> = .section
  public var emccBaseDevices: Rows<EMCCBaseDevicesRow> = .key("emccBaseDevices", "EMCC base devices EMCC1 to EMCCn.")
  public var ils: Rows<ILSRow> = .key("ils", "Intercluster Lookup Service.")
  public var emergencyResponder: Rows<EmergencyResponderRow> = .key(
    "emergencyResponder", "Cisco Emergency Responder; ours, never emitted.")
  public var certificates: Rows<CertificatesRow> = .key("certificates", "Certificates of the cluster.")
  public var callManagerGroups: Rows<CallManagerGroupRow> = .section
  public var regions: Rows<RegionRow> = .section
  public var dateTimeGroups: Rows<DateTimeGroupRow> = .section
  public var srstReferences: Rows<SRSTReferenceRow> = .section
  public var geolocations: Rows<GeolocationRow> = .section
  public var geolocationFilters: Rows<GeolocationFilterRow> = .section
  public var devicePools: Rows<DevicePoolRow> = .section
  public var partitions: Rows<PartitionRow> = .section
  public var callingSearchSpaces: Rows<CallingSearchSpaceRow> = .section
  public var routeGroups: Rows<RouteGroupRow> = .section
  public var localRouteGroups: Rows<LocalRouteGroupRow> = .section
  public var routeLists: Rows<RouteListRow> = .section
  public var routePatterns: Rows<RoutePatternRow> = .section
  public var translationPatterns: Rows<TranslationPatternRow> = .section
  public var callingPartyTransformationPatterns: Rows<CallingPartyTransformationRow> = .section
  public var calledPartyTransformationPatterns: Rows<CalledPartyTransformationRow> = .section
  public var directoryNumbers: Rows<DirectoryNumberRow> = .section
  public var sipTrunks: Rows<SIPTrunkRow> = .section
  public var gateways: Rows<GatewayRow> = .section
  public var commonDeviceConfigurations: Rows<CommonDeviceConfigurationRow> = .section
  public var phoneSecurityProfiles: Rows<PhoneSecurityProfileRow> = .section
  public var phoneServices: Rows<PhoneServiceRow> = .section
  public var deviceProfiles: Rows<DeviceProfileRow> = .section
  public var accessControlGroups: Rows<AccessControlGroupRow> = .section
  public var users: Rows<UserRow> = .section
  public var phones: Rows<PhoneRow> = .section
  public init() {}
  public static let entity = EntityInfo(.cluster, .single, "One cluster, or a part of it.")

  /// Sections that `everyCluster` may hold: what can be the same, word for word, in several clusters.
  static let sharedSections: Set<String> = [
    "geolocations", "geolocationFilters", "regions", "dateTimeGroups", "partitions", "callingSearchSpaces",
    "localRouteGroups", "routeLists", "routePatterns", "translationPatterns", "callingPartyTransformationPatterns",
    "calledPartyTransformationPatterns", "commonDeviceConfigurations", "phoneSecurityProfiles", "phoneServices",
    "accessControlGroups", "devicePools",
  ]
}

/// One pair of a staged mesh: users of `home` may log in at `visiting`.
public struct MeshPairRow: Row {
  public var head = Head()
  public var home: ClusterRef = .key("home", "Cluster of the users.", required: true)
  public var visiting: ClusterRef = .key("visiting", "Cluster of the phones.", required: true)
  public init() {}
  public static let entity = EntityInfo(.part, .list, "Pairs of clusters: users of `home` log in at `visiting`.")
}

/// Services that every remote cluster of the group offers.
public struct GroupServicesRow: Row {
  public var head = Head()
  public var emcc: Flag = .key("emcc", "EMCC.", default: true)
  public var pstnAccess: Flag = .key("pstnAccess", "PSTN Access.", default: true)
  public var rsvpAgent: Flag = .key("rsvpAgent", "RSVP Agent.", default: false)
  public var lbm: Flag = .key("lbm", "Location Bandwidth Manager; from 10.5 on.", default: false)
  public var uds: Flag = .key("uds", "User Data Services; from 10.5 on.", default: false)
  public init() {}
  public static let entity = EntityInfo(.part, .single, "Services between the members; TFTP is always off.")
}

/// The clusters that take part in EMCC, and what they must agree on.
public struct EMCCGroupRow: Row {
  public var head = Head()
  public var members: ListOf<ClusterRef> = .key("members", "Handles of the clusters that take part.", required: true)
  public var mesh: Rows<MeshPairRow> = .key(
    "mesh",
    "`full`: every member knows every other; or the pairs of a staged roll-out. Unset: each cluster's remoteClusters say all.",
    keyword: "full")
  public var services: Rows<GroupServicesRow> = .key("services", "Services between the members.")
  public var maxAudioBitRate: Number = .key(
    "maxAudioBitRate", "EMCC Region Max Audio Bit Rate of every member.", .quantity(unit: "kbps"), default: 8,
    allowed: [6, 8, 13, 16, 24, 32, 48, 64, 128, 256], source: "Seeds 000 table 2")
  public var maxVideoCallBitRate: Number = .key(
    "maxVideoCallBitRate", "EMCC Region Max Video Call Bit Rate of every member, audio included.",
    .quantity(unit: "kbps"), default: 384, range: 0...8128, source: "Seeds 000 table 2")
  public var linkLossType: OneOf<LinkLossType> = .key(
    "linkLossType",
    "EMCC Region Link Loss Type of every member; from 14.0 on deployed as the codec preference list of the same meaning.",
    default: .lowLoss, source: "Seeds 000 table 2")
  public init() {}
  public static let entity = EntityInfo(.part, .single, "The EMCC group.")
}

/// The clusters that take part in Extension Mobility Roaming Across Clusters.
public struct RoamingGroupRow: Row {
  public var head = Head()
  public var members: ListOf<ClusterRef> = .key(
    "members", "Handles of the clusters that take part; from 12.0(1)SU1 on.", required: true, source: "Seeds 001")
  public init() {}
  public static let entity = EntityInfo(.part, .single, "The EM roaming group.")
}

/// What people dial in an emergency in one country.
public struct EmergencyNumbersRow: Row {
  public var head = Head()
  public var name: Name = .key("Two-letter country code.", .country, example: "US")
  public var numbers: ListOf<Symbol> = .key(
    "numbers", "Numbers as they are dialled, with and without the access digit.", .dialString, required: true,
    example: "911")
  public init() {}
  public static let entity = EntityInfo(
    .part, .keyed, "Emergency numbers by country; ours, never emitted.", shorthand: "numbers")
}

/// The SFTP server of the certificate exchange.
public struct SFTPRow: Row {
  public var head = Head()
  public var server: Symbol = .key("server", "Address of the server.", .host, required: true)
  public var port: Number = .key("port", "Port.", default: 22, range: 1...65535)
  public var directory: Symbol = .key("directory", "Directory; the same for all clusters.", required: true)
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "The SFTP server.",
    refused: [
      "password": "it is typed in at the cluster, never kept here",
      "user": "it is typed in at the cluster, never kept here",
    ])
}

/// A cluster and a day.
public struct ClusterDateRow: Row {
  public var head = Head()
  public var cluster: ClusterRef = .key("name", "Handle of the cluster.", required: true)
  public var date: Number = .key("date", "Day.", .date, required: true)
  public init() {}
  public static let entity = EntityInfo(.part, .keyed, "Days by cluster.", shorthand: "date")
}

/// Where and when the certificates were consolidated.
public struct ConsolidationRow: Row {
  public var head = Head()
  public var on: ClusterRef = .key("on", "Cluster on which it was done.", required: true)
  public var at: Number = .key("at", "Day.", .date, required: true)
  public init() {}
  public static let entity = EntityInfo(.part, .single, "The consolidation, done once on one cluster.")
}

/// The ledger of Bulk Certificate Management, one procedure over all clusters.
public struct CertificateExchangeRow: Row {
  public var head = Head()
  public var sftp: Rows<SFTPRow> = .key("sftp", "SFTP server; never with user or password.")
  public var types: ListOf<OneOf<CertificateType>> = .key("types", "Certificates that are exchanged.")
  public var exported: Rows<ClusterDateRow> = .key("exported", "When each cluster exported.")
  public var consolidated: Rows<ConsolidationRow> = .key("consolidated", "Where and when it was consolidated.")
  public var imported: Rows<ClusterDateRow> = .key("imported", "When each cluster imported.")
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "Exchange of certificates between the clusters.",
    page: "OS Administration > Security > Bulk Certificate Management")
}

/// A cluster that somebody else runs: our side is checked, theirs goes into the runbook.
public struct ExternalClusterRow: Row {
  public var head = Head()
  public var name: Name = .key("Our handle for it.", example: "PARTNER")
  public var external: Flag = .key("external", "Always true: a cluster of ours has documents of its own.")
  public var clusterId: Symbol = .key("clusterId", "Its cluster ID.", .clusterID, required: true, maximumLength: 50)
  public var version: Symbol = .key("version", "Its version.", .version, required: true, example: "12.5.1.14900-63")
  public var securityMode: OneOf<ClusterSecurityMode> = .key("securityMode", "Its security mode.", required: true)
  public var address: Symbol = .key("address", "Address of one of its nodes.", .host, maximumLength: 50)
  public init() {}
  public static let entity = EntityInfo(.externalCluster, .keyed, "Clusters that somebody else runs.")
}

/// What a deployment document says about all clusters together.
public struct DeploymentRow: Row {
  public var head = Head()
  public var emccGroup: Rows<EMCCGroupRow> = .key("emccGroup", "The clusters that take part in EMCC.")
  public var roamingGroup: Rows<RoamingGroupRow> = .key("roamingGroup", "The clusters that take part in EM roaming.")
  public var emergencyNumbers: Rows<EmergencyNumbersRow> = .key("emergencyNumbers", "Emergency numbers by country.")
  public var certificateExchange: Rows<CertificateExchangeRow> = .key(
    "certificateExchange", "Exchange of certificates.")
  public var clusters: Rows<ExternalClusterRow> = .section
  public var everyCluster: Rows<ClusterRow> = .key(
    "everyCluster", "Sections that are added, word for word, to each member of emccGroup that is ours.")
  public init() {}
  public static let entity = EntityInfo(.deployment, .single, "What all clusters share.")
}
