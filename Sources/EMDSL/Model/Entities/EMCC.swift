// A field is documented by its own declaration, which is also what the reference prints.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// Service parameters of Cisco Extension Mobility.
public struct ExtensionMobilityParametersRow: Row {
  public var head = Head()
  public var enforceIntraclusterMaximumLoginTime: Flag = .key(
    "enforceIntraclusterMaximumLoginTime",
    "Enforce Intra-cluster Maximum Login Time; true by itself when a time is named.", source: "Seeds 002 table 1: False"
  )
  public var intraclusterMaximumLoginTime: Number = .key(
    "intraclusterMaximumLoginTime", "Logout after this time; naming it means it is enforced.", .loginTime,
    range: 0...10080, example: "8:00", source: "Seeds 002 table 1: 0:00 to 168:00")
  public var interclusterMaximumLoginTime: Number = .key(
    "interclusterMaximumLoginTime", "Logout of EMCC sessions after this time.", .loginTime, default: 600,
    range: 0...10080, source: "TAC 214535: a log with the default shows 36000 seconds (inferred)")
  public var maximumConcurrentRequests: Number = .key(
    "maximumConcurrentRequests", "Logins and logouts in progress at once; above it the phone shows 26.", default: 5,
    range: 1...100, source: "Seeds 002 table 1")
  public var multipleLoginBehavior: OneOf<MultipleLoginBehavior> = .key(
    "multipleLoginBehavior", "Login on a second phone; before 12.5 EMCC logins are always allowed.",
    default: .notAllowed, source: "Seeds 002 table 1")
  public var alphanumericUserId: Flag = .key(
    "alphanumericUserId", "User IDs may hold letters; false: digits only.", default: true, source: "Seeds 002 table 1")
  public var rememberLastUser: Flag = .key(
    "rememberLastUser", "Remember the Last User Logged In.", default: false, source: "Seeds 002 table 1")
  public var clearCallLogs: Flag = .key(
    "clearCallLogs", "Clear Call Logs on Intra-Cluster EM; EMCC always clears them.", default: false,
    source: "Seeds 002 table 1")
  public var validateIpAddress: Flag = .key(
    "validateIpAddress", "Validate IP Address of login requests.", default: false, source: "Seeds 002 table 1")
  public var trustedIps: ListOf<Symbol> = .key(
    "trustedIps", "Trusted List of IPs: addresses and host names, no ranges; at most 1024 characters together.", .host,
    example: "10.1.9.10", source: "Seeds 002 table 1")
  public var allowProxy: Flag = .key(
    "allowProxy", "Allow Proxy; effective only with validateIpAddress.", default: false, source: "Seeds 002 table 1")
  public var emccAllowProxy: Flag = .key("emccAllowProxy", "EMCC Allow Proxy.", default: false, source: "TAC 200599")
  public var cacheSize: Number = .key(
    "cacheSize", "Extension Mobility Cache Size; effective only with validateIpAddress.", default: 10000,
    range: 1000...20000, source: "Seeds 002 table 1")
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "Service parameters of Cisco Extension Mobility.",
    page: "System > Service Parameters > Cisco Extension Mobility")
}

