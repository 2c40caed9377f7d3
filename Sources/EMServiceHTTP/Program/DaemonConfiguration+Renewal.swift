internal import EMTLS

/// What SIGHUP takes out of a configuration, and what it does not.
extension DaemonConfiguration {
  /// Certificate and key; nil where none are named, `former` where nothing has changed.
  func credential(former: TLSCredential? = nil) throws(ServiceFailure) -> TLSCredential? {
    guard let certificate, let key else { return nil }
    let (pem, secret) = (
      try SecretFile.read(certificate, isSecret: false), try SecretFile.read(key, isSecret: true)
    )
    do throws(TLSDefect) { return try TLSCredential.load(certificate: pem, key: secret, former: former) } catch {
      throw ServiceFailure("\(certificate) and \(key): \(error.reason)")
    }
  }

  /// Keys whose values are others than those that a service was started with, and that are read at the start only.
  func restartKeys(since start: DaemonConfiguration) -> [String] {
    func isOther<Value: Equatable>(_ value: (DaemonConfiguration) -> Value) -> Bool { value(self) != value(start) }
    let keys = [
      ("listen", isOther { $0.listeners.filter { !$0.isTLS } }),
      ("listenTLS", isOther { $0.listeners.filter { $0.isTLS } }),
      ("peerListen", isOther(\.peerListener)), ("operations", isOther(\.operationsListener)),
      // Another one is taken over; to do without needs other listeners.
      ("certificate", certificate == nil && start.certificate != nil), ("store", isOther(\.store)),
      ("credentials", isOther(\.credentials)), ("secretFile", isOther(\.secret)),
      ("eventLog", isOther(\.eventLog)), ("webhook", isOther(\.webhook) || isOther(\.webhookAuthorization)),
      ("log", isOther(\.log)), ("portFile", isOther(\.portFile)),
      ("limits.connections", isOther(\.limits.connections)),
      ("limits.connectionsPerAddress", isOther(\.limits.connectionsPerAddress)),
      ("limits.threads", isOther(\.limits.threads)), ("limits.idleSeconds", isOther(\.limits.idleTime)),
      ("limits.requestSeconds", isOther(\.limits.requestTime)), ("limits.openRequests", isOther(\.openRequests)),
      ("limits.perAddress", isOther(\.rates.perAddress)), ("limits.perAddressBurst", isOther(\.rates.addressBurst)),
      ("limits.perUser", isOther(\.rates.perUser)), ("limits.perUserBurst", isOther(\.rates.userBurst)),
      ("limits.perAddressFailures", isOther(\.rates.failures)),
      ("limits.perAddressFailureBurst", isOther(\.rates.failureBurst)),
      ("limits.hashingThreads", isOther(\.hashingThreads)), ("limits.waitingHashes", isOther(\.waitingHashes)),
      ("limits.drainSeconds", isOther(\.drainTime)),
    ]
    return keys.filter(\.1).map(\.0)
  }
}
