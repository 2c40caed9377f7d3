/// When regular work is done next, in seconds.
struct Upkeep: Sendable {
  /// How old a session must be before clusters compare what they know of it: younger ones may be on the way.
  static let comparisonAge = 300
  /// Phones that clusters compare in one message.
  static let comparisonSize = 100
  /// Seconds for which messages of other clusters are remembered.
  static let memory = 86_400

  /// Seconds that a visitor has for changing a PIN that must be changed.
  static let pinChangeTime = 600

  /// The service reacts for the first time.
  var isStarted = false
  /// Missed automatic logouts are made up.
  var sweep = 0
  /// Expired EMCC devices are looked for.
  var maintenance = 0
  /// Remote clusters are asked for an update.
  var update = 0
  /// Old messages are forgotten.
  var forgetting = 0
  /// What is still to be compared, with whom.
  var comparisons: [(peer: String, visiting: String, sessions: [LoginSession])] = []
}

/// What the last update of a remote cluster has brought.
struct RemoteStatus: Sendable, Equatable {
  /// Its version.
  var version = ""
  /// Why it is not asked for users; nil where it is.
  var obstacle: Obstacle?
}