/// The EMCC feature parameters of one cluster.
public struct EMCCFeatureConfigurationRow: Row {
  public var head = Head()
  public var defaultTftpServer: Ref<NodeRow> = .key(
    "defaultTftpServer",
    "TFTP server of this cluster that visiting phones load from; unset: 39 at login, shown as 201.",
    source: "Seeds 000 table 2")
  public var backupTftpServer: Ref<NodeRow> = .key(
    "backupTftpServer", "Second TFTP server.", source: "Seeds 000 table 2")
  public var expiredDeviceMaintenanceInterval: Number = .key(
    "expiredDeviceMaintenanceInterval", "How often expired EMCC devices are logged out.", .quantity(unit: "min"),
    default: 1440, range: 10...1440, source: "Seeds 000 table 2")
  public var enableAllRemoteClusterServices: Flag = .key(
    "enableAllRemoteClusterServices", "Enable All Remote Cluster Services When Adding A New Remote Cluster.",
    default: false, source: "Seeds 000 table 2")
  public var pstnAccessTrunkCss: OneOf<PSTNAccessTrunkCSS> = .key(
    "pstnAccessTrunkCss", "CSS for PSTN Access SIP Trunk.", default: .trunkCss, source: "Seeds 000 table 2")
  public var geolocationFilter: Ref<GeolocationFilterRow> = .key(
    "geolocationFilter", "EMCC Geolocation Filter: chooses the roaming device pool.", none: "none",
    source: "Seeds 000 table 2")
  public var maxAudioBitRate: Number = .key(
    "maxAudioBitRate", "EMCC Region Max Audio Bit Rate; unset: emccGroup's. Must be equal in every member.",
    .quantity(unit: "kbps"), allowed: [6, 8, 13, 16, 24, 32, 48, 64, 128, 256], source: "Seeds 000 table 2: 8 kbps")
  public var maxVideoCallBitRate: Number = .key(
    "maxVideoCallBitRate",
    "EMCC Region Max Video Call Bit Rate, audio included; unset: emccGroup's. Must be equal in every member.",
    .quantity(unit: "kbps"), range: 0...8128, source: "Seeds 000 table 2: 384 kbps")
  public var linkLossType: OneOf<LinkLossType> = .key(
    "linkLossType", "EMCC Region Link Loss Type; unset: emccGroup's. Must be equal in every member.",
    source: "Seeds 000 table 2: Low Loss")
  public var audioCodecPreferenceList: Symbol = .key(
    "audioCodecPreferenceList",
    "From 14.0 on, in place of the link loss type: `Factory Default low loss`, `Factory Default lossy`, or a list of one's own.",
    example: "Factory Default low loss", source: "BAT export of 14.0.1: EMCCRegionAudioCodecPreferenceList")
  public var rsvpTrunkKeepAliveTimer: Number = .key(
    "rsvpTrunkKeepAliveTimer", "RSVP SIP Trunk KeepAlive Timer.", .quantity(unit: "s"), default: 15, range: 1...600,
    source: "Seeds 000 table 2")
  public var remoteClusterUpdateServer: Ref<NodeRow> = .key(
    "remoteClusterUpdateServer", "Node with Extension Mobility that asks the remote clusters.",
    source: "Seeds 000 table 2")
  public var backupRemoteClusterUpdateServer: Ref<NodeRow> = .key(
    "backupRemoteClusterUpdateServer", "Second such node.", source: "Seeds 000 table 2")
  public var remoteClusterUpdateInterval: Number = .key(
    "remoteClusterUpdateInterval", "How often the remote clusters are asked.", .quantity(unit: "min"), default: 30,
    range: 15...10080, source: "Seeds 000 table 2")
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "EMCC feature parameters.", page: "Advanced Features > EMCC > EMCC Feature Configuration")
}

/// One service of the intercluster service profile.
public struct ServiceActivationRow: Row {
  public var head = Head()
  public var active: Flag = .key("active", "The service is activated.", default: false)
  public var sipTrunk: Ref<SIPTrunkRow> = .key(
    "sipTrunk", "EMCC trunk of the service; for PSTN Access and RSVP Agent.", none: "none")
  public init() {}
  public static let entity = EntityInfo(.part, .single, "A service and its trunk.")
}

/// The intercluster service profile.
public struct InterclusterServiceProfileRow: Row {
  public var head = Head()
  public var emcc: Rows<ServiceActivationRow> = .key("emcc", "EMCC; inactive: the phone shows 201.")
  public var pstnAccess: Rows<ServiceActivationRow> = .key(
    "pstnAccess", "PSTN Access; inactive in a visited cluster: the phone shows 211.")
  public var rsvpAgent: Rows<ServiceActivationRow> = .key("rsvpAgent", "RSVP Agent.")
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "Intercluster service profile.",
    page: "Advanced Features > EMCC > EMCC Intercluster Service Profile")
}

/// Which services a remote cluster offers us.
public struct RemoteServicesRow: Row {
  public var head = Head()
  public var emcc: Flag = .key("emcc", "EMCC.")
  public var pstnAccess: Flag = .key("pstnAccess", "PSTN Access.")
  public var rsvpAgent: Flag = .key("rsvpAgent", "RSVP Agent.")
  public var tftp: Flag = .key("tftp", "TFTP; always off for EMCC.", default: false, source: "Seeds 000, restrictions")
  public var lbm: Flag = .key("lbm", "Location Bandwidth Manager; from 10.5 on.", default: false)
  public var uds: Flag = .key("uds", "User Data Services; from 10.5 on.", default: false)
  public init() {}
  public static let entity = EntityInfo(.part, .single, "Services of a remote cluster; unset: emccGroup's.")
}

/// A remote cluster as this cluster knows it; with `mesh` only what deviates is written.
public struct RemoteClusterRow: Row {
  public var head = Head()
  public var name: Name = .key("Handle of the peer.", example: "APAC")
  public var clusterId: Symbol = .key(
    "clusterId", "Cluster ID of the peer; unset: the one that the peer declares.", .clusterID, maximumLength: 255,
    source: "AXL 15.0 addRemoteCluster: at most 255")
  public var address: Symbol = .key(
    "address", "Address of any node of the peer; unset: its first node with Extension Mobility.", .host,
    maximumLength: 50, source: "AXL 15.0 addRemoteCluster fullyQualifiedName: at most 50")
  public var description: Text = .key(
    "description", "Free text.", maximumLength: 128, forbidden: "\"<>\\-&%",
    source: "System Configuration Guide 15, TFTP chapter")
  public var services: Rows<RemoteServicesRow> = .key("services", "Services; unset: emccGroup's.")
  public init() {}
  public static let entity = EntityInfo(
    .remoteCluster, .keyed, "Remote clusters: what deviates from `mesh`, or all of them where there is no mesh.",
    page: "Advanced Features > Cluster View")
}

