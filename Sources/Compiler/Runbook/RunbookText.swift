/// A sentence of the runbook: our words, and what comes from the deployment or from Unified CM kept apart.
///
/// Text of the user gets in by `\(name:)` only, so that no emitter can forget to escape it.
package struct RunbookText: ExpressibleByStringInterpolation, Sendable, Equatable {
  /// A part of a sentence.
  enum Piece: Sendable, Equatable {
    /// Our own words.
    case words(String)
    /// A name or value out of the deployment, or a value to type in.
    case name(String)
    /// A menu, field or button as Unified CM writes it.
    case screen(String)
    /// A file of the bundle, by its path below the bundle's directory.
    case file(String)
    /// A step of the runbook by its key, and how the key is shown.
    case step(String, shown: String)
  }

  /// The parts in order.
  private(set) var pieces: [Piece]

  /// Makes a sentence of our own words.
  package init(stringLiteral value: String) { pieces = value.isEmpty ? [] : [.words(value)] }

  /// Makes a sentence of parts.
  package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  /// A name or value out of the deployment alone.
  static func name(_ text: String) -> RunbookText { "\(name: text)" }

  /// Names with commas between them; past `limit` only their number is told.
  static func names(_ names: [String], limit: Int = 12) -> RunbookText {
    var text: RunbookText = ""
    for (index, name) in names.prefix(limit).enumerated() { text += index == 0 ? "\(name: name)" : ", \(name: name)" }
    if names.count > limit { text += " and \(names.count - limit) more" }
    return text
  }

  /// Puts two sentences one behind the other.
  static func += (left: inout RunbookText, right: RunbookText) { left.pieces += right.pieces }

  /// The sentence without any markup: names in single quotes, screens and files as they are.
  var plain: String {
    pieces.map { piece in
      switch piece {
      case .words(let text), .screen(let text), .file(let text): text
      case .name(let text), .step(_, let text): "'\(text)'"
      }
    }.joined()
  }

  /// Gathers the parts of an interpolated sentence.
  package struct StringInterpolation: StringInterpolationProtocol {
    /// The parts so far.
    fileprivate var pieces: [Piece] = []

    /// See `StringInterpolationProtocol`.
    package init(literalCapacity: Int, interpolationCount: Int) {}
    /// Our own words between the values.
    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.words(literal)) }
    }
    /// A name or value out of the deployment.
    package mutating func appendInterpolation(name: String) { pieces.append(.name(name)) }
    /// A menu path in one of Unified CM's applications.
    package mutating func appendInterpolation(menu: String, in application: AdministrationSite = .administration) {
      pieces.append(.screen(menu))
      pieces.append(.words(" (\(application.rawValue))"))
    }
    /// A field, button or value as Unified CM writes it.
    package mutating func appendInterpolation(field: String) { pieces.append(.screen(field)) }
    /// Words of ours that are chosen elsewhere; never text of the user.
    package mutating func appendInterpolation(words: String) { pieces.append(.words(words)) }
    /// A file of the bundle.
    package mutating func appendInterpolation(file: String) { pieces.append(.file(file)) }
    /// A step of the runbook, which a reader can follow; shown by its key, or by a part of it.
    package mutating func appendInterpolation(step: String, shown: String? = nil) {
      pieces.append(.step(step, shown: shown ?? step))
    }
    /// A number.
    package mutating func appendInterpolation(_ number: Int) { pieces.append(.words("\(number)")) }
    /// A number of things, in the singular for one; without `plural`, `s` is put behind.
    package mutating func appendInterpolation(count: Int, of thing: String, plural: String? = nil) {
      pieces.append(.words("\(count) " + (count == 1 ? thing : plural ?? thing + "s")))
    }
    /// Another sentence.
    package mutating func appendInterpolation(_ text: RunbookText) { pieces += text.pieces }
  }
}

/// The web sites of a cluster on which an operator works.
package enum AdministrationSite: String {
  /// Most menus.
  case administration = "Cisco Unified CM Administration"
  /// Services of the nodes.
  case serviceability = "Cisco Unified Serviceability"
  /// Certificates.
  case operatingSystem = "Cisco Unified OS Administration"
  /// Reports.
  case reporting = "Cisco Unified Reporting"
  /// Backups.
  case disasterRecovery = "Disaster Recovery System"
  /// Cisco Emergency Responder's own site.
  case emergencyResponder = "Cisco Emergency Responder Administration"
}
