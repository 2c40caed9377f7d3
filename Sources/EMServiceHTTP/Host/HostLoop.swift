internal import EMService

/// What the thread of the core does.
struct HostLoop {
  private var core: ServiceCore
  private let ports: ServiceHost.Ports
  private let mailbox: Mailbox<ServiceHost.Event>
  /// Clients that wait for answers.
  private var clients: [Ticket: @Sendable (ServiceAnswer) -> Void] = [:]
  private var lastTicket: UInt64 = 0
  private var commits = CommitQueue()
  /// A commit has failed: what the store has is read again before anything else is done.
  private var isRecovering = false
  /// Why a commit has failed, if none was kept since.
  private var storeFailure: String?
  /// What came in meanwhile.
  private var postponed: [ServiceHost.Event] = []
  private var isStopping = false

  /// Makes the loop of a host.
  init(
    _ configuration: ServiceConfiguration, _ state: ServiceState, _ ports: ServiceHost.Ports,
    _ mailbox: Mailbox<ServiceHost.Event>
  ) {
    core = ServiceCore(configuration, state: state)
    self.ports = ports
    self.mailbox = mailbox
  }

  /// Takes inputs until the host is stopped.
  mutating func run() {
    var nextTick = MonotonicTime.now.after(seconds: 1)
    while !isStopping || commits.isWaiting {
      let events = mailbox.takeAll(until: nextTick) ?? []
      for event in events { take(event) }
      if MonotonicTime.now >= nextTick {
        nextTick = MonotonicTime.now.after(seconds: 1)
        if isRecovering { recover() }
        if !isRecovering {
          tryStore()
          enter(.tick)
        }
      }
    }
    failClients(.busyPleaseTryAgain, "the service is about to end")
    for event in postponed { event.refuse() }
  }

  private mutating func take(_ event: ServiceHost.Event) {
    switch event {
    case .committed(let number, let result): finish(number, result)
    case .tried(let result): judgeStore(result)
    case .inspect(let isThorough, let body): body(status(isThorough: isThorough))
    case .stop: isStopping = true
    case .request where isStopping: event.refuse()
    case .request, .input, .configuration:
      guard !isRecovering else {
        postponed.append(event)
        return
      }
      carryOn(event)
    }
  }

  private mutating func carryOn(_ event: ServiceHost.Event) {
    switch event {
    case .request(let request, let reply):
      lastTicket += 1
      let ticket = Ticket(lastTicket)
      clients[ticket] = reply
      enter(.request(request, ticket))
    case .input(let input): enter(input)
    case .configuration(let configuration): settle(core.replace(configuration: configuration, at: ports.clock()))
    case .committed, .tried, .inspect, .stop: break
    }
  }

  private mutating func enter(_ input: ServiceInput) { settle(core.handle(input, at: ports.clock())) }

  // MARK: Commits

  /// Makes the changes of a reaction durable, and carries its outputs out afterwards.
  private mutating func settle(_ reaction: ServiceReaction) {
    guard !reaction.changes.isEmpty else {
      // What an answer says may rest on changes that are not durable yet.
      guard commits.isWaiting else { return carryOut(reaction.outputs) }
      let answers = reaction.outputs.filter(\.isAnswer)
      if !answers.isEmpty { commits.add(answers) }
      return carryOut(reaction.outputs.filter { !$0.isAnswer })
    }
    let number = commits.begin(reaction.outputs)
    let (mailbox, metrics, began) = (mailbox, ports.metrics, MonotonicTime.now)
    ports.store.commit(reaction.changes) { result in
      metrics.observe(.commit, seconds: MonotonicTime.now.seconds(since: began))
      mailbox.push(.committed(number, result))
    }
  }

