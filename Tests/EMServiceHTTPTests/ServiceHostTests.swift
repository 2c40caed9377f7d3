import EMBundle
import EMDiagnostics
import EMService
import EMServiceHTTP
import Testing

/// The core between its store, credentials and clients.
struct ServiceHostTests {
  private let store = MemoryStore()
  private let devices = SeenDevices()
  private let phone = "SEP0A2101000001"
  private let caller = Caller.application(id: "app", certificate: "secret")

  private func host(
    _ store: (any ServiceStore)? = nil, capacity: Int = 100, log: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> ServiceHost {
    try ServiceHost(
      try ThreeContinents.configuration(),
      ServiceHost.Ports(
        store: store ?? self.store, credentials: OneCredential(), peers: NobodyThere(), devices: devices,
        log: ServiceLog(.text) { log(String(decoding: $0, as: UTF8.self)) }, metrics: ShellMetrics()),
      capacity: capacity)
  }

  private var login: ServiceRequest {
    .login(LoginCall(device: phone, user: "awebster", pin: nil, caller: caller))
  }

  private var user: ServiceRequest { .deviceUsers([phone], caller) }

  /// Who is on the phone.
  private func userOnPhone(_ host: ServiceHost) -> String? {
    guard case .deviceUsers(let uses) = host.answer(to: user) else { return "no answer" }
    return uses.first?.user
  }

  @Test func `a login is kept before it is answered, and devices hear of it`() throws {
    let host = try host()
    guard case .loggedIn(let after) = host.answer(to: login) else {
      Issue.record("the user is not logged in")
      return
    }
    #expect(store.commits == 1)
    #expect(try store.load().session(on: phone)?.user == "awebster")
    #expect(after.lines.map(\.number) == ["3101101"])
    // The phone hears of it behind the answer, on the service's own thread.
    host.stop()
    #expect(devices.events.withLock { $0.count } == 1)
    let again = try self.host()
    #expect(userOnPhone(again) == "awebster")
    again.stop()
  }

  @Test func `a store that fails is answered with 6, and when it works again so does the service`() throws {
    let recovered = Later<Void>()
    let host = try host { if $0.contains("works again") { recovered.give(()) } }
    store.fail(StoreFailure(reason: "no space left on device", isTemporary: true))
    guard case .failure(.databaseError, _) = host.answer(to: login) else {
      Issue.record("the login was not refused with 6")
      return
    }
    #expect(devices.events.withLock { $0.isEmpty })
    guard case .failure(.databaseError, _) = host.answer(to: login) else {
      Issue.record("the second login was not refused with 6")
      return
    }
    #expect(host.status()?.storeFailure == "no space left on device")
    store.fail(nil)
    // No request is needed for that.
    #expect(recovered.wait() != nil)
    #expect(host.status()?.storeFailure == nil)
    guard case .loggedIn = host.answer(to: login) else {
      Issue.record("the service has not recovered")
      return
    }
    #expect(userOnPhone(host) == "awebster")
    #expect(host.status()?.violations == [])
    host.stop()
  }

  @Test func `what rests on changes that are not kept yet is not told before they are`() throws {
    let slow = HeldStore()
    let host = try host(slow)
    let (loggedIn, seen) = (Later<ServiceAnswer>(), Later<ServiceAnswer>())
    #expect(host.ask(login) { loggedIn.give($0) })
    let commit = try #require(slow.begun.wait())
    #expect(host.ask(user) { seen.give($0) })
    // The credentials of the second question are known, and its answer is; but not out.
    #expect(host.status() != nil)
    #expect(host.openRequests == 2)
    commit(.success(()))
    guard case .loggedIn = loggedIn.wait(), case .deviceUsers(let uses) = seen.wait() else {
      Issue.record("there are no answers")
      return
    }
    #expect(uses.map(\.user) == ["awebster"])
    host.stop()
  }

  @Test func `more requests than may wait are refused at once`() throws {
    let slow = HeldStore()
    let host = try host(slow, capacity: 2)
    let (first, second) = (Later<ServiceAnswer>(), Later<ServiceAnswer>())
    #expect(host.ask(login) { first.give($0) })
    let commit = try #require(slow.begun.wait())
    #expect(host.ask(user) { second.give($0) })
    #expect(!host.ask(user) { _ in Issue.record("a refused request was answered") })
    commit(.success(()))
    #expect(first.wait() != nil && second.wait() != nil)
    host.stop()
  }

  @Test func `without its phone in a new configuration a session ends`() throws {
    let host = try host()
    #expect(host.answer(to: login) != nil)
    let old = try ThreeContinents.configuration()
    var cluster = old.cluster
    cluster.phones = .init(cluster.phones.filter { $0.name != phone })
    host.replace(ServiceConfiguration(cluster, in: old.deployment))
    guard case .userDevices(let uses) = host.answer(to: .userDevices(["awebster"], caller)) else {
      Issue.record("there is no answer")
      return
    }
    #expect(uses.map(\.devices) == [[]])
    host.stop()
  }

  @Test func `requests in hand are answered when the service ends`() throws {
    let slow = HeldStore()
    let host = try host(slow)
    let answer = Later<ServiceAnswer>()
    #expect(host.ask(login) { answer.give($0) })
    let commit = try #require(slow.begun.wait())
    commit(.success(()))
    host.stop()
    #expect(answer.wait() != nil)
    #expect(!host.ask(user) { _ in })
  }
}

/// A store that ends its first commit when the test says so.
private final class HeldStore: ServiceStore {
  typealias Completion = @Sendable (Result<Void, StoreFailure>) -> Void

  let begun = Later<Completion>()
  private let state = Locked(ServiceState())
  private let isFirst = Locked(true)

  func load() throws(StoreFailure) -> ServiceState { state.withLock { $0 } }

  func commit(_ changes: [StateChange], then completion: @escaping Completion) {
    state.withLock { state in for change in changes { state.replay(change) } }
    let isHeld = isFirst.withLock { isFirst in
      defer { isFirst = false }
      return isFirst
    }
    if isHeld { begun.give(completion) } else { completion(.success(())) }
  }
}
