// A field is documented by its own declaration, which is also what the reference prints.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// Settings that several devices share.
public struct CommonDeviceConfigurationRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name of the configuration.", example: "CDC-EMCC", source: "AXL 15.0 addCommonDeviceConfig: at most 50")
  public var ipAddressingMode: OneOf<IPAddressingMode> = .key(
    "ipAddressingMode", "Addresses that the devices use; EMCC needs IPv4.", default: .ipv4AndIpv6,
    source: "Seeds 000, restrictions")
  public var softkeyTemplate: Ref<SoftkeyTemplateRow> = .key("softkeyTemplate", "Softkey template.", none: "none")
  public var userLocale: Symbol = .key("userLocale", "Language of the phones.", example: "English United States")
  public var userHoldMohAudioSource: Symbol = .key(
    "userHoldMohAudioSource", "Music for a held user, by its number or name.")
  public var networkHoldMohAudioSource: Symbol = .key(
    "networkHoldMohAudioSource", "Music while a call is transferred or parked, by its number or name.")
  public var mlpp: Rows<MLPPRow> = .key("mlpp", "Multilevel precedence and preemption.")
  public init() {}
  public static let entity = EntityInfo(
    .commonDeviceConfiguration, .keyed, "Common device configurations.",
    page: "Device > Device Settings > Common Device Configuration")
}

/// A phone security profile.
public struct PhoneSecurityProfileRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the profile.", maximumLength: 128, example: "8851-ENC")
  public var model: Symbol = .key(
    "model", "Phone model, as Unified CM writes it.", required: true, example: "Cisco 8851")
  public var `protocol`: OneOf<SignalProtocol> = .key("protocol", "Signalling protocol.", required: true)
  public var deviceSecurityMode: OneOf<DeviceSecurityMode> = .key(
    "deviceSecurityMode", "Security mode of the phones.", default: .nonSecure, source: "Seeds 000 tables 6 to 8")
  public var tftpEncryptedConfig: Flag = .key(
    "tftpEncryptedConfig", "The configuration file is encrypted.", default: false)
  public init() {}
  public static let entity = EntityInfo(
    .phoneSecurityProfile, .keyed, "Phone security profiles; each model has a nonsecure one that needs no declaration.",
    page: "System > Security > Phone Security Profile")
}

/// A common phone profile; only the standard and `existing` ones are known.
public struct CommonPhoneProfileRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the profile.")
  public init() {}
  public static let entity = EntityInfo(.commonPhoneProfile, .keyed, "Common phone profiles.")
}

/// A SIP profile; only the standard and `existing` ones are known.
public struct SIPProfileRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the profile.")
  public init() {}
  public static let entity = EntityInfo(.sipProfile, .keyed, "SIP profiles.")
}

/// A SIP trunk security profile; only the standard and `existing` ones are known.
public struct SIPTrunkSecurityProfileRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the profile.", maximumLength: 75)
  public init() {}
  public static let entity = EntityInfo(.sipTrunkSecurityProfile, .keyed, "SIP trunk security profiles.")
}

/// A phone button template; only the standard and `existing` ones are known.
public struct PhoneButtonTemplateRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the template.")
  public init() {}
  public static let entity = EntityInfo(.phoneButtonTemplate, .keyed, "Phone button templates.")
}

/// A softkey template; only the standard and `existing` ones are known.
public struct SoftkeyTemplateRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the template.")
  public init() {}
  public static let entity = EntityInfo(.softkeyTemplate, .keyed, "Softkey templates.")
}

/// An IP phone service.
public struct PhoneServiceRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name that the phone shows.", maximumLength: 128, example: "Extension Mobility",
    source: "AXL 15.0 addIpPhoneServices: at most 128")
  public var kind: OneOf<PhoneServiceKind> = .key("kind", "What the service is.", default: .other)
  public var node: Ref<NodeRow> = .key("node", "Node that serves it; the address is derived from the node's.")
  public var emcc: Flag = .key(
    "emcc", "Ask other clusters for users that are not ours: `&EMCC=#EMCC#` in the address.", default: false,
    source: "Seeds 000")
  public var loginType: OneOf<LoginType> = .key(
    "loginType", "What the user types in; unset: user ID and PIN.", source: "Seeds 000 table 5")
  public var url: Symbol = .key(
    "url", "Address of a service of kind `other`, or of an EM service that is not derived.", .url,
    example: "http://dir.acme.example/xml?name=#DEVICENAME#")
  public var secureUrl: Symbol = .key("secureUrl", "Address over TLS.", .url)
  public var enterpriseSubscription: Flag = .key(
    "enterpriseSubscription",
    "Every phone and profile has the service; takes effect only when set while the service is added.", default: false,
    source: "Seeds 002")
  public var enabled: Flag = .key("enabled", "The service can be used.", default: true)
  public var description: Text = .key("description", "Free text.", maximumLength: 128)
  public init() {}
  public static let entity = EntityInfo(
    .phoneService, .keyed, "IP phone services: Extension Mobility, Change Credential and others.",
    page: "Device > Device Settings > Phone Services")
}

