import EMBundle

/// What becomes of a logout.
package struct LogoutResult: Sendable, Equatable {
  /// The error; nil where nobody is logged in any more.
  package var error: PhoneError?
  /// The session that ended.
  package var session: LoginSession?
  /// Device profile that the phone takes; nil: its own settings.
  package var logoutProfile: String?
  /// What the home cluster has to do.
  package var effects: [LoginEffect]
}

extension EMServiceContext {
  /// Logs out whoever is on a phone of the cluster.
  package func logout(
    device: String, origin: LoginRequest.Origin = .servicesButton, from sender: LoginRequest.Sender = .init(),
    _ state: inout ServiceState
  ) -> LogoutResult {
    if let error = logoutError(device, origin, state) ?? senderError(sender) {
      return LogoutResult(error: error, effects: [])
    }
    guard let session = state.end(device: device, of: cluster.handle) else {
      return LogoutResult(error: .noUserLoggedIn, effects: [])
    }
    let isVisitor = session.home != cluster.handle
    return LogoutResult(
      error: nil, session: session, logoutProfile: cluster.phones[device]?.logoutProfile,
      effects: isVisitor ? [.end(device: device, visiting: cluster.handle, at: session.home)] : [])
  }

  private func logoutError(
    _ device: String, _ origin: LoginRequest.Origin, _ state: ServiceState
  ) -> PhoneError? {
    if outages.contains(.application) { return .initFailContactAdministrator }
    if device.isEmpty { return .deviceNameEmpty }
    if outages.contains(.service) { return .emserviceConnectionError }
    if outages.contains(.database) { return .databaseError }
    guard let phone = cluster.phones[device] else { return .deviceDoesNotExist }
    // Over the API a logout says 5 (EM API, error codes); a phone without Extension Mobility has no service to press.
    if !phone.isEMEnabled { return origin == .api ? .deviceLogonDisabled : .hotelingFlagError }
    if state.requestsInProgress >= cluster.parameters.maximumConcurrentRequests { return .busyPleaseTryAgain }
    return nil
  }

  /// Validate IP Address and Allow Proxy hold for logouts too (Seeds 000, error codes 28 to 30).
  private func senderError(_ sender: LoginRequest.Sender) -> PhoneError? {
    guard cluster.parameters.validatesAddress else { return nil }
    if sender.isBehindProxy, !cluster.parameters.allowsProxy { return .proxyNotAllowed }
    if let address = sender.address, cluster.parameters.trustedAddresses.contains(address) { return nil }
    if outages.contains(.ris) { return .risDownContactAdministrator }
    return sender.isRegistered ? nil : .untrustedIPError
  }
}

extension EMServiceContext {
  /// Does what another cluster asks for after a login or logout; the session that ended.
  ///
  /// A super user who is logged in elsewhere is logged out on every phone of the cluster (Seeds 001).
  @discardableResult
  package func apply(_ effect: LoginEffect, _ state: inout ServiceState) -> [LoginSession] {
    switch effect {
    case .end(let device, let visiting, _):
      return state.end(device: device, of: visiting).map { [$0] } ?? []
    case .roamed(let user, _):
      let sessions = state.sessionsHere(of: user, home: cluster.handle)
      for session in sessions { state.end(device: session.device, of: session.visiting) }
      return sessions
    }
  }
}
