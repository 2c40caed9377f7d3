package import EMBundle

extension RuntimeCluster {
  /// True where a session forbids every other one that counts as well of the same user: what a store can hold as a
  /// constraint of Multiple Login Behavior.
  ///
  /// The user's home decides, so a visitor's session does not count; EM roaming allows several (Seeds 001), and before
  /// 12.5 so did EMCC (Technical note 214055).
  package func isOnlySession(_ session: LoginSession) -> Bool {
    guard parameters.multipleLogin != .allowed, session.home == handle else { return false }
    switch session.kind {
    case .local: return true
    case .emcc: return countsVisitsAsLogins
    case .roaming: return false
    }
  }
}
