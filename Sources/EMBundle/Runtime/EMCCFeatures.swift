/// EMCC feature configuration, with its defaults (Seeds 000 table 2).
package struct EMCCFeatures: Sendable, Equatable {
  /// EMCC Region Link Loss Type; from 14.0 on the codec preference list of the same meaning.
  package enum LinkLossType: String, Sendable, CaseIterable {
    /// Prefers G.722 over iSAC.
    case lowLoss
    /// Prefers iSAC over G.722.
    case lossy
  }

  /// A geolocation filter.
  package struct Filter: Sendable, Equatable {
    /// Its name.
    package var name: String
    /// The ticked boxes.
    package var fields: [CivicField]

    /// Makes a filter.
    package init(name: String, fields: [CivicField]) {
      self.name = name
      self.fields = fields
    }
  }

  /// Node named as Default TFTP Server for EMCC Login Device; one that `RuntimeCluster.nodes` lacks is taken to work.
  package var defaultTFTPServer: String?
  /// Node named as Backup TFTP Server for EMCC Login Device.
  package var backupTFTPServer: String?
  /// EMCC Geolocation Filter.
  package var geolocationFilter: Filter?
  /// EMCC Region Max Audio Bit Rate in kbps.
  package var maxAudioBitRate = 8
  /// EMCC Region Max Video Call Bit Rate in kbps, audio included.
  package var maxVideoCallBitRate = 384
  /// EMCC Region Link Loss Type.
  package var linkLossType = LinkLossType.lowLoss
  /// Default Interval for Expired EMCC Device Maintenance in minutes.
  package var expiredDeviceMaintenanceInterval = 1440
  /// Remote Cluster Update Interval in minutes.
  package var remoteClusterUpdateInterval = 30

  /// Makes a configuration with the defaults of Unified CM.
  package init() {}
}

/// The intercluster service profile.
package struct InterclusterServices: Sendable, Equatable {
  /// EMCC is activated.
  package var isEMCCActive: Bool
  /// PSTN Access is activated.
  package var isPSTNAccessActive: Bool

  /// Makes a profile.
  package init(isEMCCActive: Bool = false, isPSTNAccessActive: Bool = false) {
    self.isEMCCActive = isEMCCActive
    self.isPSTNAccessActive = isPSTNAccessActive
  }
}

/// A remote cluster as a cluster knows it.
package struct RuntimeRemoteCluster: Sendable, Equatable {
  /// Handle of the cluster that is meant; nil where it is not one of the deployment.
  package var peer: String?
  /// Cluster ID as it is configured, right or wrong.
  package var clusterID: String
  /// Address of a node of it.
  package var address: String?
  /// EMCC is on for it.
  package var offersEMCC: Bool
  /// PSTN Access is on for it.
  package var offersPSTNAccess: Bool

  /// Makes a remote cluster.
  package init(
    peer: String?, clusterID: String, address: String? = nil, offersEMCC: Bool = true, offersPSTNAccess: Bool = true
  ) {
    self.peer = peer
    self.clusterID = clusterID
    self.address = address
    self.offersEMCC = offersEMCC
    self.offersPSTNAccess = offersPSTNAccess
  }
}

/// The EMCC base devices EMCC1 to EMCCn of a cluster.
package struct RuntimeBaseDevices: Sendable, Equatable {
  /// How many there are.
  package var count: Int
  /// Default EMCC template.
  package var template: String?
  /// Device pool of the template: for visitors' phones that match no roaming device pool.
  package var templateDevicePool: String?
  /// True where their security profile is authenticated or encrypted, which no login survives (Seeds 000: 43).
  package var isSecure = false

  /// Makes base devices.
  package init(count: Int = 0, template: String? = nil, templateDevicePool: String? = nil) {
    self.count = count
    self.template = template
    self.templateDevicePool = templateDevicePool
  }
}
