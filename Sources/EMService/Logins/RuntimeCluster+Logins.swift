package import EMBundle

extension RuntimeCluster {
  /// The phone services of Extension Mobility that a phone shows while nobody is logged in, in the order of the files:
  /// its own, those for everybody, and those of its logout profile (Seeds 002).
  package func loginServices(of phone: RuntimePhone) -> [RuntimePhoneService] {
    let profile = phone.logoutProfile.flatMap { deviceProfiles[$0] }
    return phoneServices.filter { service in
      guard service.isEnabled, !service.isChangeCredential else { return false }
      return service.isEnterpriseSubscription || phone.services.contains(service.name)
        || (profile?.services.contains(service.name) ?? false)
    }
  }

  /// True where a user can log out at a phone that has taken a device profile.
  func canLogOut(with profile: RuntimeDeviceProfile) -> Bool {
    phoneServices.contains { service in
      service.isEnabled && !service.isChangeCredential
        && (service.isEnterpriseSubscription || profile.services.contains(service.name))
    }
  }

  /// True where Multiple Login Behavior also rules EMCC: from 12.5 on (Seeds 002; Technical note 214055).
  var countsVisitsAsLogins: Bool { version.map { $0 >= UnifiedCMVersion(12, 5) } ?? true }

  /// True where a user may have a maximum login time of their own: from 12.5 on.
  var knowsOwnLoginTimes: Bool { version.map { $0 >= UnifiedCMVersion(12, 5) } ?? true }

  /// The cluster as a side of the security tables; a version that is not known is taken to be new, one before 8.0 old.
  package var securitySide: SecurityMatrix.Side {
    SecurityMatrix.Side(
      version: version.map { SecurityMatrix.VersionClass($0) ?? .eight } ?? .nineOrLater, mode: securityMode)
  }
}

extension EMServiceContext {
  /// True where the cluster logs a user in itself and asks no other one (Technical note 214535, `isLocalUser`).
  ///
  /// A record that is not marked as the home does not count, but that of a super user of EM roaming does (inferred).
  package func isLocal(_ user: RuntimeUser) -> Bool { user.isHome || isRoamer(user) }

  /// True for a super user in a cluster of the EM roaming group.
  package func isRoamer(_ user: RuntimeUser) -> Bool {
    user.isRoamingSuperUser && isRoamingMember && cluster.version?.supportsEMRoaming != false
  }

  /// Users of the cluster who are meant by what was typed in.
  func users(_ text: String, by type: RuntimePhoneService.LoginType?) -> [RuntimeUser] {
    if let index {
      return index.users(text, by: type, of: cluster).compactMap { cluster.users[$0] }.filter { isLocal($0) }
    }
    return switch type {
    case .selfServiceID: cluster.users.filter { $0.selfServiceID == text && isLocal($0) }
    case .directoryNumber: cluster.users.filter { $0.primaryExtension == text && isLocal($0) }
    default: cluster.users[text].map { isLocal($0) ? [$0] : [] } ?? []
    }
  }
}
