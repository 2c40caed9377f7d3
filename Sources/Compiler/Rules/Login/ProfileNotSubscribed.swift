import EMDSL
import EMDiagnostics

/// Rule 27, profiles: whoever logs in with it finds no entry to log out.
enum ProfileNotSubscribed: ClusterRule {
  /// The texts of EM3527 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3527", name: "em-profile-not-subscribed", severity: .error,
    summary: "The device profile of a user reaches no Extension Mobility service.",
    why: "After the login the phone has the profile's services: the user cannot log out.",
    fix: "subscribe the profile under 'services', or write 'enterpriseSubscription: true' for the service",
    source: "Feature Configuration Guide 12.5, Extension Mobility",
    mistakes: [
      RuleExample(
        "One profile was forgotten.",
        [
          "emcc: true, enterpriseSubscription: true}\nphones:\n  SEP00AA1": "emcc: true}\nphones:\n  SEP00AA1",
          "css: CSS-DEV, extensionMobility: true}":
            "css: CSS-DEV, extensionMobility: true, services: [Extension Mobility]}",
          "UDP-ADIAZ: {lines:": "UDP-ADIAZ: {services: [Extension Mobility], lines:",
          "UDP-BKIM: {lines:": "«UDP-BKIM»: {lines:",
        ]),
      RuleExample(
        "The phones subscribe, the profiles do not.",
        [
          "emcc: true, enterpriseSubscription: true}\nphones:\n  SEP00AA1": "emcc: true}\nphones:\n  SEP00AA1",
          "css: CSS-DEV, extensionMobility: true}":
            "css: CSS-DEV, extensionMobility: true, services: [Extension Mobility]}",
          "UDP-ADIAZ: {lines:": "«UDP-ADIAZ»: {lines:",
          "UDP-BKIM: {lines:": "«UDP-BKIM»: {lines:",
        ]),
    ],
    right: [
      RuleExample(
        "A profile that nobody logs in with needs no service.",
        [
          "emcc: true, enterpriseSubscription: true}\nphones:\n  SEP00AA1": "emcc: true}\nphones:\n  SEP00AA1",
          "css: CSS-DEV, extensionMobility: true}":
            "css: CSS-DEV, extensionMobility: true, services: [Extension Mobility]}",
          "UDP-ADIAZ: {lines:": "UDP-ADIAZ: {services: [Extension Mobility], lines:",
          "UDP-BKIM: {lines:":
            "UDP-OLD: {lines: [{dn: '2101003', partition: PT-DN}]}\n  UDP-BKIM: {services: [Extension Mobility], "
            + "lines:",
        ])
    ])

  /// Profiles that a user controls, each once, unless a service reaches every phone of the cluster.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let subscriptions = EMSubscriptions(cluster)
    guard subscriptions.enterprise.isEmpty, !subscriptions.hasUnknown, let service = subscriptions.services.first,
      !isUnreachable(cluster, subscriptions)
    else { return }
    var seen: Set<UInt32> = []
    var crowd = Crowd<Entity<DeviceProfileRow>>()
    var reaching: [UInt64: Int] = [:]
    for user in cluster.users where user.isKnown {
      for member in user.controlledProfiles {
        let profile: Entity<DeviceProfileRow> = member.target()
        guard profile.isKnown, seen.insert(profile.index).inserted else { continue }
        // Profiles of one file share its defaults.
        let cause = UInt64(profile.head.file)
        if subscriptions.subscribed(profile.services).map(\.isEmpty) ?? false {
          crowd.add(profile, cause: cause)
        } else {
          reaching[cause, default: 0] += 1
        }
      }
    }
    let help =
      "subscribe to it: 'services: [\(service.service.name)]', or write 'enterpriseSubscription: true' for "
      + "the service"
    crowd.forEach(
      fine: { reaching[$0] ?? 0 },
      each: { profile in
        report.add(
          "device profile '\(profile.name)' of \(cluster.handle) reaches no Extension Mobility service: whoever logs "
            + "in cannot log out",
          at: deployment.ownPlace(profile, \.services),
          related: [Report.related(service.service.place, "the service is here")], help: help, [cluster])
      },
      together: { profiles in
        var affected = Sample()
        for profile in profiles { affected.add(profile) }
        report.add(
          "\(affected.phrase("device profile")) of \(cluster.handle) in this file reach no Extension Mobility "
            + "service: whoever logs in cannot log out",
          profiles[0], related: [Report.related(service.service.place, "the service is here")], help: help,
          clusters: cluster)
      })
  }

  /// True where phones are for logins and none of them has a service: that is one finding of its own.
  private static func isUnreachable(_ cluster: Cluster, _ subscriptions: EMSubscriptions) -> Bool {
    var hasPhones = false
    for phone in cluster.phones where phone.extensionMobility == true && phone.isKnown {
      if subscriptions.reaches(phone) { return false }
      hasPhones = true
    }
    return hasPhones
  }
}
