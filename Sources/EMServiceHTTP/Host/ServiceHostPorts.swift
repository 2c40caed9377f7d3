package import EMService

/// Credentials as the host asks them; answers may come at once or later, on any thread.
package protocol CredentialPort: Sendable {
  /// Looks at credentials.
  func ask(_ question: CredentialQuestion, then completion: @escaping @Sendable (CredentialVerdict) -> Void)
  /// Changes a PIN.
  func change(_ change: PINChange, then completion: @escaping @Sendable (PINChangeResult) -> Void)
}

/// The other clusters as the host asks them.
package protocol PeerPort: Sendable {
  /// Asks a cluster, by handle; the answer comes within `timeout` seconds, or an obstacle.
  func ask(
    _ peer: String, _ request: PeerRequest, timeout: Int,
    then completion: @escaping @Sendable (Result<PeerAnswer, PeerObstacle>) -> Void)
}

/// What controls phones.
package protocol DevicePort: Sendable {
  /// A phone becomes something else; must not wait.
  func take(_ event: DeviceEvent)
}
