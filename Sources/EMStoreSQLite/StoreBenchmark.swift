package import EMService
internal import Glibc

/// How many commits a second a disk and the store on it can do.
package struct StoreBenchmark: Sendable {
  /// A rate.
  package struct Rate: Sendable {
    /// What was measured: `bare SQLite`, or how many commits waited at any time.
    package let name: String
    /// Commits a second.
    package let perSecond: Double
  }

  /// The rates, the baseline first.
  package let rates: [Rate]

  /// Measures in a directory, so many seconds for each rate; leaves nothing behind.
  ///
  /// The baseline is a single full-synchronous commit of one row after the other, by SQLite and nothing else.
  package init(in directory: String, seconds: Double, waiting: [Int] = [1, 64, 1_000]) throws(StoreFailure) {
    let path = "\(directory)/bench-\(getpid()).sqlite"
    defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
    var rates = [Rate(name: "bare SQLite, one after the other", perSecond: try Self.bareRate(path, seconds))]
    for count in waiting {
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
      rates.append(Rate(name: "store, \(count) waiting", perSecond: try Self.groupRate(path, seconds, waiting: count)))
    }
    self.rates = rates
  }

  /// A line for each rate, and how often the baseline it is.
  package var text: String {
    let baseline = max(rates.first?.perSecond ?? 0, 1)
    return rates.map { rate in
      let factor = Int((rate.perSecond / baseline * 10).rounded())
      return "\(rate.name): \(Int(rate.perSecond)) commits/s (\(factor / 10).\(factor % 10) x)\n"
    }.joined()
  }

  private static let schema = SQLiteSchema(
    applicationID: 0x454D_4245, name: "a benchmark",
    steps: ["CREATE TABLE session (device TEXT PRIMARY KEY, user TEXT NOT NULL) STRICT, WITHOUT ROWID"])

  private static func bareRate(_ path: String, _ seconds: Double) throws(StoreFailure) -> Double {
    let database = try SQLiteDatabase(path, schema: schema)
    let insert = try database.prepare("INSERT OR REPLACE INTO session (device, user) VALUES (?, ?)")
    let begin = now()
    var count = 0
    while now() - begin < seconds {
      try database.transaction { () throws(StoreFailure) in
        try insert.run(.text("SEP\(count % 60_000)"), .text("user\(count)"))
      }
      count += 1
    }
    return Double(count) / (now() - begin)
  }

  private static func groupRate(_ path: String, _ seconds: Double, waiting: Int) throws(StoreFailure) -> Double {
    let store = try SQLiteStore(path, cluster: "bench") { _ in true }
    let load = Load(store, until: now() + seconds)
    let begin = now()
    for _ in 0..<waiting { load.next() }
    let (count, failure) = load.finish()
    let time = now() - begin
    store.close()
    if let failure { throw failure }
    return Double(count) / time
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Logins that begin when others are kept.
  private final class Load: Sendable {
    private struct Progress: Sendable {
      var begun = 0
      var kept = 0
      var isRunning = 0
      var failure: StoreFailure?
    }

    private let store: SQLiteStore
    private let end: Double
    private let progress = Monitor(Progress())

    init(_ store: SQLiteStore, until end: Double) {
      self.store = store
      self.end = end
    }

    /// Begins one more login.
    func next() {
      let number = progress.update { progress in
        progress.begun += 1
        progress.isRunning += 1
        return progress.begun
      }
      let device = "SEP\(number % 60_000)"
      let session = LoginSession(
        device: device, visiting: "bench", user: "user\(number)", home: "bench", profile: "profile", kind: .local,
        since: number)
      store.commit([.endHere(device: device), .beginHere(session)]) { result in
        let goesOn = self.progress.update { progress in
          progress.isRunning -= 1
          switch result {
          case .success: progress.kept += 1
          case .failure(let failure): progress.failure = failure
          }
          return progress.failure == nil && StoreBenchmark.now() < self.end
        }
        if goesOn { self.next() }
      }
    }

    /// Waits for the last one; how many were kept, and why one was not.
    func finish() -> (kept: Int, failure: StoreFailure?) {
      progress.wait { $0.isRunning == 0 ? ($0.kept, $0.failure) : nil }
    }
  }
}
