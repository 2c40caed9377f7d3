internal import Compiler
internal import EMBundle
internal import EMCommandLine
internal import EMDiagnostics

/// `emcc-lint compile`: a checked deployment as a bundle.
struct CompileCommand {
  /// How the command is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration(
    "compile", summary: "check, then write the deployment as a bundle", arguments: .paths,
    options: [.bundle, .archive, .sign, .passwordFile, .importArchives] + CommandOption.common + [.today])

  /// Where output and messages go.
  let program: LintProgram
  /// The options and paths as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Checks, and writes the bundle only where nothing stands against it: half a bundle would be taken for a whole one.
  func run() -> ExitCode {
    let options = CommonOptions(line)
    let places = [line.value(.bundle), line.value(.archive)].compactMap(\.self).joined(separator: " and ")
    guard !places.isEmpty else {
      program.say(
        "compile needs '--bundle DIR' or '--archive FILE', which it writes\nusage: emcc-lint compile --bundle DIR|--archive FILE [option…] [PATH…]"
      )
      return .usage
    }
    // Before the long work: whoever mistypes a password learns it at once.
    let key: MinisignSecretKey?
    switch SigningKey(program: program, line).load() {
    case .failure(let failure): return failure.code
    case .success(let loaded): key = loaded
    }
    switch CheckedInput.load(program, paths: line.arguments, options: options, today: line.value(.today)) {
    case .failure(let failure): return failure.code
    case .success(let input):
      let code = program.withOutput(options.output) { output in
        input.report(program, options, to: output)
        return input.exitCode(failOn: options.failOn)
      }
      guard code == .clean else {
        if code == .findings { program.say("nothing was written to \(places): mend the findings first") }
        return code
      }
      // Whoever was not judged cannot be compiled, whatever was asked for.
      let unread = input.result.incompleteClusters.filter { options.clusters.isEmpty || options.clusters.contains($0) }
      guard unread.isEmpty else {
        program.say("nothing was written to \(places): not all of \(unread.joined(separator: ", ")) could be read")
        return .findings
      }
      return write(input, options, key, shownAs: places)
    }
  }

  private func write(
    _ input: CheckedInput, _ options: CommonOptions, _ key: MinisignSecretKey?, shownAs places: String
  ) -> ExitCode {
    do {
      let writing = BundleWriting(program: program, options: options, key: key)
      let emitter = BundleEmitter(
        input.result.deployment, handles: options.clusters, withImportArchives: line.isOn(.importArchives))
      let digest = try BundleEmitter.inputDigest(of: input.store, threads: options.threads)
      if let directory = line.value(.bundle) {
        try writing.write(emitter, digest, to: directory) { progress in
          BundleWriter(directory: directory, threads: options.threads, progress: progress)
        }
      }
      if let file = line.value(.archive) {
        try writing.write(emitter, digest, to: file) { progress in
          BundleWriter(archive: file, threads: options.threads, progress: progress)
        }
      }
      return .clean
    } catch let error as BundleFailure {
      program.say(error.reason)
    } catch let error as SourceFailure {
      program.say(error.reason)
    } catch {
      program.say("\(places): the bundle could not be written")
    }
    return .couldNotRun
  }
}

/// Writes a bundle, and says how far it is and what came of it.
private struct BundleWriting {
  let program: LintProgram
  let options: CommonOptions
  let key: MinisignSecretKey?

  func write(
    _ emitter: BundleEmitter, _ digest: Digest, to place: String, _ writer: (BundleProgress) -> BundleWriter
  ) throws {
    let progress = BundleProgress()
    let manifest = try program.showingProgress(options, { progress.line }) {
      try writer(progress).write(
        emitter.files, compilerVersion: LintProgram.version, inputDigest: digest, key: key)
    }
    guard !options.isQuiet else { return }
    let bytes = manifest.files.reduce(0) { $0 + $1.size }
    let signed = key.map { ", signed by key \($0.shownNumber)" } ?? ""
    program.say("\(place): \(counted(manifest.files.count, "file")), \(bytes) bytes, and manifest.json\(signed)")
  }
}

extension BundleProgress {
  /// How far it is: the step, files, megabytes, and the cluster of the file that was begun last.
  fileprivate var line: String {
    guard fileCount > 0 else { return "planning the bundle" }
    if filesPacked > 0 { return "packing: \(filesPacked) of \(counted(fileCount, "file"))" }
    let parts = path.split(separator: "/")
    let cluster = parts.count > 1 && parts[0] == "clusters" ? ", \(parts[1])" : ""
    return "writing: \(filesDone) of \(counted(fileCount, "file")), \(bytes / 1_000_000) MB\(cluster)"
  }
}

extension CommandOption {
  /// Where the bundle goes.
  static let bundle = CommandOption(
    "bundle", "DIR", .text,
    summary: "directory to write; an older bundle there is replaced, anything else is left alone")
  /// Where the bundle goes as one file.
  static let archive = CommandOption(
    "archive", "FILE", .text,
    summary: "write the bundle as one .tar.gz; an older archive there is replaced, anything else is left alone")
  /// Archives beside the requests.
  static let importArchives = CommandOption(
    "bat-tar", summary: "add archives for Bulk Administration > Import/Export (experimental)")
}
