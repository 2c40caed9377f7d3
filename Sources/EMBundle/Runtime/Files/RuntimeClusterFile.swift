internal import EMJSON

/// The file of one cluster: everything that its service needs, settings first, then tables.
struct RuntimeClusterFile {
  /// The sections in their order: what a section refers to stands before it.
  private enum Section: String, CaseIterable {
    case cluster, serviceParameters, emccFeatureConfiguration, interclusterServiceProfile, remoteClusters, ils
    case geolocations, nodes, devicePools, emccBaseDevices, phoneServices, deviceProfiles, users, phones
  }

  /// Bytes after which the writer's output moves on to the disk.
  private static let portion = 1 << 17

  // MARK: Writing

  /// Writes a cluster; the caller has sorted it.
  static func write(_ cluster: RuntimeCluster, to sink: inout ByteSink) throws(BundleFailure) {
    var json = JSONWriter(.pretty)
    json.beginRuntimeFile()
    for section in Section.allCases { try write(section, of: cluster, &json, to: &sink) }
    json.endObject()
    json.endLine()
    try sink.write(json.take())
  }

  private static func write(
    _ section: Section, of cluster: RuntimeCluster, _ json: inout JSONWriter, to sink: inout ByteSink
  ) throws(BundleFailure) {
    let key = section.rawValue
    switch section {
    case .cluster: json.member(key, cluster.handle)
    case .serviceParameters: write(key, &json) { cluster.parameters.write(to: &$0) }
    case .emccFeatureConfiguration: write(key, &json) { cluster.features.write(to: &$0) }
    case .interclusterServiceProfile: write(key, &json) { cluster.interclusterServices.write(to: &$0) }
    case .remoteClusters:
      guard !cluster.remoteClusters.isEmpty else { return }
      json.key(key)
      json.beginArray()
      for remote in cluster.remoteClusters { remote.write(to: &json) }
      json.endArray()
    case .ils:
      if let ils = cluster.ils { write(key, &json, inline: true) { ils.write(to: &$0) } }
    case .geolocations: try write(key, geolocations(of: cluster), &json, &sink) { $0.write(to: &$1) }
    case .nodes: try write(key, cluster.nodes, &json, &sink) { $0.write(to: &$1) }
    case .devicePools: try write(key, cluster.devicePools, &json, &sink) { $0.write(to: &$1) }
    case .emccBaseDevices: write(key, &json, inline: true) { cluster.baseDevices.write(to: &$0) }
    case .phoneServices: try write(key, cluster.phoneServices, &json, &sink) { $0.write(to: &$1) }
    case .deviceProfiles: try write(key, cluster.deviceProfiles, &json, &sink) { $0.write(to: &$1) }
    case .users: try write(key, cluster.users, &json, &sink) { $0.write(to: &$1) }
    case .phones: try write(key, cluster.phones, &json, &sink) { $0.write(to: &$1) }
    }
  }

  private static func write(
    _ key: String, _ json: inout JSONWriter, inline: Bool = false, _ members: (inout JSONWriter) -> Void
  ) {
    json.key(key)
    json.beginObject(inline: inline)
    members(&json)
    json.endObject()
  }

  /// Writes a table, one line an object; nothing where it is empty.
  private static func write<Element>(
    _ key: String, _ table: NamedTable<Element>, _ json: inout JSONWriter, _ sink: inout ByteSink,
    _ members: (Element, inout JSONWriter) -> Void
  ) throws(BundleFailure) {
    guard !table.isEmpty else { return }
    json.key(key)
    json.beginObject()
    for element in table {
      json.key(element.name)
      json.beginObject(inline: true)
      members(element, &json)
      json.endObject()
      if json.bytes.count > portion { try sink.write(json.take()) }
    }
    json.endObject()
  }

  /// The geolocations that pools and phones name; in a cluster a name stands for one geolocation.
  private static func geolocations(of cluster: RuntimeCluster) -> NamedTable<RuntimeGeolocation> {
    var result: NamedTable<RuntimeGeolocation> = []
    for geolocation in cluster.devicePools.lazy.compactMap(\.geolocation) where result[geolocation.name] == nil {
      result.append(geolocation)
    }
    for geolocation in cluster.phones.lazy.compactMap(\.geolocation) where result[geolocation.name] == nil {
      result.append(geolocation)
    }
    return result.sorted()
  }

  // MARK: Reading

  /// Reads a cluster, of which `deployment.json` has said the rest; peers must be among the clusters given.
  static func read(
    _ reader: inout RuntimeFileReader, into cluster: inout RuntimeCluster, _ clusters: NamedTable<RuntimeCluster>
  ) throws(RuntimeFailure) {
    try reader.beginFile()
    var geolocations: NamedTable<RuntimeGeolocation> = []
    var missing = Set([.cluster, .serviceParameters, .emccFeatureConfiguration].map(\Section.rawValue))
    missing.formUnion([.interclusterServiceProfile, .emccBaseDevices].map(\Section.rawValue))
    var rest = Section.allCases[...]
    while let key = try reader.key(of: &missing) {
      guard let section = Section(rawValue: key) else { throw reader.unknown(key) }
      guard let position = rest.firstIndex(of: section) else {
        throw reader.failure("the section '\(key)' stands behind one that may refer to it")
      }
      rest = rest[(position + 1)...]
      switch section {
      case .cluster:
        let handle = try reader.text()
        guard handle == cluster.handle else {
          throw reader.failure("this is the configuration of '\(handle)', not of '\(cluster.handle)'")
        }
      case .serviceParameters: cluster.parameters = try EMServiceParameters(from: &reader)
      case .emccFeatureConfiguration: cluster.features = try EMCCFeatures(from: &reader)
      case .interclusterServiceProfile: cluster.interclusterServices = try InterclusterServices(from: &reader)
      case .remoteClusters:
        try reader.beginList()
        while try reader.element() { cluster.remoteClusters.append(try RuntimeRemoteCluster(from: &reader, clusters)) }
      case .ils: cluster.ils = try RuntimeILS(from: &reader, clusters)
      case .emccBaseDevices: cluster.baseDevices = try RuntimeBaseDevices(from: &reader, cluster.devicePools)
      default: try readTable(section, &reader, into: &cluster, &geolocations, clusters)
      }
    }
    try reader.end()
  }

  private static func readTable(
    _ section: Section, _ reader: inout RuntimeFileReader, into cluster: inout RuntimeCluster,
    _ geolocations: inout NamedTable<RuntimeGeolocation>, _ clusters: NamedTable<RuntimeCluster>
  ) throws(RuntimeFailure) {
    try reader.beginObject()
    while let name = try reader.key() {
      switch section {
      case .geolocations: geolocations.append(try RuntimeGeolocation(name: name, from: &reader))
      case .nodes: cluster.nodes.append(try RuntimeNode(name: name, from: &reader))
      case .devicePools:
        cluster.devicePools.append(try RuntimeDevicePool(name: name, from: &reader, geolocations, clusters))
      case .phoneServices:
        cluster.phoneServices.append(try RuntimePhoneService(name: name, from: &reader, cluster.nodes))
      case .deviceProfiles: cluster.deviceProfiles.append(try RuntimeDeviceProfile(name: name, from: &reader))
      case .users:
        cluster.users.append(try RuntimeUser(id: name, from: &reader, profiles: cluster.deviceProfiles))
      case .phones: cluster.phones.append(try RuntimePhone(name: name, from: &reader, in: cluster, geolocations))
      default: throw reader.unknown(section.rawValue)
      }
    }
  }
}