/// A line of a phone or device profile.
public struct LineRow: Row {
  public var head = Head()
  public var dn: Symbol = .key(
    "dn", "The directory number.", .dialPattern, required: true, maximumLength: 50, example: "2101001")
  public var partition: Ref<PartitionRow> = .key("partition", "Partition of the number.", none: "none")
  public var css: Ref<CallingSearchSpaceRow> = .key(
    "css", "Calling search space of the line; for a shared number it stands under `directoryNumbers`.", none: "none")
  public var label: Text = .key("label", "Text beside the button.", maximumLength: 50)
  public var display: Text = .key("display", "Name that the other side sees.", maximumLength: 50)
  public var alertingName: Text = .key("alertingName", "Name that a caller sees while it rings.", maximumLength: 50)
  public var externalMask: Text = .key(
    "externalMask", "External phone number mask.", .dialMask, maximumLength: 255, example: "+12125551001")
  public var maximumCalls: Number = .key("maximumCalls", "Calls on the line at once.", default: 4, range: 1...200)
  public var busyTrigger: Number = .key("busyTrigger", "Calls from which the line is busy.", default: 2, range: 1...200)
  public var ilsAdvertise: Flag = .key(
    "ilsAdvertise", "Advertise the number through ILS to the other clusters.", default: false)
  public init() {}
  public static let entity = EntityInfo(.part, .list, "Lines, the first button first.")
}

/// A speed dial.
public struct SpeedDialRow: Row {
  public var head = Head()
  public var number: Symbol = .key("number", "What is dialled.", .dialString, required: true)
  public var label: Text = .key("label", "Text beside the button.", required: true, maximumLength: 50)
  public init() {}
  public static let entity = EntityInfo(.part, .list, "Speed dials, the first button first.")
}

/// Do-not-disturb settings.
public struct DoNotDisturbRow: Row {
  public var head = Head()
  public var enabled: Flag = .key("enabled", "Do not disturb is on.", default: false)
  public var option: OneOf<DNDOption> = .key(
    "option", "How calls are treated; ringerOff only on 7940 and 7960 with SCCP.", default: .ringerOff,
    source: "Seeds 000 table 1")
  public var alert: OneOf<DNDAlert> = .key(
    "alert", "How a call is announced.", default: DNDAlert.none, source: "Seeds 000 table 1")
  public init() {}
  public static let entity = EntityInfo(.part, .single, "Do not disturb.")
}

/// Multilevel precedence and preemption.
public struct MLPPRow: Row {
  public var head = Head()
  public var domain: Symbol = .key("domain", "MLPP domain, hexadecimal.", maximumLength: 128)
  public var indication: OneOf<OnOffDefault> = .key(
    "indication", "Play the precedence tone.", default: .default, source: "Seeds 000 table 1")
  public var preemption: OneOf<MLPPPreemption> = .key(
    "preemption", "A call with precedence may cut off another; forceful never without indication.", default: .default,
    source: "Seeds 000 table 1")
  public init() {}
  public static let entity = EntityInfo(.part, .single, "Multilevel precedence and preemption.")
}

/// A device profile: what a phone becomes while its user is logged in.
public struct DeviceProfileRow: Row {
  public var head = Head()
  public var name: Name = .key("Name of the profile.", example: "UDP-adiaz", source: "Seeds 000 table 1: at most 50")
  public var model: Symbol = .key(
    "model", "Phone model, as Unified CM writes it.", required: true, example: "Cisco 8851")
  public var `protocol`: OneOf<SignalProtocol> = .key("protocol", "Signalling protocol.", required: true)
  public var description: Text = .key("description", "Free text.", maximumLength: 128)
  public var phoneButtonTemplate: Ref<PhoneButtonTemplateRow> = .key(
    "phoneButtonTemplate", "Phone button template.", required: true)
  public var softkeyTemplate: Ref<SoftkeyTemplateRow> = .key("softkeyTemplate", "Softkey template.", none: "none")
  public var emccCss: Ref<CallingSearchSpaceRow> = .key(
    "emccCss", "Device calling search space of the visited phone; last of the three.", none: "none",
    source: "Seeds 000 table 1")
  public var userLocale: Symbol = .key(
    "userLocale", "Language of the phone; unset: the device pool's.", example: "English United States")
  public var userHoldMohAudioSource: Symbol = .key(
    "userHoldMohAudioSource", "Music for a held user, by its number or name.")
  public var privacy: OneOf<OnOffDefault> = .key(
    "privacy", "Hide the line's calls from those who share it.", default: .default)
  public var singleButtonBarge: OneOf<BargeMode> = .key("singleButtonBarge", "Single button barge.", default: .default)
  public var joinAcrossLines: OneOf<OnOffDefault> = .key(
    "joinAcrossLines", "Join calls of different lines.", default: .default)
  public var alwaysUsePrimeLine: OneOf<OnOffDefault> = .key(
    "alwaysUsePrimeLine", "Answer and dial on the first line.", default: .default)
  public var alwaysUsePrimeLineForVoiceMessage: OneOf<OnOffDefault> = .key(
    "alwaysUsePrimeLineForVoiceMessage", "Fetch messages of the first line.", default: .default)
  public var ignorePresentationIndicators: Flag = .key(
    "ignorePresentationIndicators", "Show the caller of internal calls even where it is withheld.", default: false)
  public var doNotDisturb: Rows<DoNotDisturbRow> = .key("doNotDisturb", "Do not disturb.")
  public var modules: ListOf<Symbol> = .key(
    "modules", "Expansion modules, at most two.", maximum: 2, example: "CP-8800-Audio 28-Button Key Expansion Module")
  public var mlpp: Rows<MLPPRow> = .key("mlpp", "Multilevel precedence and preemption.")
  public var loginUser: Ref<UserRow> = .key(
    "loginUser", "For a logout profile: the user as whom the phone logs in after a logout.", none: "none")
  public var lines: Rows<LineRow> = .key("lines", "Lines, the first button first.")
  public var services: ListOf<Ref<PhoneServiceRow>> = .key(
    "services", "Subscribed phone services beside those with an enterprise subscription.")
  public var speedDials: Rows<SpeedDialRow> = .key("speedDials", "Speed dials, the first button first.")
  public init() {}
  public static let entity = EntityInfo(
    .deviceProfile, .keyed, "Device profiles: what a phone becomes while a user is logged in, and logout profiles.",
    page: "Device > Device Settings > Device Profile")
}

