import EMBundle
import Glibc

/// What compiling one corpus costs, beside the two parts that nobody can save: checking, and writing the bytes.
struct CompileResult {
  /// One round: everything once, one after the other.
  private struct Round {
    var check: RunCost
    var compile: RunCost
    /// Seconds for the bytes alone.
    var write: Double
  }

  /// The corpus.
  let corpus: CorpusResult
  /// Number of files of the bundle.
  let files: Int
  /// Bytes in all of them.
  let bytes: Double
  private let rounds: [Round]

  /// Compiles a corpus `runs` times, after one round that only warms the page cache; `work` is a directory for bundles.
  init(_ corpus: CorpusResult, _ directory: String, lint: String, work: String, runs: Int) throws(BenchError) {
    self.corpus = corpus
    let (bundle, copy) = ("\(work)/bundle", "\(work)/copy")
    try makeDirectory(work)
    defer {
      removeTree(bundle)
      removeTree(copy)
    }
    var rounds: [Round] = []
    var written: [(path: String, size: Int)] = []
    for round in 0...runs {
      // A directory that is there would be replaced, and removing it would count too.
      removeTree(bundle)
      removeTree(copy)
      let check = try measure(lint, ["check", "--quiet", "--threads", "2", directory])
      let compile = try measure(lint, ["compile", "--quiet", "--threads", "2", "--bundle", bundle, directory])
      guard compile.status == 0 else { throw .outside("compile ended with \(compile.status) on \(corpus.name)") }
      written = try BenchFiles.below(bundle)
      let write = try CompileResult.secondsToWrite(written, from: bundle, to: copy)
      if round > 0 { rounds.append(Round(check: check, compile: compile, write: write)) }
    }
    self.rounds = rounds
    files = written.count
    bytes = Double(written.map(\.size).reduce(0, +))
  }

  /// Median seconds of `check`.
  var check: Double { median(rounds.map(\.check.wall)) }
  /// Median seconds of `compile`.
  var compile: Double { median(rounds.map(\.compile.wall)) }
  /// Median processor seconds of `compile`.
  var compileCPU: Double { median(rounds.map(\.compile.cpu)) }
  /// Median seconds for writing the bytes alone.
  var write: Double { median(rounds.map(\.write)) }
  /// Median of the most bytes resident.
  var peak: Double { median(rounds.map(\.compile.peak)) }
  /// The median, round by round, of `compile` to what it may take: twice `check` and the writing.
  var share: Double { median(rounds.map { $0.compile.wall / (2 * $0.check.wall + $0.write) }) }

  /// How long a plain loop takes for the bytes of some files: digest, write, bring to the disk, one after the other.
  ///
  /// Reading them does not count.
  private static func secondsToWrite(
    _ files: [(path: String, size: Int)], from root: String, to copy: String
  ) throws(BenchError) -> Double {
    var total = 0.0
    for (path, _) in files {
      guard let bytes = readFile(path) else { throw .outside("cannot read \(path)") }
      let target = copy + path.dropFirst(root.utf8.count)
      let folder = target.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      let begin = monotonicSeconds()
      try makeDirectory(folder)
      _ = Digest(of: bytes)
      try writeFile(target, bytes, isLasting: true)
      total += monotonicSeconds() - begin
    }
    return total
  }
}
