package import EMService

/// What is broken between and in the clusters, and what time it is.
package struct Surroundings: Sendable, Equatable {
  /// A way from one cluster to another, by handle.
  package struct Way: Sendable, Hashable {
    /// Who asks.
    package var from: String
    /// Who is asked.
    package var to: String

    /// Makes a way.
    package init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  /// Seconds since any fixed moment.
  package var now = 0
  /// What hinders a cluster from asking another one; ways that are not named are free.
  package var obstacles: [Way: Obstacle] = [:]
  /// Clusters that answer nobody.
  package var silent: Set<String> = []
  /// What does not work in a cluster, by handle.
  package var outages: [String: Set<Outage>] = [:]
  /// Clusters whose identity management system does not answer, by handle.
  package var directoriesDown: Set<String> = []

  /// Everything works.
  package init() {}

  /// What hinders a cluster from asking another one.
  func obstacle(from: String, to: String) -> Obstacle? {
    guard from != to else { return nil }
    return obstacles[Way(from: from, to: to)] ?? (silent.contains(to) ? .silent : nil)
  }
}
