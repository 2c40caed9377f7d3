internal import EMDiagnostics

/// Counts what the shell sees, for `/metrics`.
package final class ShellMetrics: Sendable {
  /// What takes time.
  package enum Duration: Hashable, Sendable {
    /// A request of a kind, from the moment it has come in to its answer.
    case request(String)
    /// A commit of the store.
    case commit
    /// A question to the credentials.
    case verification
    /// A question to another cluster.
    case peer
  }

  /// What happens.
  package enum Count: String, CaseIterable, Sendable {
    /// HTTP requests that were answered.
    case requestsHandled
    /// Requests that were refused because too much was in hand, or one user or address asked too often.
    case requestsRefused
    /// Commits that failed.
    case failedCommits
    /// Events for devices that went to the webhook.
    case webhookSent
    /// Events for devices that went to the file of dead letters.
    case deadLetters
  }

  /// Upper bounds of the histograms' buckets in seconds.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct Histogram {
    var buckets = [Int](repeating: 0, count: ShellMetrics.bounds.count)
    var count = 0
    var sum = 0.0
  }

  private struct State {
    var histograms: [Duration: Histogram] = [:]
    var counts: [Count: Int] = [:]
  }

  private let state = Locked(State())

  /// Nothing has happened.
  package init() {}

  /// Notes how long something took.
  package func observe(_ duration: Duration, seconds: Double) {
    state.withLock { state in
      var histogram = state.histograms[duration] ?? Histogram()
      histogram.count += 1
      histogram.sum += seconds
      for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
        histogram.buckets[index] += 1
      }
      state.histograms[duration] = histogram
    }
  }

  /// Notes that something happened.
  package func count(_ count: Count) { state.withLock { $0.counts[count, default: 0] += 1 } }

  /// How often something happened.
  package func value(_ count: Count) -> Int { state.withLock { $0.counts[count] ?? 0 } }

  // MARK: Text

  /// Everything in the text format of Prometheus, with the numbers of the service.
  package func text(_ counters: [ServiceCounter]) -> String {
    let (histograms, counts) = state.withLock { ($0.histograms, $0.counts) }
    var text = ""
    for counter in counters + Self.shellCounters(counts) {
      text +=
        "# HELP \(counter.name) \(counter.help)\n# TYPE \(counter.name) \(counter.isGauge ? "gauge" : "counter")\n"
      text += "\(counter.name) \(counter.value)\n"
    }
    let requests = histograms.compactMap { duration, histogram -> (String, Histogram)? in
      if case .request(let kind) = duration { (kind, histogram) } else { nil }
    }.sorted { $0.0 < $1.0 }
    text += Self.head("em_request_duration_seconds", "Time from a complete request to its answer.")
    for (kind, histogram) in requests {
      text += Self.lines("em_request_duration_seconds", "kind=\"\(kind)\"", histogram)
    }
    for (duration, name, help) in [
      (Duration.commit, "em_commit_duration_seconds", "Time until changes were durable."),
      (.verification, "em_verification_duration_seconds", "Time until credentials were looked at."),
      (.peer, "em_peer_duration_seconds", "Time until another cluster answered."),
    ] {
      text += Self.head(name, help) + Self.lines(name, "", histograms[duration] ?? Histogram())
    }
    return text
  }

  private static func shellCounters(_ counts: [Count: Int]) -> [ServiceCounter] {
    Count.allCases.map { count in
      let (name, help) =
        switch count {
        case .requestsHandled: ("em_requests_handled_total", "HTTP requests that were answered.")
        case .requestsRefused:
          ("em_requests_refused_total", "Requests that the limits of addresses, users and the queue refused.")
        case .failedCommits: ("em_failed_commits_total", "Commits that failed.")
        case .webhookSent: ("em_webhook_sent_total", "Device events that the webhook has taken.")
        case .deadLetters: ("em_webhook_dead_letters_total", "Device events that the webhook has not taken.")
        }
      return ServiceCounter(name, help, counts[count] ?? 0)
    }
  }

  private static func head(_ name: String, _ help: String) -> String {
    "# HELP \(name) \(help)\n# TYPE \(name) histogram\n"
  }

  private static func lines(_ name: String, _ label: String, _ histogram: Histogram) -> String {
    var text = ""
    let comma = label.isEmpty ? "" : ","
    for (bound, count) in zip(bounds, histogram.buckets) {
      text += "\(name)_bucket{\(label)\(comma)le=\"\(bound)\"} \(count)\n"
    }
    let braces = label.isEmpty ? "" : "{\(label)}"
    return text + "\(name)_bucket{\(label)\(comma)le=\"+Inf\"} \(histogram.count)\n"
      + "\(name)_sum\(braces) \(histogram.sum)\n\(name)_count\(braces) \(histogram.count)\n"
  }
}
