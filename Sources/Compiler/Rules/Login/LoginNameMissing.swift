import EMDSL
import EMDiagnostics
import EMService

/// Rule 21, a name that is not there: all services of a phone ask for something that users do not have.
enum LoginNameMissing: Rule {
  /// The texts of EM3521 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3521", name: "em-login-name-missing", severity: .warning,
    summary: "The services of a phone ask for the extension or the self-service user ID, and users have none.",
    why: "The users have nothing to type in: their user ID is no name that the service knows.",
    fix: "give the users what the service asks for, or add a second service without a login type",
    source: "Seeds 002, service URL: loginType (inferred)", phone: .userDoesNotExist,
    mistakes: [
      RuleExample(
        "Visitors are to log in with their extension.",
        [
          "{kind: extensionMobility, node: away-sub, emcc: true,":
            "{kind: extensionMobility, node: away-sub, emcc: true, loginType: «DN»,",
          "controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'": "controlledProfiles: [UDP-BKIM]",
        ]),
      RuleExample(
        "The cluster's own users are.",
        [
          "{kind: extensionMobility, node: away-sub, emcc: true,":
            "{kind: extensionMobility, node: away-sub, emcc: true, loginType: «DN»,",
          "controlledProfiles: [UDP-ESMITH], primaryExtension: '3101001'": "controlledProfiles: [UDP-ESMITH]",
        ]),
    ],
    right: [
      RuleExample(
        "A second service asks for the user ID.",
        [
          "  Extension Mobility GB:":
            "  By Number: {kind: extensionMobility, node: away-sub, emcc: true, loginType: DN, "
            + "enterpriseSubscription: true}\n  Extension Mobility GB:",
          "controlledProfiles: [UDP-BKIM], primaryExtension: '2101002'": "controlledProfiles: [UDP-BKIM]",
        ]),
      RuleExample(
        "Users have what the service asks for.",
        [
          "{kind: extensionMobility, node: away-sub, emcc: true,":
            "{kind: extensionMobility, node: away-sub, emcc: true, loginType: DN,"
        ]),
    ])

  /// Names by which the services of a phone know users.
  private struct Names: OptionSet, Hashable {
    let rawValue: UInt8
    static let userID = Names(rawValue: 1)
    static let selfServiceID = Names(rawValue: 2)
    static let directoryNumber = Names(rawValue: 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// What a service asks for; the user ID by default.
    init(_ type: LoginType?) {
      switch type {
      case .selfServiceID: self = .selfServiceID
      case .directoryNumber: self = .directoryNumber
      default: self = .userID
      }
    }

    /// All ways to be known by something else than the user ID.
    static let hard: [Names] = [.directoryNumber, .selfServiceID, [.selfServiceID, .directoryNumber]]

    /// True where a user has none of them; a name that could not be read may be one.
    func areMissing(_ user: Entity<UserRow>) -> Bool {
      if contains(.directoryNumber), user.primaryExtension != nil || user.isDamaged(\.primaryExtension) { return false }
      if contains(.selfServiceID), user.selfServiceId != nil || user.isDamaged(\.selfServiceId) { return false }
      return true
    }

    var words: String {
      switch self {
      case .directoryNumber: "primary extension"
      case .selfServiceID: "self-service user ID"
      default: "primary extension and no self-service user ID"
      }
    }
    var keys: String {
      switch self {
      case .directoryNumber: "'primaryExtension'"
      case .selfServiceID: "'selfServiceId'"
      default: "'primaryExtension' or 'selfServiceId'"
      }
    }
  }

  /// What phones ask for: in `own` of the cluster's users, in `visitors` of others'.
  private struct Asked {
    var own: Set<Names> = []
    var visitors: Set<Names> = []
  }

  /// Clusters that know login types, with their own users and with travellers.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    for cluster in deployment.clusters where cluster.isJudged && cluster.understandsLoginType != false {
      let subscriptions = EMSubscriptions(cluster)
      guard !subscriptions.hasUnknown, subscriptions.services.contains(where: { Names($0.loginType?.type) != .userID })
      else { continue }
      let asked = asked(cluster, subscriptions)
      for home in [cluster] + deployment.homes(at: cluster) {
        guard home.isJudged, home.understandsLoginType != false else { continue }
        let isOwn = home === cluster
        let services = subscriptions.services.filter { isOwn || $0.asksOtherClusters }
        for names in Names.hard where (isOwn ? asked.own : asked.visitors).contains(names) {
          guard let service = services.first(where: { names.contains(Names($0.loginType?.type)) }) else { continue }
          let affected = users(of: home, without: names, isOwn: isOwn)
          if affected.count > 0 { add(affected, names, of: home, service, at: cluster, &report) }
        }
      }
    }
  }

  /// The services that each phone reaches, by what they ask for.
  private static func asked(_ cluster: Cluster, _ subscriptions: EMSubscriptions) -> Asked {
    let names = subscriptions.services.map { Names($0.loginType?.type) }
    let asking = subscriptions.services.map(\.asksOtherClusters)
    let everywhere = subscriptions.services.indices.filter {
      subscriptions.services[$0].service.enterpriseSubscription ?? false
    }
    var models = PhoneModels()
    var asked = Asked()
    for phone in cluster.phones where phone.extensionMobility == true && phone.isKnown {
      var own: Names = []
      var visitors: Names = []
      func reach(_ ordinals: [Int]) {
        for ordinal in ordinals {
          own.insert(names[ordinal])
          if asking[ordinal] { visitors.insert(names[ordinal]) }
        }
      }
      reach(everywhere)
      if own.contains(.userID), visitors.contains(.userID) { continue }
      guard let subscribed = subscriptions.subscribed(phone.services) else { continue }
      reach(subscribed)
      if let profile = phone.logoutProfile {
        guard profile.isKnown, let subscribed = subscriptions.subscribed(profile.services) else { continue }
        reach(subscribed)
      }
      asked.own.insert(own)
      if phone.model.map({ models.supportEMCC($0) }) ?? false { asked.visitors.insert(visitors) }
    }
    return asked
  }

  /// Users at home who log in with a device profile, or travel, and lack all of some names.
  private static func users(of home: Cluster, without names: Names, isOwn: Bool) -> Sample {
    var affected = Sample()
    for user in home.users where user.homeCluster != false && names.areMissing(user) && user.isKnown {
      if isOwn ? !user.controlledProfiles.isEmpty : user.emcc == true { affected.add(user) }
    }
    return affected
  }

  private static func add(
    _ affected: Sample, _ names: Names, of home: Cluster, _ service: EMService, at cluster: Cluster,
    _ report: inout Report
  ) {
    let type = service.loginType
    report.add(
      "\(affected.phrase("user")) of \(home.handle) cannot log in at \(cluster.handle): service "
        + "'\(service.service.name)' asks for loginType \(type?.type.token ?? ""), and they have no \(names.words)",
      at: type?.place, related: affected.first.map { Report.related($0.place, "'\($0.name)' has none") },
      help: "write \(names.keys) for them, or add a second service without a login type", [home, cluster])
  }
}
