internal import Compiler
internal import EMCommandLine
internal import EMDSL
internal import EMDiagnostics
internal import EMSimulation

/// `emcc-lint simulate call`: which way a dialled number takes, and whether that is the right one.
struct SimulateCallCommand: SimulateCommand {
  /// The form of the output.
  private static let format = CommandOption(
    "format", "FORMAT", .choice(["text", "json"]), summary: "form of the output: text (default) or json")
  private static let dial = CommandOption(
    "dial", "NUMBER", .text,
    summary: "what is dialled, such as 999, 9911 or +442079460000; blanks and hyphens do not count")
  private static let lineOption = CommandOption(
    "line", "N", .number(1...200), summary: "button of the line that calls: 1 by default")
  private static let profile = CommandOption(
    "profile", "NAME", .text, summary: "device profile that the user takes; by default the default one, else the first")
  private static let quiet = CommandOption("quiet", summary: "the verdict in one line: no steps, no notes")

  /// How the command is typed; `Simulations` lists it.
  static let declaration = CommandDeclaration(
    "simulate call", summary: "follow a dialled number to where it ends, step by step",
    arguments: .init(
      CommandDeclaration.Arguments.paths.form, count: CommandDeclaration.Arguments.paths.count,
      explanation: "The exit code is 0 where the call ends as it should, else 1. "
        + CommandDeclaration.Arguments.paths.explanation),
    options: [
      .home, .user, .visiting, .phone, .site, dial, lineOption, profile, .path, format, .output, .color, .threads,
      quiet,
    ])

  /// Where output and messages go.
  let program: LintProgram
  /// The options as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Follows the call; exit code 1 says that its verdict is not `ok`.
  func run() -> ExitCode {
    do throws(SubjectProblem) {
      // Before the files: a mistake of typing need not wait for them.
      let number = try dialledNumber()
      let options = CommonOptions(line)
      switch CheckedInput.load(program, paths: line.arguments + line.values(.path), options: options, today: nil) {
      case .failure(let failure): return failure.code
      case .success(let input):
        let report = try self.report(number, input)
        if input.summary.errors > 0, !options.isQuiet {
          program.say(
            "the configuration has \(counted(input.summary.errors, "error")): 'emcc-lint check' shows them; the call may take another way once they are mended"
          )
        }
        return write(report, input, options)
      }
    } catch {
      program.say(error.message)
      return .usage
    }
  }

  /// What is dialled, without the blanks and signs that people write between digits.
  private func dialledNumber() throws(SubjectProblem) -> String {
    guard let typed = line.value(Self.dial) else {
      throw SubjectProblem(message: "--dial is missing: say what is dialled")
    }
    let number = String(typed.uppercased().filter { !" -()/.".contains($0) })
    guard !number.isEmpty, number.utf8.count <= 50,
      number.utf8.allSatisfy({ "0123456789ABCD*#+".utf8.contains($0) })
    else {
      throw SubjectProblem(message: "--dial wants digits, *, # or +, at most 50, not '\(typed)'")
    }
    return number
  }

  private func report(_ number: String, _ input: CheckedInput) throws(SubjectProblem) -> CallReport {
    let deployment = input.result.deployment
    let subject = try SubjectFinder(deployment: deployment).find(SubjectWords(line))
    let setups = CallSetups(deployment)
    let button = line.number(Self.lineOption) ?? 1
    var caller: CallerProfile?
    var call: PreparedCall
    if let traveller = subject.traveller, let local = subject.localUser {
      let found = try self.caller(local, button: button)
      caller = found
      call = setups.localLogin(found, at: subject.phone, in: subject.visiting)
      if traveller.home !== subject.visiting {
        let handle = subject.visiting.handle
        call.notes.append(
          "\(local.name) is a user of \(handle) too, so the login is local, with a device profile of \(handle)")
      }
    } else if let traveller = subject.traveller {
      let found = try self.caller(traveller.user, button: button)
      caller = found
      call = setups.emcc(found, home: traveller.home, at: subject.phone, visiting: subject.visiting)
    } else {
      call = setups.loggedOut(subject.phone, in: subject.visiting, line: button)
      guard call.setup.line != nil || button == 1 else {
        throw SubjectProblem(message: "\(subject.phone.name) has no line \(button) while nobody is logged in")
      }
    }
    let result = deployment.callSimulator.call(call.setup, dialling: number, withSteps: true)
    return CallReport(
      dialled: number, subject: subject, profile: caller?.profile.name.string, call: call, result: result,
      plans: deployment.dialPlans.plans)
  }

  /// The user's profile and line: the default profile, else the first, unless one is named.
  private func caller(_ user: Entity<UserRow>, button: Int) throws(SubjectProblem) -> CallerProfile {
    let controlled = user.controlledProfiles.map { (profile: $0.target() as Entity<DeviceProfileRow>, place: $0.place) }
      .filter { !$0.profile.isPoison }
    let wanted: (profile: Entity<DeviceProfileRow>, place: Place?)?
    if let name = line.value(Self.profile) {
      let names = controlled.map { $0.profile.name.string }
      wanted = controlled.first { $0.profile.name == name }
      if wanted == nil {
        let near = Suggestion.nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        let advice = near ?? (names.isEmpty ? "there is none" : "there are: \(names.joined(separator: ", "))")
        throw SubjectProblem(message: "user '\(user.name)' has no device profile '\(name)'; \(advice)")
      }
    } else if let standard = user.defaultProfile, !standard.isPoison {
      wanted = (standard, user.place(\.defaultProfile))
    } else {
      wanted = controlled.first
    }
    guard let wanted else {
      throw SubjectProblem(message: "user '\(user.name)' has no device profile, so there is no line to call from")
    }
    let lines = wanted.profile.lines
    guard button == 1 || button <= lines.count else {
      throw SubjectProblem(
        message: "device profile '\(wanted.profile.name)' has \(counted(lines.count, "line")), so no line \(button)")
    }
    return CallerProfile(
      user: user, profile: wanted.profile, place: wanted.place, line: button <= lines.count ? lines[button - 1] : nil)
  }

  private func write(_ report: CallReport, _ input: CheckedInput, _ options: CommonOptions) -> ExitCode {
    var printer = CallPrinter(PlaceFinder(input.store), isColored: program.isColored(options.color, options.output))
    let text: String
    switch (line.value(Self.format) == "json", options.isQuiet) {
    case (true, _): text = printer.json(report)
    case (false, true): text = printer.verdictLine(report)
    case (false, false): text = printer.text(report)
    }
    let code: ExitCode = report.result.verdict == .ok ? .clean : .findings
    return program.withOutput(options.output) { output in
      output.write(text)
      return code
    }
  }
}
