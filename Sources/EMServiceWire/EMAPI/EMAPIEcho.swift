/// What the answer to a client of the EM API repeats of its request.
struct EMAPIEcho: Sendable, Equatable {
  /// The `appID`, for the text of error 3.
  var application: String
}
