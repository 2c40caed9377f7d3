/// Something that `check` and a simulator see differently.
struct Disagreement: Hashable, Comparable {
  /// The kinds of disagreement.
  enum Kind: String {
    /// Nothing is found about the clusters, but an emergency call fails.
    case unseenCall = "no finding, but the call fails"
    /// Nothing is found about the clusters, but a login fails.
    case unseenLogin = "no finding, but the login fails"
    /// A rule about emergency calls fires, but no call fails as it says.
    case unfoundedCall = "a finding, but every call is right"
    /// A rule names what a phone shows, but no login ends so.
    case unfoundedLogin = "a finding, but no phone shows it"
    /// Something does not hold of who is logged in where.
    case brokenSession = "sessions that cannot be"
  }

  /// What kind it is.
  let kind: Kind
  /// What fails, or the rule that fires: with the kind, what tells one disagreement from another.
  let subject: String
  /// The whole story.
  let detail: String

  /// Orders by kind, subject and detail.
  static func < (left: Disagreement, right: Disagreement) -> Bool {
    (left.kind.rawValue, left.subject, left.detail) < (right.kind.rawValue, right.subject, right.detail)
  }
}
