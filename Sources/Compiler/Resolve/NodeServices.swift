import EMDSL

extension Entity<NodeRow> {
  /// True where the service is among the node's; a list that cannot be read counts as holding it.
  func runs(_ service: NodeService) -> Bool {
    self.isDamaged(\.services) || self.services.contains { $0.word() == service }
  }
}

extension Cluster {
  /// Nodes that are known to run a service, in the order of the files.
  func nodesRunning(_ service: NodeService) -> [Entity<NodeRow>] {
    self.nodes.filter { $0.isKnown && $0.runs(service) }
  }
}

extension NodeService {
  /// What Cisco Unified Serviceability calls the service.
  var title: String {
    switch self {
    case .callManager: "Cisco CallManager"
    case .tftp: "Cisco Tftp"
    case .extensionMobility: "Cisco Extension Mobility"
    case .ils: "Cisco Intercluster Lookup Service"
    case .bulkProvisioning: "Cisco Bulk Provisioning Service"
    }
  }
}
