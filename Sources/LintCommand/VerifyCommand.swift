internal import EMBundle
internal import EMCommandLine
internal import EMDiagnostics

/// `emcc-lint verify`: whether a bundle is as it was compiled, and by whom it was signed.
struct VerifyCommand {
  /// How the command is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration(
    "verify", summary: "check that a bundle is complete, unchanged and signed",
    arguments: CommandDeclaration.Arguments(
      "BUNDLE", count: 1...1,
      explanation: "BUNDLE is a directory or an archive that 'compile' wrote; an archive is not unpacked."),
    options: [.publicKey, .verifyFormat, .output, .quiet])

  /// Where output and messages go.
  let program: LintProgram
  /// The options and the bundle as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Verifies; 0 when nothing is wrong, 1 when something is, 3 where the bundle cannot be read.
  func run() -> ExitCode {
    let publicKey: MinisignPublicKey?
    switch key() {
    case .failure(let failure): return failure.code
    case .success(let key): publicKey = key
    }
    let bundle = line.arguments.first ?? ""
    do throws(SourceFailure) {
      let verification = try BundleVerification(of: bundle, publicKey: publicKey)
      let report = VerifyReport(bundle: bundle, verification)
      return program.withOutput(line.value(.output)) { output in
        output.write(line.value(.verifyFormat) == "json" ? report.json : report.text(isQuiet: line.isOn(.quiet)))
        return verification.isGood ? .clean : .findings
      }
    } catch {
      program.say(error.reason)
      return .couldNotRun
    }
  }

  /// The key of `--public-key`, which is a key or the path of its file; nil where none was given.
  private func key() -> Result<MinisignPublicKey?, ExitFailure> {
    guard let text = line.value(.publicKey) else { return .success(nil) }
    if let key = MinisignPublicKey(Array(text.utf8)) { return .success(key) }
    do throws(SourceFailure) {
      if let key = MinisignPublicKey(try SmallFile.read(text, limit: 1 << 14)) { return .success(key) }
      program.say("\(text): is no public key of minisign\nusage: \(CommandOption.publicKey.form)")
      return .failure(ExitFailure(code: .usage))
    } catch {
      guard error.failure == .notFound else {
        program.say(error.reason)
        return .failure(ExitFailure(code: .couldNotRun))
      }
      program.say(
        "--public-key wants a file, or a key of minisign such as RWQ…, and '\(text)' is neither\nusage: \(CommandOption.publicKey.form)"
      )
      return .failure(ExitFailure(code: .usage))
    }
  }
}

extension CommandOption {
  /// The key that must have signed.
  static let publicKey = CommandOption(
    "public-key", "FILE|KEY", .text,
    summary: "public key of minisign, or its file; the bundle must be signed with its secret key")
  /// The form of the report.
  static let verifyFormat = CommandOption(
    "format", "FORMAT", .choice(["text", "json"]), summary: "form of the report: text (default) or json")
}
