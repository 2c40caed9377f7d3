import EMDSL

/// A parameter of a cluster: a fixed row of Unified CM, known by an internal name.
struct AXLSetting {
  /// Service parameter or EMCC feature parameter.
  let object: AXLObject
  /// The internal name, as a database export of 14.0.1 shows it.
  let name: String
  /// The value; nil where its form is not public, so that the operator must set it by hand.
  let value: String?
  /// What to set by hand.
  let note: String?

  /// How AXL finds the row.
  var key: AXLKey {
    if object == .emccFeatureConfig { return AXLKey("parameterName", name) }
    return AXLKey(
      AXLKey.Member("processNodeName", .text("EnterpriseWideData")), AXLKey.Member("name", .text(name)),
      AXLKey.Member("service", .text("Cisco Extension Mobility")))
  }

  /// A service parameter of Cisco Extension Mobility.
  static func service(_ name: String, _ value: String?, byHand note: String? = nil) -> AXLSetting {
    AXLSetting(object: .serviceParameter, name: name, value: value, note: note)
  }

  /// An EMCC feature parameter.
  static func feature(_ name: String, _ value: String?, byHand note: String? = nil) -> AXLSetting {
    AXLSetting(object: .emccFeatureConfig, name: name, value: value, note: note)
  }
}

/// One service of the intercluster service profile.
struct AXLActivation {
  /// XInterClusterService.
  let service: String
  /// The service.
  let row: Entity<ServiceActivationRow>
}

/// What can be said of remote clusters.
enum AXLRemoteClusters {
  /// Longest text in doUpdateRemoteCluster, in characters (String32).
  static let maximumLength = 32

  /// The cluster ID of a remote cluster.
  static func id(_ row: Entity<RemoteClusterRow>) -> String { row.clusterId?.string ?? row.name.string }

  /// True where doUpdateRemoteCluster can name both sides.
  static func canUpdate(_ row: Entity<RemoteClusterRow>, _ server: String) -> Bool {
    id(row).unicodeScalars.count <= maximumLength && server.unicodeScalars.count <= maximumLength && !server.isEmpty
  }
}

extension AXLBody {
  /// The value of a parameter.
  mutating func write(_ setting: AXLSetting) {
    text("value", setting.value)
    if let note = setting.note { self.note(note) }
  }

  /// UpdateInterClusterServiceProfileReq.
  mutating func write(_ activation: AXLActivation) {
    flag("isActivated", activation.row.active ?? false)
    // Applicable to PSTN Access and RSVP Agent only.
    if activation.service != "EMCC", let trunk = activation.row.sipTrunk { target("sipTrunkName", trunk) }
  }

  /// XRemoteCluster; TFTP must be off for EMCC (Seeds 000, restrictions).
  mutating func write(_ row: Entity<RemoteClusterRow>, _ group: Entity<GroupServicesRow>?) {
    if form == .add {
      text("clusterId", AXLRemoteClusters.id(row))
      text("description", row.description)
      text("fullyQualifiedName", row[dynamicMember: \.address])
    } else {
      note("address and description of a remote cluster that exists cannot be changed: remove it and add it")
    }
    writeServices(row.services.first, group)
  }

  /// Services of a remote cluster: its own, else the EMCC group's.
  private mutating func writeServices(_ row: Entity<RemoteServicesRow>?, _ group: Entity<GroupServicesRow>?) {
    member("emcc", row?.emcc ?? group?.emcc ?? true)
    member("pstnAccess", row?.pstnAccess ?? group?.pstnAccess ?? true)
    member("rsvpAgent", row?.rsvpAgent ?? group?.rsvpAgent ?? false)
    guard version >= .v10_5 else { return }
    member("tftp", false)
    member("lbm", service(row, \.lbm) ?? group?.lbm ?? false)
    member("uds", service(row, \.uds) ?? group?.uds ?? false)
  }

  private func service(
    _ row: Entity<RemoteServicesRow>?, _ field: KeyPath<RemoteServicesRow, Flag>
  ) -> Bool? {
    guard let row, row.isWritten(field) else { return nil }
    return row[dynamicMember: field]
  }

  private mutating func member(_ name: StaticString, _ isEnabled: Bool) {
    group(name) { $0.flag("enabled", isEnabled) }
  }

  /// DoUpdateRemoteClusterReq.
  mutating func writeUpdate(_ row: Entity<RemoteClusterRow>, _ server: String) {
    uses(row.index)
    text("server", server)
    text("clusterId", AXLRemoteClusters.id(row))
    if !AXLRemoteClusters.canUpdate(row, server) {
      note(
        "AXL takes at most \(AXLRemoteClusters.maximumLength) characters of server and cluster ID: press Update Remote Cluster Now by hand"
      )
    }
  }
}
