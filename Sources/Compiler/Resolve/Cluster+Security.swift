import EMBundle
import EMDSL
import EMDiagnostics
import EMService

extension Cluster {
  /// The cluster's security mode and where it is written; nil where it is not.
  var security: (mode: ClusterSecurityMode, place: Place?)? {
    if let external { return external.securityMode.map { ($0, external.place(\.securityMode)) } }
    return setting(\.securityMode) { $0.securityMode }.map { ($0.value, $0.place) }
  }

  /// The cluster as a side of the security tables; nil where its version or mode is not known.
  var securitySide: SecurityMatrix.Side? {
    guard let version = version.flatMap({ SecurityMatrix.VersionClass($0) }), let security else { return nil }
    return SecurityMatrix.Side(version: version, mode: security.mode == .mixed ? .mixed : .nonSecure)
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
