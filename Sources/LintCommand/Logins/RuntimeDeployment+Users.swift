internal import EMBundle
internal import EMService

extension RuntimeDeployment {
  /// True where a cluster logs a user in itself and asks no other one: its own users, and super users of EM roaming.
  func isLocal(_ user: String, to cluster: RuntimeCluster) -> Bool {
    guard let record = cluster.users[user] else { return false }
    return record.isHome || isRoamer(record, in: cluster)
  }

  /// True for a super user in a cluster that takes part in EM roaming.
  func isRoamer(_ user: RuntimeUser, in cluster: RuntimeCluster) -> Bool {
    user.isRoamingSuperUser && roamingMembers.contains(cluster.handle) && cluster.version?.supportsEMRoaming != false
  }
}
