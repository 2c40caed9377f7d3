internal import EMBundle
internal import EMService
internal import EMSimulation

/// A login as a command line describes it, with names looked up: who asks for what, and how things stand.
struct LoginScene {
  /// The clusters, who is logged in, and what does not work.
  var simulator: LoginSimulator
  /// User ID.
  var user: String
  /// The cluster that the user belongs to; nil for a user that no cluster has.
  var home: RuntimeCluster?
  /// The cluster of the phone.
  var visiting: RuntimeCluster
  /// The phone; nil where the cluster has none of that name.
  var phone: RuntimePhone?
  /// What is typed in, and where.
  var attempt: LoginAttempt
  /// The language of the phone's messages.
  var language: PhoneLanguage
  /// What people should know of how the line was read.
  var notes: [String] = []
}
