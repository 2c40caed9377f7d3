package import EMCommandLine
package import EMDiagnostics
internal import Glibc

/// The form of the findings.
package enum OutputFormat: String, Hashable, Sendable, CaseIterable {
  /// For people.
  case text
  /// For programs.
  case json
  /// SARIF 2.1.0, for code hosting sites and editors.
  case sarif
}

/// When the text format is coloured.
package enum ColorMode: String, Hashable, Sendable, CaseIterable {
  /// On a terminal that can, unless `NO_COLOR` is set.
  case auto
  /// Always.
  case always
  /// Never.
  case never

  /// Whether to colour output that goes to a terminal or not, in an environment.
  package func isOn(isTerminal: Bool, environment: (String) -> String?) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }
  }
}

extension CommandOption {
  /// The form of the findings.
  package static let format = CommandOption(
    "format", "FORMAT", .choice(OutputFormat.allCases.map(\.rawValue)),
    summary: "form of the findings: text (default), json, or sarif")
  /// Where the output goes.
  package static let output = CommandOption(
    "output", "FILE", .text, summary: "write to FILE instead of standard output; it appears complete or not at all")
  /// Colours.
  package static let color = CommandOption(
    "color", "WHEN", .choice(ColorMode.allCases.map(\.rawValue)),
    summary: "colour text: auto (default; NO_COLOR and TERM=dumb turn it off), always, or never")
  /// The fail level.
  package static let failOn = CommandOption(
    "fail-on", "SEVERITY", .choice(["error", "warning", "info"]),
    summary: "least severity that ends in exit code 1: error (default), warning, or info")
  /// Findings only.
  package static let quiet = CommandOption("quiet", summary: "findings only: no closing line, no progress, no notes")
  /// The clusters to look at.
  package static let cluster = CommandOption(
    "cluster", "HANDLE", .text, isRepeatable: true,
    summary: "only what touches this cluster; repeat it for several")
  /// Threads.
  package static let threads = CommandOption(
    "threads", "N", .number(1...256), summary: "threads to work with; one for each processor by default")
  /// Findings of one file.
  package static let limit = CommandOption(
    "limit", "N", .number(0...Int(Int32.max)),
    summary: "findings shown for each file in the text format: 100 by default, 0 for all")

  /// The options of every command that reports findings.
  package static let common: [CommandOption] = [format, output, color, failOn, cluster, limit, threads, quiet]
}

/// The values of the common options.
package struct CommonOptions: Hashable, Sendable {
  /// The form of the findings.
  package var format: OutputFormat
  /// Where the output goes; nil for standard output.
  package var output: String?
  /// When the text is coloured.
  package var color: ColorMode
  /// The least severity that ends in exit code 1.
  package var failOn: Severity
  /// Whether nothing but findings is written.
  package var isQuiet: Bool
  /// Handles of the clusters to look at, sorted, each once; empty for all.
  package var clusters: [String]
  /// Threads to work with; 1 or more.
  package var threads: Int
  /// Findings shown for each file in the text format; 0 for all.
  package var limit: Int

  /// Takes the values from a parsed command line, and the defaults for what it lacks.
  package init(_ line: CommandLine, processors: Int = availableProcessors()) {
    format = line.value(.format).flatMap(OutputFormat.init(rawValue:)) ?? .text
    output = line.value(.output)
    color = line.value(.color).flatMap(ColorMode.init(rawValue:)) ?? .auto
    failOn = line.value(.failOn).flatMap(Severity.init(rawValue:)) ?? .error
    isQuiet = line.isOn(.quiet)
    clusters = Set(line.values(.cluster)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    threads = line.number(.threads) ?? max(1, processors)
    limit = line.number(.limit) ?? 100
  }
}

/// Processors that are switched on.
package func availableProcessors() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
