/// Signalling protocol of a phone or profile.
public enum SignalProtocol: UInt8, Vocabulary {
  case sip, sccp
  /// See `Vocabulary`.
  public static let words = [
    Word("SIP", "Session Initiation Protocol"), Word("SCCP", "Skinny Client Control Protocol"),
  ]
}

/// Security mode of a cluster.
public enum ClusterSecurityMode: UInt8, Vocabulary {
  case nonSecure, mixed
  /// See `Vocabulary`.
  public static let words = [
    Word("nonSecure", "no device of the cluster can be secure", gui: ["non-secure", "non secure", "nonsecure", "0"]),
    Word("mixed", "secure and nonsecure devices side by side", gui: ["mixed mode", "1"]),
  ]
}

/// Security mode of a phone, out of its phone security profile.
public enum DeviceSecurityMode: UInt8, Vocabulary {
  case nonSecure, authenticated, encrypted
  /// See `Vocabulary`.
  public static let words = [
    Word("nonSecure", "no authentication and no encryption", gui: ["non secure", "non-secure"]),
    Word("authenticated", "signalling over TLS, without encryption"),
    Word("encrypted", "signalling and media encrypted"),
  ]
}

/// Role of a node in its cluster.
public enum NodeRole: UInt8, Vocabulary {
  case publisher, subscriber
  /// See `Vocabulary`.
  public static let words = [
    Word("publisher", "holds the writable database"), Word("subscriber", "every other node"),
  ]
}

/// A feature service that an administrator activates on a node.
public enum NodeService: UInt8, Vocabulary {
  case callManager, tftp, extensionMobility, ils, bulkProvisioning
  /// See `Vocabulary`.
  public static let words = [
    Word("callManager", "Cisco CallManager", gui: ["Cisco CallManager"]),
    Word("tftp", "Cisco Tftp", gui: ["Cisco Tftp"]),
    Word("extensionMobility", "Cisco Extension Mobility", gui: ["Cisco Extension Mobility"]),
    Word("ils", "Cisco Intercluster Lookup Service (publisher only)", gui: ["Cisco Intercluster Lookup Service"]),
    Word(
      "bulkProvisioning", "Cisco Bulk Provisioning Service (publisher only)", gui: ["Cisco Bulk Provisioning Service"]),
  ]
}

/// What happens when a user logs in on a second phone.
public enum MultipleLoginBehavior: UInt8, Vocabulary {
  case allowed, notAllowed, autoLogout
  /// See `Vocabulary`.
  public static let words = [
    Word("allowed", "the user may be logged in on several phones", gui: ["Multiple Logins Allowed"]),
    Word("notAllowed", "the second login fails with 25", gui: ["Multiple Logins Not Allowed"]),
    Word("autoLogout", "the first phone is logged out", gui: ["Auto Logout"]),
  ]
}

/// Which calling search space an incoming PSTN call of a visitor uses.
public enum PSTNAccessTrunkCSS: UInt8, Vocabulary {
  case trunkCss, originalDeviceCss
  /// See `Vocabulary`.
  public static let words = [
    Word("trunkCss", "the inbound calling search space of the EMCC trunk", gui: ["Use trunk CSS"]),
    Word(
      "originalDeviceCss", "the calling search space that the phone has while nobody is logged in",
      gui: ["Use phone's original device CSS"]),
  ]
}

/// Quality of the network between the clusters; decides between G.722 and iSAC.
public enum LinkLossType: UInt8, Vocabulary {
  case lowLoss, lossy
  /// See `Vocabulary`.
  public static let words = [
    Word("lowLoss", "G.722 is preferred over iSAC", gui: ["Low Loss", "Factory Default low loss"]),
    Word("lossy", "iSAC is preferred over G.722", gui: ["Lossy", "Factory Default lossy"]),
  ]
}

