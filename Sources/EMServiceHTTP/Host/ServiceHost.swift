package import EMService
internal import EMDiagnostics

/// The service of one cluster at work: the core, its store and everything that it talks to.
///
/// One thread has the core and takes one input after the other. What a reaction changes goes to the store; its outputs
/// are carried out when the store has it. Nobody waits meanwhile: commits that are under way become one.
package final class ServiceHost: Sendable {
  /// What the host talks to.
  package struct Ports: Sendable {
    /// Keeps the state.
    package var store: any ServiceStore
    /// Knows PINs and passwords.
    package var credentials: any CredentialPort
    /// The other clusters.
    package var peers: any PeerPort
    /// Controls phones.
    package var devices: any DevicePort
    /// Takes lines for people.
    package var log: ServiceLog
    /// Counts.
    package var metrics: ShellMetrics
    /// Seconds since 1970; another clock in tests.
    package var clock: @Sendable () -> Int

    /// Makes ports.
    package init(
      store: any ServiceStore, credentials: any CredentialPort, peers: any PeerPort, devices: any DevicePort,
      log: ServiceLog, metrics: ShellMetrics, clock: (@Sendable () -> Int)? = nil
    ) {
      self.store = store
      self.credentials = credentials
      self.peers = peers
      self.devices = devices
      self.log = log
      self.metrics = metrics
      let own = ForwardClock()
      self.clock = clock ?? { own.seconds() }
    }
  }

  /// What the thread of the core is given.
  enum Event: Sendable {
    /// A client asks.
    case request(ServiceRequest, @Sendable (ServiceAnswer) -> Void)
    /// Something that a conversation waits for.
    case input(ServiceInput)
    /// The store has kept the changes of a reaction, or has not.
    case committed(UInt64, Result<Void, StoreFailure>)
    /// A store that had failed was tried.
    case tried(Result<Void, StoreFailure>)
    /// There is a new configuration.
    case configuration(ServiceConfiguration)
    /// Somebody wants to know how the service is doing; thoroughly: whether its state is right, too.
    case inspect(isThorough: Bool, @Sendable (HostStatus) -> Void)
    /// Requests in hand end as they are, and then the thread.
    case stop

    /// Answers whoever waits, after the end of the service.
    func refuse() {
      switch self {
      case .request(_, let reply): reply(.failure(.busyPleaseTryAgain, detail: "the service is about to end"))
      case .inspect(_, let body): body(HostStatus(counters: [], violations: [], storeFailure: nil))
      case .input, .committed, .tried, .configuration, .stop: break
      }
    }
  }

  /// Requests that may wait or be in hand; more are refused.
  private let capacity: Int
  private let open = Locked(0)
  private let mailbox: Mailbox<Event>
  private let thread: ServiceThread
  private let ports: Ports

  /// Loads the state and starts the service.
  package init(_ configuration: ServiceConfiguration, _ ports: Ports, capacity: Int = 2048) throws(ServiceFailure) {
    let state: ServiceState
    do throws(StoreFailure) { state = try ports.store.load() } catch {
      throw ServiceFailure("the store cannot be read: \(error.reason)")
    }
    let mailbox = Mailbox<Event>()
    let started = ServiceThread {
      var loop = HostLoop(configuration, state, ports, mailbox)
      loop.run()
    }
    guard let started else { throw ServiceFailure("no thread can be started") }
    self.mailbox = mailbox
    self.ports = ports
    self.capacity = capacity
    thread = started
  }

  /// Asks the service.
  ///
  /// The answer comes on any thread. False where too much waits already, and then no answer comes.
  package func ask(_ request: ServiceRequest, then completion: @escaping @Sendable (ServiceAnswer) -> Void) -> Bool {
    let hasRoom = open.withLock { open in
      guard open < capacity else { return false }
      open += 1
      return true
    }
    guard hasRoom else { return false }
    let isTaken = mailbox.push(
      .request(request) { [open] answer in
        open.withLock { $0 -= 1 }
        completion(answer)
      })
    if !isTaken { open.withLock { $0 -= 1 } }
    return isTaken
  }

  /// Requests without an answer.
  package var openRequests: Int { open.withLock { $0 } }

  /// Tells the service something that nobody waits for.
  package func tell(_ input: ServiceInput) { mailbox.push(.input(input)) }

  /// Goes on with another configuration.
  package func replace(_ configuration: ServiceConfiguration) { mailbox.push(.configuration(configuration)) }

  /// Hands over how the service is doing, on its thread; thoroughly: looks through all sessions, which takes time.
  package func inspect(isThorough: Bool = false, _ body: @escaping @Sendable (HostStatus) -> Void) -> Bool {
    mailbox.push(.inspect(isThorough: isThorough, body))
  }

  /// Ends the service, and waits for the end of its thread; to be called once.
  ///
  /// Requests without an answer get 26.
  package func stop() {
    mailbox.push(.stop)
    thread.join()
    mailbox.close()
    for event in mailbox.takeAll(until: nil) ?? [] { event.refuse() }
  }
}

/// How a service is doing.
package struct HostStatus: Sendable {
  /// What the core has counted.
  package var counters: [ServiceCounter]
  /// What breaks the rules of the state; empty in a right one, and where nobody looked.
  package var violations: [String]
  /// Why the store has failed, if nothing could be kept since; nil while it works.
  package var storeFailure: String?
}