  private mutating func finish(_ number: UInt64, _ result: Result<Void, StoreFailure>) {
    judgeStore(result)
    var isGood = true
    if case .failure(let failure) = result {
      isGood = false
      isRecovering = true
      ports.metrics.count(.failedCommits)
      ports.log.log(ServiceEvent(.error, "store", [.init("reason", failure.reason)]))
    }
    for (outputs, isKept) in commits.end(number, isGood: isGood) {
      carryOut(isKept ? outputs : outputs.filter(\.isAnswer).map(\.failed))
    }
    if isRecovering { recover() }
  }

  /// Notes whether the store works.
  private mutating func judgeStore(_ result: Result<Void, StoreFailure>) {
    switch result {
    case .failure(let failure): storeFailure = storeFailure ?? failure.reason
    case .success:
      guard storeFailure != nil else { return }
      storeFailure = nil
      ports.log.log(ServiceEvent(.info, "store", [.init("state", "works again")]))
    }
  }

  /// Tries a store that has failed: no login need be lost to find out that there is room again.
  private func tryStore() {
    guard storeFailure != nil, !commits.isWaiting else { return }
    let mailbox = mailbox
    ports.store.commit([]) { mailbox.push(.tried($0)) }
  }

  /// Goes on with what the store has, once no commit is under way any more.
  private mutating func recover() {
    guard !commits.isWaiting else { return }
    do throws(StoreFailure) {
      let state = try ports.store.load()
      isRecovering = false
      settle(core.replace(state: state))
      failClients(.databaseError, "the store has failed")
      ports.log.log(ServiceEvent(.info, "store", [.init("state", "read again")]))
      let events = postponed
      postponed = []
      for event in events { take(event) }
    } catch {
      ports.log.log(ServiceEvent(.error, "store", [.init("reason", error.reason)]))
      failClients(.databaseError, "the store has failed")
      // Nobody waits for a store that does not come back; what is no request is done again by its sender.
      for case .request(_, let reply) in postponed { reply(.failure(.databaseError, detail: "the store has failed")) }
      postponed = postponed.filter { if case .configuration = $0 { true } else { false } }
    }
  }

  private mutating func failClients(_ error: PhoneError, _ detail: String) {
    let waiting = clients.sorted { $0.key.number < $1.key.number }
    clients = [:]
    for (_, reply) in waiting { reply(.failure(error, detail: detail)) }
  }

  // MARK: Outputs

  private mutating func carryOut(_ outputs: [ServiceOutput]) {
    for output in outputs {
      switch output {
      case .answer(let answer, let ticket): clients.removeValue(forKey: ticket)?(answer)
      case .verify(let question, let ticket): verify(question, ticket)
      case .changePIN(let change, let ticket):
        let mailbox = mailbox
        ports.credentials.change(change) { mailbox.push(.input(.pinChanged($0, ticket))) }
      case .ask(let peer, let request, let ticket):
        let mailbox = mailbox
        ports.peers.ask(peer, request, timeout: core.configuration.peerTimeout) {
          mailbox.push(.input(.peer($0, ticket)))
        }
      case .device(let event): ports.devices.take(event)
      case .log(let event): ports.log.log(event)
      }
    }
  }

  private func verify(_ question: CredentialQuestion, _ ticket: Ticket) {
    let (mailbox, metrics, began) = (mailbox, ports.metrics, MonotonicTime.now)
    ports.credentials.ask(question) { verdict in
      metrics.observe(.verification, seconds: MonotonicTime.now.seconds(since: began))
      mailbox.push(.input(.verified(verdict, ticket)))
    }
  }

  private func status(isThorough: Bool) -> HostStatus {
    HostStatus(
      counters: ServiceCounter.all(core.metrics), violations: isThorough ? core.violations() : [],
      storeFailure: storeFailure)
  }
}

extension ServiceOutput {
  /// Somebody waits for it.
  fileprivate var isAnswer: Bool { if case .answer = self { true } else { false } }

  /// The answer where the changes that it rests on could not be kept.
  fileprivate var failed: ServiceOutput {
    guard case .answer(_, let ticket) = self else { return self }
    return .answer(.failure(.databaseError, detail: "the store has failed"), ticket)
  }
}
