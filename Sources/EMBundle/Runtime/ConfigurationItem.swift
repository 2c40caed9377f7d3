/// One thing in the configuration that decided something: enough to find the line of YAML, or the object that lacks it.
package struct ConfigurationItem: Sendable, Hashable {
  /// What the item belongs to; names are those of `RuntimeDeployment`.
  package enum Object: Sendable, Hashable {
    /// The cluster itself.
    case cluster
    /// Service parameters: `extensionMobilityParameters` in YAML.
    case serviceParameters
    /// EMCC feature configuration.
    case featureConfiguration
    /// Intercluster service profile; the field is such as `pstnAccess.active`.
    case interclusterServiceProfile
    /// Remote clusters as a whole.
    case remoteClusters
    /// A remote cluster, by the peer's handle.
    case remoteCluster(String)
    /// EMCC base devices.
    case baseDevices
    /// The geolocation filter with a name.
    case geolocationFilter(String)
    /// A node.
    case node(String)
    /// A phone service.
    case phoneService(String)
    /// A user.
    case user(String)
    /// A device profile; the field of a line is such as `lines.0.css`.
    case deviceProfile(String)
    /// A device pool.
    case devicePool(String)
    /// A phone.
    case phone(String)
    /// Membership in the EM roaming group.
    case roamingGroup
  }

  /// Handle of the cluster.
  package var cluster: String
  /// What it belongs to.
  package var object: Object
  /// Key of the field in YAML, parts separated by dots; nil for the object as a whole.
  package var field: String?

  /// Makes an item.
  package init(_ cluster: String, _ object: Object, _ field: String? = nil) {
    self.cluster = cluster
    self.object = object
    self.field = field
  }
}
