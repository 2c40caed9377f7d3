import EMBundle
import EMDSL

/// The parameters that a cluster's documents set: what nobody wrote keeps the cluster's value.
enum AXLParameters {
  /// Service parameters of Cisco Extension Mobility, by the internal names of a database export of 14.0.1.
  static func service(_ cluster: Cluster) -> [AXLSetting] {
    guard let row = cluster.extensionMobilityParameters.first else { return [] }
    var settings: [AXLSetting] = []
    func flag(_ name: String, _ field: KeyPath<ExtensionMobilityParametersRow, Flag>) {
      guard row.isWritten(field), let value = row[dynamicMember: field] else { return }
      settings.append(.service(name, letter(value)))
    }
    func number(_ name: String, _ field: KeyPath<ExtensionMobilityParametersRow, Number>, isTime: Bool = false) {
      guard row.isWritten(field), let value = row[dynamicMember: field] else { return }
      settings.append(.service(name, isTime ? ValueFormat.loginTime.written(UInt32(clamping: value)) : String(value)))
    }
    if row.isWritten(\.enforceIntraclusterMaximumLoginTime) {
      flag("maxDurationEnable", \.enforceIntraclusterMaximumLoginTime)
    } else if row.isWritten(\.intraclusterMaximumLoginTime) {
      // Naming a time means that it is enforced.
      settings.append(.service("maxDurationEnable", letter(true)))
    }
    number("maxDuration", \.intraclusterMaximumLoginTime, isTime: true)
    number("EmccMaxLoginDuration", \.interclusterMaximumLoginTime, isTime: true)
    number("maxConcurrentSessions", \.maximumConcurrentRequests)
    if row.isWritten(\.multipleLoginBehavior), let behavior = row.multipleLoginBehavior {
      settings.append(multipleLogin(behavior))
    }
    flag("alphaUserID", \.alphanumericUserId)
    flag("rememberUser", \.rememberLastUser)
    flag("clearCallLogs", \.clearCallLogs)
    flag("validateIPForLogout", \.validateIpAddress)
    if row.isWritten(\.trustedIps) {
      let addresses = row.trustedIps.compactMap { $0.value?.string }
      settings.append(.service("trustedIPList", addresses.joined(separator: ";")))
    }
    flag("allowProxy", \.allowProxy)
    flag("EmccAllowProxy", \.emccAllowProxy)
    number("emDevCacheSize", \.cacheSize)
    return settings
  }

  /// Of the three codes only that of the default is public.
  private static func multipleLogin(_ behavior: MultipleLoginBehavior) -> AXLSetting {
    let choice: String
    switch behavior {
    case .notAllowed: return .service("multiDevHoteling", "noLogin")
    case .allowed: choice = "Multiple Logins Allowed"
    case .autoLogout: choice = "Auto Logout"
    }
    return .service(
      "multiDevHoteling", nil,
      byHand: "set Multiple Login Behavior to '\(choice)' by hand: its internal value is not public")
  }

