/// Names a conversation of the service with the outside; each is used once.
package struct Ticket: Sendable, Hashable {
  /// Its number.
  package var number: UInt64

  /// Makes a ticket.
  package init(_ number: UInt64) { self.number = number }
}

/// What comes to the service.
package enum ServiceInput: Sendable {
  /// A client asks; the answer has the same ticket, which the shell chooses.
  case request(ServiceRequest, Ticket)
  /// Credentials have been looked at.
  case verified(CredentialVerdict, Ticket)
  /// A PIN has been changed, or not.
  case pinChanged(PINChangeResult, Ticket)
  /// Another cluster has answered, or has not in time.
  case peer(Result<PeerAnswer, PeerObstacle>, Ticket)
  /// Time has passed: sent at least once a second.
  case tick
  /// The phone is registered from an address, for Validate IP Address.
  case registered(device: String, address: String)
}

/// Why another cluster has not answered; the raw value is for logs.
package typealias PeerObstacle = Obstacle

extension Obstacle: Error {}

/// What the service wants of the outside, in order, once the changes of the reaction are durable.
package enum ServiceOutput: Sendable, Equatable {
  /// Answer a client.
  case answer(ServiceAnswer, Ticket)
  /// Look at credentials; then `verified`.
  case verify(CredentialQuestion, Ticket)
  /// Change a PIN; then `pinChanged`.
  case changePIN(PINChange, Ticket)
  /// Ask another cluster, by handle; then `peer`.
  case ask(peer: String, PeerRequest, Ticket)
  /// A phone becomes something else.
  case device(DeviceEvent)
  /// Something is worth a line in the log.
  case log(ServiceEvent)
}

/// What a reaction to one input is.
package struct ServiceReaction: Sendable {
  /// What must be durable before the outputs are carried out; applied in the service's own state already.
  package var changes: [StateChange] = []
  /// What to do then.
  package var outputs: [ServiceOutput] = []

  /// Nothing.
  package init() {}
}

/// What is asked of the credentials.
package enum CredentialQuestion: Sendable, Hashable {
  /// Is the PIN the user's?
  case pin(user: String, pin: String)
  /// May the application in?
  case application(id: String, certificate: String)
  /// Nothing, but let it take as long, and count it as if it were wrong: the user does not exist, and nobody shall
  /// notice. Without a user nothing is counted.
  case decoy(user: String, pin: String)
}

/// What credentials say.
package enum CredentialVerdict: Sendable, Equatable {
  /// The PIN is right; `mustChange` is nil where the configuration decides.
  case right(mustChange: Bool?)
  /// The application is known; `isProxy`: may act for others (Standard EM Authentication Proxy Rights).
  case application(isProxy: Bool)
  /// Wrong, or unknown.
  case wrong
  /// Locked after too many wrong ones.
  case locked
  /// Too many wait already.
  case busy
  /// The credentials cannot be read.
  case unavailable
}

/// What becomes of a phone, for whatever controls it.
package enum DeviceEvent: Sendable, Equatable {
  /// The phone is somebody's.
  case loggedIn(PhoneAfterLogin, clearsCallLogs: Bool)
  /// The phone is its own again, or its logout profile's.
  case loggedOut(LoginSession, logoutProfile: String?, clearsCallLogs: Bool, reason: LogoutReason)
}

/// Why a session ends.
package enum LogoutReason: String, Sendable, CaseIterable {
  /// The user, at the phone.
  case user
  /// A client of the EM API, or an administrator.
  case administrator
  /// The maximum login time is over.
  case time
  /// The maximum login time was over while the service was down: made up by the daily task.
  case missedTime
  /// The user logged in on another phone.
  case elsewhere
  /// The other cluster of the session said so.
  case peer
  /// The other cluster knows nothing of the session any more.
  case expired
  /// The configuration no longer has the phone, the user or the profile.
  case configuration
}

/// Something worth a line in the log; holds no PIN and no password.
package struct ServiceEvent: Sendable, Equatable {
  /// How much it matters.
  package enum Level: String, Sendable { case info, warning, error }

  /// How much it matters.
  package var level: Level
  /// One word for programs, such as `login`.
  package var name: String
  /// Names and values in order.
  package var fields: [Field]

  /// A name and its value.
  package struct Field: Sendable, Equatable {
    /// The name.
    package var name: String
    /// The value.
    package var value: String

    /// Makes a field.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an event.
  package init(_ level: Level, _ name: String, _ fields: [Field]) {
    self.level = level
    self.name = name
    self.fields = fields
  }
}
