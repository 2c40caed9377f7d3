import EMBundle

/// What phones become.
extension RuntimeCluster {
  /// How long a user may be logged in on a phone of the cluster, in minutes; nil for no limit.
  func localLimit(for user: RuntimeUser) -> (minutes: Int?, item: ConfigurationItem) {
    if knowsOwnLoginTimes, let own = user.maximumLoginTime {
      return (own > 0 ? own : nil, ConfigurationItem(handle, .user(user.id), "maximumLoginTime"))
    }
    let isEnforced = parameters.enforcesMaximumLoginTime && parameters.maximumLoginTime > 0
    let item = ConfigurationItem(handle, .serviceParameters, "intraclusterMaximumLoginTime")
    return (isEnforced ? parameters.maximumLoginTime : nil, item)
  }

  /// A phone of the cluster with a profile of the cluster.
  func phone(
    _ phone: RuntimePhone, with profile: RuntimeDeviceProfile, _ session: LoginSession
  ) -> PhoneAfterLogin {
    var after = PhoneAfterLogin(session: session)
    after.lines = profile.lines
    after.cssChain = [
      CSSPosition(
        role: .line, css: profile.lines.first?.css,
        item: ConfigurationItem(handle, .deviceProfile(profile.name), "lines.0.css")),
      CSSPosition(role: .device, css: phone.css, item: ConfigurationItem(handle, .phone(phone.name), "css")),
    ]
    after.take(devicePools[phone.devicePool], named: phone.devicePool, "the phone's own")
    after.userLocale = profile.userLocale ?? phone.userLocale
    after.logoutProfile = phone.logoutProfile
    after.restarts = [PhoneRestart(kind: .restart, reason: "it takes device profile '\(profile.name)'")]
    if after.userLocale != phone.userLocale {
      after.restarts = PhoneRestart.forLocale(phone.userLocale, after.userLocale)
    } else if !profile.modules.isEmpty, profile.modules != phone.modules {
      after.restarts.append(PhoneRestart(kind: .reset, reason: "the expansion modules differ"))
    }
    after.addNotes(on: profile, of: self, phone)
    return after
  }

  /// A phone of another cluster with a profile of the cluster, as far as the cluster knows the phone.
  func visitor(
    with profile: RuntimeDeviceProfile, pool name: String?, _ reason: String, _ session: LoginSession
  ) -> PhoneAfterLogin {
    var after = PhoneAfterLogin(session: session)
    let pool = name.flatMap { devicePools[$0] }
    let profileItem = ConfigurationItem.Object.deviceProfile(profile.name)
    after.lines = profile.lines
    after.cssChain = [
      CSSPosition(
        role: .adjunct, css: pool?.adjunctCSS,
        item: ConfigurationItem(handle, name.map { .devicePool($0) } ?? .baseDevices, "adjunctCss")),
      CSSPosition(
        role: .line, css: profile.lines.first?.css, item: ConfigurationItem(handle, profileItem, "lines.0.css")),
      CSSPosition(role: .emcc, css: profile.emccCSS, item: ConfigurationItem(handle, profileItem, "emccCss")),
    ]
    after.take(pool, named: name, reason)
    after.rates = RegionRates(
      audio: features.maxAudioBitRate, video: features.maxVideoCallBitRate, linkLossType: features.linkLossType)
    after.userLocale = profile.userLocale
    after.tftpServers = [features.defaultTFTPServer, features.backupTFTPServer].compactMap { $0 }
    after.maximumLoginTime =
      parameters.interclusterMaximumLoginTime > 0 ? parameters.interclusterMaximumLoginTime : nil
    after.maximumLoginTimeItem = ConfigurationItem(handle, .serviceParameters, "interclusterMaximumLoginTime")
    after.addNotes(on: profile, of: self, nil)
    return after
  }
}

extension PhoneAfterLogin {
  fileprivate mutating func take(_ pool: RuntimeDevicePool?, named name: String?, _ reason: String) {
    devicePool = name
    devicePoolReason = reason
    callManagerGroup = pool?.callManagerGroup
    timeZone = pool?.timeZone
    region = pool?.region
    networkLocale = pool?.networkLocale
  }

  fileprivate mutating func addNotes(
    on profile: RuntimeDeviceProfile, of cluster: RuntimeCluster, _ phone: RuntimePhone?
  ) {
    if profile.lines.isEmpty { notes.append("device profile '\(profile.name)' has no line: the phone cannot call") }
    if !cluster.canLogOut(with: profile) {
      notes.append(
        "device profile '\(profile.name)' has no service of Extension Mobility: the user cannot log out at the phone")
    }
    if let phone, phone.model != profile.model {
      notes.append(
        "device profile '\(profile.name)' is for a \(profile.model.name) (\(profile.model.signalling.rawValue)), the "
          + "phone is a \(phone.model.name) (\(phone.model.signalling.rawValue)): button and softkey templates and "
          + "expansion modules come from the default device profile of the phone's model")
    }
  }
}
