package import EMBundle

/// Which logins the security modes of two clusters and a phone allow: tables 6, 7 and 8 of the guides' EMCC chapter
/// (Seeds 000).
///
/// Two corrections: the last row of table 8 says "secure" of a phone in a nonsecure cluster, where there can be none,
/// and is read as "nonsecure"; combinations that no table lists (a nonsecure phone of a mixed cluster with a nonsecure
/// home, two clusters of 8.x) are taken to give a nonsecure session, marked as not listed.
package enum SecurityMatrix {
  /// Versions as the tables tell them apart.
  package enum VersionClass: Hashable, Sendable {
    /// Unified CM 8.x, the first with EMCC.
    case eight
    /// Unified CM 9.0 and all later ones.
    case nineOrLater

    /// The class of a version; nil before 8.0, where there is no EMCC.
    package init?(_ version: UnifiedCMVersion) {
      switch version.major {
      case ..<8: return nil
      case 8: self = .eight
      default: self = .nineOrLater
      }
    }
  }

  /// What becomes of a login.
  package enum Status: Hashable, Sendable {
    /// The login succeeds, with a secure session to the home cluster.
    case secureSession
    /// The login succeeds, with a nonsecure session to the home cluster.
    case nonSecureSession
    /// The phone refuses the login with an error.
    case fails
    /// The tables list the combination as not supported; what the phone shows is not documented.
    case unsupported
  }

  /// One side of a login.
  package struct Side: Hashable, Sendable {
    /// The cluster's version.
    package var version: VersionClass
    /// The cluster's security mode.
    package var mode: RuntimeCluster.SecurityMode

    /// Makes a side.
    package init(version: VersionClass, mode: RuntimeCluster.SecurityMode) {
      self.version = version
      self.mode = mode
    }
  }

  /// One row of the tables.
  package struct Row: Sendable {
    /// Number of the table.
    package let table: Int
    /// The user's cluster.
    package let home: Side
    /// The phone's cluster.
    package let visiting: Side
    /// True for an authenticated or encrypted phone.
    package let isPhoneSecure: Bool
    /// What becomes of the login.
    package let status: Status
  }

  /// What becomes of a login, and whether a table says so.
  package struct Outcome: Hashable, Sendable {
    /// What becomes of it.
    package var status: Status
    /// The error that the phone shows; nil where it shows none, or none that is documented.
    package var phoneError: PhoneError?
    /// False where it is inferred.
    package var isListed: Bool

    /// Makes an outcome.
    package init(status: Status, phoneError: PhoneError?, isListed: Bool) {
      self.status = status
      self.phoneError = phoneError
      self.isListed = isListed
    }
  }

  /// The rows of tables 6, 7 and 8, corrected.
  package static let rows: [Row] = [
    row(6, .nineOrLater, .mixed, .nineOrLater, .mixed, secure: true, .secureSession),
    row(6, .nineOrLater, .mixed, .nineOrLater, .mixed, secure: false, .nonSecureSession),
    row(6, .nineOrLater, .mixed, .nineOrLater, .nonSecure, secure: false, .nonSecureSession),
    row(6, .nineOrLater, .nonSecure, .nineOrLater, .mixed, secure: true, .fails),
    row(6, .nineOrLater, .nonSecure, .nineOrLater, .nonSecure, secure: false, .nonSecureSession),
    row(7, .nineOrLater, .mixed, .eight, .mixed, secure: true, .unsupported),
    row(7, .nineOrLater, .mixed, .eight, .mixed, secure: false, .nonSecureSession),
    row(7, .nineOrLater, .mixed, .eight, .nonSecure, secure: false, .nonSecureSession),
    row(7, .nineOrLater, .nonSecure, .eight, .mixed, secure: true, .unsupported),
    row(7, .nineOrLater, .nonSecure, .eight, .nonSecure, secure: false, .nonSecureSession),
    row(8, .eight, .mixed, .nineOrLater, .mixed, secure: true, .fails),
    row(8, .eight, .mixed, .nineOrLater, .mixed, secure: false, .nonSecureSession),
    row(8, .eight, .mixed, .nineOrLater, .nonSecure, secure: false, .nonSecureSession),
    row(8, .eight, .nonSecure, .nineOrLater, .mixed, secure: true, .fails),
    row(8, .eight, .nonSecure, .nineOrLater, .nonSecure, secure: false, .nonSecureSession),
  ]

  /// What becomes of a login at a phone; a phone of a nonsecure cluster is nonsecure, whatever its profile says.
  package static func outcome(home: Side, visiting: Side, isPhoneSecure: Bool) -> Outcome {
    let isSecure = isPhoneSecure && visiting.mode == .mixed
    let listed = rows.first { $0.home == home && $0.visiting == visiting && $0.isPhoneSecure == isSecure }
    guard let listed else { return Outcome(status: .nonSecureSession, phoneError: nil, isListed: false) }
    guard listed.status == .fails else { return Outcome(status: listed.status, phoneError: nil, isListed: true) }
    let error: PhoneError =
      home.version == .eight ? .remoteClusterVersionNotSupported : .remoteClusterSecurityModeNotSupported
    return Outcome(status: .fails, phoneError: error, isListed: true)
  }

  private static func row(
    _ table: Int, _ homeVersion: VersionClass, _ homeMode: RuntimeCluster.SecurityMode, _ visitingVersion: VersionClass,
    _ visitingMode: RuntimeCluster.SecurityMode, secure: Bool, _ status: Status
  ) -> Row {
    Row(
      table: table, home: Side(version: homeVersion, mode: homeMode),
      visiting: Side(version: visitingVersion, mode: visitingMode), isPhoneSecure: secure, status: status)
  }
}
