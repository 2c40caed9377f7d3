/// What logins need to know of a cluster.
package struct RuntimeCluster: Named, Sendable, Equatable {
  /// Security mode of a cluster.
  package enum SecurityMode: String, Sendable, Hashable, CaseIterable {
    /// All signalling is in the clear.
    case nonSecure
    /// Secure and nonsecure phones.
    case mixed
  }

  /// Our handle for it.
  package var handle: String
  /// The enterprise parameter Cluster ID.
  package var clusterID: String
  /// Its version; nil where it is not known.
  package var version: UnifiedCMVersion?
  /// Its security mode.
  package var securityMode: SecurityMode = .nonSecure
  /// True where somebody else runs it: nothing but ID, version, security mode, address and certificates are known.
  package var isExternal = false
  /// SHA-256 of the certificates that it may show to other clusters; more than one while they change.
  package var certificates: [Digest] = []

  /// Service parameters of Cisco Extension Mobility.
  package var parameters = EMServiceParameters()
  /// EMCC feature configuration.
  package var features = EMCCFeatures()
  /// Intercluster service profile.
  package var interclusterServices = InterclusterServices()
  /// Clusters that this one knows, in the order of the files.
  package var remoteClusters: [RuntimeRemoteCluster] = []
  /// EMCC base devices.
  package var baseDevices = RuntimeBaseDevices()
  /// Its part in the Intercluster Lookup Service; nil where it has none.
  package var ils: RuntimeILS?

  /// Nodes.
  package var nodes: NamedTable<RuntimeNode> = []
  /// Device pools.
  package var devicePools: NamedTable<RuntimeDevicePool> = []
  /// Phone services of Extension Mobility and Change Credential.
  package var phoneServices: NamedTable<RuntimePhoneService> = []
  /// Users.
  package var users: NamedTable<RuntimeUser> = []
  /// Device profiles.
  package var deviceProfiles: NamedTable<RuntimeDeviceProfile> = []
  /// Phones.
  package var phones: NamedTable<RuntimePhone> = []

  /// The handle.
  package var name: String { handle }

  /// Makes a cluster.
  package init(handle: String, clusterID: String? = nil, version: UnifiedCMVersion?) {
    self.handle = handle
    self.clusterID = clusterID ?? handle
    self.version = version
  }
}

/// A node of a cluster, with the services that logins need.
package struct RuntimeNode: Named, Sendable, Equatable {
  /// Our name for it.
  package var name: String
  /// Host name or address.
  package var address: String
  /// True where Cisco Extension Mobility is activated.
  package var runsExtensionMobility: Bool
  /// True where Cisco Tftp is activated.
  package var runsTFTP: Bool
  /// True where Intercluster Lookup Service is activated.
  package var runsILS: Bool

  /// Makes a node.
  package init(
    name: String, address: String = "", runsExtensionMobility: Bool = true, runsTFTP: Bool = true,
    runsILS: Bool = false
  ) {
    self.name = name
    self.address = address
    self.runsExtensionMobility = runsExtensionMobility
    self.runsTFTP = runsTFTP
    self.runsILS = runsILS
  }
}

/// A cluster's part in the Intercluster Lookup Service.
package struct RuntimeILS: Sendable, Equatable {
  /// True for a hub, false for a spoke.
  package var isHub: Bool
  /// Handle of a spoke's hub.
  package var hub: String?

  /// Makes a part.
  package init(isHub: Bool, hub: String? = nil) {
    self.isHub = isHub
    self.hub = hub
  }
}
