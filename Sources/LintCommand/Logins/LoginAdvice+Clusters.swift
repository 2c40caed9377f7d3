internal import EMBundle
internal import EMService
internal import EMSimulation

/// Advice about clusters that do not know each other, or the user, as they should.
extension LoginAdvice {
  /// What is to be changed, where that is not what the gate looked at.
  static func item(_ record: GateRecord, _ scene: LoginScene) -> ConfigurationItem? {
    let visiting = scene.visiting.handle
    if let stranded = stranded(record, scene) { return stranded.item }
    switch record.gate {
    case .homeRequest:
      let name = scene.attempt.service?.name ?? ""
      guard scene.visiting.phoneServices[name]?.loginType != nil else { return nil }
      return ConfigurationItem(visiting, .phoneService(name), "loginType")
    case .securityModes: return ConfigurationItem(visiting, .phone(scene.attempt.device), "securityProfile")
    default: return misplaced(record, scene)?.item
    }
  }

  /// Why a super user of EM roaming is no local user in a member of the group (Seeds 001), and fails as a traveller.
  static func stranded(_ record: GateRecord, _ scene: LoginScene) -> (text: String, item: ConfigurationItem)? {
    let (visiting, values) = (scene.visiting, scene.simulator.deployment)
    let codes: [PhoneError] = [
      .userDoesNotExist, .noRemoteCluster, .emccNotActivatedForTheUser, .emccNotAllowed, .deviceProfileNotFound,
    ]
    guard record.error.map(codes.contains) ?? false, let home = scene.home, home.handle != visiting.handle,
      let user = home.users[scene.user], values.isRoamer(user, in: home),
      values.roamingMembers.contains(visiting.handle), !values.isLocal(scene.user, to: visiting)
    else { return nil }
    guard visiting.version?.supportsEMRoaming != false else {
      return (
        "upgrade \(visiting.handle) to 12.0(1)SU1, or take it out of 'roamingGroup'",
        ConfigurationItem(visiting.handle, .cluster, "version")
      )
    }
    return (
      "give \(visiting.handle) the user too, with the device profile and the access control group: EM roaming needs them in"
        + " every member",
      ConfigurationItem(visiting.handle, .user(user.id))
    )
  }

  /// Why nobody answers for a user whom a cluster of the deployment has.
  static func misplaced(_ record: GateRecord, _ scene: LoginScene) -> (text: String, item: ConfigurationItem)? {
    guard record.error == .userDoesNotExist || record.error == .noRemoteCluster, let home = scene.home,
      let user = home.users[scene.user]
    else { return nil }
    let visiting = scene.visiting
    if user.typed(for: scene.attempt.service?.loginType) == nil {
      let isExtension = scene.attempt.service?.loginType == .directoryNumber
      let (name, key) =
        isExtension ? ("a primary extension", "primaryExtension") : ("a self-service user ID", "selfServiceId")
      return (
        "give the user \(name) ('\(key)'), which the service asks for, or log in with another service",
        ConfigurationItem(home.handle, .user(user.id), key)
      )
    }
    if !user.isHome {
      return (
        "write 'homeCluster: true' for the user in \(home.handle): no cluster answers for a user who is at home nowhere",
        ConfigurationItem(home.handle, .user(user.id), "homeCluster")
      )
    }
    guard home.handle != visiting.handle, record.gate != .otherClusters else { return nil }
    guard let remote = visiting.remoteClusters.first(where: { $0.peer == home.handle }) else {
      return (
        "add \(home.handle) to the remote clusters of \(visiting.handle), or the pair to 'mesh'",
        ConfigurationItem(visiting.handle, .remoteClusters)
      )
    }
    guard !remote.offersEMCC else { return nil }
    return (
      "switch EMCC on for \(home.handle) in the remote clusters of \(visiting.handle)",
      ConfigurationItem(visiting.handle, .remoteCluster(home.handle), "services.emcc")
    )
  }

  /// About a home cluster that does not take the visited one for what it is; the item says which mistake it was.
  static func visitingCluster(_ record: GateRecord, _ home: String, _ scene: LoginScene) -> String {
    let visiting = scene.visiting
    let clusters = scene.simulator.deployment.clusters
    switch (record.item?.object, record.item?.field) {
    case (.cluster, _) where record.error == .configurationIssue44:
      return "correct the cluster ID of \(visiting.handle): letters, digits, '.' and '-' only"
    case (.cluster, _):
      return "give \(visiting.handle) or \(home) another cluster ID, and change it in the remote clusters of the others"
    case (.remoteCluster, _) where record.item?.cluster == visiting.handle:
      let id = clusters[home]?.clusterID ?? home
      return "correct the cluster ID of \(home) in the remote clusters of \(visiting.handle) to '\(id)'"
    case (.remoteCluster, "services.emcc"):
      return "switch EMCC on for \(visiting.handle) in the remote clusters of \(home)"
    case (.remoteCluster(let name), _):
      let id = clusters[name]?.clusterID ?? name
      return "correct the cluster ID of \(name) in the remote clusters of \(home) to '\(id)'"
    default:
      return
        "add \(visiting.handle) to the remote clusters of \(home), with the cluster ID '\(visiting.clusterID)' and with"
        + " EMCC on, or the pair to 'mesh'"
    }
  }
}
