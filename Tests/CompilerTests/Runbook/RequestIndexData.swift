import Foundation

/// A cluster's `requests.json` as programs read it.
struct RequestIndexData: Decodable {
  /// A phase.
  struct Phase: Decodable {
    var phase: String
    var before: String?
    var notes: [String]?
  }

  /// A request.
  struct Request: Decodable {
    var phase: String
    var key: [String: String?]
    var mode: String
    var notes: [String]?

    /// What people look for.
    var name: String {
      if let name = key["name"] { return name ?? "" }
      return [
        "parameterName", "clusterId", "userid", "serviceName", "interClusterService", "pattern", "routePartitionName",
      ]
      .compactMap { key[$0] ?? nil }.joined(separator: " / ")
    }
  }

  var notes: [String]?
  var phases: [Phase]
  var requests: [Request]
}

extension CompiledBundle {
  /// The index of the requests of a cluster.
  func requests(_ clusterID: String) throws -> RequestIndexData {
    try JSONDecoder().decode(RequestIndexData.self, from: bytes("clusters/\(clusterID)/axl/requests.json"))
  }
}

extension RunbookData.Action {
  /// Everything that it says.
  var text: String { ([say ?? ""] + (rows ?? []).flatMap { $0 }).joined(separator: "\n") }
}
