/// One of the programs that take turns.
enum Contender: String, CaseIterable {
  /// libyaml's event loop: the yardstick.
  case loop = "libyaml loop (L)"
  /// The linter with two threads.
  case lintOnTwo = "check, 2 threads"
  /// The linter with one thread.
  case lintOnOne = "check, 1 thread"
}

/// What was measured on one corpus.
struct CorpusResult {
  /// Last part of the directory's name.
  let name: String
  /// What the corpus was made with; nil for a directory of another origin.
  let stamp: CorpusStamp?
  /// Bytes in all its YAML files.
  let bytes: Double
  /// Number of YAML files.
  let files: Int
  private let rounds: [[RunCost]]

  /// Lets the contenders take turns, `runs` times, after one round that only warms the page cache.
  init(_ directory: String, lint: String, loop: String, runs: Int) throws(BenchError) {
    let found = try yamlFiles(below: directory)
    guard !found.isEmpty else { throw .outside("\(directory) holds no YAML file") }
    name = directory.split(separator: "/").last.map(String.init) ?? directory
    let stamp = CorpusStamp.read(from: directory)
    self.stamp = stamp
    bytes = Double(found.map(\.size).reduce(0, +))
    files = found.count
    // A clean corpus has nothing to print; with findings, drawing them is a part of the work.
    let check = ["check"] + ((stamp?.wrongEvery ?? 0) == 0 ? ["--quiet"] : [])
    var rounds: [[RunCost]] = []
    for round in 0...runs {
      let costs = [
        try measure(loop, found.map(\.path)), try measure(lint, check + ["--threads", "2", directory]),
        try measure(lint, check + ["--threads", "1", directory]),
      ]
      if round > 0 { rounds.append(costs) }
    }
    self.rounds = rounds
    try refuseFailures()
  }

  private func refuseFailures() throws(BenchError) {
    for cost in rounds.joined() where cost.status > 1 {
      throw .outside("a program ended with \(cost.status) on \(name): nothing was measured")
    }
  }

  /// True: the corpus should be clean, and the linter found nothing at the fail level.
  var isClean: Bool { stamp?.wrongEvery == 0 && status == 0 }

  /// Words about an exit status that does not fit the corpus: its figures prove nothing.
  var surprise: String? {
    guard let stamp, (stamp.wrongEvery == 0) != (status == 0) else { return nil }
    return "\(name) should \(stamp.wrongEvery == 0 ? "be clean" : "have findings"), but check ended with \(status)"
  }

  /// Exit status of the linter.
  var status: Int32 { rounds.first?.last?.status ?? 0 }

  /// The median of one figure.
  func median(_ contender: Contender, _ figure: KeyPath<RunCost, Double>) -> Double {
    emcc_bench.median(rounds.map { $0[index(of: contender)][keyPath: figure] })
  }

  /// The median of a figure's ratio to the yardstick's in the same round.
  func ratio(_ contender: Contender, _ figure: KeyPath<RunCost, Double>) -> Double {
    emcc_bench.median(rounds.map { $0[index(of: contender)][keyPath: figure] / max($0[0][keyPath: figure], 1e-9) })
  }

  private func index(of contender: Contender) -> Int { Contender.allCases.firstIndex(of: contender) ?? 0 }
}
