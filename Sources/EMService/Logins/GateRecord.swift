package import EMBundle

/// What came out at a gate.
package struct GateRecord: Sendable, Equatable {
  /// Which part a cluster has in a login.
  package enum Side: String, Sendable {
    /// Cluster of the phone.
    case visiting
    /// Cluster of the user, for EMCC.
    case home
  }

  /// The gate.
  package var gate: LoginGate
  /// Handle of the cluster that asks.
  package var cluster: String
  /// The part of that cluster.
  package var side: Side
  /// The error; nil where the login may go on.
  package var error: PhoneError?
  /// What was found, in one line, with names and values.
  package var detail: String
  /// What of the configuration decided it; nil where the state or the request did.
  package var item: ConfigurationItem?

  /// Makes a record.
  package init(
    gate: LoginGate, cluster: String, side: Side, error: PhoneError?, detail: String, item: ConfigurationItem?
  ) {
    self.gate = gate
    self.cluster = cluster
    self.side = side
    self.error = error
    self.detail = detail
    self.item = item
  }
}

/// Writes down what comes out at the gates of one side.
struct GateLog: Sendable {
  /// Handle of the cluster that asks.
  let cluster: String
  /// The part of that cluster.
  let side: GateRecord.Side
  /// What came out so far.
  private(set) var records: [GateRecord] = []

  /// Starts a log.
  init(_ cluster: String, _ side: GateRecord.Side) {
    self.cluster = cluster
    self.side = side
  }

  /// Makes an item of the cluster's configuration.
  func item(_ object: ConfigurationItem.Object, _ field: String? = nil) -> ConfigurationItem {
    ConfigurationItem(cluster, object, field)
  }

  /// Notes a gate that was passed.
  mutating func pass(_ gate: LoginGate, _ detail: String, _ item: ConfigurationItem? = nil) {
    records.append(GateRecord(gate: gate, cluster: cluster, side: side, error: nil, detail: detail, item: item))
  }

  /// Notes a gate that was not passed; returns the error.
  mutating func fail(
    _ gate: LoginGate, _ error: PhoneError, _ detail: String, _ item: ConfigurationItem? = nil
  ) -> PhoneError {
    records.append(GateRecord(gate: gate, cluster: cluster, side: side, error: error, detail: detail, item: item))
    return error
  }

  /// Notes a gate; nil where it was passed.
  mutating func check(
    _ gate: LoginGate, _ passes: Bool, else error: PhoneError, _ item: ConfigurationItem? = nil,
    passed: @autoclosure () -> String, failed: @autoclosure () -> String
  ) -> PhoneError? {
    guard passes else { return fail(gate, error, failed(), item) }
    pass(gate, passed(), item)
    return nil
  }

  /// Judges what the credentials say of a PIN; `wrong` is the error of a wrong one.
  ///
  /// A locked user gets the same error: who guesses does not learn that it is of no use (inferred).
  mutating func checkPIN(
    _ gate: LoginGate, _ user: String, _ verdict: PINVerdict, else wrong: PhoneError
  ) -> PhoneError? {
    switch verdict {
    case .right, .rightAndFresh, .rightButOld:
      pass(gate, "the PIN of '\(user)' is right")
      return nil
    case .wrong: return fail(gate, wrong, "the PIN is not that of '\(user)'")
    case .locked: return fail(gate, wrong, "'\(user)' is locked after too many wrong PINs")
    case .busy: return fail(gate, .busyPleaseTryAgain, "too many PINs are being looked at")
    case .directoryDown: return fail(gate, .directoryServerError, "the identity management system does not answer")
    }
  }

  /// Judges whether the PIN of a user may stay: what the credentials say comes before the configuration.
  mutating func checkPINChange(_ gate: LoginGate, _ user: RuntimeUser, _ verdict: PINVerdict) -> PhoneError? {
    let mustChange =
      switch verdict {
      case .rightAndFresh: false
      case .rightButOld: true
      default: user.mustChangePIN
      }
    return check(
      gate, !mustChange, else: .pinChangeRequired, item(.user(user.id), "pinMustChange"),
      passed: "the PIN of '\(user.id)' may stay", failed: "'\(user.id)' must change the PIN")
  }

  /// Takes over what another side noted.
  mutating func append(_ other: [GateRecord]) { records += other }
}
