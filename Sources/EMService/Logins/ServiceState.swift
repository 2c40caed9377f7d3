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

/// What one cluster keeps about logins: sessions on its own phones, and those of its users abroad.
///
/// A device has at most one session; a base device too.
package struct ServiceState: Sendable, Equatable {
  private var here: [String: LoginSession] = [:]
  private var abroad: [Int: LoginSession] = [:]
  /// User that logged in last on each device.
  package private(set) var lastUsers: [String: String] = [:]
  /// Logins and logouts in progress.
  package var requestsInProgress = 0

  /// Nobody is logged in.
  package init() {}

  /// Sessions on the cluster's phones, by device name.
  package var sessionsHere: [LoginSession] { here.values.sorted { $0.device < $1.device } }

  /// Sessions of the cluster's users on phones of other clusters, by base device.
  package var sessionsAbroad: [LoginSession] { abroad.sorted { $0.key < $1.key }.map(\.value) }

  /// The session on a phone of the cluster.
  package func session(on device: String) -> LoginSession? { here[device] }

  /// The lowest base device without a session; nil where all are taken.
  package func freeBaseDevice(of count: Int) -> Int? {
    // One number more than sessions is enough to look at.
    (1...max(1, min(count, abroad.count + 1))).first { $0 <= count && abroad[$0] == nil }
  }

  /// Begins a session on a phone of the cluster, in place of another one.
  package mutating func beginHere(_ session: LoginSession) {
    here[session.device] = session
    lastUsers[session.device] = session.user
  }

  /// Begins a session of a user of the cluster abroad; one without a base device is left out.
  package mutating func beginAbroad(_ session: LoginSession) {
    guard let number = session.baseDevice else { return }
    abroad[number] = session
  }

  /// Ends what the cluster knows of the session on a phone of itself or of another cluster; nil where it knew nothing.
  @discardableResult
  package mutating func end(device: String, of cluster: String) -> LoginSession? {
    if let session = here[device], session.visiting == cluster {
      here[device] = nil
      return session
    }
    guard let number = abroad.first(where: { $0.value.device == device && $0.value.visiting == cluster })?.key else {
      return nil
    }
    return abroad.removeValue(forKey: number)
  }

  /// Sessions of a user of `home` on the cluster's phones, by device name.
  func sessionsHere(of user: String, home: String) -> [LoginSession] {
    sessionsHere.filter { $0.user == user && $0.home == home }
  }

  /// Sessions of a user of the cluster on phones of other clusters, by base device.
  func sessionsAbroad(of user: String) -> [LoginSession] { sessionsAbroad.filter { $0.user == user } }
}
