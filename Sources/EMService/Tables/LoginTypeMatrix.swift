package import EMBundle

/// What becomes of a login type in the address of the phone service when clusters of two versions meet: table 5 of the
/// guides' EMCC chapter (Seeds 000).
///
/// The tables know 12.0 and 11.5; 12.0 is read as "12.0 and later", 11.5 as "before 12.0". What two clusters before
/// 12.0 do is not in the table; the visited one leaves the type out of account as beside a newer home (inferred).
package enum LoginTypeMatrix {
  /// What becomes of a login type.
  package enum Outcome: Hashable, Sendable {
    /// None is sent, or both clusters understand it.
    case understood
    /// The visited cluster does not know login types: the phone asks for user ID and PIN.
    case ignored
    /// The home cluster cannot read the request.
    case fails(PhoneError)
  }

  /// True for versions that know login types.
  package static func isUnderstood(by version: UnifiedCMVersion) -> Bool { version >= UnifiedCMVersion(12, 0) }

  /// What becomes of a login; unknown versions are taken to be new.
  package static func outcome(
    home: UnifiedCMVersion?, visiting: UnifiedCMVersion?, namesLoginType: Bool
  ) -> Outcome {
    guard namesLoginType else { return .understood }
    guard visiting.map(isUnderstood) ?? true else { return .ignored }
    return home.map(isUnderstood) ?? true ? .understood : .fails(.parsingError)
  }
}
