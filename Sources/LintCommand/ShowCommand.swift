internal import Compiler
internal import EMCommandLine
internal import EMDSL
internal import EMDiagnostics

/// `emcc-lint show`: effective objects, with where each value comes from.
struct ShowCommand {
  /// How the command is typed; `LintProgram.parser` lists it.
  static let declaration = CommandDeclaration(
    "show", summary: "print effective objects, with where each value comes from",
    arguments: .init(
      "[SECTION [NAME]]", count: 0...2,
      explanation: "Without SECTION the sections and their sizes are listed; with NAME what refers to the object too."),
    options: [.path, .cluster, .output, .color, .threads, .quiet])

  /// Where output and messages go.
  let program: LintProgram
  /// The options, section and name as typed.
  let line: CommandLine

  /// Takes a line that the parser accepted.
  init(program: LintProgram, _ line: CommandLine) {
    self.program = program
    self.line = line
  }

  /// Prints what was asked for; exit code 1 says that there is none, not that the configuration has findings.
  func run() -> ExitCode {
    var options = CommonOptions(line)
    let wanted = options.clusters
    // Everything is linked, whatever is shown: a finding elsewhere does not stop it.
    options.clusters = []
    switch CheckedInput.load(program, paths: line.values(.path), options: options, today: nil) {
    case .failure(let failure): return failure.code
    case .success(let input):
      let deployment = input.result.deployment
      let clusters = deployment.clusters.filter { !$0.isExternal && (wanted.isEmpty || wanted.contains($0.handle)) }
      if let unknown = unknownHandle(wanted, deployment) {
        program.say(unknown)
        return .usage
      }
      if input.summary.errors > 0, !options.isQuiet {
        program.say(
          "the configuration has \(counted(input.summary.errors, "error")): 'emcc-lint check' shows them; what is shown here may lack values"
        )
      }
      guard let section = line.arguments.first else { return list(clusters, options) }
      guard let field = LanguageSchema.current.cluster.field(section) else { return unknownSection(section) }
      return show(field, line.arguments.dropFirst().first, clusters, input, options)
    }
  }

  /// What is wrong with the handles that were asked for; nil when nothing is.
  private func unknownHandle(_ wanted: [String], _ deployment: Deployment) -> String? {
    let handles = deployment.clusters.filter { !$0.isExternal }.map(\.handle)
    if handles.isEmpty { return "no document declares a cluster, so there is nothing to show" }
    for handle in wanted where !handles.contains(handle) {
      if deployment.clusters.contains(where: { $0.handle == handle }) {
        return "--cluster \(handle): somebody else runs it, so there is nothing to show"
      }
      let near = Suggestion.nearest(to: handle, in: handles).map { " did you mean '\($0)'?" } ?? ""
      return "--cluster \(handle): no such cluster;\(near) there are: \(handles.joined(separator: ", "))"
    }
    return nil
  }

  private func unknownSection(_ section: String) -> ExitCode {
    let keys = LanguageSchema.current.cluster.allowedKeys
    let near = Suggestion.nearest(to: section, in: keys).map { " did you mean '\($0)'?" } ?? ""
    program.say("no section is called '\(section)';\(near) sections: \(keys.joined(separator: ", "))")
    return .usage
  }

  /// Lists the sections of each cluster with the number of their objects.
  private func list(_ clusters: [Cluster], _ options: CommonOptions) -> ExitCode {
    program.withOutput(options.output) { output in
      for cluster in clusters {
        let version = cluster.version.map { " version \($0)" } ?? ""
        output.write("cluster \(cluster.handle) (\(cluster.clusterID)\(version))\n")
        let parts = cluster.parts.map { $0.anyRow(LanguageSchema.current.cluster) }
        for field in LanguageSchema.current.cluster.fields {
          let count = parts.reduce(0) { $0 + $1.rows(field).count }
          if count > 0 { output.write("  \(field.key): \(count)\n") }
        }
      }
      return .clean
    }
  }

  private func show(
    _ field: Field, _ name: String?, _ clusters: [Cluster], _ input: CheckedInput, _ options: CommonOptions
  ) -> ExitCode {
    if let name, !ShowCommand.hasNames(field) {
      program.say("'\(field.key)' holds no named objects, so '\(name)' is one argument too many")
      return .usage
    }
    var printer = ObjectPrinter(input, isColored: program.isColored(options.color, options.output))
    var found = false
    var names: [String] = []
    for cluster in clusters {
      let parts = cluster.parts.map { $0.anyRow(LanguageSchema.current.cluster) }
      guard case .rows(let child) = field.kind else {
        found = printer.setting(field, parts, cluster) || found
        continue
      }
      let rows = parts.flatMap { $0.rows(field) }
      let shown = name.map { name in rows.filter { $0.name == name } } ?? rows
      names += rows.map(\.name)
      guard !shown.isEmpty else { continue }
      found = true
      printer.section(field, child, shown, cluster, withReferrers: name != nil)
    }
    guard found else {
      program.say(
        name.map { "'\(field.key)' has no '\($0)'\(advice($0, names))" } ?? "no cluster has '\(field.key)'")
      return .findings
    }
    let text = printer.text
    return program.withOutput(options.output) { output in
      output.write(text)
      return .clean
    }
  }
}

extension ShowCommand {
  /// What somebody who typed an unknown name may have meant.
  private func advice(_ name: String, _ names: [String]) -> String {
    if let near = Suggestion.nearest(to: name, in: names) { return "; did you mean '\(near)'?" }
    // Other commands take files and folders without an option.
    return name.contains("/") ? "; did you mean '--path \(name)'?" : ""
  }

  private static func hasNames(_ field: Field) -> Bool {
    if case .rows(let child) = field.kind { child.info.form == .keyed } else { false }
  }
}

extension CommandOption {
  /// Files and directories, where a command's arguments are something else.
  static let path = CommandOption(
    "path", "PATH", .text, isRepeatable: true, summary: "file or directory to read (default: the current directory)")
}
