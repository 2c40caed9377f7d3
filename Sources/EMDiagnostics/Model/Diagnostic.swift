/// One finding: what is wrong, where, and what to do about it.
package struct Diagnostic: Hashable, Sendable {
  /// A second place that explains the finding.
  package struct Related: Hashable, Sendable {
    /// Where.
    package var place: Place
    /// What is there: a short phrase, such as `first declared here`.
    package var message: String

    /// Makes a related place.
    package init(_ place: Place, _ message: String) {
      self.place = place
      self.message = message
    }
  }

  /// `EM` and four digits; never reused.
  package var code: String
  /// How bad it is.
  package var severity: Severity
  /// One lower-case sentence without a full stop; the user's text stands in single quotes.
  package var message: String
  /// Where the text is that must change; nil for facts of the whole deployment.
  package var place: Place?
  /// Second places, in the order in which they explain.
  package var related: [Related]
  /// What to do, as an imperative; nil when there is nothing certain to say.
  package var help: String?
  /// What the phone shows when this goes live, such as `Login is unavailable(37)`.
  package var phoneShows: String?
  /// Handles of the clusters that the finding touches, sorted; empty when it touches all.
  package var clusters: [String]

  /// Makes a finding.
  package init(
    code: String, severity: Severity, message: String, place: Place?, related: [Related] = [], help: String? = nil,
    phoneShows: String? = nil, clusters: [String] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.related = related
    self.help = help
    self.phoneShows = phoneShows
    self.clusters = clusters
  }
}
