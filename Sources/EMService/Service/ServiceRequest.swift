package import EMBundle

/// What a client asks of the service of one cluster.
///
/// Names of devices, profiles and users are as the client wrote them, without blanks around them; the service compares
/// them without regard to case (EM API, tolerance of Cisco's queries) and answers with what was asked.
package enum ServiceRequest: Sendable, Equatable {
  /// Logs a user in on a phone.
  case login(LoginCall)
  /// Logs out whoever is on a phone.
  case logout(LogoutCall)
  /// Logs out everybody on the cluster's phones.
  case logoutAll(Caller)
  /// Who is on these phones.
  case deviceUsers([String], Caller)
  /// On which phones these users are.
  case userDevices([String], Caller)
  /// Which device profiles these users may take.
  case deviceProfiles([String], Caller)
  /// Whether these users are the cluster's.
  case checkUsers([String], Caller)
  /// What the phone's page needs: whether somebody is on the phone, and who was.
  case phonePage(device: String, loginType: RuntimePhoneService.LoginType?)
  /// Changes a PIN.
  case changePIN(PINChange)
  /// A phone with somebody on it turns do-not-disturb on or off; the device profile keeps it.
  case doNotDisturb(device: String, isOn: Bool)
  /// What another cluster asks; the shell has checked that it is that cluster.
  case peer(PeerRequest, from: String)
}

/// Who asks.
package enum Caller: Sendable, Equatable {
  /// The application of the service itself, on behalf of whoever stands at the phone and types a PIN.
  case phone
  /// A client of the EM API, by its `appID`; `certificate` is its password.
  case application(id: String, certificate: String)
  /// An administrator on the machine, or the service itself.
  case administrator
}

/// A login as a client asks for it.
package struct LoginCall: Sendable, Equatable {
  /// How long the session lasts.
  package enum Duration: Sendable, Equatable {
    /// As the service parameters and the user's own limit say.
    case configured
    /// Minutes, at least 1.
    case minutes(Int)
    /// Until the user logs out.
    case indefinite
  }

  /// Device name.
  package var device: String
  /// What the user typed in beside the PIN.
  package var user: String
  /// The PIN; nil where the caller vouches for the user (EM API).
  package var pin: String?
  /// The device profile; nil: the only one, or the user chooses (phone), or the default one (EM API).
  package var profile: String?
  /// How long the session lasts.
  package var duration = Duration.configured
  /// What the phone's address says: `loginType`, and whether other clusters may be asked.
  package var service: RuntimePhoneService?
  /// Who asks.
  package var caller: Caller
  /// Where the request comes from.
  package var sender = LoginRequest.Sender()

  /// Makes a call.
  package init(device: String, user: String, pin: String?, caller: Caller) {
    self.device = device
    self.user = user
    self.pin = pin
    self.caller = caller
  }
}

/// A logout as a client asks for it.
package struct LogoutCall: Sendable, Equatable {
  /// Device name.
  package var device: String
  /// Who asks.
  package var caller: Caller
  /// Where the request comes from.
  package var sender = LoginRequest.Sender()

  /// Makes a call.
  package init(device: String, caller: Caller) {
    self.device = device
    self.caller = caller
  }
}

/// A change of a PIN.
package struct PINChange: Sendable, Equatable {
  /// Device name of the phone on which it is typed; empty where there is none.
  package var device: String
  /// User ID.
  package var user: String
  /// The PIN as it is.
  package var current: String
  /// The new one.
  package var new: String
  /// The new one, typed again.
  package var confirmation: String

  /// Makes a change.
  package init(device: String, user: String, current: String, new: String, confirmation: String) {
    self.device = device
    self.user = user
    self.current = current
    self.new = new
    self.confirmation = confirmation
  }
}
