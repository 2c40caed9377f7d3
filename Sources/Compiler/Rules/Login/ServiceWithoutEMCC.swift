import EMDSL
import EMDiagnostics
import EMService

/// Rule 22: phones for visitors reach no service that asks other clusters.
enum ServiceWithoutEMCC: ClusterRule {
  /// The texts of EM3022 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3022", name: "emcc-url-missing-emcc-param", severity: .error,
    summary: "Phones of a visited cluster have Extension Mobility services, but none with EMCC.",
    why: "Without '&EMCC=#EMCC#' in the address the cluster looks among its own users only: visitors are unknown.",
    fix: "write 'emcc: true' for the service, or '&EMCC=#EMCC#' in its address",
    source: "Seeds 000, EMCC phone service", phone: .userDoesNotExist,
    mistakes: [
      RuleExample(
        "The service was left as it was before EMCC.",
        [
          "node: home-sub, emcc: true, enterpriseSubscription: true":
            "node: home-sub, emcc: «false», enterpriseSubscription: true"
        ]),
      RuleExample(
        "The address of one's own lacks the parameter.",
        [
          "{kind: extensionMobility, node: home-sub, emcc: true,":
            "{kind: extensionMobility, url: "
            + "«'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#'»,"
        ]),
    ],
    right: [
      RuleExample(
        "A second service for the cluster's own users is common.",
        [
          "  Extension Mobility: {kind:":
            "  Local Login: {kind: extensionMobility, node: home-sub, enterpriseSubscription: true}\n  Extension "
            + "Mobility: {kind:"
        ])
    ])

  /// Visited clusters: phones are grouped by the local service that they reach.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard !deployment.homes(at: cluster).isEmpty else { return }
    let subscriptions = EMSubscriptions(cluster)
    guard !subscriptions.hasUnknown, !subscriptions.services.isEmpty,
      !subscriptions.enterprise.contains(where: \.namesEMCC)
    else { return }
    var groups: [Int: Sample] = [:]
    for phone in cluster.phones where phone.extensionMobility == true && phone.isKnown {
      guard let first = firstLocal(phone, subscriptions) else { continue }
      groups[first, default: Sample()].add(phone)
    }
    for (ordinal, affected) in groups.sorted(by: { $0.key < $1.key }) {
      add(subscriptions.services[ordinal], affected, cluster, &report)
    }
  }

  /// The first service that a phone reaches, where none of them asks other clusters; nil where all is well or unknown.
  private static func firstLocal(_ phone: Entity<PhoneRow>, _ subscriptions: EMSubscriptions) -> Int? {
    // Soft clients never receive visitors.
    guard phone.name.bytes.starts(with: "SEP".utf8) else { return nil }
    guard var reached = subscriptions.subscribed(phone.services) else { return nil }
    if let profile = phone.logoutProfile {
      guard profile.isKnown, let more = subscriptions.subscribed(profile.services) else { return nil }
      reached += more
    }
    if reached.contains(where: { subscriptions.services[$0].namesEMCC }) { return nil }
    return reached.first ?? subscriptions.services.firstIndex { $0.service.enterpriseSubscription ?? false }
  }

  private static func add(_ service: EMService, _ affected: Sample, _ cluster: Cluster, _ report: inout Report) {
    let isDerived = service.addresses.isEmpty
    report.add(
      "visitors cannot log in at \(Phrase.count(affected.count, "phone")) of \(cluster.handle) "
        + "(\(affected.names)): service '\(service.service.name)' does not ask other clusters",
      at: service.emccPlace,
      help: isDerived
        ? "write 'emcc: true' for the service, or give the phones a second one with it"
        : "write '\(service.addresses[0].url.corrected(withEMCC: true))', or give the phones a second service with "
          + "EMCC",
      [cluster])
  }
}
