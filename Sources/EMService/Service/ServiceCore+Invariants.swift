import EMBundle

/// What always holds.
extension ServiceCore {
  /// What does not hold although it must, in sentences; empty in a service that works.
  package func violations() -> [String] {
    var result: [String] = []
    let (here, abroad) = (state.sessionsHere, state.sessionsAbroad)
    for session in here where session.visiting != cluster.handle {
      result.append("'\(session.device)' of \(session.visiting) is no phone of \(cluster.handle)")
    }
    for session in abroad where session.home != cluster.handle || session.baseDevice == nil {
      result.append("'\(session.user)' of \(session.home) has a base device of \(cluster.handle)")
    }
    let phones = abroad.map { [$0.device, $0.visiting] }
    if Set(phones).count != phones.count { result.append("a phone has two base devices of \(cluster.handle)") }
    let numbers = abroad.compactMap(\.baseDevice)
    if Set(numbers).count != numbers.count { result.append("a base device has two sessions") }
    if let free = state.freeBaseDevice(of: .max), numbers.contains(free) {
      result.append("base device \(free) has a session and counts as free")
    }
    for user in usersOnSeveralPhones().subtracting(exempt).sorted() {
      result.append("'\(user)' is logged in on several phones")
    }
    let counted = conversations.values.count { $0.isLimited }
    if counted != inProgress || state.requestsInProgress != 0 {
      result.append("\(counted) logins and logouts are in progress, and \(inProgress) are counted")
    }
    return result
  }

  /// Users who are on several phones although the configuration forbids to begin that.
  func usersOnSeveralPhones() -> Set<String> {
    guard cluster.parameters.multipleLogin != .allowed else { return [] }
    let here = state.sessionsHere.filter { $0.kind == .local }
    let all = here + (cluster.countsVisitsAsLogins ? state.sessionsAbroad : [])
    var seen: Set<String> = []
    var result: Set<String> = []
    for session in all where !seen.insert(session.user).inserted { result.insert(session.user) }
    return result
  }
}
