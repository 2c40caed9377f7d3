import EMBundle

/// What changes under the service.
extension ServiceCore {
  /// Goes on with another state, such as a store has after changes could not be kept.
  ///
  /// Conversations in flight end with 6. Answers of reactions whose changes were not kept are for the caller to
  /// replace: see `ServiceReaction.outputsOfFailure`.
  package mutating func replace(state: ServiceState) -> ServiceReaction {
    self.state = state
    var reaction = react(at: now) { core in
      for conversation in core.conversations.values.sorted(by: { $0.ticket.number < $1.ticket.number }) {
        core.put(.answer(conversation.failure, conversation.ticket))
      }
      core.conversations = [:]
      core.waiting = [:]
      core.joined = [:]
      core.flushing = [:]
      core.reserved = []
      core.overtaken = [:]
      core.inProgress = 0
      core.adopt()
      core.planLogouts()
    }
    reaction.changes = []
    return reaction
  }

  /// Goes on with a new bundle: sessions on phones and with device profiles or users that are gone end, others stay.
  package mutating func replace(configuration: ServiceConfiguration, at now: Int? = nil) -> ServiceReaction {
    react(at: now ?? self.now) { core in
      core.configuration = configuration
      core.context = Self.context(configuration)
      core.endSessionsWithoutConfiguration()
      for message in core.state.outbox where !core.isPeer(message.peer) {
        core.state.apply(.dequeue(id: message.id))
      }
      let configured = core.configuration.deployment.clusters
      core.stopFlushing { configured[$0]?.isExternal != false }
      let peers = Set(core.cluster.remoteClusters.compactMap(\.peer))
      core.remotes = core.remotes.filter { peers.contains($0.key) }
      core.visitorsHomes = core.visitorsHomes.filter { core.isPeer($0.value.peer) }
      for device in core.addresses.devices where core.cluster.phones[device] == nil {
        core.addresses.unregister(device)
      }
      core.patience = PeerPatience()
      core.exempt = core.usersOnSeveralPhones()
      core.log(.info, "configuration", ["cluster": core.cluster.handle])
    }
  }

  private mutating func endSessionsWithoutConfiguration() {
    for session in state.sessionsHere {
      let isKnown =
        session.home == cluster.handle ? knows(session) : isPeer(session.home)
      if !isKnown || cluster.phones[session.device] == nil { endHere(session, .configuration) }
    }
    for session in state.sessionsAbroad where !knows(session) || !isPeer(session.visiting) {
      endAbroad(session, .configuration)
    }
  }

  private func knows(_ session: LoginSession) -> Bool {
    cluster.users[session.user] != nil && cluster.deviceProfiles[session.profile] != nil
  }
}

extension Conversation {
  /// What is answered where the state is lost.
  fileprivate var failure: ServiceAnswer {
    isOfPeer ? .peer(.failure(.databaseError)) : .failure(.databaseError, detail: "the store failed")
  }
}

extension ServiceReaction {
  /// What is to be done in place of `outputs` where the changes could not be kept: answers with 6.
  package var outputsOfFailure: [ServiceOutput] {
    outputs.compactMap { output in
      guard case .answer(let answer, let ticket) = output else { return nil }
      if case .peer = answer { return .answer(.peer(.failure(.databaseError)), ticket) }
      return .answer(.failure(.databaseError, detail: "the store failed"), ticket)
    }
  }
}
