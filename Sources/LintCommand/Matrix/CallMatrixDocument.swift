internal import Compiler
internal import EMDiagnostics
internal import EMSimulation

/// Calls as a matrix that can be printed.
struct CallMatrixDocument {
  private let matrix: CallMatrix
  private let places: SharedPlaceFinder

  /// Prepares a matrix; places of steps are looked up when the steps are printed.
  init(_ matrix: CallMatrix, places: PlaceFinder) {
    self.matrix = matrix
    self.places = SharedPlaceFinder(places)
  }

  /// All of it.
  var document: MatrixDocument {
    MatrixDocument(
      kind: "calls", title: "Simulated calls", introduction: introduction,
      nouns: .init(cell: "call", column: "number", verdict: "verdict", member: "user"),
      rowHeaders: [
        .init(key: "home", title: "home"), .init(key: "visiting", title: "visiting", isHidden: true),
        .init(key: "country", title: "country", isHidden: true), .init(key: "site", title: "site"),
        .init(key: "geolocation", title: "geolocation", isHidden: !isAmbiguous(\.geolocation)),
        .init(key: "css", title: "CSS", isHidden: !isAmbiguous(\.css)),
        .init(key: "phones", title: "phones", isNumber: true),
      ],
      columns: matrix.columns.map(column),
      valueHeaders: [
        .init(key: "dialled", title: "dialled"), .init(key: "pattern", title: "made from the pattern"),
        .init(key: "delivered", title: "number delivered"), .init(key: "callingNumber", title: "calling number"),
        .init(key: "end", title: "ends at"), .init(key: "endCluster", title: "in cluster"),
        .init(key: "endCountry", title: "in country"), .init(key: "roamingPool", title: "roaming device pool"),
      ],
      sections: sections, legend: legend,
      blank: "not asked, because nobody there is used to dialling it", notes: matrix.notes + numberNotes)
  }

  private var introduction: [String] {
    guard !matrix.rows.isEmpty else { return ["There is nothing to simulate."] }
    return [
      "What becomes of each number when a user of the home cluster dials it on a phone of the site. Users and phones"
        + " that are the same to a call are followed once."
    ]
  }

  // MARK: Rows and columns

  private func column(_ column: CallMatrix.Column) -> MatrixDocument.Column {
    switch column {
    case .emergency(let number): .init(title: number, group: "emergency")
    case .purpose(let purpose): .init(title: purpose.rawValue, group: purpose.rawValue)
    case .homeExtension: .init(title: "extension", group: "internal", note: "of the home cluster")
    case .visitedExtension: .init(title: "visited extension", group: "internal", note: "of the phone's cluster")
    }
  }

  /// True where device pools have several sites that differ in this.
  private func isAmbiguous(_ field: KeyPath<CallMatrix.Row, String?>) -> Bool {
    var seen: [[String]: String?] = [:]
    return matrix.rows.contains { row in
      let key = [row.home.handle, row.visiting.handle, row.site]
      guard let other = seen.updateValue(row[keyPath: field], forKey: key) else { return false }
      return other != row[keyPath: field]
    }
  }

  /// The emergency numbers of a country come first where phones of that country are asked.
  private func leadingColumns(_ country: String?) -> [Int] {
    let own = country.flatMap { matrix.simulator.emergencyNumbers[$0] } ?? []
    return own.compactMap { matrix.columns.firstIndex(of: .emergency($0)) }
  }

  private var sections: [MatrixDocument.Section] {
    var sections: [MatrixDocument.Section] = []
    for row in matrix.rows {
      let place = row.country.map { "in \($0)" } ?? "in an unknown country"
      let title = "Phones of \(row.visiting.handle) \(place)"
      if sections.last?.title != title {
        sections.append(.init(title: title, leadingColumns: leadingColumns(row.country), rows: []))
      }
      sections[sections.count - 1].rows.append(
        .init(
          headers: [
            row.home.handle, row.visiting.handle, row.country ?? "", row.site, row.geolocation ?? "", row.css ?? "",
            "\(row.phones)",
          ],
          cells: matrix.columns.map { column in
            MatrixDocument.Cell((row.outcomes[column] ?? []).map(outcome))
          }))
    }
    return sections
  }

  private func outcome(_ outcome: CallMatrix.Outcome) -> MatrixDocument.Outcome {
    let result = outcome.result
    let plans = matrix.simulator.plans
    let end = CallEndWords(result.end, plans: plans)
    let setup = outcome.call.setup
    let pool = setup.visited == nil ? nil : setup.devicePool.map { plans[setup.cluster].devicePools[$0].name.name }
    return MatrixDocument.Outcome(
      status: Self.status(result.verdict), word: result.verdict.rawValue, reason: result.reason, count: outcome.users,
      examples: outcome.examples,
      values: [
        outcome.dialled, outcome.pattern, result.delivered, result.callingNumber, end.object, end.cluster, end.country,
        pool,
      ],
      notes: (result.notes + outcome.call.notes), steps: { steps(of: outcome) })
  }

  /// The steps of a call, followed once more to have them written down.
  private func steps(of outcome: CallMatrix.Outcome) -> [MatrixDocument.Step] {
    let route = matrix.simulator.call(outcome.call.setup, dialling: outcome.dialled, withSteps: true).steps
    return (outcome.call.steps + route).map { step in
      .init(group: step.cluster, text: step.text, place: step.place.map(places.text))
    }
  }

  /// Which numbers stand for local, national and international calls.
  private var numberNotes: [String] {
    var notes: [String] = []
    for row in matrix.rows {
      for case .purpose(let purpose) in matrix.columns {
        for outcome in row.outcomes[.purpose(purpose)] ?? [] {
          guard let pattern = outcome.pattern else { continue }
          let note = "\(purpose.rawValue) for users of \(row.home.handle): \(outcome.dialled), made from '\(pattern)'"
          if !notes.contains(note) { notes.append(note) }
        }
      }
    }
    return notes
  }

  // MARK: Words

  private var legend: [MatrixDocument.LegendEntry] {
    CallVerdict.allCases.map { verdict in
      .init(word: verdict.rawValue, status: Self.status(verdict), meaning: Self.meaning(verdict))
    }
  }

  private static func status(_ verdict: CallVerdict) -> MatrixDocument.Status {
    switch verdict {
    case .ok: .good
    case .timeout: .warning
    case .unknown: .unknown
    case .wrongCountry, .noRoute, .blocked, .egressAtHome: .bad
    }
  }

  private static func meaning(_ verdict: CallVerdict) -> String {
    switch verdict {
    case .ok: "arrives where it should"
    case .wrongCountry: "leaves in another country than the phone's, or with a number that is known elsewhere only"
    case .noRoute: "ends nowhere"
    case .blocked: "a pattern rejects it"
    case .egressAtHome: "leaves by a gateway of the home cluster"
    case .timeout: "arrives only after the inter-digit timer"
    case .unknown: "leaves what the files say, so nothing can be told"
    }
  }
}

/// A finder of places that closures can share.
private final class SharedPlaceFinder {
  private var finder: PlaceFinder

  init(_ finder: PlaceFinder) { self.finder = finder }

  func text(_ place: Place) -> String { finder.position(place).text }
}
