import EMService

/// Credentials, network and machines of a soak.
extension SoakWorld {
  /// Starts a service with what its store has.
  mutating func start(_ handle: String) {
    guard let node = nodes[handle], node.core == nil else { return }
    let configuration = soak.configuration(of: handle, variant: node.variant)
    nodes[handle]?.core = ServiceCore(configuration, state: node.durable, run: random.next())
    nodes[handle]?.epoch += 1
    if let tell { tell("\(time) \(handle) starts\n") }
  }

  /// Stops a service at once: what is not durable is gone.
  mutating func crash(_ handle: String) {
    guard nodes[handle]?.core != nil else { return }
    result.crashes += 1
    nodes[handle]?.core = nil
    nodes[handle]?.waiting = []
    nodes[handle]?.askers = [:]
    nodes[handle]?.epoch += 1
    agenda.add(.start(node: handle), at: time + 1000 + random.below(60_000))
    if let tell { tell("\(time) \(handle) crashes\n") }
  }

  /// Makes everything work again.
  mutating func heal() {
    isHealed = true
    cuts = [:]
    for handle in handles {
      nodes[handle]?.storeFailsUntil = 0
      start(handle)
    }
  }

  /// Does what a service wants.
  mutating func carryOut(_ output: ServiceOutput, of handle: String) {
    guard let epoch = nodes[handle]?.epoch else { return }
    switch output {
    case .answer(let answer, let ticket): self.answer(answer, ticket, handle)
    case .verify(let question, let ticket):
      let verdict = verdict(on: question, handle)
      agenda.add(
        .input(.verified(verdict, ticket), node: handle, epoch: epoch), at: time + 5 + random.below(400))
    case .changePIN(let change, let ticket):
      let isRight = change.current == nodes[handle]?.pin(of: change.user)
      if isRight { nodes[handle]?.pins[change.user, default: 0] += 1 }
      agenda.add(
        .input(.pinChanged(isRight ? .changed : .wrongCredentials, ticket), node: handle, epoch: epoch),
        at: time + 5 + random.below(400))
    case .ask(let peer, let request, let ticket):
      result.messages += 1
      let asker = SoakNode.Asker(node: handle, epoch: epoch, ticket: ticket)
      agenda.add(
        .input(.peer(.failure(.silent), ticket), node: handle, epoch: epoch), at: time + Self.timeout * 1000)
      send(.request(request, from: asker, to: peer), from: handle, to: peer)
    case .device, .log: break
    }
  }

  private mutating func answer(_ answer: ServiceAnswer, _ ticket: Ticket, _ handle: String) {
    if case .loggedIn(let after) = answer { result.successes[after.session.kind, default: 0] += 1 }
    if let tell { tell("\(time) \(handle) answers \(ticket.number): \(answer)\n") }
    guard case .peer(let answer) = answer, let asker = nodes[handle]?.askers.removeValue(forKey: ticket) else { return }
    send(.answer(answer, asker, from: handle), from: handle, to: asker.node)
  }

  private mutating func verdict(on question: CredentialQuestion, _ handle: String) -> CredentialVerdict {
    if !isHealed, random.chance(1) { return random.pick([.busy, .unavailable, .locked]) }
    switch question {
    case .pin(let user, let pin): return pin == nodes[handle]?.pin(of: user) ? .right(mustChange: nil) : .wrong
    case .application: return .application(isProxy: true)
    case .decoy: return .wrong
    }
  }

  /// Sends a message: it may be lost, late, or come twice.
  private mutating func send(_ event: SoakEvent, from: String, to: String) {
    guard (cuts["\(from)>\(to)"] ?? 0) <= time else { return }
    guard !isHealed else { return agenda.add(event, at: time + 1 + random.below(50)) }
    if random.chance(3) { return }
    agenda.add(event, at: time + delay())
    if random.chance(3) { agenda.add(event, at: time + delay()) }
  }

  /// Mostly quick; sometimes later than anybody waits for.
  private mutating func delay() -> Int {
    random.chance(95) ? 1 + random.below(200) : random.chance(80) ? random.below(15_000) : random.below(300_000)
  }

  /// A request of another cluster arrives; one that is down says nothing.
  mutating func deliver(_ request: PeerRequest, from asker: SoakNode.Asker, to handle: String) {
    guard nodes[handle]?.core != nil, let ticket = nodes[handle]?.ticket() else { return }
    nodes[handle]?.askers[ticket] = asker
    feed(.request(.peer(request, from: asker.node), ticket), to: handle)
  }
}
