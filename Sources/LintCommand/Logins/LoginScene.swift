internal import EMBundle
internal import EMDiagnostics
internal import EMService

/// A login as a command line describes it, with names looked up: who asks for what, and how things stand.
struct LoginScene {
  /// The configuration, with what the line changes in it.
  var values: RuntimeDeployment
  /// User ID.
  var user: String
  /// The cluster that the user belongs to; nil for a user that no cluster has.
  var home: RuntimeCluster?
  /// The cluster of the phone.
  var visiting: RuntimeCluster
  /// The phone; nil where the cluster has none of that name.
  var phone: RuntimePhone?
  /// What is sent to the phone's cluster.
  var request: LoginRequest
  /// Who is logged in, by cluster.
  var states: [String: ServiceState] = [:]
  /// Why other clusters cannot be asked, by handle.
  var obstacles: [String: Obstacle] = [:]
  /// What does not work in the phone's cluster.
  var outages: Set<Outage> = []
  /// No identity management system answers.
  var isDirectoryDown = false
  /// The language of the phone's messages.
  var language: PhoneLanguage
  /// What people should know of how the line was read.
  var notes: [String] = []

  /// The PIN that is right, in simulations.
  static let rightPIN = "right"

  /// What credentials say of a PIN.
  func verdict(_ pin: String) -> PINVerdict {
    isDirectoryDown ? .directoryDown : pin == Self.rightPIN ? .right : .wrong
  }
}
