internal import Compiler
internal import EMCommandLine
internal import EMDSL
internal import EMDiagnostics
internal import Glibc

extension CommandOption {
  /// The day to check on.
  static let today = CommandOption(
    "today", "DAY", .text,
    summary: "day to check on, YYYY-MM-DD; decides whether suppressions still hold (default: today, UTC)")
}

/// The files of a command line, read and checked: what `check`, `compile` and `show` begin with.
struct CheckedInput {
  /// The texts, for the snippets of findings.
  let store: SourceStore
  /// The linked deployment and what was found, by place in bytes.
  let result: CheckResult
  /// The findings with lines and snippets, but for those of files whose text could not be read.
  let located: [LocatedDiagnostic]
  /// Counts of the findings, for the last line of a report and the exit code.
  let summary: ReportSummary
  /// True where a file could not be read: the run ends with exit code 3.
  let isUnreadable: Bool

  /// Largest number of files in one run; a place holds no more.
  private static let maximumFiles = 1 << 20

  /// Reads and checks; nil, with the exit code, where that was not possible.
  ///
  /// Messages go to standard error.
  static func load(
    _ program: LintProgram, paths: [String], options: CommonOptions, today: String?
  ) -> Result<CheckedInput, ExitFailure> {
    guard let day = program.day(today) else {
      program.say("--today wants a day such as 2027-12-31, not '\(today ?? "")'")
      return .failure(ExitFailure(code: .usage))
    }
    let found = FileFinder.find(paths)
    for failure in found.failures { program.say(failure.reason) }
    if !options.isQuiet {
      for directory in found.emptyDirectories { program.say("\(directory): no *.yaml or *.yml in it") }
    }
    guard !found.files.isEmpty, found.files.count < maximumFiles else {
      if found.files.count >= maximumFiles { program.say("more than \(maximumFiles) files") }
      if found.failures.isEmpty, found.files.isEmpty {
        program.say("nothing to check: name files or folders with *.yaml or *.yml")
      }
      return .failure(ExitFailure(code: found.failures.isEmpty && found.files.isEmpty ? .usage : .couldNotRun))
    }
    return check(program, found, options, day, subject: paths.first ?? ".")
  }

  private static func check(
    _ program: LintProgram, _ found: FoundFiles, _ options: CommonOptions, _ day: UInt32, subject: String
  ) -> Result<CheckedInput, ExitFailure> {
    let named = Set(found.files.indices.filter { found.files[$0].isNamed }.map { FileID(UInt32($0)) })
    do {
      let input =
        try found.files.contains { $0.path == SourceStore.standardInputPath }
        ? program.environment.readInput(256 << 20) : nil
      let store = SourceStore(paths: found.files.map(\.path), standardInput: input)
      if let output = options.output, let path = found.files.first(where: { isSameFile($0.path, output) })?.path {
        program.say("--output \(output) would overwrite \(path), which is checked: name another file")
        return .failure(ExitFailure(code: .usage))
      }
      let files = counted(store.count, "file")
      let result = try program.showingProgress(options, { "checking \(files)" }) {
        try CheckPipeline.run(store, named: named, clusters: options.clusters, threads: options.threads, today: day)
      }
      for failure in result.failures { program.say(failure.reason) }
      let locator = DiagnosticLocator(store: store, threads: options.threads, locate: CheckPipeline.locate)
      let unreadable = Set(result.failures.map(\.path))
      let drawable = result.diagnostics.filter { $0.place.map { !unreadable.contains(store.path($0.file)) } ?? true }
      let located = try locator.located(drawable)
      let summary = ReportSummary(
        counting: located, files: store.count - unreadable.count, clusters: result.deployment.clusters.count,
        subject: result.deployment.name ?? subject)
      let checked = CheckedInput(
        store: store, result: result, located: located, summary: summary,
        isUnreadable: !result.failures.isEmpty || !found.failures.isEmpty)
      checked.sayNotes(program, options)
      if !result.unknownHandles.isEmpty {
        return .failure(checked.unknownHandles(program))
      }
      return .success(checked)
    } catch let error as SourceFailure {
      program.say(error.reason)
    } catch let error as ReadFailure {
      program.say("standard input: \(error.reason)")
    } catch {
      program.say("not enough memory for this deployment")
    }
    return .failure(ExitFailure(code: .couldNotRun))
  }

  /// True where two paths lead to one regular file.
  private static func isSameFile(_ path: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(path, &first) == 0, stat(other, &second) == 0, second.st_mode & S_IFMT == S_IFREG else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  private func sayNotes(_ program: LintProgram, _ options: CommonOptions) {
    guard !options.isQuiet else { return }
    if result.foreignDocuments > 0 {
      program.say("\(counted(result.foreignDocuments, "document")) without 'emcc:' passed over")
    }
    if !result.incompleteClusters.isEmpty {
      program.say(
        "not all of \(result.incompleteClusters.joined(separator: ", ")) could be read, so its references and rules were not judged: mend the findings and check again"
      )
    }
  }

  private func unknownHandles(_ program: LintProgram) -> ExitFailure {
    let handles = result.deployment.clusters.map(\.handle)
    for handle in result.unknownHandles {
      let near = Suggestion.nearest(to: handle, in: handles).map { " did you mean '\($0)'?" } ?? ""
      let list = handles.isEmpty ? "there are none" : "there are: \(handles.joined(separator: ", "))"
      program.say("--cluster \(handle): no such cluster;\(near) \(list)")
    }
    return ExitFailure(code: .usage)
  }

  /// The exit code for a fail level.
  func exitCode(failOn: Severity) -> ExitCode {
    if isUnreadable { return .couldNotRun }
    return located.contains { $0.diagnostic.severity >= failOn } ? .findings : .clean
  }

  /// Writes the findings in the form that the options name.
  func report(_ program: LintProgram, _ options: CommonOptions, to output: OutputFile) {
    let reporter: any Reporter
    switch options.format {
    case .text:
      reporter = TextReporter(
        color: program.isColored(options.color, options.output), limitPerFile: options.limit,
        closingLine: !options.isQuiet)
    case .json: reporter = JSONReporter()
    case .sarif:
      reporter = SARIFReporter(
        rules: CodeRegistry.all.map {
          RuleMetadata(
            code: $0.code, name: $0.name, summary: $0.summary, why: $0.why, help: $0.fix, severity: $0.severity)
        }, toolVersion: LintProgram.version)
    }
    reporter.report(located, summary: summary) { output.write($0) }
  }
}

/// A run that ends before its work; the message has been written.
struct ExitFailure: Error {
  /// What the process ends with.
  var code: ExitCode
}

extension LintProgram {
  /// A day as yyyymmdd: as given, else today; nil when it is none.
  func day(_ text: String?) -> UInt32? {
    guard let text else { return environment.today }
    return Calendar.day(text)
  }
}
