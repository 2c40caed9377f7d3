internal import EMBundle
internal import EMCommandLine
internal import EMDiagnostics

/// The key of `--sign`, opened with a password where it is under one.
struct SigningKey {
  /// The environment variable that may hold the password.
  static let variable = "EMCC_LINT_PASSWORD"
  /// Bytes of a password at most, as in minisign.
  private static let maximumPassword = 1024

  private let program: LintProgram
  private let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// The key, nil where none is asked for; messages go to standard error.
  func load() -> Result<MinisignSecretKey?, ExitFailure> {
    guard let path = line.value(.sign) else {
      guard line.value(.passwordFile) == nil else {
        program.say("--password-file is of use only with --sign KEYFILE")
        return .failure(ExitFailure(code: .usage))
      }
      return .success(nil)
    }
    do {
      let file = try MinisignKeyFile(SmallFile.read(path, limit: MinisignKeyFile.maximumSize))
      let password = file.wantsPassword ? try password(path) : nil
      guard password != nil || !file.wantsPassword else { return .failure(ExitFailure(code: .couldNotRun)) }
      return .success(try file.open(password: password))
    } catch let error as SourceFailure {
      program.say(error.reason)
    } catch let error as SecretKeyDefect {
      program.say("\(path) \(error.reason)")
    } catch {
      program.say("\(path) cannot be used as a key")
    }
    return .failure(ExitFailure(code: .couldNotRun))
  }

  /// The password from the first place that has one; nil, with a message, where it is nowhere.
  private func password(_ path: String) throws(SourceFailure) -> SecretBytes? {
    let given: [UInt8]
    if let file = line.value(.passwordFile) {
      given = Array(
        try SmallFile.read(file, limit: Self.maximumPassword + 2).prefix { $0 != UInt8(ascii: "\n") })
    } else if let value = program.environment.variable(Self.variable) {
      given = Array(value.utf8)
    } else if let typed = program.environment.askPassword("Password of \(path): ") {
      given = typed
    } else {
      program.say("\(path) is under a password: name its file with --password-file, or set \(Self.variable)")
      return nil
    }
    let password = given.last == UInt8(ascii: "\r") ? given.dropLast() : given[...]
    guard password.count <= Self.maximumPassword else {
      program.say("a password of minisign has at most \(Self.maximumPassword) bytes")
      return nil
    }
    return SecretBytes(password)
  }
}

extension CommandOption {
  /// The key to sign with.
  static let sign = CommandOption(
    "sign", "KEYFILE", .text, summary: "sign the manifest with this secret key of minisign, as manifest.json.minisig")
  /// The key's password.
  static let passwordFile = CommandOption(
    "password-file", "FILE", .text,
    summary:
      "the first line of FILE is the key's password; without it \(SigningKey.variable), or the terminal, is asked")
}
