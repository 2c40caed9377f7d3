import EMBundle
import EMService

/// A whole deployment on a virtual clock, with everything that can go wrong between and in its clusters.
///
/// Everything follows from the seed: the same number gives the same history.
struct SoakWorld {
  /// What a run has come to.
  struct Result {
    /// Logins that were asked for.
    var logins = 0
    /// Logins that succeeded, by kind.
    var successes: [LoginSession.Kind: Int] = [:]
    /// Messages between clusters.
    var messages = 0
    /// Crashes of a service.
    var crashes = 0
    /// Commits that failed.
    var storeFailures = 0
    /// What did not hold, and when; nil where all did.
    var failure: String?
  }

  /// How often everything comes to rest.
  static let loginsBetweenPauses = 40
  /// Seconds that another cluster has for an answer.
  static let timeout = 10

  let soak: SoakDeployment
  let wanted: Int
  let tell: ((String) -> Void)?
  var random: RandomSource
  var nodes: [String: SoakNode] = [:]
  var agenda = SoakAgenda()
  /// Cut ways between clusters, with the end.
  var cuts: [String: Int] = [:]
  /// Milliseconds.
  var time = 1_000_000_000
  var result = Result()
  /// Nothing goes wrong any more, and nobody does anything.
  var isHealed = false

  /// Draws a deployment; `tell` gets the history.
  init(seed: UInt64, logins: Int, tell: ((String) -> Void)? = nil) {
    random = RandomSource(seed: seed, case: 0)
    soak = SoakDeployment(&random)
    wanted = logins
    self.tell = tell
    for handle in handles {
      nodes[handle] = SoakNode(handle)
      start(handle)
    }
    agenda.add(.tick, at: time + 1000)
    agenda.add(.act, at: time + 1500)
  }

  /// Handles of the clusters, in order.
  var handles: [String] { soak.deployment.clusters.elements.map(\.handle) }

  /// Seconds.
  var now: Int { time / 1000 }

  /// Runs until all logins are asked for, heals everything, waits for the maintenance, and looks whether all agree.
  mutating func run() -> Result {
    var next = Self.loginsBetweenPauses
    while result.logins < wanted, result.failure == nil {
      step()
      if result.logins >= next, !soak.hasMaintenance {
        next += Self.loginsBetweenPauses
        pause()
      }
    }
    heal()
    // The youngest sessions are compared at the second maintenance after the healing.
    let end = time + (300 + 2 * SoakDeployment.maintenanceInterval * 60 + 60) * 1000
    while time < end, result.failure == nil { step() }
    if result.failure == nil { compare() }
    return result
  }

  /// Lets everything come to rest, and looks whether there is a session that only one side knows of.
  private mutating func pause() {
    heal()
    let end = time + 700 * 1000
    while time < end, result.failure == nil, !isAtRest { step() }
    compareSessions()
    isHealed = false
    agenda.add(.act, at: time + 1000)
  }

  private var isAtRest: Bool {
    nodes.values.allSatisfy { node in
      guard let core = node.core else { return false }
      return node.waiting.isEmpty && core.state.outboxCount == 0 && core.metrics.requestsInProgress == 0
    }
  }

  private mutating func step() {
    guard let (time, event) = agenda.next() else { return }
    self.time = max(time, self.time)
    switch event {
    case .tick:
      for handle in handles { feed(.tick, to: handle) }
      agenda.add(.tick, at: time + 1000)
    case .act:
      guard !isHealed else { return }
      act()
      agenda.add(.act, at: time + 50 + random.below(1500))
    case .input(let input, let node, let epoch):
      if nodes[node]?.epoch == epoch { feed(input, to: node) }
    case .request(let request, let asker, let node): deliver(request, from: asker, to: node)
    case .answer(let answer, let asker, _):
      if nodes[asker.node]?.epoch == asker.epoch { feed(.peer(.success(answer), asker.ticket), to: asker.node) }
    case .commit(let node, let epoch): commit(node, epoch)
    case .start(let node): start(node)
    }
  }

  /// Gives a service an input, and keeps what comes of it until its changes are durable.
  mutating func feed(_ input: ServiceInput, to handle: String) {
    let now = now
    guard let reaction = nodes[handle]?.core?.handle(input, at: now) else { return }
    if let tell, !isTick(input) { tell("\(time) \(handle) <- \(input)\n") }
    take(reaction, of: handle)
  }

  /// Keeps a reaction until its changes are durable.
  mutating func take(_ reaction: ServiceReaction, of handle: String) {
    guard let node = nodes[handle] else { return }
    if !reaction.changes.isEmpty {
      if let tell { tell("\(time) \(handle) changes \(reaction.changes)\n") }
      if let violation = node.core?.violations().first { fail("\(handle): \(violation)") }
    }
    if node.waiting.isEmpty, reaction.changes.isEmpty {
      for output in reaction.outputs { carryOut(output, of: handle) }
      return
    }
    if node.waiting.isEmpty { agenda.add(.commit(node: handle, epoch: node.epoch), at: time + 1 + random.below(20)) }
    nodes[handle]?.waiting.append(reaction)
  }

  private mutating func commit(_ handle: String, _ epoch: Int) {
    guard let node = nodes[handle], node.epoch == epoch else { return }
    nodes[handle]?.waiting = []
    guard node.storeFailsUntil <= time else {
      result.storeFailures += 1
      for reaction in node.waiting {
        for output in reaction.outputsOfFailure { carryOut(output, of: handle) }
      }
      if let reaction = nodes[handle]?.core?.replace(state: node.durable) { take(reaction, of: handle) }
      return
    }
    for reaction in node.waiting {
      for change in reaction.changes { nodes[handle]?.durable.apply(change) }
      for output in reaction.outputs { carryOut(output, of: handle) }
    }
    // Whatever came in between waits for the next commit.
    if nodes[handle]?.waiting.isEmpty == true, random.chance(2), nodes[handle]?.durable != nodes[handle]?.core?.state {
      fail("\(handle): the changes do not give the state")
    }
  }

  /// Ends the run with a reason.
  mutating func fail(_ reason: String) {
    if result.failure == nil { result.failure = "at \(now) s: \(reason)" }
  }

  private func isTick(_ input: ServiceInput) -> Bool {
    if case .tick = input { true } else { false }
  }
}
