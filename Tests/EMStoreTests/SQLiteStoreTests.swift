import EMService
import EMStoreSQLite
import EMTestSupport
import Foundation
import Testing

/// What is committed comes back.
@Suite struct SQLiteStoreTests {
  private let box: StoreBox

  init() throws { box = try StoreBox() }

  @Test func emptyStoreHasNothing() throws {
    #expect(try box.reopened() == [])
    let store = try box.open()
    #expect(try store.load() == ServiceState())
  }

  @Test func everyChangeComesBack() throws {
    let store = try box.open(isOnly: false)
    let visitor = LoginSession(
      device: "SEP3", visiting: "US", user: "zoë ' \0 x", home: "UK", profile: "", kind: .emcc, baseDevice: 7,
      since: -5, until: .max)
    let messages = [
      OutboxMessage(id: "9", peer: "UK", effect: .end(device: "SEP9", visiting: "UK", at: "UK")),
      OutboxMessage(id: "10", peer: "DE", effect: .roamed(user: "john", at: "DE")),
      OutboxMessage(id: "8", peer: "DE", effect: .roamed(user: "john", at: "DE")),
    ]
    let commits: [[StateChange]] = [
      [.beginHere(here("SEP1", "ann")), .beginHere(here("SEP2", "bob"))], [], [.endHere(device: "SEP1")],
      [.beginHere(here("SEP2", "cleo")), .beginHere(visitor)],
      [.beginAbroad(abroad("SEP8", "eve", baseDevice: 2)), .beginAbroad(abroad("SEP9", "john", baseDevice: 1))],
      [.endAbroad(baseDevice: 2), .endAbroad(baseDevice: 99), .endHere(device: "none")],
      [.doNotDisturb(profile: "p", isOn: true), .doNotDisturb(profile: "q", isOn: true)],
      [.doNotDisturb(profile: "q", isOn: false)], messages.map(StateChange.enqueue), [.dequeue(id: "10")],
      [
        .handled(id: "a", peer: "UK", at: 5), .handled(id: "a", peer: "DE", at: 6),
        .handled(id: "b", peer: "DE", at: 7),
      ],
      [.handled(id: "a", peer: "UK", at: 8), .forgetHandled(before: 7)],
    ]
    for changes in commits { #expect(store.keep(changes) == nil) }
    let expected: [StateChange] =
      over("SEP1", "ann") + over("SEP2", "bob") + [
        .beginAbroad(abroad("SEP9", "john", baseDevice: 1)), .beginHere(here("SEP2", "cleo")), .beginHere(visitor),
        .doNotDisturb(profile: "p", isOn: true), .doNotDisturb(profile: "q", isOn: false),
        .enqueue(messages[0]), .enqueue(messages[2]), .handled(id: "b", peer: "DE", at: 7),
        .handled(id: "a", peer: "UK", at: 8),
      ]
    #expect(try store.changes() == expected)
    store.close()
    #expect(try box.reopened() == expected)
    let state = try box.open().load()
    #expect(state.session(on: "SEP2") == here("SEP2", "cleo"))
    #expect(state.sessionsHere == [here("SEP2", "cleo"), visitor])
    #expect(state.sessionsAbroad == [abroad("SEP9", "john", baseDevice: 1)])
    #expect(state.lastUsers == ["SEP1": "ann", "SEP2": "cleo", "SEP3": visitor.user])
  }

  @Test(arguments: 1...5) func stateIsThatOfTheSameChangesInMemory(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let store = try box.open(isOnly: false)
    let memory = MemoryStore()
    for _ in 1...60 {
      let changes = (0..<Int.random(in: 0...4, using: &random)).flatMap { _ in randomChange(&random) }
      #expect(store.keep(changes) == nil)
      #expect(memory.keep(changes) == nil)
      #expect(try store.load() == memory.load())
    }
    store.close()
    #expect(try box.open().load() == memory.load())
  }

  private func randomChange(_ random: inout SplitMix) -> [StateChange] {
    let (number, other) = (Int.random(in: 1...4, using: &random), Int.random(in: 1...4, using: &random))
    switch Int.random(in: 0...8, using: &random) {
    case 0, 1: return [.beginHere(here("SEP\(number)", "user\(other)", since: Int.random(in: 0...99, using: &random)))]
    case 2: return [.endHere(device: "SEP\(number)")]
    case 3:
      return [.endAbroad(baseDevice: number), .beginAbroad(abroad("UK\(number)", "user\(other)", baseDevice: number))]
    case 4: return [.endAbroad(baseDevice: number)]
    case 5: return [.doNotDisturb(profile: "udp\(number)", isOn: other > 2)]
    case 6:
      let effect = LoginEffect.end(device: "UK\(other)", visiting: "UK", at: "UK")
      return [.enqueue(OutboxMessage(id: "\(number)", peer: "UK", effect: effect))]
    case 7: return [.dequeue(id: "\(number)")]
    default: return [.handled(id: "\(number)", peer: "UK", at: other), .forgetHandled(before: number)]
    }
  }

  @Test func completionsComeInOrderAndAfterTheyAreKept() throws {
    let store = try box.open()
    let order = Monitor<[Int]>([])
    for number in 1...3_000 {
      store.commit([.handled(id: "\(number)", peer: "UK", at: number)]) { result in
        if case .success = result { order.update { $0.append(number) } }
      }
    }
    #expect(order.wait { $0.count == 3_000 ? $0 : nil } == Array(1...3_000))
    #expect(try box.reopenedHandled(store) == 3_000)
  }

  @Test func aCommitWithoutChangesIsWritten() throws {
    let store = try box.open()
    defer { store.close() }
    let log = "\(box.path)-wal"
    let before = try #require(try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int)
    #expect(store.keep([]) == nil)
    let after = try #require(try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int)
    #expect(after > before)
  }

  @Test func closingKeepsWhatWaits() throws {
    let store = try box.open()
    let kept = Monitor(0)
    for number in 1...100 {
      store.commit([.handled(id: "\(number)", peer: "UK", at: number)]) { _ in kept.update { $0 += 1 } }
    }
    store.close()
    store.close()
    #expect(kept.update { $0 } == 100)
    #expect(store.keep([.endHere(device: "SEP1")])?.reason == "the store is closed")
    #expect(throws: StoreFailure(reason: "the store is closed", isTemporary: false)) { try store.load() }
    #expect(try box.reopened().count == 100)
  }
}

extension StoreBox {
  /// How many messages a store that is in use has handled, by a backup of it.
  fileprivate func reopenedHandled(_ store: SQLiteStore) throws -> Int {
    let copy = "\(directory.path)/copy.sqlite"
    try SQLiteStore.backup(path, to: copy)
    let other = try SQLiteStore(copy, cluster: "US") { _ in true }
    defer { other.close() }
    return try other.changes().count
  }
}
