extension ServiceState {
  /// Makes a change again that a store has kept.
  ///
  /// What the state has no place for is left out.
  package mutating func replay(_ change: StateChange) {
    switch change {
    case .beginHere(let session): beginHere(session)
    case .endHere(let device): if let session = session(on: device) { end(device: device, of: session.visiting) }
    case .beginAbroad(let session): beginAbroad(session)
    case .endAbroad(let number):
      if let session = sessionsAbroad.first(where: { $0.baseDevice == number }), self.session(on: session.device) == nil
      {
        end(device: session.device, of: session.visiting)
      }
    case .doNotDisturb, .enqueue, .dequeue, .handled, .forgetHandled: break
    }
  }
}
