internal import EMService

extension ServiceRequest {
  /// Whose PIN or password is in it; nil where there is none.
  var credentialOwner: String? {
    switch self {
    case .login(let call): call.pin == nil ? nil : call.user.lowercased()
    case .changePIN(let change): change.user.lowercased()
    default: nil
    }
  }

  /// True where a PIN or a password is in it.
  var hasCredentials: Bool {
    switch self {
    case .login(let call): call.pin != nil || call.caller.isApplication
    case .logout(let call): call.caller.isApplication
    case .changePIN: true
    case .logoutAll(let caller), .deviceUsers(_, let caller), .userDevices(_, let caller),
      .deviceProfiles(_, let caller), .checkUsers(_, let caller):
      caller.isApplication
    case .phonePage, .doNotDisturb, .peer: false
    }
  }

  /// The word for it in `/metrics`.
  var kind: String {
    switch self {
    case .login: "login"
    case .logout: "logout"
    case .logoutAll: "logout_all"
    case .deviceUsers, .userDevices, .deviceProfiles, .checkUsers: "query"
    case .phonePage: "page"
    case .changePIN: "pin_change"
    case .doNotDisturb: "do_not_disturb"
    case .peer: "peer"
    }
  }
}

extension Caller {
  /// True for a client of the EM API.
  fileprivate var isApplication: Bool { if case .application = self { true } else { false } }
}

extension ServiceAnswer {
  /// True where a PIN or a password was wrong, or the one whose it is is not there or locked out.
  var isWrongCredentials: Bool {
    switch self {
    case .failure(.authenticationError, _), .failure(.invalidApplicationUser, _), .pinChange(.wrongCredentials),
      .pinChange(.locked):
      true
    default: false
    }
  }
}
