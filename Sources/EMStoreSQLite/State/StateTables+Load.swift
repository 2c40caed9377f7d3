internal import EMService

extension StateTables {
  /// Changes that lead from an empty state to what is kept; the same ones for the same content.
  func changes() throws(StoreFailure) -> [StateChange] {
    try lastLogins() + sessions() + doNotDisturb() + outbox() + handled()
  }

  /// Logins that are over, of which the user is kept: the last one of each device, or the one before the present one.
  private func lastLogins() throws(StoreFailure) -> [StateChange] {
    var changes: [StateChange] = []
    try database.prepare(
      """
      SELECT last_login.device, CASE WHEN session.device IS NULL THEN last_login.user ELSE user_before END AS who
      FROM last_login LEFT JOIN session ON session.place = 'here' AND session.device = last_login.device
      WHERE who IS NOT NULL ORDER BY last_login.device
      """
    ).rows { row in
      let session = LoginSession(
        device: row.text(0), visiting: "", user: row.text(1), home: "", profile: "", kind: .local)
      changes += [.beginHere(session), .endHere(device: session.device)]
    }
    return changes
  }

  private func sessions() throws(StoreFailure) -> [StateChange] {
    var changes: [StateChange] = []
    try database.prepare(
      """
      SELECT place, device, visiting, user, home, profile, kind, base_device, since, until FROM session
      ORDER BY place, base_device, device
      """
    ).rows { row in
      // A constraint of the table allows no other kind.
      guard let kind = LoginSession.Kind(rawValue: row.text(6)) else { return }
      let session = LoginSession(
        device: row.text(1), visiting: row.text(2), user: row.text(3), home: row.text(4), profile: row.text(5),
        kind: kind, baseDevice: row.optionalInteger(7), since: row.integer(8), until: row.optionalInteger(9))
      changes.append(row.text(0) == "here" ? .beginHere(session) : .beginAbroad(session))
    }
    return changes
  }

  private func doNotDisturb() throws(StoreFailure) -> [StateChange] {
    var changes: [StateChange] = []
    try database.prepare("SELECT profile, is_on FROM do_not_disturb ORDER BY profile").rows { row in
      changes.append(.doNotDisturb(profile: row.text(0), isOn: row.integer(1) == 1))
    }
    return changes
  }

  private func outbox() throws(StoreFailure) -> [StateChange] {
    var changes: [StateChange] = []
    try database.prepare(
      "SELECT id, peer, effect, device, visiting, user, cluster FROM outbox ORDER BY number"
    ).rows { row in
      let effect: LoginEffect =
        row.text(2) == "end"
        ? .end(device: row.text(3), visiting: row.text(4), at: row.text(6))
        : .roamed(user: row.text(5), at: row.text(6))
      changes.append(.enqueue(OutboxMessage(id: row.text(0), peer: row.text(1), effect: effect)))
    }
    return changes
  }

  private func handled() throws(StoreFailure) -> [StateChange] {
    var changes: [StateChange] = []
    try database.prepare("SELECT id, peer, at FROM handled ORDER BY at, peer, id").rows { row in
      changes.append(.handled(id: row.text(0), peer: row.text(1), at: row.integer(2)))
    }
    return changes
  }
}
