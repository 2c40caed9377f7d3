/// `emcc-bench run`: measures the linter against libyaml's event loop and prints Markdown.
struct RunCommand {
  /// Options it takes.
  static let options = ["lint", "libyaml-loop", "corpus", "runs", "startup", "work"]

  private let lint: String
  private let loop: String
  private let corpora: [String]
  private let runs: Int
  private let startupDirectories: [String]
  /// Where bundles are written; nil where `compile` is not measured.
  private let work: String?

  /// Checks the options.
  init(_ options: Options) throws(BenchError) {
    lint = try options.required("lint")
    loop = try options.required("libyaml-loop")
    corpora = options.all("corpus")
    runs = try options.number("runs", in: 1...1_000, default: 5)
    startupDirectories = options.all("startup")
    work = options.all("work").last
    guard !corpora.isEmpty || !startupDirectories.isEmpty else { throw .usage("'--corpus' is missing") }
  }

  /// Measures everything, then prints the tables.
  ///
  /// Throws when the linter's verdict on a corpus is not the one that the corpus was made for.
  func run() throws(BenchError) {
    var results: [CorpusResult] = []
    for corpus in corpora {
      printError("measuring \(corpus)\n")
      results.append(try CorpusResult(corpus, lint: lint, loop: loop, runs: runs))
    }
    let compilations = try compilations(of: results)
    var startups: [(directory: String, costs: [RunCost])] = []
    for directory in startupDirectories { startups.append((directory, try measureStartup(directory))) }
    printText("\(machineDescription()); medians of \(runs) runs in turn, ratios round by round.\n\n")
    if !results.isEmpty { printText(table(of: results) + "\n") }
    if !compilations.isEmpty { printText(table(of: compilations) + "\n") }
    let goals = self.goals(results) + self.goals(compilations) + startups.map { startupGoal($0.directory, $0.costs) }
    if !goals.isEmpty {
      printText("| goal | limit | measured | |\n|---|---:|---:|---|\n" + goals.map(\.row).joined())
    }
    let surprises = results.compactMap(\.surprise)
    if !surprises.isEmpty { throw .outside(surprises.joined(separator: "; ")) }
  }

  /// `compile` on the corpora without mistakes.
  private func compilations(of results: [CorpusResult]) throws(BenchError) -> [CompileResult] {
    guard let work else { return [] }
    var compilations: [CompileResult] = []
    for (directory, result) in zip(corpora, results) where result.isClean {
      printError("compiling \(directory)\n")
      compilations.append(try CompileResult(result, directory, lint: lint, work: work, runs: runs))
    }
    return compilations
  }

  /// Start-up is short beside its noise: 21 runs.
  private func measureStartup(_ directory: String) throws(BenchError) -> [RunCost] {
    var costs: [RunCost] = []
    for _ in 0..<21 { costs.append(try measure(lint, ["check", "--quiet", directory])) }
    return costs
  }

  private func table(of results: [CorpusResult]) -> String {
    var text = "| corpus | program | wall | CPU | peak RSS | wall / L | CPU / L | peak / input | exit |\n"
    text += "|---|---|---:|---:|---:|---:|---:|---:|---:|\n"
    for result in results {
      for contender in Contender.allCases {
        let label = contender == .loop ? "\(result.name): \(megabytes(result.bytes)) MB, \(result.files) files" : ""
        let cells = [
          label, contender.rawValue, time(result.median(contender, \.wall)), time(result.median(contender, \.cpu)),
          megabytes(result.median(contender, \.peak)) + " MB", fixed(result.ratio(contender, \.wall), 2),
          fixed(result.ratio(contender, \.cpu), 2), fixed(result.median(contender, \.peak) / result.bytes, 2),
          contender == .loop ? "" : String(result.status),
        ]
        text += "| " + cells.joined(separator: " | ") + " |\n"
      }
    }
    return text
  }
}