  /// EMCC feature parameters, by the internal names of a database export of 14.0.1; the same names hold before (inferred).
  static func features(_ cluster: Cluster, _ deployment: Deployment) -> [AXLSetting] {
    var settings: [AXLSetting] = []
    let row = cluster.emccFeatures
    let group = deployment.members.contains { $0.id == cluster.id } ? deployment.emccGroup : nil
    func number(_ name: String, _ field: KeyPath<EMCCFeatureConfigurationRow, Number>, _ common: Int? = nil) {
      if let row, row.isWritten(field), let value = row[dynamicMember: field] {
        settings.append(.feature(name, String(value)))
      } else if let common {
        settings.append(.feature(name, String(common)))
      }
    }
    func server(_ name: String, _ label: String, _ field: KeyPath<EMCCFeatureConfigurationRow, Ref<NodeRow>>) {
      guard let node = row?[dynamicMember: field], !node.isPoison else { return }
      let address = node[dynamicMember: \.address]?.string ?? node.name.string
      settings.append(.feature(name, nil, byHand: byHand(label, address)))
    }
    server("DefaultTFTPServerforEMCCLoginDevice", "Default TFTP Server for EMCC Login Device", \.defaultTftpServer)
    server("DefaultBackupTFTPServerforEMCCLoginDevice", "Backup TFTP Server for EMCC Login Device", \.backupTftpServer)
    number("DefaultIntervalForMaintenanceJob", \.expiredDeviceMaintenanceInterval)
    if let row, row.isWritten(\.enableAllRemoteClusterServices), let value = row.enableAllRemoteClusterServices {
      settings.append(.feature("EnableRemoteServicesWhenAddingNewCluster", letter(value)))
    }
    if let row, row.isWritten(\.pstnAccessTrunkCss), let css = row.pstnAccessTrunkCss { settings.append(trunkCss(css)) }
    if let filter = row?.geolocationFilter, !filter.isPoison {
      settings.append(
        .feature("EMCCGeolocationFilter", nil, byHand: byHand("EMCC Geolocation Filter", filter.name.string)))
    }
    number("EMCCRegionAudioBW", \.maxAudioBitRate, group?.maxAudioBitRate)
    number("EMCCRegionVideoBW", \.maxVideoCallBitRate, group?.maxVideoCallBitRate)
    if let list = codecList(cluster, row, group) { settings.append(list) }
    number("RSVPSIPTrunkKeepAliveTimer", \.rsvpTrunkKeepAliveTimer)
    server(
      "DefaultServerForRemoteClusterUpdate", "Default Server For Remote Cluster Update", \.remoteClusterUpdateServer)
    server(
      "BackupServerforRemoteClusterUpdate", "Backup Server for Remote Cluster Update",
      \.backupRemoteClusterUpdateServer)
    number("RemoteClusterUpdateInterval", \.remoteClusterUpdateInterval)
    return settings
  }

  /// 0 is the default, which is the trunk's (inferred); the other choice has no public value.
  private static func trunkCss(_ css: PSTNAccessTrunkCSS) -> AXLSetting {
    switch css {
    case .trunkCss: return .feature("CSSForPSTNAccessSIPTrunk", "0")
    case .originalDeviceCss:
      return .feature(
        "CSSForPSTNAccessSIPTrunk", nil,
        byHand: byHand("CSS for PSTN Access SIP Trunk", "Use phone's original device CSS"))
    }
  }

  /// The codec preference list, from 14.0 on in the place of the link loss type, whose internal name is not public.
  private static func codecList(
    _ cluster: Cluster, _ row: Entity<EMCCFeatureConfigurationRow>?, _ group: Entity<EMCCGroupRow>?
  ) -> AXLSetting? {
    guard let version = cluster.version, version >= UnifiedCMVersion(14, 0) else { return nil }
    let list: String
    if let written = row?.audioCodecPreferenceList {
      list = written.string
    } else if let type = row?.linkLossType ?? group?.linkLossType {
      list = type == .lossy ? "Factory Default lossy" : "Factory Default low loss"
    } else {
      return nil
    }
    return .feature(
      "EMCCRegionAudioCodecPreferenceList", nil, byHand: byHand("EMCC Region Audio Codec Preference List", list))
  }

  /// What to do by hand before 14.0 about the link loss type; nil where there is nothing to do.
  static func linkLossNote(_ cluster: Cluster, _ deployment: Deployment) -> String? {
    guard let version = cluster.version, version < UnifiedCMVersion(14, 0) else { return nil }
    let group = deployment.members.contains { $0.id == cluster.id } ? deployment.emccGroup : nil
    guard let type = cluster.emccFeatures?.linkLossType ?? group?.linkLossType else { return nil }
    let word = type == .lossy ? "Lossy" : "Low Loss"
    return "set EMCC Region Link Loss Type to '\(word)' by hand: its internal name is not public"
  }

  private static func byHand(_ label: String, _ value: String) -> String {
    "set \(label) to '\(value)' by hand: the form of its value is not public"
  }

  /// A truth value as parameters have it.
  private static func letter(_ value: Bool) -> String { value ? "T" : "F" }
}
