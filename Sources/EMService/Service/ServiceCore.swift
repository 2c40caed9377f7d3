import EMBundle

/// The service of one cluster: logins, logouts, queries, and what goes between clusters, from inputs to reactions.
///
/// It knows no clock, network, disk or credentials: whoever runs it makes the changes of a reaction durable, carries its
/// outputs out, and brings back what comes of them. Reactions depend on nothing but configuration, state and inputs.
package struct ServiceCore: Sendable {
  /// The configuration.
  package internal(set) var configuration: ServiceConfiguration
  /// What the cluster keeps about logins, the changes of all reactions included.
  package internal(set) var state: ServiceState

  var context: EMServiceContext
  var conversations: [Ticket: Conversation] = [:]
  var waiting: [Ticket: Waiting] = [:]
  /// Conversations that wait for the verdict on a question that another one has asked, by question.
  var joined: [CredentialQuestion: [Ticket]] = [:]
  /// Logins and logouts among the conversations.
  var inProgress = 0
  /// Conversations that wait until an earlier message about their phone is acknowledged, by phone.
  var flushing: [ServiceState.Phone: Ticket] = [:]
  /// Phones for which a home cluster is asked for a login.
  var reserved: Set<String> = []
  /// Ends of sessions on reserved phones that came before the home cluster's answer: the home cluster, and when.
  var overtaken: [String: (peer: String, time: Int)] = [:]
  var courier = Courier()
  var patience = PeerPatience()
  var credentials = CredentialCache()
  var addresses = AddressBook()
  var remotes: [String: RemoteStatus] = [:]
  /// Home clusters of visitors who must change their PIN, by the phone that they are at, and until when they may.
  var visitorsHomes: [String: (peer: String, until: Int)] = [:]
  var schedule = LogoutSchedule()
  var upkeep = Upkeep()
  var counters = ServiceMetrics()
  /// Users who were on several phones before that was forbidden.
  var exempt: Set<String> = []
  /// The moment of the input, in seconds.
  var now = 0

  private let run: UInt64
  private var tickets: UInt64 = 0
  private var messages: UInt64 = 0
  private var outputs: [ServiceOutput] = []
  private var later: [ServiceOutput] = []

  /// Makes a service that goes on with what a store has kept.
  ///
  /// `run` is different each time that a service starts: names of its messages are made of it.
  package init(
    _ configuration: ServiceConfiguration, state: ServiceState, run: UInt64 = .random(in: 0...UInt64.max)
  ) {
    self.configuration = configuration
    self.state = state
    self.run = run
    context = Self.context(configuration)
    adopt()
  }

  var cluster: RuntimeCluster { context.cluster }

  /// Reacts to an input; `now` is in seconds of a clock that does not go back.
  package mutating func handle(_ input: ServiceInput, at now: Int) -> ServiceReaction {
    react(at: now) { core in
      switch input {
      case .request(let request, let ticket): core.begin(Conversation(request, ticket))
      case .verified(let verdict, let ticket): core.verified(verdict, ticket)
      case .pinChanged(let result, let ticket): core.pinChanged(result, ticket)
      case .peer(let answer, let ticket): core.answered(answer, ticket)
      case .tick: core.tick()
      case .registered(let device, let address):
        guard let name = core.phoneName(device) else { return }
        core.addresses.register(name, at: address)
      }
    }
  }

  /// Does something, and says what comes of it.
  mutating func react(at now: Int, _ work: (inout ServiceCore) -> Void) -> ServiceReaction {
    self.now = max(now, self.now)
    state.startRecording()
    if !upkeep.isStarted { start() }
    work(&self)
    sendMessages()
    var reaction = ServiceReaction()
    reaction.changes = state.stopRecording()
    reaction.outputs = outputs + later
    outputs = []
    later = []
    return reaction
  }

  // MARK: Outputs

  /// Adds an output.
  mutating func put(_ output: ServiceOutput) { outputs.append(output) }

  /// Adds an output that may wait for answers and questions.
  mutating func putLater(_ output: ServiceOutput) { later.append(output) }

  /// Writes a line for the log; a field without a value is left out.
  mutating func log(_ level: ServiceEvent.Level, _ name: String, _ fields: KeyValuePairs<String, String>) {
    let said = fields.filter { !$0.value.isEmpty }
    later.append(.log(ServiceEvent(level, name, said.map { ServiceEvent.Field($0.key, $0.value) })))
  }

  /// A ticket of our own, in another range than those of clients.
  mutating func ticket(for purpose: Waiting) -> Ticket {
    tickets &+= 1
    let ticket = Ticket(1 << 63 | tickets)
    waiting[ticket] = purpose
    return ticket
  }

  /// An ID for a message to another cluster.
  mutating func messageID() -> MessageID {
    messages &+= 1
    return MessageID(time: now, run: run, number: messages)
  }

  // MARK: Names

  /// Device name of a phone of the cluster as the configuration writes it; nil where there is none.
  func phoneName(_ name: String) -> String? { context.index?.phone(name, of: cluster) }

  /// User ID of a user of the cluster as the configuration writes it; nil where there is none.
  func userName(_ id: String) -> String? { context.index?.user(id, of: cluster) }

  static func context(_ configuration: ServiceConfiguration) -> EMServiceContext {
    let cluster = configuration.cluster
    var context = EMServiceContext(
      cluster: cluster, pools: RoamingPools(cluster), roamingMembers: configuration.deployment.roamingMembers, now: 0
    ) { _, _ in .wrong }
    context.index = LoginIndex(cluster)
    return context
  }

  /// Takes up what the state says: ends of sessions, and messages that are not acknowledged.
  mutating func adopt() {
    schedule = LogoutSchedule()
    courier = Courier()
    state.requestsInProgress = 0
    for message in state.outbox { courier.add(message.id, to: message.peer) }
    exempt = usersOnSeveralPhones()
  }
}

// MARK: Metrics

extension ServiceCore {
  /// What the service counts.
  package var metrics: ServiceMetrics {
    var result = counters
    result.requestsInProgress = conversations.values.count { !$0.isOfPeer }
    result.remoteDevices = state.countAbroad
    result.remoteUsers = state.countVisitors
    result.sessions = state.countHere
    result.outbox = state.outboxCount
    let asked = waiting.values.count {
      switch $0 {
      case .verdict, .pinChange: false
      default: true
      }
    }
    result.activeInterclusterSessions = asked + conversations.values.count { $0.isOfPeer }
    return result
  }
}
