/// Command lines of the sender that the bundle carries, for one cluster; the operator stands in the bundle's directory.
///
/// Certificate and journal lie beside the bundle: within it they would be files that the manifest does not know.
struct SenderCommand: Sendable {
  /// What the sender does.
  enum Verb: String {
    case send, undo
  }

  /// The cluster's ID.
  let clusterID: String
  /// The publisher's address; nil where the deployment does not say it.
  let server: String?

  /// Columns after which a command goes on in the next line.
  private static let width = 100

  /// The certificate by which the sender knows the publisher.
  var certificate: String { "../\(clusterID)-tomcat.pem" }
  /// Where the sender keeps what objects were before.
  var journal: String { "../journal-\(clusterID)" }
  /// Where the list of the first dry run is kept, as a word of a POSIX shell.
  var dryRun: String { word("../\(clusterID)-dry-run.txt") }
  /// The publisher's address, or a word in its place.
  var shownServer: String { server ?? "PUBLISHER" }

  /// One command for some phases, in lines that a POSIX shell takes for one; without phases for all of them.
  func text(
    _ verb: Verb, _ phases: [AXLPhase], extent: RunbookRequests.Extent = .all, isDryRun: Bool = false
  ) -> String {
    let arguments =
      [
        "python3 tools/axl.py \(verb.rawValue)", word("clusters/\(clusterID)"), "--server \(word(shownServer))",
        "--user NAME", "--ca-file \(word(certificate))", "--journal \(word(journal))",
      ] + phases.map { "--phase \($0.rawValue)" }
      + [option(verb, extent), isDryRun ? "--dry-run" : nil].compactMap(\.self)
    var lines: [String] = []
    var line = ""
    for argument in arguments {
      if !line.isEmpty, line.count + argument.count + 3 > SenderCommand.width {
        lines.append(line + " \\")
        line = " "
      }
      line += line.isEmpty ? argument : " " + argument
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// Additions go before changes, and changes are taken back before additions.
  private func option(_ verb: Verb, _ extent: RunbookRequests.Extent) -> String? {
    switch (verb, extent) {
    case (.send, .additions): "--add-only"
    case (.undo, .changes): "--keep-added"
    default: nil
    }
  }

  /// A text as one word of a POSIX shell; control characters, which no address has, are left out.
  private func word(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "a")...UInt8(ascii: "z"): true
      default: "-_./:".utf8.contains(byte)
      }
    }
    guard !plain else { return text }
    let shown = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return "'" + String(String.UnicodeScalarView(shown)).replacing("'", with: "'\\''") + "'"
  }
}