/// Role of a cluster in the Intercluster Lookup Service.
public enum ILSRole: UInt8, Vocabulary {
  case hub, spoke
  /// See `Vocabulary`.
  public static let words = [
    Word("hub", "talks to all other hubs and to its spokes", gui: ["Hub Cluster"]),
    Word("spoke", "talks to exactly one hub", gui: ["Spoke Cluster"]),
  ]
}

/// How clusters prove who they are to each other in the Intercluster Lookup Service.
public enum ILSAuthentication: UInt8, Vocabulary {
  case tls, password
  /// See `Vocabulary`.
  public static let words = [
    Word("tls", "Tomcat certificates, exchanged between the publishers", gui: ["Use TLS Certificates"]),
    Word("password", "one password for all clusters", gui: ["Use Password"]),
  ]
}

/// A certificate that the clusters exchange.
public enum CertificateType: UInt8, Vocabulary {
  case tomcat, tftp, capf, itlRecovery
  /// See `Vocabulary`.
  public static let words = [
    Word("tomcat", "web services and EM between clusters"), Word("tftp", "signs configuration files (CallManager)"),
    Word("capf", "issues phones' certificates"), Word("itlRecovery", "signs the initial trust list"),
  ]
}

/// What a pattern is for; ours, never emitted.
public enum CallPurpose: UInt8, Vocabulary {
  case emergency, local, national, international, `internal`, service
  /// See `Vocabulary`.
  public static let words = [
    Word("emergency", "an emergency centre"), Word("local", "the public network, local calls"),
    Word("national", "the public network, national calls"),
    Word("international", "the public network, international calls"),
    Word("internal", "inside the company, also through intercluster trunks"),
    Word("service", "voicemail, directory enquiries and the like"),
  ]
}

/// Which dialled digits are dropped before a call goes on.
public enum DiscardDigits: UInt8, Vocabulary {
  case preDot, preDotTrailingHash, trailingHash
  /// See `Vocabulary`.
  public static let words = [
    Word("preDot", "the digits before the dot of the pattern", gui: ["PreDot"]),
    Word("preDotTrailingHash", "the digits before the dot and a trailing #", gui: ["PreDot Trailing-#"]),
    Word("trailingHash", "a trailing #", gui: ["Trailing-#"]),
  ]
}

/// In which order the members of a route group take calls.
public enum RouteDistribution: UInt8, Vocabulary {
  case topDown, circular
  /// See `Vocabulary`.
  public static let words = [
    Word("topDown", "always from the first member", gui: ["Top Down"]),
    Word("circular", "from the member after the last one used", gui: ["Circular"]),
  ]
}

/// What a SIP trunk is for.
public enum TrunkServiceType: UInt8, Vocabulary {
  case intercluster, emcc
  /// See `Vocabulary`.
  public static let words = [
    Word("intercluster", "an ordinary trunk", gui: ["None(Default)", "None"]),
    Word(
      "emcc", "PSTN Access and RSVP Agent of EMCC",
      gui: ["Extension Mobility Cross Clusters", "Extension Mobility Cross Cluster"]),
  ]
}

/// Addresses that a device uses.
public enum IPAddressingMode: UInt8, Vocabulary {
  case ipv4Only, ipv6Only, ipv4AndIpv6
  /// See `Vocabulary`.
  public static let words = [
    Word("ipv4Only", "IPv4 only", gui: ["IPv4 Only"]),
    Word("ipv6Only", "IPv6 only; EMCC does not work", gui: ["IPv6 Only"]),
    Word("ipv4AndIpv6", "both", gui: ["IPv4 and IPv6"]),
  ]
}

/// On, off, or as the level above says.
public enum OnOffDefault: UInt8, Vocabulary {
  case off, on, `default`
  /// See `Vocabulary`.
  public static let words = [
    Word("off", "off"), Word("on", "on"), Word("default", "as the service parameter or device pool says"),
  ]
}

/// Single button barge.
public enum BargeMode: UInt8, Vocabulary {
  case off, barge, cBarge, `default`
  /// See `Vocabulary`.
  public static let words = [
    Word("off", "off"), Word("barge", "barge with the built-in bridge"),
    Word("cBarge", "barge with a conference bridge"),
    Word("default", "as the service parameter and the device pool say"),
  ]
}

