/// All rules, sorted by code.
///
/// A code's last three digits are the number of the mistake in the catalogue; a second rule about the same mistake has
/// 500 added.
package enum RuleRegistry {
  /// The rules.
  package static let rules: [any Rule.Type] = [
    UserAtHomeTwice.self,
    RemoteClusterMissing.self,
    ClusterIDMismatch.self,
    DuplicateClusterID.self,
    TravellerNotEnabled.self,
    TravellerWithoutProfile.self,
    ProfileWithoutLine.self,
    LoginTypeForOldHome.self,
    InvalidLoginType.self,
    SharedPrimaryExtension.self,
    ServiceWithoutEMCC.self,
    BrokenServiceURL.self,
    ServiceHostWithoutEM.self,
    SubscribedPhoneNotEnabled.self,
    PhoneNotSubscribed.self,
    AutoProfileSyncOff.self,
    EMCCInactive.self,
    PSTNAccessInactive.self,
    ActiveServiceWithoutTrunk.self,
    TooManyEMCCTrunks.self,
    LockedTrunkField.self,
    TrunkWithoutGeolocation.self,
    DuplicateDeviceName.self,
    RoamingUserWithEMCC.self,
    MemberOutsideMesh.self,
    DeviceNameCollision.self,
    ExistingElsewhereOnly.self,
    ExpiredSuppression.self,
    ProfileNotSubscribed.self,
    OrdinaryTrunkForEMCC.self,
  ]
}
