/// What logins need to know of a deployment: resolved, with the defaults of Unified CM filled in.
package struct RuntimeDeployment: Sendable, Equatable {
  /// A pair of clusters of the EMCC mesh.
  package struct Pair: Sendable, Hashable {
    /// Handle of the users' cluster.
    package var home: String
    /// Handle of the phones' cluster.
    package var visiting: String

    /// Makes a pair.
    package init(home: String, visiting: String) {
      self.home = home
      self.visiting = visiting
    }
  }

  /// The clusters by handle, in the order of the deployment.
  package var clusters: NamedTable<RuntimeCluster>
  /// Pairs whose users are meant to log in at each other's phones; the remote clusters say what is configured.
  package var emccMesh: [Pair] = []
  /// Handles of the members of the EM roaming group.
  package var roamingMembers: [String] = []

  /// Makes a deployment.
  package init(clusters: NamedTable<RuntimeCluster>) { self.clusters = clusters }
}
