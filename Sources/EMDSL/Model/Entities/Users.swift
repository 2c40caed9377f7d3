// A field is documented by its own declaration, which is also what the reference prints.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// A user.
public struct UserRow: Row {
  public var head = Head()
  public var name: Name = .key("User ID.", maximumLength: 128, example: "adiaz")
  public var firstName: Text = .key("firstName", "First name.", maximumLength: 64)
  public var lastName: Text = .key("lastName", "Last name.", required: true, maximumLength: 64, example: "Diaz")
  public var ldap: Flag = .key("ldap", "Synchronised from LDAP: what LDAP owns is never written.", default: false)
  public var emcc: Flag = .key("emcc", "Enable Extension Mobility Cross Cluster.", default: false, source: "Seeds 000")
  public var homeCluster: Flag = .key(
    "homeCluster", "This cluster is the user's home.", default: true, source: "AXL 15.0 addUser homeCluster")
  public var controlledProfiles: ListOf<Ref<DeviceProfileRow>> = .key(
    "controlledProfiles", "Device profiles that the user may take; with several the phone asks.")
  public var defaultProfile: Ref<DeviceProfileRow> = .key("defaultProfile", "Default device profile.", none: "none")
  public var accessControlGroups: ListOf<Ref<AccessControlGroupRow>> = .key(
    "accessControlGroups", "Groups that the user is added to; never replaced.")
  public var primaryExtension: Symbol = .key(
    "primaryExtension", "Primary extension; the partition follows from the controlled profile.", .dialPattern,
    example: "2101001")
  public var selfServiceId: Symbol = .key(
    "selfServiceId", "Self-service user ID, for logins with SP.", .dialString, maximumLength: 50,
    source: "AXL 15.0 addUser selfService")
  public var maximumLoginTime: Number = .key(
    "maximumLoginTime", "The user's own maximum login time; from 12.5 on.", .loginTime, range: 0...10080,
    example: "12:00", source: "AXL 12.5 addUser emMaxLoginTime: 0 to 10080 minutes")
  public var userLocale: Symbol = .key("userLocale", "Language of the user.", example: "English United States")
  public var associatedDevices: ListOf<Ref<PhoneRow>> = .key("associatedDevices", "Phones that the user controls.")
  public var directoryUri: Symbol = .key("directoryUri", "Directory URI.", maximumLength: 254)
  public var mail: Symbol = .key("mail", "Mail address.", maximumLength: 254)
  public var department: Text = .key("department", "Department.", maximumLength: 64)
  public var telephoneNumber: Symbol = .key("telephoneNumber", "Telephone number in the directory.", maximumLength: 64)
  public var pinMustChange: Flag = .key(
    "pinMustChange", "The user must change the PIN at the next login.", default: false)
  public var pinFrom: Rows<PINSourceRow> = .key(
    "pinFrom", "Where the PIN is read from when a bundle is deployed; normally none.")
  public init() {}
  private static let secret =
    "a PIN has 100,000 to 1,000,000 candidates, so even its hash gives it away: keep it out of the repository, with 'pinFrom: {env: NAME}' or '{file: PATH}' if the bundle must set it"
  public static let entity = EntityInfo(
    .user, .keyed, "Users who log in.", page: "User Management > End User",
    refused: ["pin": secret, "pinHash": secret, "password": secret, "passwordHash": secret, "pinCredentials": secret])
}

/// Where a PIN is read from when a bundle is deployed.
public struct PINSourceRow: Row {
  public var head = Head()
  public var env: Symbol = .key("env", "Name of an environment variable.", example: "PIN_BKIM")
  public var file: Symbol = .key("file", "Path of a file that holds the PIN alone.")
  public init() {}
  public static let entity = EntityInfo(.part, .single, "Where the PIN is read from: `env` or `file`, not both.")
}

/// An access control group.
public struct AccessControlGroupRow: Row {
  public var head = Head()
  public var name: Name = .key(
    "Name of the group.", maximumLength: 100, example: "Standard EM Roaming Across Clusters Super Users",
    source: "AXL 15.0 addUser associatedGroups: at most 100")
  public var description: Text = .key("description", "Free text.", maximumLength: 128)
  public init() {}
  public static let entity = EntityInfo(
    .accessControlGroup, .keyed, "Access control groups of one's own; the Standard ones need no declaration.",
    page: "User Management > User Settings > Access Control Group")
}
