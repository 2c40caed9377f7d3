/// What the service counts, by the names of Unified CM's counters for Extension Mobility (RTMT guide).
package struct ServiceMetrics: Sendable, Equatable {
  /// RequestsHandled: requests of clients that were answered.
  package internal(set) var requestsHandled = 0
  /// RequestsInProgress: requests of clients in hand now.
  package internal(set) var requestsInProgress = 0
  /// RequestsThrottled: logins and logouts refused because too many are in progress.
  package internal(set) var requestsThrottled = 0
  /// LoginsSuccessful.
  package internal(set) var loginsSuccessful = 0
  /// LogoutsSuccessful: those that somebody asked for.
  package internal(set) var logoutsSuccessful = 0
  /// Total Login/LogoutRequestsAttempted.
  package internal(set) var requestsAttempted = 0
  /// Total Number of EMCC Messages: from other clusters.
  package internal(set) var emccMessages = 0
  /// Number of Remote Devices: other clusters' phones on a base device now.
  package internal(set) var remoteDevices = 0
  /// Number of Unknown Remote Users: found in no remote cluster.
  package internal(set) var unknownRemoteUsers = 0
  /// Active Inter-cluster Sessions: requests between clusters in hand now, sent or received.
  package internal(set) var activeInterclusterSessions = 0
  /// Total Number of Remote Users: other clusters' users on the cluster's phones now.
  package internal(set) var remoteUsers = 0
  /// EMCC Check User Requests Handled.
  package internal(set) var checkUserRequestsHandled = 0
  /// Sessions on the cluster's phones now.
  package internal(set) var sessions = 0
  /// Messages that wait for another cluster's acknowledgement.
  package internal(set) var outbox = 0
}
