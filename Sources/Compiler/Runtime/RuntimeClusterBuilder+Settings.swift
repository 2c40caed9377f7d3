import EMBundle
import EMDSL

/// Settings of the cluster as a whole.
extension RuntimeClusterBuilder {
  /// Service parameters of Cisco Extension Mobility.
  func parameters() -> EMServiceParameters {
    var result = EMServiceParameters()
    guard let row = source.extensionMobilityParameters.first else { return result }
    if let time = row.intraclusterMaximumLoginTime {
      result.maximumLoginTime = time
      result.enforcesMaximumLoginTime = true
    } else {
      result.enforcesMaximumLoginTime = row.enforceIntraclusterMaximumLoginTime ?? false
    }
    result.interclusterMaximumLoginTime = row.interclusterMaximumLoginTime ?? result.interclusterMaximumLoginTime
    result.maximumConcurrentRequests = row.maximumConcurrentRequests ?? result.maximumConcurrentRequests
    switch row.multipleLoginBehavior {
    case .allowed: result.multipleLogin = .allowed
    case .autoLogout: result.multipleLogin = .autoLogout
    case .notAllowed, nil: result.multipleLogin = .notAllowed
    }
    result.allowsLettersInUserIDs = row.alphanumericUserId ?? true
    result.remembersLastUser = row.rememberLastUser ?? false
    result.clearsCallLogs = row.clearCallLogs ?? false
    result.validatesAddress = row.validateIpAddress ?? false
    result.trustedAddresses = row.trustedIps.compactMap { $0.value?.string }
    result.allowsProxy = row.allowProxy ?? false
    result.allowsProxyForEMCC = row.emccAllowProxy ?? false
    result.cacheSize = row.cacheSize ?? result.cacheSize
    return result
  }

  /// EMCC feature configuration; what must be equal everywhere is the EMCC group's where the cluster does not say.
  mutating func features() -> EMCCFeatures {
    var result = EMCCFeatures()
    let group = deployment.members.contains { $0.id == source.id } ? deployment.emccGroup : nil
    let row = source.emccFeatures
    result.maxAudioBitRate = row?.maxAudioBitRate ?? group?.maxAudioBitRate ?? result.maxAudioBitRate
    result.maxVideoCallBitRate = row?.maxVideoCallBitRate ?? group?.maxVideoCallBitRate ?? result.maxVideoCallBitRate
    if (row?.linkLossType ?? group?.linkLossType) == .lossy { result.linkLossType = .lossy }
    guard let row else { return result }
    if let version = source.version, version >= UnifiedCMVersion(14, 0), let list = row.audioCodecPreferenceList {
      result.linkLossType = list.string.lowercased() == "factory default lossy" ? .lossy : .lowLoss
    }
    result.expiredDeviceMaintenanceInterval =
      row.expiredDeviceMaintenanceInterval ?? result.expiredDeviceMaintenanceInterval
    result.remoteClusterUpdateInterval = row.remoteClusterUpdateInterval ?? result.remoteClusterUpdateInterval
    result.defaultTFTPServer = server(row.defaultTftpServer, "defaultTftpServer")
    result.backupTFTPServer = server(row.backupTftpServer, "backupTftpServer")
    if let filter = row.geolocationFilter, !filter.isPoison {
      let name = filter.name.string
      if !filter.isKnown { note(.geolocationFilter(name), nil, "its fields are not known") }
      result.geolocationFilter = .init(
        name: name, fields: filter.fields.compactMap { $0.word().flatMap { CivicField(rawValue: $0.token) } })
    } else if row.geolocationFilter != nil || row.isDamaged(\.geolocationFilter) {
      note(.featureConfiguration, "geolocationFilter", "the geolocation filter does not resolve")
    }
    return result
  }

  /// Name of a TFTP server; a placeholder, which no node has, where it does not resolve.
  private mutating func server(_ node: Entity<NodeRow>?, _ field: String) -> String? {
    guard let node else { return nil }
    guard node.isPoison else { return node.name.string }
    note(.featureConfiguration, field, "the TFTP server does not resolve, and is taken to work")
    return "?"
  }

