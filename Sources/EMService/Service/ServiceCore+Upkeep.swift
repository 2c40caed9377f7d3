import EMBundle

/// What is done as time passes.
extension ServiceCore {
  /// The first reaction: plans the regular work.
  ///
  /// Automatic logouts whose time is over already were missed; only the daily task makes them up (Seeds 002).
  mutating func start() {
    upkeep.isStarted = true
    // At midnight UTC, so that a service that is started often does it too (the time is inferred).
    upkeep.sweep = (now / 86_400 + 1) * 86_400
    upkeep.maintenance = now + minutes(cluster.features.expiredDeviceMaintenanceInterval)
    upkeep.update = now
    upkeep.forgetting = now + 3600
    planLogouts()
  }

  /// Plans the automatic logouts that are still to come.
  mutating func planLogouts() {
    schedule = LogoutSchedule()
    for session in state.sessionsHere where (session.until ?? 0) >= now {
      schedule.add(session, .here(device: session.device))
    }
    for session in state.sessionsAbroad where (session.until ?? 0) >= now {
      if let number = session.baseDevice { schedule.add(session, .abroad(baseDevice: number)) }
    }
  }

  /// Does what is due.
  mutating func tick() {
    endDueSessions()
    credentials.prune(at: now)
    visitorsHomes = visitorsHomes.filter { $0.value.until > now }
    if now >= upkeep.sweep {
      upkeep.sweep = (now / 86_400 + 1) * 86_400
      endMissedSessions()
    }
    if now >= upkeep.forgetting {
      upkeep.forgetting = now + 3600
      state.apply(.forgetHandled(before: now - Upkeep.memory))
    }
    if now >= upkeep.update { askForUpdates() }
    if now >= upkeep.maintenance {
      upkeep.maintenance = now + minutes(cluster.features.expiredDeviceMaintenanceInterval)
      planComparisons()
    }
    compareSessions()
  }

  private func minutes(_ count: Int) -> Int { min(max(count, 1), 1_000_000) * 60 }

  private mutating func endDueSessions() {
    while let entry = schedule.next(until: now) {
      switch entry.place {
      case .here(let device):
        guard let session = state.session(on: device), session.until == entry.time else { continue }
        endHere(session, .time)
      case .abroad(let number):
        guard let session = state.session(onBaseDevice: number), session.until == entry.time else { continue }
        endAbroad(session, .time)
      }
    }
  }

  private mutating func endMissedSessions() {
    for session in state.sessionsHere where isOver(session) { endHere(session, .missedTime) }
    for session in state.sessionsAbroad where isOver(session) { endAbroad(session, .missedTime) }
  }

  private func isOver(_ session: LoginSession) -> Bool { session.until.map { $0 <= now } ?? false }

  // MARK: Remote clusters

  /// Asks all remote clusters for an update: Update Remote Cluster Now.
  package mutating func updateRemoteClusters(at now: Int) -> ServiceReaction { react(at: now) { $0.askForUpdates() } }

  private mutating func askForUpdates() {
    upkeep.update = now + minutes(cluster.features.remoteClusterUpdateInterval)
    for remote in cluster.remoteClusters where remote.offersEMCC {
      guard let peer = reachablePeer(remote) else { continue }
      put(.ask(peer: peer, .update(clusterID: cluster.clusterID), ticket(for: .update(peer: peer))))
    }
  }

  /// What a remote cluster says of itself; one that does not answer is not asked for users until the next update.
  mutating func updated(_ peer: String, _ answer: Result<PeerAnswer, PeerObstacle>) {
    hear(from: peer, answer)
    guard let remote = cluster.remoteClusters.first(where: { $0.peer == peer }) else { return }
    var status = RemoteStatus()
    switch answer {
    case .success(.update(let said)):
      status.version = said.version
      if said.clusterID != remote.clusterID {
        status.obstacle = .updateRefused
      } else if !said.isEMCCActive {
        status.obstacle = .silent
      }
    case .success: status.obstacle = .silent
    case .failure(let obstacle): status.obstacle = obstacle
    }
    guard remotes[peer] != status else { return }
    remotes[peer] = status
    log(
      status.obstacle == nil ? .info : .warning, "remote cluster",
      ["cluster": peer, "version": status.version, "obstacle": status.obstacle?.rawValue ?? ""])
  }

  // MARK: Expired EMCC devices

  /// Ends what is over, and asks the other clusters about the rest.
  private mutating func planComparisons() {
    for session in state.sessionsAbroad where isOver(session) { endAbroad(session, .missedTime) }
    var shared: [[LoginSession]] = []
    for peer in configuration.deployment.clusters.elements.map(\.handle) where isPeer(peer) {
      shared.append(state.sessionsAbroad.filter { $0.visiting == peer })
      shared.append(state.sessionsHere.filter { $0.home == peer && peer != cluster.handle })
    }
    upkeep.comparisons = []
    for sessions in shared {
      var rest = sessions.filter { $0.since + Upkeep.comparisonAge < now }[...]
      while let first = rest.first {
        let peer = first.home == cluster.handle ? first.visiting : first.home
        upkeep.comparisons.append((peer, first.visiting, Array(rest.prefix(Upkeep.comparisonSize))))
        rest = rest.dropFirst(Upkeep.comparisonSize)
      }
    }
  }

  /// A few at each tick, so that other clusters are not flooded.
  private mutating func compareSessions() {
    for (peer, visiting, sessions) in upkeep.comparisons.prefix(4) {
      let ticket = ticket(for: .comparison(peer: peer, sessions))
      put(.ask(peer: peer, .sessions(devices: sessions.map(\.device), visiting: visiting), ticket))
    }
    upkeep.comparisons.removeFirst(min(4, upkeep.comparisons.count))
  }

  /// Ends the sessions that the other cluster knows nothing of.
  mutating func compared(_ sessions: [LoginSession], with peer: String, _ answer: Result<PeerAnswer, PeerObstacle>) {
    hear(from: peer, answer)
    guard case .success(.sessions(let known)) = answer else { return }
    let there = Set(known.map { [$0.device, $0.visiting, $0.user, "\($0.since)"] })
    for session in sessions
    where !there.contains([session.device, session.visiting, session.user, "\(session.since)"]) {
      if session.home == cluster.handle {
        guard state.session(on: session.device, of: peer) == session else { continue }
        endAbroad(session, .expired)
      } else if state.session(on: session.device) == session {
        endHere(session, .expired)
      }
    }
  }
}