/// A phone.
public struct PhoneRow: Row {
  public var head = Head()
  public var name: Name = .key("Device name.", .deviceName, maximumLength: 128, example: "SEP00AA10000001")
  public var model: Symbol = .key(
    "model", "Phone model, as Unified CM writes it.", required: true, example: "Cisco 8851")
  public var `protocol`: OneOf<SignalProtocol> = .key("protocol", "Signalling protocol.", required: true)
  public var description: Text = .key("description", "Free text.", maximumLength: 128)
  public var devicePool: Ref<DevicePoolRow> = .key("devicePool", "Device pool.", required: true)
  public var css: Ref<CallingSearchSpaceRow> = .key("css", "Device calling search space.", none: "none")
  public var extensionMobility: Flag = .key(
    "extensionMobility", "Users can log in here.", default: false, source: "Seeds 002")
  public var logoutProfile: Ref<DeviceProfileRow> = .key(
    "logoutProfile", "Profile while nobody is logged in; unset: the phone's own settings.", none: "none")
  public var geolocation: Ref<GeolocationRow> = .key(
    "geolocation", "Where the phone stands; unset: the pool's, then the enterprise parameter's.", none: "none")
  public var securityProfile: Ref<PhoneSecurityProfileRow> = .key(
    "securityProfile", "Phone security profile; unset: the model's standard nonsecure one.")
  public var location: Ref<LocationRow> = .key("location", "Location of call admission control.", default: "Hub_None")
  public var mediaResourceGroupList: Ref<MediaResourceGroupListRow> = .key(
    "mediaResourceGroupList", "Transcoders, conference bridges and music; unset: the pool's.", none: "none")
  public var commonDeviceConfiguration: Ref<CommonDeviceConfigurationRow> = .key(
    "commonDeviceConfiguration", "Common device configuration.", none: "none")
  public var commonPhoneProfile: Ref<CommonPhoneProfileRow> = .key(
    "commonPhoneProfile", "Common phone profile.", default: "Standard Common Phone Profile")
  public var phoneButtonTemplate: Ref<PhoneButtonTemplateRow> = .key(
    "phoneButtonTemplate", "Phone button template; unset: the model's standard one.")
  public var softkeyTemplate: Ref<SoftkeyTemplateRow> = .key("softkeyTemplate", "Softkey template.", none: "none")
  public var userLocale: Symbol = .key(
    "userLocale", "Language of the phone; unset: the device pool's.", example: "English United States")
  public var owner: Ref<UserRow> = .key("owner", "User whose personal phone it is; none for a hot desk.", none: "none")
  public var lines: Rows<LineRow> = .key("lines", "Lines while nobody is logged in.")
  public var services: ListOf<Ref<PhoneServiceRow>> = .key(
    "services", "Subscribed phone services beside those with an enterprise subscription.")
  public var modules: ListOf<Symbol> = .key("modules", "Expansion modules, at most two.", maximum: 2)
  public var doNotDisturb: Rows<DoNotDisturbRow> = .key("doNotDisturb", "Do not disturb.")
  public var mlpp: Rows<MLPPRow> = .key("mlpp", "Multilevel precedence and preemption.")
  public init() {}
  public static let entity = EntityInfo(.phone, .keyed, "Phones: hot desks and personal ones.", page: "Device > Phone")
}