  /// Intercluster service profile.
  func interclusterServices() -> InterclusterServices {
    let profile = source.interclusterServiceProfile.first
    return InterclusterServices(
      isEMCCActive: profile?.emcc.first?.active ?? false, isPSTNAccessActive: profile?.pstnAccess.first?.active ?? false
    )
  }

  /// A remote cluster, derived from `mesh` or written; nil where nobody knows whom it means.
  mutating func remoteCluster(_ row: Entity<RemoteClusterRow>) -> RuntimeRemoteCluster? {
    guard !row.isPoison else { return nil }
    let handle = row.name.string
    let peer = deployment.clusters.first { $0.handle == handle }
    let services = row.services.first
    let common = deployment.emccGroup?.services.first
    if row.isDamaged(\.clusterId) {
      note(.remoteCluster(handle), "clusterId", "the cluster ID could not be read, and is taken to be right")
    }
    return RuntimeRemoteCluster(
      peer: peer?.handle, clusterID: row.clusterId?.string ?? peer?.clusterID ?? handle,
      address: row[dynamicMember: \.address]?.string,
      offersEMCC: services?.emcc ?? common?.emcc ?? true,
      offersPSTNAccess: services?.pstnAccess ?? common?.pstnAccess ?? true)
  }

  /// EMCC base devices.
  mutating func baseDevices() -> RuntimeBaseDevices {
    guard let row = source.emccBaseDevices.first else { return RuntimeBaseDevices() }
    let template = row.template.flatMap { $0.isPoison ? nil : $0 }
    let pool = template?.devicePool.flatMap { $0.isPoison ? nil : $0 }
    return RuntimeBaseDevices(
      count: row.count ?? 0, template: template?.name.string, templateDevicePool: poolName(pool))
  }

  /// A node.
  func node(_ row: Entity<NodeRow>) -> RuntimeNode {
    RuntimeNode(
      name: row.name.string, address: row[dynamicMember: \.address]?.string ?? "",
      runsExtensionMobility: row.runs(.extensionMobility),
      runsTFTP: row.runs(.tftp), runsILS: row.runs(.ils))
  }

  /// A phone service of Extension Mobility or Change Credential; nil for any other.
  func phoneService(_ row: Entity<PhoneServiceRow>, _ nodes: NamedTable<RuntimeNode>) -> RuntimePhoneService? {
    let name = row.name.string
    var result = RuntimePhoneService(name: name, asksOtherClusters: false)
    if let service = EMService(row) {
      result.asksOtherClusters = service.asksOtherClusters
      result.loginType = loginType(service)
      result.node = node(of: service, nodes)
    } else if row.kind == .changeCredential {
      result.isChangeCredential = true
      result.node = row.node.flatMap { $0.isPoison ? nil : $0.name.string }
    } else {
      return nil
    }
    result.isEnterpriseSubscription = row.enterpriseSubscription ?? false
    result.isEnabled = row.enabled ?? true
    return result
  }

  private func loginType(_ service: EMService) -> RuntimePhoneService.LoginType? {
    if let position = service.addresses.firstIndex(where: { $0.url.loginTypeFault != nil }) {
      let texts = [service.service.url, service.service.secureUrl].compactMap(\.self)
      return .invalid(position < texts.count ? Self.loginTypeText(texts[position].string) : "")
    }
    return service.loginType.map { RuntimePhoneService.LoginType($0.type.token) }
  }

  /// What stands where the login type should, in an address that gets it wrong: its value, else the last parameter.
  private static func loginTypeText(_ address: String) -> String {
    let query = address.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    let items = query.split(separator: "&")
    let item = items.first { $0.lowercased().hasPrefix("logintype") } ?? items.last ?? ""
    return String(item.split(separator: "=", maxSplits: 1).last ?? "")
  }

  private func node(of service: EMService, _ nodes: NamedTable<RuntimeNode>) -> String? {
    guard let address = service.addresses.first else {
      return service.service.node.flatMap { $0.isPoison ? nil : $0.name.string }
    }
    let host = address.url.host.lowercased()
    return nodes.first { $0.address.lowercased() == host || $0.name.lowercased() == host }?.name
  }
}
