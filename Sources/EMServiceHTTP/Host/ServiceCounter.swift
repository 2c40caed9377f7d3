internal import EMService

/// A number that the service keeps.
package struct ServiceCounter: Sendable, Equatable {
  /// Its name in the Prometheus format.
  package var name: String
  /// What it means.
  package var help: String
  /// It may fall too.
  package var isGauge: Bool
  /// The number.
  package var value: Int

  /// Makes a number.
  package init(_ name: String, _ help: String, isGauge: Bool = false, _ value: Int) {
    self.name = name
    self.help = help
    self.isGauge = isGauge
    self.value = value
  }

  /// Unified CM's counters of Extension Mobility (RTMT guide), with names of our own.
  static func all(_ metrics: ServiceMetrics) -> [ServiceCounter] {
    [
      ServiceCounter("em_requests_in_progress", "Requests in hand now.", isGauge: true, metrics.requestsInProgress),
      ServiceCounter(
        "em_requests_throttled_total", "Logins and logouts refused by Maximum Concurrent Requests.",
        metrics.requestsThrottled),
      ServiceCounter("em_logins_successful_total", "Successful logins.", metrics.loginsSuccessful),
      ServiceCounter("em_logouts_successful_total", "Successful logouts.", metrics.logoutsSuccessful),
      ServiceCounter(
        "em_login_logout_requests_attempted_total", "Logins and logouts that were tried.", metrics.requestsAttempted),
      ServiceCounter("em_emcc_messages_total", "EMCC messages from remote clusters.", metrics.emccMessages),
      ServiceCounter(
        "em_remote_devices", "Foreign phones on an EMCC base device now.", isGauge: true, metrics.remoteDevices),
      ServiceCounter(
        "em_unknown_remote_users_total", "Users found in no remote cluster.", metrics.unknownRemoteUsers),
      ServiceCounter(
        "em_active_intercluster_sessions", "Requests between clusters in hand now.", isGauge: true,
        metrics.activeInterclusterSessions),
      ServiceCounter(
        "em_remote_users", "Foreign users on the cluster's phones now.", isGauge: true, metrics.remoteUsers),
      ServiceCounter(
        "em_emcc_check_user_requests_handled_total", "Questions of remote clusters whether a user is ours.",
        metrics.checkUserRequestsHandled),
      ServiceCounter("em_sessions", "Users on the cluster's phones now.", isGauge: true, metrics.sessions),
      ServiceCounter(
        "em_outbox_messages", "Messages that wait for other clusters.", isGauge: true, metrics.outbox),
    ]
  }
}
