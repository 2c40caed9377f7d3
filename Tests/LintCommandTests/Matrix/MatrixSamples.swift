@testable import LintCommand

/// Matrices that no deployment is needed for.
enum MatrixSamples {
  /// Every word and status, several outcomes in a cell, a question that makes no sense, and names that mean something
  /// to HTML, to a spreadsheet and to a terminal.
  static var everything: MatrixDocument {
    var document = frame
    document.introduction = ["Every number, at every site of the visited clusters."]
    document.columns = [
      .init(title: "999", group: "emergency"), .init(title: "911", group: "emergency"),
      .init(title: "national", group: "national", note: "9.1[2-9]XXXXXXXXX & more"),
    ]
    document.sections = [
      .init(
        title: "EU, phones in GB",
        rows: [
          .init(
            headers: ["US", "EU", "GB", "DP-LEEDS", "12"],
            cells: [
              MatrixDocument.Cell([ok(5), outcome("no-route", .bad, 2, "nothing matches '999' for CSS-LINE-2")]),
              MatrixDocument.Cell([outcome("timeout", .warning, 7, "'911' waits for '911XXXX'")]),
              MatrixDocument.Cell([ok(7)]),
            ]),
          .init(
            headers: ["APAC", "EU", "GB", "<script>alert(\"1\")</script> & 'co'", "3"],
            cells: [
              MatrixDocument.Cell([outcome("blocked", .bad, 1, "</div><script>alert(2)</script>")]), nil,
              MatrixDocument.Cell([outcome("unknown", .unknown, 1, "=HYPERLINK(\"evil\")")]),
            ]),
        ]),
      .init(
        title: "EU, phones in DE",
        rows: [
          .init(
            headers: ["US", "EU", "DE", "K\u{F6}ln \u{202E}\u{1B}[31m", "0"],
            cells: [
              MatrixDocument.Cell([outcome("wrong-country", .bad, 7, "leaves by GW-NYC in US")]),
              MatrixDocument.Cell([outcome("egress-at-home", .bad, 7, "leaves by GW-NYC in US")]), nil,
            ])
        ]),
    ]
    document.blank = "not asked"
    document.sections[0].leadingColumns = [1]
    document.notes = ["calls of users of DELFT are not simulated: somebody else runs it"]
    return document
  }

  /// A matrix of many rows, of which every tenth has a cell that is not good.
  static func large(rows: Int) -> MatrixDocument {
    var document = frame
    document.columns = ["999", "112", "911", "9999"].map { .init(title: $0) }
    document.sections = [
      .init(
        title: "EU",
        rows: (0..<rows).map { row in
          .init(
            headers: ["US", "EU", "GB", "DP-\(row)", "10"],
            cells: (0..<4).map { column in
              MatrixDocument.Cell([
                row % 10 == 0 && column == 2 ? outcome("no-route", .bad, 3, "nothing matches '911'") : ok(3)
              ])
            })
        })
    ]
    return document
  }

  private static var frame: MatrixDocument {
    MatrixDocument(
      kind: "calls", title: "Emergency calls: LARKFIELD & <partners>",
      nouns: .init(cell: "call", column: "number", verdict: "verdict", member: "user"),
      rowHeaders: [
        .init(key: "home", title: "home"), .init(key: "visiting", title: "visiting", isHidden: true),
        .init(key: "country", title: "country", isHidden: true), .init(key: "site", title: "site"),
        .init(key: "phones", title: "phones", isNumber: true),
      ],
      columns: [],
      valueHeaders: [.init(key: "delivered", title: "number delivered"), .init(key: "gateway", title: "gateway")],
      sections: [],
      legend: [
        .init(word: "ok", status: .good, meaning: "arrives where it should"),
        .init(word: "timeout", status: .warning, meaning: "waits for the inter-digit timer"),
        .init(word: "wrong-country", status: .bad, meaning: "reaches another country"),
        .init(word: "no-route", status: .bad, meaning: "ends nowhere"),
        .init(word: "blocked", status: .bad, meaning: "a pattern rejects it"),
        .init(word: "egress-at-home", status: .bad, meaning: "leaves by a gateway of the home cluster"),
        .init(word: "unknown", status: .unknown, meaning: "leaves what is known"),
      ])
  }

  private static func ok(_ count: Int) -> MatrixDocument.Outcome {
    .init(
      status: .good, word: "ok", reason: "arrives at GW-LEEDS in GB", count: count,
      examples: ["adiaz", "O'Neill"], values: ["+441134960000", "GW-LEEDS"], notes: ["the second choice is in DE"],
      steps: {
        [
          .init(group: "US", text: "matches '999' in PT-EMER-GB", place: "us/dialplan.yaml:12:7"),
          .init(group: "US", text: "takes the trunk EMCC-PSTN"), .init(group: "EU", text: "leaves by GW-LEEDS"),
        ]
      })
  }

  private static func outcome(
    _ word: String, _ status: MatrixDocument.Status, _ count: Int, _ reason: String
  ) -> MatrixDocument.Outcome {
    .init(
      status: status, word: word, reason: reason, count: count, examples: ["=cmd"], values: [nil, nil],
      steps: { [.init(group: "US", text: reason, place: "a<b>.yaml:1:1")] })
  }
}
