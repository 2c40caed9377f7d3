import EMBundle
import EMService

/// A small deployment drawn for the soak: clusters that trust each other, with users, phones and few base devices.
struct SoakDeployment {
  /// Minutes between two looks for expired EMCC devices: the least that Unified CM allows.
  static let maintenanceInterval = 10

  /// True where clusters look for expired EMCC devices soon; else what is left over on one side would stay, so that
  /// nothing may be left over.
  let hasMaintenance: Bool
  /// The clusters.
  let deployment: RuntimeDeployment
  /// Users of all clusters, super users of EM roaming included.
  let users: [String]
  /// Phones by the handle of their cluster.
  let phones: [String: [String]]

  /// Draws a deployment.
  init(_ random: inout RandomSource) {
    hasMaintenance = random.chance(50)
    let handles = (0..<3 + random.below(6)).map { "C\($0)" }
    let members = handles.filter { _ in random.chance(50) }
    var clusters: [RuntimeCluster] = []
    var users: [String] = []
    var phones: [String: [String]] = [:]
    for handle in handles {
      var cluster = Self.cluster(handle, handles, &random)
      if hasMaintenance {
        cluster.features.expiredDeviceMaintenanceInterval = Self.maintenanceInterval
      } else {
        cluster.parameters.interclusterMaximumLoginTime = 0
      }
      for number in 0..<3 + random.below(6) {
        let id = "\(handle.lowercased())u\(number)"
        users.append(id)
        Self.add(id, to: &cluster, &random)
      }
      if members.contains(handle) {
        for id in ["roamer0", "roamer1"] {
          Self.add(id, to: &cluster, &random)
          cluster.users.update(id) { $0.isRoamingSuperUser = true }
        }
      }
      let names = (0..<3 + random.below(5)).map { "SEP00000000\(handle)0\($0)" }
      for name in names {
        cluster.phones.append(
          RuntimePhone(name: name, model: RuntimeModel("Cisco 8851"), devicePool: "DP"))
      }
      phones[handle] = names
      clusters.append(cluster)
    }
    var deployment = RuntimeDeployment(clusters: NamedTable(clusters))
    deployment.roamingMembers = members
    self.deployment = deployment
    self.users = users + (members.isEmpty ? [] : ["roamer0", "roamer1"])
    self.phones = phones
  }

  /// A cluster's configuration; a `variant` other than 0 lacks or changes something.
  func configuration(of handle: String, variant: Int) -> ServiceConfiguration {
    guard var cluster = deployment.clusters[handle] else {
      return ServiceConfiguration(RuntimeCluster(handle: handle, version: nil), in: deployment)
    }
    let ids = cluster.users.elements.map(\.id)
    let id = ids.isEmpty ? "" : ids[variant % ids.count]
    switch variant % 6 {
    case 1: cluster.users = NamedTable(cluster.users.filter { $0.id != id })
    case 2: cluster.users.update(id) { $0.isEMCCEnabled.toggle() }
    case 3: cluster.phones = NamedTable(Array(cluster.phones.elements.dropFirst()))
    case 4: cluster.deviceProfiles = NamedTable(Array(cluster.deviceProfiles.elements.dropLast()))
    case 5: cluster.parameters.multipleLogin = EMServiceParameters.MultipleLogin.allCases[variant / 6 % 3]
    default: break
    }
    return ServiceConfiguration(cluster, in: deployment)
  }

  private static func cluster(
    _ handle: String, _ handles: [String], _ random: inout RandomSource
  ) -> RuntimeCluster {
    let versions = ["14.0.1.13900-155", "12.5.1.15900-66", "15.0.1.10000-32", "12.0.1.21900-7"]
    var cluster = RuntimeCluster(
      handle: handle, clusterID: "\(handle)-ID", version: UnifiedCMVersion(random.pick(versions)))
    cluster.features.defaultTFTPServer = "tftp"
    cluster.features.remoteClusterUpdateInterval = 15
    cluster.interclusterServices = InterclusterServices(isEMCCActive: true, isPSTNAccessActive: true)
    cluster.remoteClusters = handles.filter { $0 != handle }.map {
      RuntimeRemoteCluster(peer: $0, clusterID: "\($0)-ID")
    }
    cluster.baseDevices = RuntimeBaseDevices(count: 1 + random.below(4), template: "T", templateDevicePool: "DP")
    cluster.parameters.multipleLogin = random.pick(EMServiceParameters.MultipleLogin.allCases)
    cluster.parameters.enforcesMaximumLoginTime = random.chance(70)
    cluster.parameters.maximumLoginTime = 1 + random.below(8)
    cluster.parameters.interclusterMaximumLoginTime = random.chance(20) ? 0 : 1 + random.below(8)
    cluster.devicePools = [RuntimeDevicePool(name: "DP")]
    return cluster
  }

  private static func add(_ id: String, to cluster: inout RuntimeCluster, _ random: inout RandomSource) {
    var user = RuntimeUser(id: id)
    user.isEMCCEnabled = random.chance(90)
    user.controlledProfiles = (0..<1 + random.below(2)).map { "UDP-\(id)-\($0)" }
    user.defaultProfile = user.controlledProfiles.first
    user.mustChangePIN = random.chance(3)
    for name in user.controlledProfiles {
      cluster.deviceProfiles.append(
        RuntimeDeviceProfile(name: name, model: RuntimeModel("Cisco 8851"), lines: [RuntimeLine(number: "1000")]))
    }
    cluster.users.append(user)
  }
}