/// An EMCC template for base devices.
public struct EMCCTemplateRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the template.", example: "EMCC-TEMPLATE")
  public var devicePool: Ref<DevicePoolRow> = .key(
    "devicePool", "Pool of visitors' phones that match no roaming pool.", required: true)
  public var commonDeviceConfiguration: Ref<CommonDeviceConfigurationRow> = .key(
    "commonDeviceConfiguration", "Common device configuration.", required: true)
  public var sipProfile: Ref<SIPProfileRow> = .key("sipProfile", "SIP profile.", default: "Standard SIP Profile")
  public var commonPhoneProfile: Ref<CommonPhoneProfileRow> = .key(
    "commonPhoneProfile", "Common phone profile.", default: "Standard Common Phone Profile")
  public var description: Text = .key(
    "description", "Free text.", maximumLength: 50, forbidden: "\"%&\\<>",
    source: "Bulk Administration Guide, EMCC template")
  public init() {}
  public static let entity = EntityInfo(
    .emccTemplate, .keyed, "EMCC templates.", page: "Bulk Administration > EMCC > EMCC Template")
}

/// The EMCC base devices of a cluster.
public struct EMCCBaseDevicesRow: Row {
  public var head = Head()
  public var count: Number = .key(
    "count", "How many of our users can be logged in abroad at once.", required: true, range: 0...60000, example: "40")
  public var template: Ref<EMCCTemplateRow> = .key(
    "template", "Default EMCC template; must be set before base devices are inserted.",
    source: "Bulk Administration Guide, EMCC devices")
  public var expectedLogins: Number = .key(
    "expectedLogins", "How many are expected to be logged in at the busiest time.", range: 0...60000)
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "EMCC base devices EMCC1 to EMCCn.", page: "Bulk Administration > EMCC > Insert EMCC Devices")
}

/// The cluster's part in the Intercluster Lookup Service.
public struct ILSRow: Row {
  public var head = Head()
  public var role: OneOf<ILSRole> = .key("role", "Hub or spoke.", required: true)
  public var hub: ClusterRef = .key("hub", "The hub of a spoke.")
  public var authentication: OneOf<ILSAuthentication> = .key(
    "authentication", "How the clusters prove who they are.", default: .tls)
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "Intercluster Lookup Service; needed for EM roaming.", page: "Advanced Features > ILS Configuration"
  )
}

/// Which Cisco Emergency Responder server group serves the cluster.
public struct EmergencyResponderRow: Row {
  public var head = Head()
  public var group: Symbol = .key(
    "group", "Name of the server group that serves the cluster.", required: true, example: "CER-US",
    source: "Emergency Responder, phones moving between clusters")
  public var linkedGroups: ListOf<Symbol> = .key(
    "linkedGroups",
    "Server groups in the same Emergency Responder cluster: they exchange phones that move between clusters.",
    example: "CER-EU", source: "Emergency Responder, phones moving between clusters")
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "Cisco Emergency Responder; ours, never emitted.")
}

/// A certificate of a cluster.
public struct CertificateRow: Row {
  public var head = Head()
  public var signedBy: Symbol = .key("signedBy", "Certificate authority; unset with selfSigned.", example: "ACME-CA")
  public var selfSigned: Flag = .key("selfSigned", "Signed by itself.", default: false)
  public var generated: Number = .key("generated", "Day on which it was made.", .date, example: "2025-02-20")
  public var notAfter: Number = .key("notAfter", "Last day on which it is valid.", .date, example: "2027-02-20")
  public var sha256: Symbol = .key(
    "sha256",
    "SHA-256 fingerprint. Services of other clusters know a cluster by those of tomcat and tomcatEcdsa; the others are "
      + "for your records.", .fingerprint)
  public var nextSha256: Symbol = .key(
    "nextSha256",
    "That of the certificate which takes its place. Of tomcat and tomcatEcdsa services trust both until it is removed; "
      + "of the others no service looks at it.", .fingerprint)
  public init() {}
  public static let entity = EntityInfo(.part, .single, "A certificate.")
}

/// The certificates of a cluster, by type.
public struct CertificatesRow: Row {
  public var head = Head()
  public var tomcat: Rows<CertificateRow> = .key("tomcat", "Web services and EM between clusters.")
  public var tomcatEcdsa: Rows<CertificateRow> = .key("tomcatEcdsa", "The same with elliptic curves.")
  public var callManager: Rows<CertificateRow> = .key("callManager", "Signs configuration files.")
  public var capf: Rows<CertificateRow> = .key("capf", "Issues phones' certificates.")
  public var itlRecovery: Rows<CertificateRow> = .key("itlRecovery", "Signs the initial trust list.")
  public var tvs: Rows<CertificateRow> = .key("tvs", "Trust verification service.")
  public init() {}
  public static let entity = EntityInfo(
    .part, .single, "Certificates: who signed them and how long they hold.",
    page: "OS Administration > Security > Certificate Management")
}
