import EMDSL
import EMDiagnostics
import EMService

/// Rule 19: a login type in an address that is none.
enum InvalidLoginType: ClusterRule {
  /// The texts of EM3019 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3019", name: "em-logintype-invalid", severity: .error,
    summary: "The address of an Extension Mobility service has a login type that is none of UID, SP and DN.",
    why: "The login page refuses to open.", fix: "write 'loginType=UID', 'loginType=SP' or 'loginType=DN', in capitals",
    source: "Seeds 000, table of error codes: 215; Seeds 002, service URL", phone: .loginTypeInvalid,
    mistakes: [
      RuleExample(
        "The login type stands in small letters.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "«'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#&loginType=dn'»,"
        ]),
      RuleExample(
        "The parameter was copied out of a translated guide.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "«'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#&登录类型=SP'»,"
        ]),
      RuleExample(
        "The full stop of the sentence was copied too, into the secure address only.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#&loginType=DN', "
            + "secureUrl: "
            + "«'https://home-sub.example.com:8443/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#&loginType=DN.'»,"
        ]),
    ],
    right: [
      RuleExample(
        "The extension, in capitals.",
        [
          "{kind: extensionMobility, node: home-sub,":
            "{kind: extensionMobility, url: "
            + "'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#&loginType=DN',"
        ]),
      RuleExample(
        "Other services have parameters of their own.",
        [
          "  Extension Mobility: {kind:":
            "  Directory: {url: 'http://dir.example.com/xml?loginType=ldap'}\n  Extension Mobility: {kind:"
        ]),
    ])

  /// The `loginType` of every address of every Extension Mobility service.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    for service in cluster.emServices {
      for address in service.addresses {
        guard let fault = address.url.loginTypeFault else { continue }
        report.add(
          "address of service '\(service.service.name)' of \(cluster.handle): \(fault)", at: address.place,
          help: "write '\(address.url.corrected())'", [cluster])
      }
    }
  }
}
