package import EMBundle

/// Names of a cluster as clients write them, and who is meant: built once for a configuration.
///
/// Names are compared without regard to case, as Unified CM does (EM API, notes on queries); a name that is written
/// exactly comes first.
package struct LoginIndex: Sendable {
  private var phones: [String: String] = [:]
  private var users: [String: String] = [:]
  private var selfServiceIDs: [String: [String]] = [:]
  private var extensions: [String: [String]] = [:]

  /// Builds the index of a cluster.
  package init(_ cluster: RuntimeCluster) {
    for phone in cluster.phones { phones[phone.name.lowercased(), default: phone.name] = phone.name }
    for user in cluster.users {
      let id = user.id
      users[id.lowercased(), default: id] = id
      if let text = user.selfServiceID { selfServiceIDs[text, default: []].append(id) }
      if let number = user.primaryExtension { extensions[number, default: []].append(id) }
    }
  }

  /// Device name of a phone as the configuration writes it; nil where there is none.
  func phone(_ name: String, of cluster: RuntimeCluster) -> String? {
    cluster.phones[name]?.name ?? phones[name.lowercased()]
  }

  /// User ID as the configuration writes it; nil where there is none.
  func user(_ id: String, of cluster: RuntimeCluster) -> String? {
    cluster.users[id]?.id ?? users[id.lowercased()]
  }

  /// IDs of the users who are meant by what was typed in, in the order of the configuration.
  func users(_ text: String, by type: RuntimePhoneService.LoginType?, of cluster: RuntimeCluster) -> [String] {
    switch type {
    case .selfServiceID: selfServiceIDs[text] ?? []
    case .directoryNumber: extensions[text] ?? []
    default: user(text, of: cluster).map { [$0] } ?? []
    }
  }
}
