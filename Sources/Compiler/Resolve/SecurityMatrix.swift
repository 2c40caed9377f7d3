import EMBundle
import EMDSL
import EMDiagnostics
import EMService

/// Which logins the security modes of two clusters and a phone allow: tables 6, 7 and 8 of the guides' EMCC chapter
/// (Seeds 000).
///
/// Two corrections: the last row of table 8 says "secure" of a phone in a nonsecure cluster, where there can be none,
/// and is read as "nonsecure"; combinations that no table lists (a nonsecure phone of a mixed cluster with a nonsecure
/// home, two clusters of 8.x) are taken to give a nonsecure session, marked as not listed.
enum SecurityMatrix {
  /// Versions as the tables tell them apart.
  enum VersionClass: Hashable {
    /// Unified CM 8.x, the first with EMCC.
    case eight
    /// Unified CM 9.0 and all later ones.
    case nineOrLater

    /// The class of a version; nil before 8.0, where there is no EMCC.
    init?(_ version: UnifiedCMVersion) {
      switch version.major {
      case ..<8: return nil
      case 8: self = .eight
      default: self = .nineOrLater
      }
    }
  }

  /// What becomes of a login.
  enum Status: Hashable {
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
  struct Side: Hashable {
    /// The cluster's version.
    var version: VersionClass
    /// The cluster's security mode.
    var mode: ClusterSecurityMode
  }

  /// One row of the tables.
  struct Row {
    /// Number of the table.
    let table: Int
    /// The user's cluster.
    let home: Side
    /// The phone's cluster.
    let visiting: Side
    /// True for an authenticated or encrypted phone.
    let isPhoneSecure: Bool
    /// What becomes of the login.
    let status: Status
  }

  /// What becomes of a login, and whether a table says so.
  struct Outcome: Hashable {
    /// What becomes of it.
    var status: Status
    /// The error that the phone shows; nil where it shows none, or none that is documented.
    var phoneError: PhoneError?
    /// False where it is inferred.
    var isListed: Bool
  }

  /// The rows of tables 6, 7 and 8, corrected.
  static let rows: [Row] = [
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
  static func outcome(home: Side, visiting: Side, isPhoneSecure: Bool) -> Outcome {
    let isSecure = isPhoneSecure && visiting.mode == .mixed
    let listed = rows.first { $0.home == home && $0.visiting == visiting && $0.isPhoneSecure == isSecure }
    guard let listed else { return Outcome(status: .nonSecureSession, phoneError: nil, isListed: false) }
    guard listed.status == .fails else { return Outcome(status: listed.status, phoneError: nil, isListed: true) }
    let error: PhoneError =
      home.version == .eight ? .remoteClusterVersionNotSupported : .remoteClusterSecurityModeNotSupported
    return Outcome(status: .fails, phoneError: error, isListed: true)
  }

  private static func row(
    _ table: Int, _ homeVersion: VersionClass, _ homeMode: ClusterSecurityMode, _ visitingVersion: VersionClass,
    _ visitingMode: ClusterSecurityMode, secure: Bool, _ status: Status
  ) -> Row {
    Row(
      table: table, home: Side(version: homeVersion, mode: homeMode),
      visiting: Side(version: visitingVersion, mode: visitingMode), isPhoneSecure: secure, status: status)
  }
}

extension Cluster {
  /// The cluster's security mode and where it is written; nil where it is not.
  var security: (mode: ClusterSecurityMode, place: Place?)? {
    if let external { return external.securityMode.map { ($0, external.place(\.securityMode)) } }
    return setting(\.securityMode) { $0.securityMode }.map { ($0.value, $0.place) }
  }

  /// The cluster as a side of the security tables; nil where its version or mode is not known.
  var securitySide: SecurityMatrix.Side? {
    guard let version = version.flatMap({ SecurityMatrix.VersionClass($0) }), let security else { return nil }
    return SecurityMatrix.Side(version: version, mode: security.mode)
  }
}

extension Entity<PhoneRow> {
  /// True for an authenticated or encrypted phone; nil where its security profile cannot be read.
  var isSecure: Bool? {
    guard let profile = self.securityProfile else { return false }
    // The profiles that need no declaration are the nonsecure ones of the models.
    if profile.head.marks.contains(.system), !profile.isPoison { return false }
    guard profile.isKnown, let mode = profile.deviceSecurityMode else { return nil }
    return mode != .nonSecure
  }
}
