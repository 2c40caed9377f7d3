import EMBundle
import EMDSL
import EMDiagnostics
import EMService

/// Rule 83: phones at which users of a peer cannot log in because of security modes or versions.
enum SecurityModesClash: Rule {
  /// The texts of EM3083 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3083", name: "emcc-security-matrix", severity: .error,
    summary: "The security modes or versions of two clusters and the visited phones do not go together.",
    why:
      "At a secure phone only users of a mixed cluster can log in, and only where both clusters have 9.x or later; "
      + "others see 45 or 46.",
    fix: "make the home cluster mixed, or give phones for visitors a nonsecure security profile",
    source: "Seeds 000, tables 6 to 8 and table of error codes: 45, 46; what they lack is inferred, and said as info",
    mistakes: [
      RuleExample(
        "A hot desk is encrypted, and the visitors' home cluster is not mixed.",
        [
          "version: 12.5.1.14900-63\nsecurityMode: mixed": "version: 12.5.1.14900-63\nsecurityMode: nonSecure",
          "{description: Hot desk 1}\n  SEP00AA10000002": "{securityProfile: «8851-ENC»}\n  SEP00AA10000002",
          "regions: [REG-HOME]": "regions: [REG-HOME]\n" + profile,
        ]),
      RuleExample(
        "Nonsecure hot desks of a mixed cluster and a nonsecure home: the guides' tables leave it out, so it is info.",
        ["version: 12.5.1.14900-63\nsecurityMode: mixed": "version: 12.5.1.14900-63\nsecurityMode: «nonSecure»"]),
    ],
    right: [
      RuleExample(
        "An encrypted hot desk between two mixed clusters.",
        [
          "{description: Hot desk 1}\n  SEP00AA10000002": "{securityProfile: 8851-ENC}\n  SEP00AA10000002",
          "regions: [REG-HOME]": "regions: [REG-HOME]\n" + profile,
        ])
    ])

  private static let profile =
    "phoneSecurityProfiles: {8851-ENC: {model: Cisco 8851, protocol: SIP, deviceSecurityMode: encrypted}}"

  /// Phones for visitors of one cluster, by their own security.
  private struct Phones {
    var secure = Sample()
    var nonSecure = Sample()
    var firstSecure: Entity<PhoneRow>?

    init(_ cluster: Cluster, _ mode: RuntimeCluster.SecurityMode) {
      for phone in cluster.visitorPhones {
        guard let isSecure = phone.isSecure else { continue }
        if isSecure, mode == .mixed {
          if firstSecure == nil { firstSecure = phone }
          secure.add(phone.name, phone.place)
        } else {
          nonSecure.add(phone.name, phone.place)
        }
      }
    }
  }

  /// Pairs of the mesh by the security tables; combinations that no table lists are reported as such.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    var known: [ClusterID: Phones] = [:]
    for pair in deployment.mesh.pairs {
      let (home, visiting) = (deployment[pair.home], deployment[pair.visiting])
      guard home.isExternal || home.isJudged, visiting.isJudged, let homeSide = home.securitySide,
        let side = visiting.securitySide
      else { continue }
      let phones = known[pair.visiting] ?? Phones(visiting, side.mode)
      known[pair.visiting] = phones
      let secure = SecurityMatrix.outcome(home: homeSide, visiting: side, isPhoneSecure: true)
      if let first = phones.firstSecure, secure.status == .fails || secure.status == .unsupported {
        reportFailure(home, visiting, first, phones.secure, secure, &report)
        continue
      }
      let nonSecure = SecurityMatrix.outcome(home: homeSide, visiting: side, isPhoneSecure: false)
      var unlisted = Sample()
      if !secure.isListed { unlisted.add(phones.secure) }
      if !nonSecure.isListed { unlisted.add(phones.nonSecure) }
      if unlisted.count > 0 { reportUnlisted(home, visiting, unlisted, &report) }
    }
  }

  private static func reportFailure(
    _ home: Cluster, _ visiting: Cluster, _ first: Entity<PhoneRow>, _ phones: Sample,
    _ outcome: SecurityMatrix.Outcome, _ report: inout Report
  ) {
    // Only a home of 9.x or later is refused for its mode, and only beside a cluster of its kind.
    let isMode = outcome.phoneError == .remoteClusterSecurityModeNotSupported
    let older = home.securitySide?.version == .eight ? home : visiting
    let cause =
      isMode ? "\(home.handle) is not mixed" : "\(older.handle) has version \(older.version?.description ?? "8")"
    report.add(
      "users of \(home.handle) cannot log in at \(phones.phrase("secure phone")) of \(visiting.handle): \(cause)",
      first, \.securityProfile,
      related: [Report.related(isMode ? home.security?.place : older.place, cause)],
      help: isMode
        ? "give phones for visitors a nonsecure security profile, or make \(home.handle) mixed"
        : "give phones for visitors a nonsecure security profile, or upgrade \(older.handle)",
      phone: outcome.phoneError, clusters: home, visiting)
  }

  private static func reportUnlisted(
    _ home: Cluster, _ visiting: Cluster, _ phones: Sample, _ report: inout Report
  ) {
    guard let mode = home.security, let other = visiting.security else { return }
    report.add(
      "the guides do not say whether users of \(home.handle) (\(mode.mode.token)) can log in at "
        + "\(phones.phrase("phone")) of \(visiting.handle) (\(other.mode.token))",
      at: mode.place, related: [Report.related(other.place, "\(other.mode.token) here")],
      help: "try it in a lab; a nonsecure session is to be expected", severity: .info, [home, visiting])
  }
}
