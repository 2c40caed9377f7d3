package import EMBundle

/// What one cluster's service runs with: out of the bundle's runtime configuration.
package struct ServiceConfiguration: Sendable {
  /// The cluster.
  package let cluster: RuntimeCluster
  /// The deployment's frame: who the other clusters are.
  package let deployment: RuntimeDeployment
  /// Most seconds that another cluster has for an answer.
  package var peerTimeout = 10

  /// Makes a configuration for a cluster of a deployment.
  package init(_ cluster: RuntimeCluster, in deployment: RuntimeDeployment) {
    self.cluster = cluster
    self.deployment = deployment
  }
}
