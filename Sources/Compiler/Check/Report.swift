package import EMDSL
package import EMDiagnostics
package import EMService

/// Collects the findings of one rule; what lies in a damaged, unknown or system object is dropped.
package struct Report {
  /// The rule that is running.
  let descriptor: RuleDescriptor
  /// The day of the run, yyyymmdd.
  package let today: UInt32
  /// The findings so far.
  package private(set) var diagnostics: [Diagnostic] = []

  /// Starts without findings; `today` comes from the caller, so that runs can be repeated.
  init(_ descriptor: RuleDescriptor, today: UInt32) {
    self.descriptor = descriptor
    self.today = today
  }

  /// Reports at a field of an object: at its value when it is written, else at the object.
  package mutating func add<R: Row, C: Cell>(
    _ message: @autoclosure () -> String, _ object: Entity<R>, _ field: KeyPath<R, C>,
    related: @autoclosure () -> [Diagnostic.Related?] = [], help: @autoclosure () -> String? = nil,
    phone: PhoneError? = nil, severity: Severity? = nil, clusters: Cluster...
  ) {
    guard object.isKnown else { return }
    add(
      message(), at: object.place(field), related: related(), help: help(), phone: phone, severity: severity, clusters)
  }

  /// Reports at an object.
  package mutating func add<R: Row>(
    _ message: @autoclosure () -> String, _ object: Entity<R>, related: @autoclosure () -> [Diagnostic.Related?] = [],
    help: @autoclosure () -> String? = nil, phone: PhoneError? = nil, severity: Severity? = nil, clusters: Cluster...
  ) {
    guard object.isKnown else { return }
    add(message(), at: object.place, related: related(), help: help(), phone: phone, severity: severity, clusters)
  }

  /// Reports at a place; nil for facts of the whole deployment.
  package mutating func add(
    _ message: String, at place: Place?, related: [Diagnostic.Related?] = [], help: String? = nil,
    phone: PhoneError? = nil, severity: Severity? = nil, _ clusters: [Cluster]
  ) {
    diagnostics.append(
      Diagnostic(
        code: descriptor.code, severity: severity ?? descriptor.severity, message: message, place: place,
        related: related.compactMap { $0 }, help: help ?? descriptor.fix,
        phoneShows: (phone ?? descriptor.phone)?.display, clusters: Set(clusters.map(\.handle)).sorted()))
  }

  /// A related place; nil for a place that no file holds.
  package static func related(_ place: Place?, _ message: String) -> Diagnostic.Related? {
    place.map { Diagnostic.Related($0, message) }
  }
}
