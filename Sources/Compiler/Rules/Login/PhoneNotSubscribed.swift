import EMDSL
import EMDiagnostics

/// Rule 27, phones: Extension Mobility is on, and the phone has no service for it.
enum PhoneNotSubscribed: ClusterRule {
  /// The texts of EM3027 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3027", name: "em-phone-not-subscribed", severity: .error,
    summary: "A phone with Extension Mobility on reaches no Extension Mobility service.",
    why: "The phone's menu has no entry for the login.",
    fix: "subscribe the phone under 'services', or write 'enterpriseSubscription: true' for the service",
    source: "Feature Configuration Guide 12.5, Extension Mobility",
    mistakes: [
      RuleExample(
        "The new desk was forgotten.",
        [
          "emcc: true, enterpriseSubscription: true}\nphones:\n  SEP00AA1":
            "emcc: true}\nphones:\n  SEP00AA1",
          "SEP00AA10000001: {description: Hot desk 1}":
            "SEP00AA10000001: {description: Hot desk 1, services: [Extension Mobility]}",
          "SEP00AA10000002: {description: Hot desk 2}": "«SEP00AA10000002»: {description: Hot desk 2}",
          "emccCss: CSS-EMCC}": "emccCss: CSS-EMCC, services: [Extension Mobility]}",
        ]),
      RuleExample(
        "The service is there for nobody.",
        [
          "node: home-sub, emcc: true, enterpriseSubscription: true}":
            "node: home-sub, emcc: true, enterpriseSubscription: «false»}"
        ]),
    ],
    right: [
      RuleExample(
        "Every phone and profile subscribes by itself.",
        [
          "emcc: true, enterpriseSubscription: true}\nphones:\n  SEP00AA1": "emcc: true}\nphones:\n  SEP00AA1",
          "css: CSS-DEV, extensionMobility: true}":
            "css: CSS-DEV, extensionMobility: true, services: [Extension Mobility]}",
          "emccCss: CSS-EMCC}": "emccCss: CSS-EMCC, services: [Extension Mobility]}",
        ]),
      RuleExample(
        "The service lives in the cluster, not here.",
        [
          "  Extension Mobility: {kind: extensionMobility, node: home-sub, emcc: true, enterpriseSubscription: true}":
            "  Directory: {url: 'http://dir.example.com/xml'}",
          "cluster: HOME": "cluster: HOME\nexisting: {phoneServices: [Extension Mobility]}",
        ]),
    ])

  /// Phones with Extension Mobility, unless a service reaches every phone of the cluster.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let subscriptions = EMSubscriptions(cluster)
    guard subscriptions.enterprise.isEmpty, !subscriptions.hasUnknown else { return }
    var missing: [Entity<PhoneRow>] = []
    var reaching: [UInt64: Int] = [:]
    for phone in cluster.phones where phone.extensionMobility == true && phone.isKnown {
      if subscriptions.reaches(phone) { reaching[cause(phone), default: 0] += 1 } else { missing.append(phone) }
    }
    guard let first = missing.first else { return }
    if reaching.isEmpty {
      addForAll(missing, first, subscriptions, cluster, &report)
      return
    }
    let service = subscriptions.services.first?.service.name.string ?? "Extension Mobility"
    var crowd = Crowd<Entity<PhoneRow>>()
    for phone in missing { crowd.add(phone, cause: cause(phone)) }
    crowd.forEach(
      fine: { reaching[$0] ?? 0 },
      each: { phone in
        report.add(
          "phone '\(phone.name)' of \(cluster.handle) has Extension Mobility on and no service to log in with",
          at: deployment.ownPlace(phone, \.services), help: "subscribe it: 'services: [\(service)]'", [cluster])
      },
      together: { phones in
        var affected = Sample()
        for phone in phones { affected.add(phone) }
        report.add(
          "\(affected.phrase("phone")) of \(cluster.handle) in this file have Extension Mobility on and no service "
            + "to log in with",
          phones[0], help: "write 'services: [\(service)]' in the 'defaults' of their document", clusters: cluster)
      })
  }

  /// Phones of one file share its defaults.
  private static func cause(_ phone: Entity<PhoneRow>) -> UInt64 { UInt64(phone.head.file) }

  /// No phone reaches a service: the services are at fault, not each phone.
  private static func addForAll(
    _ missing: [Entity<PhoneRow>], _ first: Entity<PhoneRow>, _ subscriptions: EMSubscriptions, _ cluster: Cluster,
    _ report: inout Report
  ) {
    var affected = Sample()
    for phone in missing { affected.add(phone) }
    if let service = subscriptions.services.first?.service {
      report.add(
        "service '\(service.name)' of \(cluster.handle) is there, but \(affected.phrase("phone")) with Extension "
          + "Mobility on "
          + "\(affected.count == 1 ? "does" : "do") not subscribe to it", service, \.enterpriseSubscription,
        related: [Report.related(first.place, "the first phone")],
        help: "write 'enterpriseSubscription: true', or subscribe phones and profiles one by one under 'services'",
        clusters: cluster)
    } else {
      report.add(
        "\(affected.phrase("phone")) of \(cluster.handle) \(affected.count == 1 ? "has" : "have") Extension Mobility "
          + "on, "
          + "and the cluster has no service to log in with", first,
        help: "declare one under 'phoneServices', such as 'Extension Mobility: {kind: extensionMobility, node: NODE, "
          + "enterpriseSubscription: true}', or list it under 'existing' if the cluster has it", clusters: cluster)
    }
  }
}
