import EMDSL
import EMDiagnostics
import EMService

/// Rule 50: a service that the cluster needs runs nowhere, or on the wrong node.
enum ServiceNotActivated: Rule {
  /// The texts of EM3050 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3050", name: "emcc-services-not-activated", severity: .error,
    summary: "A service that a member needs runs on no node, or on a node where it cannot.",
    why:
      "Without Cisco CallManager, Cisco Tftp and Cisco Extension Mobility no login works; ILS and Bulk Provisioning "
      + "run on the publisher only.",
    fix: "activate the service in Cisco Unified Serviceability and add it to the node's services",
    source: "Seeds 000 and 001, procedure step: activate services",
    mistakes: [
      RuleExample(
        "No node of the cluster runs Cisco Tftp.",
        [
          "home-pub: {address": "«home-pub»: {address",
          "home-sub.example.com, services: [callManager, extensionMobility, tftp]":
            "home-sub.example.com, services: [callManager, extensionMobility]",
          "home-sub2.example.com, services: [callManager, extensionMobility, tftp]":
            "home-sub2.example.com, services: [callManager, extensionMobility]",
        ]),
      RuleExample(
        "ILS runs on the publisher only.",
        [
          "home-sub2.example.com, services: [callManager, extensionMobility, tftp]":
            "home-sub2.example.com, services: [callManager, extensionMobility, tftp, «ils»]"
        ]),
      RuleExample(
        "ILS is configured, and does not run; its absence elsewhere is no mistake.",
        [
          "role: publisher, services: [ils, bulkProvisioning]}\n  home-sub:":
            "role: publisher, services: «[bulkProvisioning]»}\n  home-sub:",
          "securityMode: mixed\nmaxPhones": "securityMode: mixed\nils: {role: hub}\nmaxPhones",
        ]),
    ],
    right: [
      RuleExample(
        "ILS is needed only where it is used.",
        [
          "role: publisher, services: [ils, bulkProvisioning]}\n  home-sub:":
            "role: publisher, services: [bulkProvisioning]}\n  home-sub:"
        ])
    ])

  /// Members of either group; a node that could not be read may run what seems to be missing.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let members = deployment.members
    let roaming = deployment.roamingMembers
    for cluster in deployment.clusters where cluster.isJudged {
      let isMember = members.contains { $0 === cluster }
      let isRoaming = roaming.contains { $0 === cluster }
      guard isMember || isRoaming else { continue }
      checkPlacement(cluster, &report)
      // Nodes that could not be read may run anything.
      guard !cluster.nodes.isEmpty, cluster.nodes.allSatisfy(\.isKnown), !cluster.hasDamaged(\.nodes)
      else { continue }
      checkCluster(cluster, &report)
      checkPublisher(cluster, .ils, isNeeded: isRoaming || !cluster.ils.isEmpty, .error, &report)
      checkPublisher(cluster, .bulkProvisioning, isNeeded: isMember, .info, &report)
    }
  }

  /// Services that some node must run.
  private static func checkCluster(_ cluster: Cluster, _ report: inout Report) {
    let needed: [(NodeService, String, PhoneError?)] = [
      (.callManager, "no phone can register", nil), (.tftp, "no phone can load its configuration", .configurationIssue),
      (.extensionMobility, "nobody can log in", .emserviceConnectionError),
    ]
    for (service, effect, phone) in needed where cluster.nodesRunning(service).isEmpty {
      guard let node = cluster.nodes.first else { continue }
      let subscribers = cluster.nodes.filter { $0.role != .publisher }.map { "'\($0.name)'" }
      let candidates =
        subscribers.isEmpty ? "'\(node.name)'" : Phrase.list(subscribers, limit: 2).replacing(" and ", with: " or ")
      report.add(
        "no node of \(cluster.handle) runs \(service.title): \(effect)", node,
        help: "activate it and add '\(service.token)' to the services of \(candidates)", phone: phone, clusters: cluster
      )
    }
  }

  /// A service of the publisher that does not run there.
  private static func checkPublisher(
    _ cluster: Cluster, _ service: NodeService, isNeeded: Bool, _ severity: Severity, _ report: inout Report
  ) {
    guard isNeeded, cluster.nodesRunning(service).isEmpty,
      let publisher = cluster.nodes.first(where: { $0.role == .publisher })
    else { return }
    let need =
      service == .ils
      ? "which the cluster uses" : "which is needed while base devices are inserted and certificates exchanged"
    report.add(
      "publisher '\(publisher.name)' of \(cluster.handle) does not run \(service.title), \(need)", publisher,
      \.services,
      help: "activate it and add '\(service.token)' to the publisher's services", severity: severity, clusters: cluster)
  }

  /// Services of the publisher on other nodes.
  private static func checkPlacement(_ cluster: Cluster, _ report: inout Report) {
    for node in cluster.nodes where node.isKnown && node.role == .subscriber {
      for member in node.services {
        guard let service = member.word(), service == .ils || service == .bulkProvisioning else { continue }
        report.add(
          "subscriber '\(node.name)' of \(cluster.handle) cannot run \(service.title)", at: member.place,
          help:
            "it runs on the publisher only: move '\(service.token)' there, or write 'role: publisher' if this node "
            + "is it",
          [cluster])
      }
    }
  }
}
