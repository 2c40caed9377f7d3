extension PhoneError {
  /// Errors that neither configuration nor state alone can cause, so that no simulated login or logout ends in them; with
  /// the reason.
  package static let unreachableOffline: [PhoneError: String] = [
    .unknownError: "a fault inside EMService, of which nothing is documented but that there is one",
    .invalidApplicationUser: "answers an EM API client that names an unknown application user or a wrong password",
    .policyValidationError: "a fault inside EMService: database or cache give no answer in the middle of a request",
    .queryTypeUndetermined: "answers an EM API client whose XML asks neither for devices nor for users",
    .directoryUserInfoError: "a fault inside EMService: the user is in neither the cache nor the database",
    .userLacksApplicationProxyRights: "answers an EM API client that logs in on behalf of somebody without the right",
    .hotelingStatusError: "a fault inside EMService: who is logged in is in neither the cache nor the database",
  ]
}
