import EMBundle

/// Changes of PINs at the cluster's phones.
extension ServiceCore {
  /// Has a PIN changed; who is unknown is asked after too, and so hears of the new PIN what everybody hears.
  mutating func changePIN(_ change: PINChange, _ conversation: Conversation) -> Progress {
    if let result = conversation.pinChange { return .answer(.pinChange(result)) }
    let fields = [change.user, change.current, change.new, change.confirmation]
    guard !fields.contains("") else { return .answer(.pinChange(.blank)) }
    guard change.new == change.confirmation else { return .answer(.pinChange(.confirmationDiffers)) }
    if userName(change.user) == nil, let device = phoneName(change.device), let home = visitorsHomes[device],
      now < home.until
    {
      let ticket = ticket(for: .pinChangeAbroad(device: device, peer: home.peer, of: conversation.ticket))
      put(.ask(peer: home.peer, .changePIN(change), ticket))
      return .wait
    }
    return .change(named(change))
  }

  /// Has another cluster's visitor, who is a user of this one, change the PIN.
  func changePIN(_ change: PINChange, ofVisitor conversation: Conversation) -> Progress {
    guard let result = conversation.pinChange else { return .change(named(change)) }
    return .answer(.peer(.pinChange(result)))
  }

  private func named(_ change: PINChange) -> PINChange {
    var change = change
    change.user = userName(change.user) ?? change.user
    return change
  }

  /// Takes note that the user at a phone, who is one of another cluster, must change the PIN: only who has shown the
  /// right one hears that, and nobody else's change is sent abroad.
  mutating func expectPINChange(on device: String, at home: String) {
    guard let device = phoneName(device) else { return }
    visitorsHomes[device] = (home, now + Upkeep.pinChangeTime)
  }

  /// The home cluster has changed a visitor's PIN, or has not.
  mutating func pinChangedAbroad(_ device: String, _ answer: Result<PeerAnswer, PeerObstacle>, _ client: Ticket) {
    guard var conversation = conversations[client] else { return }
    if case .success(.pinChange(let result)) = answer {
      conversation.pinChange = result
      if result == .changed { visitorsHomes[device] = nil }
    } else {
      conversation.pinChange = .unavailable
    }
    advance(conversation)
  }
}
