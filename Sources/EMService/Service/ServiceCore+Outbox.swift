import EMBundle

/// What other clusters must know in the end.
extension ServiceCore {
  /// Sends something until it is acknowledged; what is for a cluster outside of the deployment is left out.
  mutating func enqueue(_ effect: LoginEffect) {
    let peer =
      switch effect {
      case .end(_, _, let peer), .roamed(_, let peer): peer
      }
    guard peer != cluster.handle, isPeer(peer) else { return }
    let id = messageID().text
    state.apply(.enqueue(OutboxMessage(id: id, peer: peer, effect: effect)))
    courier.add(id, to: peer)
  }

  /// Sends what is to be sent now.
  mutating func sendMessages() {
    guard courier.isBusy else { return }
    for (id, peer) in courier.due(at: now) {
      guard let message = state.message(id) else {
        courier.delivered(to: peer)
        continue
      }
      let ticket = ticket(for: .acknowledgement(id: id, peer: peer))
      put(.ask(peer: peer, .effect(message.effect, id: id), ticket))
    }
  }

  /// A message has been acknowledged, or not.
  mutating func acknowledged(_ id: String, _ peer: String, _ answer: Result<PeerAnswer, PeerObstacle>) {
    let message = state.message(id)
    guard case .success(.acknowledged) = answer else {
      if message == nil { courier.delivered(to: peer) } else { courier.failed(id, to: peer, at: now) }
      return stopFlushing { $0 == peer }
    }
    courier.delivered(to: peer)
    state.apply(.dequeue(id: id))
    if case .end(let device, let visiting, _)? = message?.effect {
      flushed(ServiceState.Phone(device: device, visiting: visiting), isKnown: true)
    }
  }

  /// Another cluster has answered something: what waits for it is sent at once.
  mutating func hear(from peer: String, _ answer: Result<PeerAnswer, PeerObstacle>) {
    switch answer {
    case .success:
      courier.hurry(peer)
      patience.note(peer, isSilent: false, at: now)
    case .failure(.silent): patience.note(peer, isSilent: true, at: now)
    case .failure: break
    }
  }

  /// True for a cluster of the deployment that a service may run.
  func isPeer(_ handle: String) -> Bool { configuration.deployment.clusters[handle]?.isExternal == false }
}
