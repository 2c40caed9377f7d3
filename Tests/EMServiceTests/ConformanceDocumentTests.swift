import EMTestSupport
import Foundation
import Testing

/// Docs/Conformance.md: clients, rules and codes, from the tables that the tests run by.
@Suite struct ConformanceDocumentTests {
  private static let project = URL(filePath: fixturesDirectory)
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: project.appending(path: path), encoding: .utf8)
  }

  /// The rows of a table without its header; a cell may stand in quotation marks, which are doubled in it.
  private static func rows(_ path: String) throws -> [[String]] {
    try text(path).split(separator: "\n").dropFirst().map { line in
      var cells = [""]
      var isQuoted = false
      for character in line {
        switch character {
        case "\"":
          isQuoted.toggle()
          if isQuoted, !cells[cells.count - 1].isEmpty { cells[cells.count - 1].append(character) }
        case "," where !isQuoted: cells.append("")
        default: cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    let rule = header.map { _ in "---" }
    return ([header, rule] + rows).map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private static func ways(_ isMeant: (CodeWay) -> Bool, _ code: Int) -> String? {
    let ways = CodeWay.all.filter { isMeant($0) && $0.code == code }.map { way in
      switch way.place {
      case .phone, .api: way.why
      case .cluster: "\(way.why): told to that cluster"
      case .log: "\(way.why): in the log, while the phone shows 201"
      }
    }
    if code == CodeWay.ofTheStore { return "the store fails, such as on a full disk" }
    return ways.isEmpty ? nil : ways.joined(separator: "; ")
  }

  private static var codes: String {
    let api = CodeReachTests.responses.map { code, text in
      ["\(code)", text, ways({ $0.place == .api }, code) ?? "**not reached**: \(CodeWay.unreachableByAPI[code] ?? "")"]
    }
    let phones = PhoneErrorTests.lines.compactMap { Int($0.cells[1]) }.map { code in
      let reason = CodeWay.unreachableByPhone[code] ?? ""
      return [
        "\(code)", CodeReachTests.displays(code).first ?? "",
        ways({ $0.place != .api }, code) ?? "**not reached**: \(reason)",
      ]
    }
    let apiGaps = CodeWay.unreachableByAPI.count
    func count(_ place: CodeWay.Place) -> Int { Set(CodeWay.all.filter { $0.place == place }.map(\.code)).count }
    let shown = count(.phone) + 1
    let reached = phones.count - CodeWay.unreachableByPhone.count
    return """
      ## Codes of the EM API

      \(api.count - apiGaps) of \(api.count) are reached, each by a document that goes through wire and service.

      \(table(["Code", "Cisco's text", "Reached by"], api))
      ## Codes on phones

      \(reached) of \(phones.count) are reached: \(shown) are shown on a phone, \(count(.cluster)) are told to another
      cluster, and \(count(.log)) are in the log while the phone shows 201, so that nobody learns which users there are.

      \(table(["Code", "Display", "Reached by"], phones))
      """
  }

  @Test func `the document is that of the tables`() throws {
    let clients = try Self.rows("Tests/Conformance/clients.csv")
    let rules = try Self.rows("Tests/Conformance/rules.csv")
    let run = clients.count { !$0[1].isEmpty }
    let clientRows = clients.map { [$0[0], $0[1].isEmpty ? "–" : $0[1], $0[2], $0[3]] }
    let ruleRows = rules.map { [$0[0], $0[1], "`\($0[2])`: \($0[3])"] }
    let document = """
      # Conformance

      What clients of the service rely on, and what proves that they find it. `make conformance` runs the tests named
      here, and then the clients against a live `emserviced`. This file is made from the tables that they run by; after
      a change of `Tests/Conformance` or of a test of codes, `UPDATE_GOLDEN=1 make test` makes it anew.

      ## Clients

      \(clients.count) clients that are public or like public ones. Requests of all of them are fixtures
      (`Tests/Fixtures/wire/clients`), and every byte of the answers but the date, header included, is compared
      (`ClientBytesTests`). \(run) of them run: small programs of our own on the stacks that such clients use, over
      sockets.

      \(Self.table(["Client", "Runs on", "Sends", "Looks for"], clientRows))
      ## Rules

      \(Self.table(["About", "Rule", "Test"], ruleRows))
      \(Self.codes)
      """
    if case .failed(let reason) = Golden(directory: Self.project.appending(path: "Docs").path(percentEncoded: false))
      .check(document, "Conformance.md")
    {
      Issue.record(Comment(rawValue: reason))
    }
  }

  @Test func `each rule has its test`() throws {
    let tests = Self.project.appending(path: "Tests")
    let files = try FileManager.default.subpathsOfDirectory(atPath: tests.path(percentEncoded: false))
    for rule in try Self.rows("Tests/Conformance/rules.csv") {
      let file = try #require(files.first { $0.hasSuffix("/\(rule[2]).swift") }, "\(rule[2])")
      let source = try Self.text("Tests/\(file)")
      let isThere = source.contains("func \(rule[3])(") || source.contains("func `\(rule[3])`(")
      #expect(isThere, "\(rule[2]): \(rule[3])")
    }
  }

  @Test func `each client's requests are fixtures, and each fixture is a client's`() throws {
    let clients = try Self.rows("Tests/Conformance/clients.csv").map { $0[0] }
    let requests = try FileManager.default.contentsOfDirectory(atPath: "\(fixturesDirectory)/wire/clients")
      .filter { $0.hasSuffix(".http") }.map { String($0.dropLast(5)) }
    for request in requests { #expect(clients.contains { "\(request)-".hasPrefix("\($0)-") }, "\(request)") }
    for client in clients { #expect(requests.contains { "\($0)-".hasPrefix("\(client)-") }, "\(client)") }
  }
}
