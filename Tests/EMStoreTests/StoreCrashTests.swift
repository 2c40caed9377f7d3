import EMService
import EMStoreSQLite
import EMTestSupport
import Foundation
import Testing

/// What was acknowledged survives whatever becomes of the process.
@Suite struct StoreCrashTests {
  private let box: StoreBox

  init() throws { box = try StoreBox() }

  /// 20 rounds, or as many as `EMSTORE_CRASH_ROUNDS` says.
  private static let rounds = Int(ProcessInfo.processInfo.environment["EMSTORE_CRASH_ROUNDS"] ?? "") ?? 20

  /// Kills a process that commits numbered sessions, each time after some other number of them, from none on.
  @Test func nothingAcknowledgedIsLost() throws {
    var random = SplitMix(seed: 20_260_117)
    var last = 0
    var options = SQLiteStore.Options()
    options.checksThoroughly = true
    for round in 1...Self.rounds {
      let probe = try Probe("commit", box.path)
      var acknowledged = last
      // Now and then while the store is opened, recovered or migrated still.
      let until = round % 5 == 0 ? 0 : Int.random(in: 1...1_500, using: &random)
      if until > 0 {
        #expect(try probe.line() == "ready \(last + 1)")
        for _ in 1...until { acknowledged = max(acknowledged, Int(try probe.line() ?? "") ?? 0) }
        for _ in 0..<Int.random(in: 0...200_000, using: &random) {}
      }
      probe.kill()
      for line in try probe.lines() { acknowledged = max(acknowledged, Int(line) ?? 0) }
      let store = try box.open(options: options)
      let changes = try store.changes()
      store.close()
      let numbers = changes.compactMap { if case .handled(_, _, let number) = $0 { number } else { nil } }
      last = numbers.last ?? 0
      #expect(last >= acknowledged, "round \(round): \(acknowledged) was acknowledged")
      // All of a commit or nothing, and none missing in between.
      #expect(numbers == Array((max(1, last - 1_999)...max(1, last)).prefix(last)))
      let devices = Set(sessions(changes).map(\.device))
      #expect(devices == Set((max(1, last - 99)...max(1, last)).map { "SEP\($0)" }.prefix(last)))
    }
    #expect(last > 0)
  }

  private func sessions(_ changes: [StateChange]) -> [LoginSession] {
    changes.compactMap { if case .beginHere(let session) = $0, session.visiting == "US" { session } else { nil } }
  }

  /// The limit of a file's size stands for a disk that is full.
  @Test func fullDiskIsATemporaryFailure() throws {
    let probe = try Probe("full", box.path)
    let expected = [
      "first: kept", "little room: kept", "full: temporary failure", "before loading: temporary failure", "loaded true",
      "still full: temporary failure", "loaded true", "room again: kept", "and then: kept", "last true",
    ]
    #expect(try probe.lines() == expected)
    #expect(probe.exitCode() == 0)
    #expect(try !box.reopened().isEmpty)
  }

  @Test func benchmarkMeasuresAndCleansUp() throws {
    let benchmark = try StoreBenchmark(in: box.directory.path, seconds: 0.05, waiting: [1, 8])
    #expect(
      benchmark.rates.map(\.name) == ["bare SQLite, one after the other", "store, 1 waiting", "store, 8 waiting"])
    #expect(benchmark.rates.allSatisfy { $0.perSecond > 0 })
    #expect(benchmark.text.split(separator: "\n").count == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: box.directory.path) == [])
  }
}
