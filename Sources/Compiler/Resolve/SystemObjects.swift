import EMBundle
import EMDSL

/// What every Unified CM has without being told: names that may be referred to and need no declaration.
enum SystemObjects {
  /// Names that are there in every version, by kind.
  private static let names: [EntityKind: Set<String>] = [
    .localRouteGroup: ["Standard Local Route Group"],
    .sipProfile: [
      "Standard SIP Profile", "Standard SIP Profile For Cisco VCS", "Standard SIP Profile For TelePresence Endpoint",
      "Standard SIP Profile For TelePresence Conferencing", "Standard SIP Profile for Mobile Device",
    ],
    .sipTrunkSecurityProfile: ["Non Secure SIP Trunk Profile"],
    .commonPhoneProfile: ["Standard Common Phone Profile"],
    .location: ["Hub_None", "Phantom", "Shadow"],
    .region: ["Default"],
    .devicePool: ["Default"],
    .callManagerGroup: ["Default"],
    .dateTimeGroup: ["CMLocal"],
    .srstReference: ["Disable", "Use Default Gateway"],
    .softkeyTemplate: [
      "Standard User", "Standard Feature", "Standard Assistant", "Standard Manager", "Standard Shared Mode Manager",
      "Standard Protected Phone",
    ],
    .partition: ["Directory URI", "Global Learned E164 Numbers", "Global Learned E164 Patterns"],
  ]

  /// The group of EM roaming's super users (Seeds 001); there from 12.0 on.
  static let roamingSuperUsers = "Standard EM Roaming Across Clusters Super Users"

  /// True where a cluster of this version has the object.
  static func has(_ kind: EntityKind, _ name: String, version: UnifiedCMVersion?) -> Bool {
    if names[kind]?.contains(name) ?? false { return true }
    switch kind {
    case .accessControlGroup:
      // Not every Standard group is listed anywhere in public; the prefix is Cisco's.
      if name == roamingSuperUsers { return version.map { $0 >= UnifiedCMVersion(12, 0) } ?? true }
      return name.hasPrefix("Standard ")
    case .phoneButtonTemplate: return name.hasPrefix("Standard ") || name.hasPrefix("Universal Device Template")
    case .phoneSecurityProfile:
      return name.hasSuffix(" - Standard SIP Non-Secure Profile")
        || name.hasSuffix(" - Standard SCCP Non-Secure Profile")
        || name.hasPrefix("Universal Device Template - ")
    default: return false
    }
  }

  /// Names to suggest, sorted.
  static func candidates(_ kind: EntityKind) -> [String] { (names[kind] ?? []).sorted() }
}
