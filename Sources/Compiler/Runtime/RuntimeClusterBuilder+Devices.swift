import EMBundle
import EMDSL

/// Users, phones and what they take.
extension RuntimeClusterBuilder {
  /// All users.
  mutating func users() -> [RuntimeUser] {
    var superUsers = RoamingSuperUsers()
    return source.users.map { row in
      var user = RuntimeUser(id: row.name.string)
      user.selfServiceID = row.selfServiceId?.string
      user.primaryExtension = row.primaryExtension?.string
      user.isEMCCEnabled = row.emcc ?? false
      user.isHome = row.homeCluster ?? true
      user.mustChangePIN = row.pinMustChange ?? false
      user.maximumLoginTime = row.maximumLoginTime
      user.userLocale = text(row.userLocale)
      user.isRoamingSuperUser = superUsers.membership(of: row) != nil
      for member in row.controlledProfiles {
        if let name = profileName(member.target()) {
          user.controlledProfiles.append(name)
        } else {
          note(.user(user.id), "controlledProfiles", "a controlled profile does not resolve, and is left out")
        }
      }
      user.defaultProfile = profileName(row.defaultProfile)
      return user
    }
  }

  /// All phones.
  mutating func phones() -> [RuntimePhone] {
    let fallback = source.defaultGeolocation
    return source.phones.map { phone($0, fallback) }
  }

  private mutating func phone(_ row: Entity<PhoneRow>, _ fallback: Entity<GeolocationRow>?) -> RuntimePhone {
    let name = row.name.string
    var phone = RuntimePhone(
      name: name, model: model(row.model, row.protocol), devicePool: poolName(row.devicePool) ?? "")
    if let model = row.model { phone.supportsEMCC = models.supportEMCC(model) }
    phone.isEMEnabled = row.extensionMobility ?? false
    if let isSecure = row.isSecure {
      phone.isSecure = isSecure
    } else {
      note(.phone(name), "securityProfile", "the security profile is not known, and is taken for nonsecure")
    }
    phone.logoutProfile = profileName(row.logoutProfile)
    phone.css = self.name(of: row.css) { $0.name }
    phone.userLocale = text(row.userLocale ?? row.commonDeviceConfiguration?.userLocale)
    phone.modules = row.modules.compactMap { text($0.value) }
    phone.services = services(row.services)
    phone.lines = row.lines.map { line($0) }
    phone.owner = row.owner.flatMap { $0.isPoison ? nil : $0.name.string }
    let stands: [(Entity<GeolocationRow>?, RuntimeGeolocation.Origin)] = [
      (row.geolocation, .phone), (row.devicePool?.geolocation, .devicePool), (fallback, .enterpriseParameter),
    ]
    if let (geolocation, origin) = stands.first(where: { $0.0 != nil }), let geolocation {
      if geolocation.isKnown {
        phone.geolocation = self.geolocation(geolocation)
        phone.geolocationOrigin = origin
      } else {
        note(.phone(name), "geolocation", "the geolocation is not known, and is left out")
      }
    }
    return phone
  }

  /// A device profile.
  mutating func deviceProfile(_ row: Entity<DeviceProfileRow>) -> RuntimeDeviceProfile {
    var profile = RuntimeDeviceProfile(
      name: row.name.string, model: model(row.model, row.protocol), lines: row.lines.map { line($0) })
    profile.emccCSS = name(of: row.emccCss) { $0.name }
    profile.userLocale = text(row.userLocale)
    profile.modules = row.modules.compactMap { text($0.value) }
    profile.services = services(row.services)
    profile.loginUser = row.loginUser.flatMap { $0.isPoison ? nil : $0.name.string }
    return profile
  }

  /// A device pool.
  mutating func devicePool(_ row: Entity<DevicePoolRow>) -> RuntimeDevicePool {
    var pool = RuntimeDevicePool(name: row.name.string)
    if let geolocation = row.geolocation {
      if geolocation.isKnown {
        pool.geolocation = self.geolocation(geolocation)
      } else {
        note(.devicePool(pool.name), "geolocation", "the geolocation is not known, and is left out")
      }
    }
    pool.adjunctCSS = name(of: row.adjunctCss) { $0.name }
    pool.timeZone = row.dateTimeGroup.flatMap { $0.isPoison ? nil : text($0.timeZone) }
    pool.region = name(of: row.region) { $0.name }
    pool.networkLocale = text(row.networkLocale)
    pool.callManagerGroup = name(of: row.callManagerGroup) { $0.name }
    pool.roamingFor = row.roamingFor.map { deployment[$0].handle }
    return pool
  }

  // MARK: Parts

  private mutating func model(_ name: Interned?, _ signalling: SignalProtocol?) -> RuntimeModel {
    RuntimeModel(text(name) ?? "", signalling == .sccp ? .sccp : .sip)
  }

  /// A line; what a shared number says itself counts where the line is silent.
  private mutating func line(_ row: Entity<LineRow>) -> RuntimeLine {
    var line = RuntimeLine(number: row.dn?.string ?? "", partition: name(of: row.partition) { $0.name })
    line.css = name(of: row.css) { $0.name }
    line.label = row.label
    line.externalMask = row.externalMask
    line.isAdvertised = row.ilsAdvertise ?? false
    if !directoryNumbers.isEmpty, let dn = row.dn,
      let shared = directoryNumbers[DirectoryNumberKey(number: dn.id, partition: row.partition?.index ?? 0)]
    {
      if line.css == nil { line.css = name(of: shared.css) { $0.name } }
      if shared.ilsAdvertise == true { line.isAdvertised = true }
    }
    return line
  }

  private mutating func services(_ list: CellList<Ref<PhoneServiceRow>>) -> [String] {
    var names: [String] = []
    for member in list {
      if let name = name(of: member.target(), { (service: Entity<PhoneServiceRow>) in service.name }) {
        names.append(name)
      }
    }
    return names
  }

  /// Name of a device pool; one that nobody describes here is noted.
  mutating func poolName(_ pool: Entity<DevicePoolRow>?) -> String? {
    guard let pool, let name = name(of: pool, { $0.name }) else { return nil }
    if !pool.isKnown, !undescribedPools.contains(name) { undescribedPools.append(name) }
    return name
  }

  private mutating func profileName(_ profile: Entity<DeviceProfileRow>?) -> String? {
    guard let profile, let name = name(of: profile, { $0.name }) else { return nil }
    if profile.head.marks.contains(.existing), !undescribedProfiles.contains(name) { undescribedProfiles.append(name) }
    return name
  }

  /// A geolocation that is known.
  private mutating func geolocation(_ row: Entity<GeolocationRow>) -> RuntimeGeolocation {
    if let known = geolocations[row.index] { return known }
    var texts: [CivicField: String] = [:]
    for index in GeolocationField.words.indices {
      guard let field = GeolocationField(rawValue: UInt8(index)), let text = row.text(field),
        let civic = CivicField(rawValue: field.token)
      else { continue }
      texts[civic] = text.string
    }
    let result = RuntimeGeolocation(name: row.name.string, texts: texts)
    geolocations[row.index] = result
    return result
  }
}
