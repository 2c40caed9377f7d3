internal import Compiler
internal import EMCommandLine
internal import EMDiagnostics
internal import EMSimulation

/// `emcc-lint simulate matrix`: emergency calls of every home cluster at every site, and where each ends.
struct SimulateMatrixCommand: SimulateCommand {
  private static let home = CommandOption(
    "home", "HANDLE", .text, isRepeatable: true, summary: "only users of this cluster; repeat it for several")
  private static let visiting = CommandOption(
    "visiting", "HANDLE", .text, isRepeatable: true, summary: "only phones of this cluster; repeat it for several")
  private static let all = CommandOption(
    "all",
    summary: "local, national and international calls too, with numbers made from the dial plan, and extensions"
  )
  private static let local = CommandOption(
    "local", summary: "users at phones of their own cluster too; they dial the emergency numbers of the country")
  private static let strict = CommandOption(
    "strict", summary: "exit code 1 for 'unknown' too, where a call leaves what the files say")

  /// How the command is typed; `Simulations` lists it.
  static let declaration = CommandDeclaration(
    "simulate matrix", summary: "follow the emergency calls of every home cluster at every visited site",
    arguments: .init(
      CommandDeclaration.Arguments.paths.form, count: CommandDeclaration.Arguments.paths.count,
      explanation: CommandDeclaration.Arguments.paths.explanation
        + " The exit code is 1 where an emergency call does not end as it should; other calls do not count."),
    options: [home, visiting, all, local, strict, .matrixFormat, .output, .color, .threads, .quiet])

  /// Where output and messages go.
  let program: LintProgram
  /// The options and paths as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Prints the matrix.
  func run() -> ExitCode {
    let options = CommonOptions(line)
    switch CheckedInput.load(program, paths: line.arguments, options: options, today: nil) {
    case .failure(let failure): return failure.code
    case .success(let input):
      let deployment = input.result.deployment
      var scope = CallMatrix.Scope()
      scope.homes = line.values(Self.home)
      scope.visiting = line.values(Self.visiting)
      scope.withOrdinaryCalls = line.isOn(Self.all)
      scope.withLocalLogins = line.isOn(Self.local)
      for (option, handles) in [("home", scope.homes), ("visiting", scope.visiting)] {
        if let message = mistake(handles, of: option, deployment) {
          program.say(message)
          return .usage
        }
      }
      if input.summary.errors > 0, !options.isQuiet {
        program.say(
          "the configuration has \(counted(input.summary.errors, "error")): 'emcc-lint check' shows them; calls may take other ways once they are mended"
        )
      }
      return write(CallMatrix(deployment, scope), input, options)
    }
  }

  /// What is wrong with the clusters of an option; nil when nothing is.
  private func mistake(_ handles: [String], of option: String, _ deployment: Deployment) -> String? {
    let known = deployment.clusters.map(\.handle)
    for handle in handles {
      guard let cluster = deployment.clusters.first(where: { $0.handle == handle }) else {
        let near = Suggestion.nearest(to: handle, in: known).map { " did you mean '\($0)'?" } ?? ""
        let list = known.isEmpty ? "there are none" : "there are: \(known.joined(separator: ", "))"
        return "--\(option) \(handle): no such cluster;\(near) \(list)"
      }
      if cluster.isExternal {
        return "--\(option) \(handle): somebody else runs it, so there is nothing to simulate"
      }
    }
    return nil
  }

  /// True where errors kept a cluster, or everything, out of the matrix: what is not asked must not look right.
  private func isPartial(_ matrix: CallMatrix, _ input: CheckedInput) -> Bool {
    guard input.summary.errors > 0 else { return false }
    return matrix.rows.isEmpty || input.result.deployment.clusters.contains { !$0.isExternal && !$0.isJudged }
  }

  private func write(_ matrix: CallMatrix, _ input: CheckedInput, _ options: CommonOptions) -> ExitCode {
    let format = line.value(.matrixFormat).flatMap(MatrixFormat.init(rawValue:)) ?? .table
    var document = CallMatrixDocument(matrix, places: PlaceFinder(input.store)).document
    document.title += ": \(input.result.deployment.name ?? input.summary.subject)"
    if options.isQuiet { document.notes = [] }
    let isStrict = line.isOn(Self.strict)
    let isBad = matrix.rows.contains { row in
      row.outcomes.contains { column, outcomes in
        column.isEmergency
          && outcomes.contains { $0.result.verdict != .ok && (isStrict || $0.result.verdict != .unknown) }
      }
    }
    return program.withOutput(options.output) { output in
      document.write(format, isColored: program.isColored(options.color, options.output)) { output.write($0) }
      if input.isUnreadable { return .couldNotRun }
      return isBad || isPartial(matrix, input) ? .findings : .clean
    }
  }
}

extension CallMatrix.Column {
  /// True for emergency numbers.
  var isEmergency: Bool { if case .emergency = self { true } else { false } }
}
