import EMBundle
import EMService
import Testing

/// Services of some clusters, side by side: answers questions of credentials at once and carries messages at once,
/// unless a test holds them.
struct ServiceScene {
  /// Cores by handle.
  var cores: [String: ServiceCore] = [:]
  /// Seconds.
  var now = 1000
  /// PINs by user ID.
  var pins: [String: String] = ["adiaz": "1234", "bkim": "2345"]
  /// Applications with proxy rights, and their passwords.
  var applications: [String: String] = ["portal": "secret"]
  /// What credentials say whatever the question is.
  var verdict: CredentialVerdict?
  /// Questions of credentials are kept in `openQuestions` instead of being answered.
  var holdsQuestions = false
  /// Questions that are held: whose, what, ticket.
  var openQuestions: [(handle: String, question: CredentialQuestion, ticket: Ticket)] = []
  /// Clusters that nobody reaches.
  var silent: Set<String> = []
  /// Messages are kept in `messages` instead of being carried.
  var holdsMessages = false
  /// Messages that are held: from, to, what, ticket.
  var messages: [(from: String, to: String, request: PeerRequest, ticket: Ticket)] = []
  /// What a service asked its credentials, in order.
  var questions: [CredentialQuestion] = []
  /// Answers to clients, by ticket.
  var answers: [UInt64: ServiceAnswer] = [:]
  /// What became of phones.
  var devices: [DeviceEvent] = []
  /// Lines of the log.
  var events: [ServiceEvent] = []
  private var tickets: UInt64 = 0

  /// The services of a login scene's clusters.
  init(_ scene: LoginScene = LoginScene(), run: UInt64 = 1) {
    let clusters = [scene.home, scene.away] + scene.others
    var deployment = RuntimeDeployment(clusters: NamedTable(clusters))
    deployment.roamingMembers = scene.roamingMembers
    for cluster in clusters {
      cores[cluster.handle] = ServiceCore(
        ServiceConfiguration(cluster, in: deployment), state: ServiceState(), run: run)
    }
    tick()
  }

  /// The state of a cluster.
  func state(_ handle: String) -> ServiceState { cores[handle]?.state ?? ServiceState() }

  /// Gives a service an input, and does what it wants.
  mutating func feed(_ input: ServiceInput, to handle: String) {
    let now = now
    perform(handle) { $0.handle(input, at: now) }
  }

  /// Has a service react, and does what it wants.
  mutating func perform(_ handle: String, _ work: (inout ServiceCore) -> ServiceReaction) {
    guard var core = cores[handle] else { return }
    var copy = core.state
    let reaction = work(&core)
    for change in reaction.changes { copy.apply(change) }
    #expect(copy == core.state, "the changes of a reaction give the state after it")
    #expect(core.violations() == [])
    cores[handle] = core
    for output in reaction.outputs { carryOut(output, of: handle) }
  }

  /// A client's request and its answer, after what happens meanwhile; nil where there is none yet.
  @discardableResult
  mutating func ask(
    _ request: ServiceRequest, at handle: String, meanwhile: (inout ServiceScene) -> Void = { _ in }
  ) -> ServiceAnswer? {
    tickets += 1
    let ticket = tickets
    feed(.request(request, Ticket(ticket)), to: handle)
    meanwhile(&self)
    return answers[ticket]
  }

  /// A second passes everywhere; or several.
  mutating func tick(_ seconds: Int = 1) {
    for _ in 0..<seconds {
      now += 1
      for handle in cores.keys.sorted() { feed(.tick, to: handle) }
    }
  }

  /// Carries what is held.
  mutating func carryMessages() {
    holdsMessages = false
    let held = messages
    messages = []
    for message in held { carry(message.request, from: message.from, to: message.to, message.ticket) }
  }

  /// Answers the questions of credentials that are held.
  mutating func answerQuestions() {
    holdsQuestions = false
    let held = openQuestions
    openQuestions = []
    for open in held { feed(.verified(verdict ?? judge(open.question), open.ticket), to: open.handle) }
  }

  /// Carries a message, and its answer back.
  mutating func carry(_ request: PeerRequest, from: String, to: String, _ ticket: Ticket) {
    guard !silent.contains(to), !silent.contains(from), cores[to] != nil else {
      return feed(.peer(.failure(.silent), ticket), to: from)
    }
    guard case .peer(let answer)? = ask(.peer(request, from: from), at: to) else { return }
    feed(.peer(.success(answer), ticket), to: from)
  }

  private mutating func carryOut(_ output: ServiceOutput, of handle: String) {
    switch output {
    case .answer(let answer, let ticket): answers[ticket.number] = answer
    case .verify(let question, let ticket):
      questions.append(question)
      if holdsQuestions { return openQuestions.append((handle, question, ticket)) }
      feed(.verified(verdict ?? judge(question), ticket), to: handle)
    case .changePIN(let change, let ticket):
      let isRight = pins[change.user] == change.current
      if isRight { pins[change.user] = change.new }
      feed(.pinChanged(isRight ? .changed : .wrongCredentials, ticket), to: handle)
    case .ask(let peer, let request, let ticket):
      if holdsMessages {
        messages.append((handle, peer, request, ticket))
      } else {
        carry(request, from: handle, to: peer, ticket)
      }
    case .device(let event): devices.append(event)
    case .log(let event): events.append(event)
    }
  }

  private func judge(_ question: CredentialQuestion) -> CredentialVerdict {
    switch question {
    case .pin(let user, let pin): pins[user] == pin ? .right(mustChange: nil) : .wrong
    case .application(let id, let certificate):
      applications[id] == certificate ? .application(isProxy: id == "portal") : .wrong
    case .decoy: .wrong
    }
  }

  /// The true codes of logins that were refused, as the log has them.
  var refusals: [String] {
    events.filter { $0.name == "login refused" }.compactMap { $0.fields.first { $0.name == "code" }?.value }
  }

  // MARK: Requests

  /// A login at a phone.
  mutating func login(
    _ user: String = "adiaz", _ pin: String = "1234", on device: String = LoginScene.desk, of handle: String = "AWAY"
  ) -> ServiceAnswer? {
    var call = LoginCall(device: device, user: user, pin: pin, caller: .phone)
    call.service = LoginScene.service(handle)
    return ask(.login(call), at: handle)
  }

  /// A login over the EM API at HOME.
  mutating func apiLogin(
    _ user: String = "adiaz", as id: String = "portal", _ certificate: String = "secret",
    _ change: (inout LoginCall) -> Void = { _ in }
  ) -> ServiceAnswer? {
    var call = LoginCall(
      device: LoginScene.homeDesk, user: user, pin: nil, caller: .application(id: id, certificate: certificate))
    change(&call)
    return ask(.login(call), at: "HOME")
  }

  /// A logout.
  mutating func logout(_ device: String, _ caller: Caller = .phone, of handle: String) -> ServiceAnswer? {
    ask(.logout(LogoutCall(device: device, caller: caller)), at: handle)
  }
}

extension ServiceAnswer {
  /// The number of the error; nil where there is none.
  var code: Int? {
    if case .failure(let error, _) = self { error.rawValue } else { nil }
  }

  /// The session that began.
  var session: LoginSession? {
    if case .loggedIn(let after) = self { after.session } else { nil }
  }
}