extension RunCommand {
  private func table(of results: [CompileResult]) -> String {
    var text = "| corpus | bundle | check | write | compile | compile, CPU | compile / (2 check + write) | peak RSS |"
    text += " peak / input |\n|---|---|---:|---:|---:|---:|---:|---:|---:|\n"
    for result in results {
      let cells = [
        result.corpus.name, "\(megabytes(result.bytes)) MB, \(result.files) files", time(result.check),
        time(result.write), time(result.compile), time(result.compileCPU), fixed(result.share, 2),
        megabytes(result.peak) + " MB", fixed(result.peak / result.corpus.bytes, 2),
      ]
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return text
  }

  /// The promises for compiling the largest deployment without mistakes.
  private func goals(_ results: [CompileResult]) -> [Goal] {
    guard let largest = results.max(by: { $0.corpus.bytes < $1.corpus.bytes }) else { return [] }
    let name = "\(largest.corpus.stamp?.megabytes ?? 0) MB: compile, "
    return [
      Goal(name: name + "wall / (2 check + write)", limit: 1, measured: largest.share, unit: ""),
      Goal(name: name + "peak / input", limit: 3, measured: largest.peak / largest.corpus.bytes, unit: ""),
    ]
  }
}

/// A figure that was promised.
private struct Goal {
  let name: String
  let limit: Double
  let measured: Double
  let unit: String

  /// The row of the table, with `missed` where the limit is passed.
  var row: String {
    let verdict = measured <= limit ? "reached" : "**missed**"
    return "| \(name) | \(fixed(limit, 1))\(unit) | \(fixed(measured, 2))\(unit) | \(verdict) |\n"
  }
}

extension RunCommand {
  /// The promises of Docs/Performance.md that the measured corpora can show.
  private func goals(_ results: [CorpusResult]) -> [Goal] {
    var goals: [Goal] = []
    let clean = results.filter(\.isClean).sorted { $0.bytes < $1.bytes }
    if let largest = clean.last {
      let name = "\(largest.stamp?.megabytes ?? 0) MB: "
      goals += [
        Goal(name: name + "wall, 2 threads / L", limit: 0.8, measured: largest.ratio(.lintOnTwo, \.wall), unit: ""),
        Goal(name: name + "wall, 1 thread / L", limit: 1.4, measured: largest.ratio(.lintOnOne, \.wall), unit: ""),
      ]
      // Below that, the program itself and the measuring one's own floor outweigh the input.
      if largest.bytes > 50e6 {
        let measured = largest.median(.lintOnTwo, \.peak) / largest.bytes
        goals.append(Goal(name: name + "peak, 2 threads / input", limit: 1.5, measured: measured, unit: ""))
      }
    }
    for (small, large) in zip(clean, clean.dropFirst()) {
      let (from, to) = (small.stamp?.megabytes ?? 0, large.stamp?.megabytes ?? 0)
      for contender in [Contender.lintOnTwo, .lintOnOne] where to == 10 * from && to > 10 {
        let measured = large.median(contender, \.wall) / small.median(contender, \.wall)
        let name = "\(to) MB / \(from) MB, wall, \(contender.rawValue)"
        goals.append(Goal(name: name, limit: 11, measured: measured, unit: ""))
      }
    }
    for wrong in results where (wrong.stamp?.wrongEvery ?? 0) > 0 {
      guard let twin = clean.first(where: { $0.stamp?.megabytes == wrong.stamp?.megabytes }) else { continue }
      let measured = wrong.median(.lintOnTwo, \.wall) / twin.median(.lintOnTwo, \.wall)
      goals.append(Goal(name: "\(wrong.name) / \(twin.name), wall, 2 threads", limit: 3, measured: measured, unit: ""))
    }
    return goals
  }

  private func startupGoal(_ directory: String, _ costs: [RunCost]) -> Goal {
    Goal(
      name: "start-up on \(directory), 21 runs", limit: 15, measured: median(costs.map(\.wall)) * 1_000, unit: " ms")
  }
}

/// A number with so many decimals.
private func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "?" }
  let scale = (0..<decimals).reduce(1) { power, _ in power * 10 }
  let scaled = Int((value * Double(scale)).rounded())
  return "\(scaled / scale)." + digits(scaled % scale, decimals)
}

private func time(_ seconds: Double) -> String { fixed(seconds, 3) + " s" }

private func megabytes(_ bytes: Double) -> String { fixed(bytes / 1e6, 1) }
