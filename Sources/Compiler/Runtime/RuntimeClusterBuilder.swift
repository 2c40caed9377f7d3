import EMBundle
import EMDSL

/// Makes the values of one cluster; texts that many objects share are made once.
struct RuntimeClusterBuilder {
  /// The cluster.
  let source: Cluster
  /// The deployment that it is part of.
  let deployment: Deployment
  /// What the values lack so far.
  private(set) var gaps: [LoginModel.Gap] = []
  /// Texts by the number of their name.
  private var texts: [UInt32: String] = [:]
  /// Geolocations by their row.
  var geolocations: [UInt32: RuntimeGeolocation] = [:]
  /// Shared numbers, by number and partition.
  var directoryNumbers: [DirectoryNumberKey: Entity<DirectoryNumberRow>] = [:]
  /// Device pools that are referred to and not described, in the order of the references.
  var undescribedPools: [String] = []
  /// Device profiles that are referred to and not described, in the order of the references.
  var undescribedProfiles: [String] = []
  /// Which phone models support EMCC.
  var models = PhoneModels()

  /// A number in its partition; without one the row is 0.
  struct DirectoryNumberKey: Hashable {
    /// Number of the interned directory number.
    var number: UInt32
    /// Row of the partition.
    var partition: UInt32
  }

  /// Begins with a cluster of a deployment.
  init(_ source: Cluster, in deployment: Deployment) {
    self.source = source
    self.deployment = deployment
    for number in source.directoryNumbers {
      guard let dn = number.dn else { continue }
      let key = DirectoryNumberKey(number: dn.id, partition: number.partition?.index ?? 0)
      if directoryNumbers[key] == nil { directoryNumbers[key] = number }
    }
  }

  /// Who a cluster is, without its configuration.
  static func head(of source: Cluster) -> RuntimeCluster {
    var result = RuntimeCluster(handle: source.handle, clusterID: source.clusterID, version: source.version)
    if let security = source.security { result.securityMode = security.mode == .mixed ? .mixed : .nonSecure }
    result.isExternal = source.isExternal
    result.certificates = source.serviceCertificates.flatMap(\.fingerprints).map(\.digest).unique
    return result
  }

  /// The values of the cluster.
  mutating func cluster() -> RuntimeCluster {
    var result = Self.head(of: source)
    guard !source.isExternal else { return result }
    if source.isIncomplete { note(.cluster, nil, "not all of it could be read") }
    if source.version == nil { note(.cluster, "version", "the version is not known") }
    if source.hasDamagedClusterID {
      note(.cluster, "clusterId", "the cluster ID could not be read, and is taken to be '\(source.clusterID)'")
    }
    result.parameters = parameters()
    result.features = features()
    result.interclusterServices = interclusterServices()
    result.remoteClusters = source.remoteClusters.compactMap { remoteCluster($0) }
    result.baseDevices = baseDevices()
    result.ils = source.ils.first.map { RuntimeILS(isHub: $0.role == .hub, hub: $0.hub.map { deployment[$0].handle }) }
    result.nodes = NamedTable(source.nodes.filter { !$0.isPoison }.map { node($0) })
    result.phoneServices = NamedTable(source.phoneServices.compactMap { phoneService($0, result.nodes) })
    result.users = NamedTable(users())
    result.deviceProfiles = NamedTable(source.deviceProfiles.map { deviceProfile($0) })
    result.phones = NamedTable(phones())
    result.devicePools = NamedTable(source.devicePools.map { devicePool($0) })
    for name in undescribedProfiles where result.deviceProfiles[name] == nil {
      result.deviceProfiles.append(RuntimeDeviceProfile(name: name, model: RuntimeModel("")))
      note(.deviceProfile(name), nil, "it is listed under 'existing': its lines and its model are not known")
    }
    for name in undescribedPools where result.devicePools[name] == nil {
      result.devicePools.append(RuntimeDevicePool(name: name))
    }
    return result
  }

  // MARK: Words

  /// Notes that something is missing.
  mutating func note(_ object: ConfigurationItem.Object, _ field: String?, _ text: String) {
    gaps.append(LoginModel.Gap(item: ConfigurationItem(source.handle, object, field), text: text))
  }

  /// The text of a name, made once for all who share it.
  mutating func text(_ name: Interned?) -> String? {
    guard let name else { return nil }
    if let known = texts[name.id] { return known }
    let text = name.string
    texts[name.id] = text
    return text
  }

  /// The name of what a reference leads to; nil without one, and where it does not resolve.
  mutating func name<Target: Row>(
    of target: Entity<Target>?, _ name: (Entity<Target>) -> Interned
  ) -> String? {
    guard let target, !target.isPoison else { return nil }
    return text(name(target))
  }
}
