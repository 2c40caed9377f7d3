import EMDSL
import EMDiagnostics

/// Rule 23: an address of Extension Mobility that is not written exactly as it must be.
enum BrokenServiceURL: ClusterRule {
  /// The texts of EM3023 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3023", name: "emcc-url-broken-placeholder", severity: .error,
    summary: "The address of an Extension Mobility service is not written as phones need it.",
    why: "Placeholders, capitals and ports are taken literally: EMCC counts as off, the device has no name, or "
      + "nothing answers.",
    fix: "write the address as the message shows, or leave 'url' out and name 'node'",
    source: "Seeds 000 and 002, service URL",
    mistakes: [
      RuleExample(
        "A '#' is missing, as in one edition of the guide.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "«'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=EMCC#'»,"
        ]),
      RuleExample(
        "The full stop of the sentence was copied too.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "«'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#。'»,"
        ]),
      RuleExample(
        "Capitals count.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "«'http://home-sub.example.com:8080/emapp/emappservlet?device=#DEVICENAME#&EMCC=#EMCC#'»,"
        ]),
      RuleExample(
        "The secure address has the port of the plain one.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#', secureUrl: "
            + "«'https://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#'»,"
        ]),
    ],
    right: [
      RuleExample(
        "Both addresses, as the guide has them.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#', secureUrl: "
            + "'https://home-sub.example.com:8443/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#',"
        ])
    ])

  /// Every address of every Extension Mobility service; login types are `InvalidLoginType`'s.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for service in cluster.emServices {
      for address in service.addresses {
        guard let fault = address.url.fault else { continue }
        report.add(
          "address of service '\(service.service.name)' of \(cluster.handle): \(fault)", at: address.place,
          help: "write '\(address.url.corrected())', or leave the address out and name 'node'", [cluster])
      }
    }
  }
}
