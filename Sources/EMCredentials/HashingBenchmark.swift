internal import EMDiagnostics
internal import Glibc
internal import Synchronization

/// How long the hash of a PIN takes.
package struct HashingBenchmark: Sendable {
  /// Hashes a second of one thread after the other.
  package let perSecond: Double
  /// Hashes a second of so many threads.
  package let perSecondOfAll: Double
  /// How many threads.
  package let threads: Int
  private let cost: HashingCost

  /// Measures so many seconds with one thread, and with as many as there are processors.
  package init(cost: HashingCost, seconds: Double, threads: Int = Credentials.Options().threads) {
    self.cost = cost
    self.threads = threads
    perSecond = Self.rate(cost, seconds, 1)
    perSecondOfAll = Self.rate(cost, seconds, threads)
  }

  /// One line.
  package var text: String {
    let milliseconds = perSecond > 0 ? Int((1_000 / perSecond).rounded()) : 0
    return "Argon2id, \(cost.memory >> 20) MiB, \(cost.passes) passes: \(milliseconds) ms; "
      + "\(Int(perSecondOfAll)) PINs/s of \(threads) threads\n"
  }

  private static func rate(_ cost: HashingCost, _ seconds: Double, _ threads: Int) -> Double {
    guard let hash = CredentialHash(ServerSecret(Array("a benchmark has no secret".utf8)), cost) else { return 0 }
    let done = Atomic<Int>(0)
    let begin = now()
    runWorkers(threads) {
      let pin = WipedBytes(Array("12345".utf8))
      while now() - begin < seconds {
        hash.wasteTime(pin, of: CredentialOwner(.user, "john"))
        done.add(1, ordering: .relaxed)
      }
    }
    return Double(done.load(ordering: .relaxed)) / (now() - begin)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
