import EMDSL
import EMDiagnostics

/// Rule 28: the phone's own profile no longer follows the phone.
enum AutoProfileSyncOff: ClusterRule {
  /// The texts of EM3028 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3028", name: "em-auto-profile-sync-off", severity: .warning,
    summary: "The profile that a phone takes after a logout is not kept up to date.",
    why: "After the first logout the phone has the settings of the day on which its profile was made; services that "
      + "came later are gone.",
    fix: "take the line out: Unified CM keeps the two in step by default",
    source: "Seeds 002, Synchronization Between Auto Device Profile and Phone Configuration",
    mistakes: [
      RuleExample(
        "The parameter was switched off.",
        ["maxPhones: 1000": "maxPhones: 1000\nenterpriseParameters: {synchronizeAutoDeviceProfile: «false»}"])
    ],
    right: [
      RuleExample(
        "Phones with a logout profile do not depend on it.",
        [
          "maxPhones: 1000": "maxPhones: 1000\nenterpriseParameters: {synchronizeAutoDeviceProfile: false}",
          "css: CSS-DEV, extensionMobility: true}": "css: CSS-DEV, extensionMobility: true, logoutProfile: UDP-BKIM}",
        ])
    ])

  /// Phones with Extension Mobility that fall back to their automatic profile after a logout.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for parameters in cluster.enterpriseParameters where parameters.synchronizeAutoDeviceProfile == false {
      var affected = Sample()
      for phone in cluster.phones where phone.extensionMobility == true && phone.logoutProfile == nil {
        if phone.isKnown { affected.add(phone) }
      }
      guard affected.count > 0 else { return }
      report.add(
        "\(Phrase.count(affected.count, "phone")) of \(cluster.handle) (\(affected.names)) "
          + "\(affected.count == 1 ? "goes" : "go") back to outdated settings after a logout",
        parameters, \.synchronizeAutoDeviceProfile,
        help: "take the line out or write 'true', or give the phones a logout profile", clusters: cluster)
    }
  }
}
