import EMDSL
import EMDiagnostics
import EMService

/// Rule 24: a service of Extension Mobility leads to a host that does not serve it.
enum ServiceHostWithoutEM: ClusterRule {
  /// The texts of EM3024 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3024", name: "em-url-host-not-em-node", severity: .error,
    summary: "A service of Extension Mobility leads to a host that does not run it.",
    why: "The phone shows that the host is not found or the service unavailable; where only the service is not "
      + "activated, 208.",
    fix: "name a node with the service extensionMobility",
    source: "Feature Configuration Guide 12.5, Extension Mobility",
    mistakes: [
      RuleExample(
        "The publisher does not run Extension Mobility.",
        ["{kind: extensionMobility, node: home-sub,": "{kind: extensionMobility, node: «home-pub»,"]),
      RuleExample(
        "The same in an address of one's own.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "«'http://HOME-PUB.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#'»,"
        ]),
      RuleExample(
        "The address is one of a node that is no more; it may be a load balancer's, so this is a warning.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "«'http://10.1.1.9:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#'»,"
        ]),
      RuleExample(
        "Nothing says where the service is.",
        [
          "Extension Mobility: {kind: extensionMobility, node: "
            + "home-sub,": "«Extension Mobility»: {kind: extensionMobility,"
        ]),
    ],
    right: [
      RuleExample(
        "The node's own name will do.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: 'http://home-sub2:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#',"
        ]),
      RuleExample(
        "The page for changing the PIN runs on every node.",
        [
          "  Extension Mobility: {kind:":
            "  Change Credential: {kind: changeCredential, node: home-pub}\n  Extension Mobility: {kind:"
        ]),
    ])

  /// The node or host that each service leads to; where no node at all serves, the nodes are at fault.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    // Where no node runs it at all, the nodes are at fault.
    guard cluster.nodes.isEmpty || cluster.nodes.contains(where: { !$0.isKnown || runs($0) }) else { return }
    for service in cluster.emServices {
      let name = service.service.name
      if service.addresses.isEmpty {
        guard !service.service.isDamaged(\.node) else { continue }
        if let node = service.service.node {
          guard node.isKnown, !runs(node) else { continue }
          report.add(
            "service '\(name)' leads to node '\(node.name)' of \(cluster.handle), which does not run Extension "
              + "Mobility",
            service.service, \.node, related: [Report.related(node.place, "the node is here")],
            help: advice(cluster), phone: .emserviceConnectionError, clusters: cluster)
        } else {
          report.add(
            "service '\(name)' of \(cluster.handle) has neither 'node' nor 'url'", service.service,
            help: advice(cluster), clusters: cluster)
        }
      }
      for address in service.addresses where !address.url.host.isEmpty {
        judge(address.url.host, at: address.place, of: name, cluster, &report)
      }
    }
  }

  private static func judge(
    _ host: String, at place: Place?, of service: Interned, _ cluster: Cluster, _ report: inout Report
  ) {
    guard !cluster.nodes.isEmpty, !cluster.nodes.contains(where: { !$0.isKnown }) else { return }
    let lower = host.lowercased()
    let found = cluster.nodes.first {
      $0.name.string.lowercased() == lower || $0[dynamicMember: \.address]?.string.lowercased() == lower
    }
    if let node = found {
      guard !runs(node) else { return }
      report.add(
        "address of service '\(service)' leads to node '\(node.name)' of \(cluster.handle), which does not run "
          + "Extension Mobility",
        at: place, related: [Report.related(node.place, "the node is here")], help: advice(cluster),
        phone: .emserviceConnectionError, [cluster])
    } else {
      report.add(
        "address of service '\(service)' leads to '\(host)', which is no node of \(cluster.handle)", at: place,
        help: advice(cluster) + "; a load balancer's address is right only if it leads to such nodes",
        severity: .warning, [cluster])
    }
  }

  private static func runs(_ node: Entity<NodeRow>) -> Bool {
    node.services.contains { $0.word() == .extensionMobility }
  }

  /// Names the nodes that would do.
  private static func advice(_ cluster: Cluster) -> String {
    let nodes = cluster.nodes.filter { $0.isKnown && runs($0) }.prefix(3).map { "'\($0.name)'" }
    return nodes.isEmpty
      ? "activate extensionMobility on a node and name that one"
      : "name a node that runs Extension Mobility: \(nodes.joined(separator: ", "))"
  }
}
