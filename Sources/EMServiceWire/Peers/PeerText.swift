internal import EMBundle
internal import EMService

/// A value that one attribute of a message holds.
protocol PeerText: Sendable {
  /// The value as it is written.
  var peerText: String { get }
  /// Reads a value; nil for what is none.
  init?(peerText: String)
}

extension PeerText where Self: RawRepresentable, RawValue: PeerText {
  /// See `PeerText`.
  var peerText: String { rawValue.peerText }

  /// See `PeerText`.
  init?(peerText: String) {
    guard let rawValue = RawValue(peerText: peerText) else { return nil }
    self.init(rawValue: rawValue)
  }
}

extension String: PeerText {
  /// See `PeerText`.
  var peerText: String { self }

  /// See `PeerText`.
  init?(peerText: String) { self = peerText }
}

extension Bool: PeerText {
  /// See `PeerText`.
  var peerText: String { description }

  /// See `PeerText`.
  init?(peerText: String) { self.init(peerText) }
}

extension Int: PeerText {
  /// See `PeerText`.
  var peerText: String { description }

  /// Reads a number so far from the ends of `Int` that adding to it is safe.
  init?(peerText: String) {
    guard peerText.utf8.count <= 18 else { return nil }
    self.init(peerText)
  }
}

extension UnifiedCMVersion: PeerText {
  /// See `PeerText`.
  var peerText: String { description }

  /// See `PeerText`.
  init?(peerText: String) { self.init(peerText) }
}

extension RuntimePhoneService.LoginType: PeerText {
  /// See `PeerText`.
  var peerText: String { text }

  /// Reads a login type; one that is none is kept as it is.
  init?(peerText: String) { self.init(peerText) }
}

extension PINChangeResult: PeerText {}
extension PhoneError: PeerText {}
extension Obstacle: PeerText {}
extension LoginGate: PeerText {}
extension GateRecord.Side: PeerText {}
extension CivicField: PeerText {}
extension CSSPosition.Role: PeerText {}
extension EMCCFeatures.LinkLossType: PeerText {}
extension LoginSession.Kind: PeerText {}
extension PhoneRestart.Kind: PeerText {}
extension RuntimeCluster.SecurityMode: PeerText {}
