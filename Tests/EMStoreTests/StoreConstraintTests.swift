import EMBundle
import EMService
import EMStoreSQLite
import EMTestSupport
import Testing

/// What must hold whatever the program does, and what follows when it is violated.
@Suite struct StoreConstraintTests {
  private let box: StoreBox

  init() throws { box = try StoreBox() }

  @Test func baseDeviceHasOneSession() throws {
    let store = try box.open()
    #expect(store.keep([.beginAbroad(abroad("SEP1", "ann", baseDevice: 1))]) == nil)
    let failure = store.keep([.beginHere(here("SEP7", "bob")), .beginAbroad(abroad("SEP2", "cleo", baseDevice: 1))])
    #expect(failure?.isTemporary == false)
    #expect(failure?.reason.hasSuffix("UNIQUE constraint failed: session.base_device") == true)
    #expect(try store.changes() == [.beginAbroad(abroad("SEP1", "ann", baseDevice: 1))])
  }

  @Test func userHasOneSessionWhereOneIsAllowed() throws {
    let store = try box.open()
    #expect(store.keep([.beginHere(here("SEP1", "ann"))]) == nil)
    #expect(store.keep([.beginHere(here("SEP2", "ann"))])?.isTemporary == false)
    _ = try store.load()
    #expect(store.keep([.beginAbroad(abroad("SEP3", "ann", baseDevice: 1))])?.isTemporary == false)
    _ = try store.load()
    // Once more on the same phone, or elsewhere after the end there.
    #expect(store.keep([.beginHere(here("SEP1", "ann", since: 200))]) == nil)
    #expect(store.keep([.endHere(device: "SEP1"), .beginHere(here("SEP2", "ann"))]) == nil)
    store.useRule { _ in false }
    #expect(store.keep([.beginHere(here("SEP3", "ann"))]) == nil)
    store.useRule { _ in true }
    #expect(store.keep([.beginHere(here("SEP4", "ann"))])?.isTemporary == false)
    #expect(try store.load().sessionsHere.map(\.device) == ["SEP2", "SEP3"])
  }

  @Test func afterAFailureNothingIsKeptUntilTheStateIsLoaded() throws {
    let store = try box.open()
    let results = Monitor<[StoreFailure?]>([])
    let gate = Monitor(false)
    let note = { @Sendable (result: Result<Void, StoreFailure>) in
      results.update { results in
        if case .failure(let failure) = result { results.append(failure) } else { results.append(nil) }
      }
    }
    // The completion of the first keeps the writer busy until all others wait and become one group.
    store.commit([.beginAbroad(abroad("SEP1", "ann", baseDevice: 1))]) { _ in
      gate.waitUntilTrue()
    }
    store.commit([.handled(id: "before", peer: "UK", at: 1)], then: note)
    store.commit([.beginAbroad(abroad("SEP2", "bob", baseDevice: 1))], then: note)
    store.commit([.handled(id: "after", peer: "UK", at: 1)], then: note)
    gate.update { $0 = true }
    let failures = results.wait { $0.count == 3 ? $0 : nil }
    #expect(failures[0] == nil)
    #expect(failures[1]?.isTemporary == false)
    #expect(failures[2] == .earlierChangeLost)
    #expect(store.keep([.handled(id: "later", peer: "UK", at: 1)]) == .earlierChangeLost)
    let kept: [StateChange] = [
      .beginAbroad(abroad("SEP1", "ann", baseDevice: 1)), .handled(id: "before", peer: "UK", at: 1),
    ]
    #expect(try store.changes() == kept)
    #expect(store.keep([.endAbroad(baseDevice: 1)]) == nil)
  }

  @Test func tooMuchThatWaitsIsRefusedAtOnce() throws {
    var options = SQLiteStore.Options()
    options.maximumWaiting = 2
    let store = try box.open(options: options)
    let (entered, gate) = (Monitor(false), Monitor(false))
    store.commit([]) { _ in
      entered.update { $0 = true }
      gate.waitUntilTrue()
    }
    entered.waitUntilTrue()
    let kept = Monitor(0)
    for number in 1...2 {
      store.commit([.handled(id: "\(number)", peer: "UK", at: 1)]) { result in
        if case .success = result { kept.update { $0 += 1 } }
      }
    }
    let refused = store.keep([.handled(id: "3", peer: "UK", at: 1)])
    #expect(refused == StoreFailure(reason: "2 changes wait for the disk already", isTemporary: true))
    gate.update { $0 = true }
    #expect(kept.wait { $0 == 2 ? $0 : nil } == 2)
    #expect(try store.changes().count == 2)
    #expect(store.keep([.handled(id: "3", peer: "UK", at: 1)]) == nil)
  }

  @Test func configurationSaysWhichSessionsAreTheOnlyOne() {
    var cluster = RuntimeCluster(handle: "US", version: UnifiedCMVersion(14, 0))
    var roaming = here("SEP1", "ann")
    roaming.kind = .roaming
    var visitor = here("SEP1", "ann")
    visitor.home = "UK"
    visitor.kind = .emcc
    let sessions = [here("SEP1", "ann"), abroad("SEP1", "ann", baseDevice: 1), roaming, visitor]
    #expect(sessions.map(cluster.isOnlySession) == [true, true, false, false])
    cluster.version = UnifiedCMVersion(12, 0)
    #expect(sessions.map(cluster.isOnlySession) == [true, false, false, false])
    cluster.parameters.multipleLogin = .autoLogout
    #expect(sessions.map(cluster.isOnlySession) == [true, false, false, false])
    cluster.parameters.multipleLogin = .allowed
    #expect(sessions.map(cluster.isOnlySession) == [false, false, false, false])
  }

  @Test func memoryStoreFailsAsAStoreDoes() throws {
    let store = MemoryStore()
    #expect(store.keep([.beginHere(here("SEP1", "ann"))]) == nil)
    let full = StoreFailure(reason: "full", isTemporary: true)
    store.fail(full)
    #expect(store.keep([.endHere(device: "SEP1")]) == full)
    #expect(throws: full) { try store.load() }
    store.fail(nil)
    #expect(store.keep([.endHere(device: "SEP1")]) == .earlierChangeLost)
    #expect(try store.load().session(on: "SEP1") == here("SEP1", "ann"))
    #expect(store.keep([.endHere(device: "SEP1")]) == nil)
    #expect(try store.load().session(on: "SEP1") == nil)
    #expect(store.commits == 2)
  }
}