/// How a phone with do-not-disturb treats calls.
public enum DNDOption: UInt8, Vocabulary {
  case ringerOff, callReject, useCommonPhoneProfileSetting
  /// See `Vocabulary`.
  public static let words = [
    Word("ringerOff", "the call is shown, nothing rings", gui: ["Ringer Off"]),
    Word("callReject", "the caller hears busy", gui: ["Call Reject"]),
    Word(
      "useCommonPhoneProfileSetting", "as the common phone profile says", gui: ["Use Common Phone Profile Setting"]),
  ]
}

/// How a phone with do-not-disturb announces a call.
public enum DNDAlert: UInt8, Vocabulary {
  case none, disable, beepOnly, flashOnly
  /// See `Vocabulary`.
  public static let words = [
    Word("none", "as the common phone profile says", gui: ["None"]), Word("disable", "not at all", gui: ["Disable"]),
    Word("beepOnly", "with a beep", gui: ["Beep Only"]), Word("flashOnly", "with a flash", gui: ["Flash Only"]),
  ]
}

/// Multilevel precedence: may a call with precedence cut off another one.
public enum MLPPPreemption: UInt8, Vocabulary {
  case disabled, forceful, `default`
  /// See `Vocabulary`.
  public static let words = [
    Word("disabled", "never", gui: ["Disabled"]), Word("forceful", "yes", gui: ["Forceful"]),
    Word("default", "as the device pool says", gui: ["Default"]),
  ]
}

/// What a phone service is.
public enum PhoneServiceKind: UInt8, Vocabulary {
  case extensionMobility, changeCredential, other
  /// See `Vocabulary`.
  public static let words = [
    Word("extensionMobility", "login and logout; the addresses are derived from `node`"),
    Word("changeCredential", "change of the PIN; the addresses are derived from `node`"),
    Word("other", "any other service; `url` says where"),
  ]
}

/// What a user types in to log in.
public enum LoginType: UInt8, Vocabulary {
  case userID, selfServiceID, directoryNumber
  /// See `Vocabulary`.
  public static let words = [
    Word("UID", "user ID and PIN", gui: ["uid"]), Word("SP", "self-service user ID and PIN", gui: ["sp"]),
    Word("DN", "primary extension and PIN", gui: ["dn"]),
  ]
}

/// A field of a geolocation, for the boxes of a filter.
public enum GeolocationField: UInt8, Vocabulary {
  case country, nationalSubDivision, district, communityName, cityDivision, neighbourhood, street
  case leadingStreetDirection, trailingStreetSuffix, streetSuffix, houseNumber, houseNumberSuffix, landmark, location
  case floor, occupantName, postalCode
  /// See `Vocabulary`.
  public static let words = [
    Word("country", "country"), Word("nationalSubDivision", "A1, state or province", gui: ["A1"]),
    Word("district", "A2, county or parish", gui: ["A2"]), Word("communityName", "A3, city or township", gui: ["A3"]),
    Word("cityDivision", "A4, borough", gui: ["A4"]), Word("neighbourhood", "A5, neighbourhood", gui: ["A5"]),
    Word("street", "A6, street", gui: ["A6"]), Word("leadingStreetDirection", "PRD, as N or W", gui: ["PRD"]),
    Word("trailingStreetSuffix", "POD, as SW", gui: ["POD"]), Word("streetSuffix", "STS, as Avenue", gui: ["STS"]),
    Word("houseNumber", "HNO", gui: ["HNO"]), Word("houseNumberSuffix", "HNS, as A or 1/2", gui: ["HNS"]),
    Word("landmark", "LMK", gui: ["LMK"]), Word("location", "LOC, as Room 543", gui: ["LOC"]),
    Word("floor", "FLR", gui: ["FLR"]), Word("occupantName", "NAM, name of a business or resident", gui: ["NAM"]),
    Word("postalCode", "PC", gui: ["PC"]),
  ]
}
