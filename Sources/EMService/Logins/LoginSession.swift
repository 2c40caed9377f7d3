/// A user on a phone.
package struct LoginSession: Sendable, Hashable {
  /// How the user came there.
  package enum Kind: String, Sendable, CaseIterable {
    /// A user of the cluster of the phone.
    case local
    /// A user of another cluster.
    case emcc
    /// A super user of EM roaming.
    case roaming
  }

  /// Device name of the phone.
  package var device: String
  /// Handle of the phone's cluster.
  package var visiting: String
  /// User ID.
  package var user: String
  /// Handle of the user's cluster.
  package var home: String
  /// Device profile.
  package var profile: String
  /// How the user came there.
  package var kind: Kind
  /// Number of the EMCC base device; nil for a session that is not EMCC.
  package var baseDevice: Int?
  /// When it began, in seconds of the clock of `EMServiceContext`.
  package var since: Int
  /// When it ends by itself; nil for never.
  package var until: Int?

  /// Makes a session.
  package init(
    device: String, visiting: String, user: String, home: String, profile: String, kind: Kind, baseDevice: Int? = nil,
    since: Int = 0, until: Int? = nil
  ) {
    self.device = device
    self.visiting = visiting
    self.user = user
    self.home = home
    self.profile = profile
    self.kind = kind
    self.baseDevice = baseDevice
    self.since = since
    self.until = until
  }
}

extension LoginSession {
  /// When a session that begins now ends by itself after `minutes`.
  ///
  /// Minutes are clamped to 1 to 10,000,000 (19 years): clients of the EM API ask for what they like.
  static func end(after minutes: Int, from now: Int) -> Int { now + min(max(minutes, 1), 10_000_000) * 60 }
}
