import EMDSL
import EMDiagnostics

/// Rule 27, phones: Extension Mobility is on, and the phone has no service for it.
enum PhoneNotSubscribed: ClusterRule {
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
        ["node: home-sub, emcc: true, enterpriseSubscription: true}": "node: home-sub, emcc: true, enterpriseSubscription: «false»}"]),
    ],
    right: [
      RuleExample(
        "Every phone and profile subscribes by itself.",
        [
          "emcc: true, enterpriseSubscription: true}\nphones:\n  SEP00AA1": "emcc: true}\nphones:\n  SEP00AA1",
          "css: CSS-DEV, extensionMobility: true}": "css: CSS-DEV, extensionMobility: true, services: [Extension Mobility]}",
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

  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let subscriptions = EMSubscriptions(cluster)
    guard subscriptions.enterprise.isEmpty, !subscriptions.hasUnknown else { return }
    var missing: [Entity<PhoneRow>] = []
    var reaching = 0
    for phone in cluster.phones where phone.extensionMobility == true && phone.isKnown {
      if subscriptions.reaches(phone) { reaching += 1 } else { missing.append(phone) }
    }
    guard let first = missing.first else { return }
    if reaching == 0 {
      addForAll(missing, first, subscriptions, cluster, &report)
      return
    }
    for phone in missing {
      report.add(
        "phone '\(phone.name)' of \(cluster.handle) has Extension Mobility on and no service to log in with",
        at: deployment.ownPlace(phone, \.services),
        help: "subscribe it: 'services: [\(subscriptions.services.first?.service.name.string ?? "Extension Mobility")]', "
          + "as \(Phrase.count(reaching, "other phone")) of \(cluster.handle) \(reaching == 1 ? "does" : "do")", [cluster])
    }
  }

  /// No phone reaches a service: the services are at fault, not each phone.
  private static func addForAll(
    _ missing: [Entity<PhoneRow>], _ first: Entity<PhoneRow>, _ subscriptions: EMSubscriptions, _ cluster: Cluster,
    _ report: inout Report
  ) {
    var affected = Sample()
    for phone in missing { affected.add(phone.name, phone.place) }
    let phones = "\(Phrase.count(affected.count, "phone")) with Extension Mobility on in \(cluster.handle) (\(affected.names))"
    if let service = subscriptions.services.first?.service {
      report.add(
        "none of the \(phones) reaches service '\(service.name)'", service, \.enterpriseSubscription,
        related: [Report.related(first.place, "the first phone")],
        help: "write 'enterpriseSubscription: true', or subscribe phones and profiles one by one under 'services'",
        clusters: cluster)
    } else {
      report.add(
        "\(phones): the cluster has no Extension Mobility service", first,
        help: "declare one under 'phoneServices', such as 'Extension Mobility: {kind: extensionMobility, node: NODE, "
          + "enterpriseSubscription: true}', or list it under 'existing' if the cluster has it", clusters: cluster)
    }
  }
}
