import EMDSL

/// A request of the bundle: an object, or the second pass over one.
enum AXLItem {
  case partition(Entity<PartitionRow>)
  case css(Entity<CallingSearchSpaceRow>)
  case geolocation(Entity<GeolocationRow>)
  case geolocationFilter(Entity<GeolocationFilterRow>)
  case dateTimeGroup(Entity<DateTimeGroupRow>)
  case region(Entity<RegionRow>)
  case callManagerGroup(Entity<CallManagerGroupRow>)
  case srst(Entity<SRSTReferenceRow>)
  case commonDeviceConfiguration(Entity<CommonDeviceConfigurationRow>)
  case localRouteGroup(Entity<LocalRouteGroupRow>)
  case devicePool(Entity<DevicePoolRow>)
  case phoneSecurityProfile(Entity<PhoneSecurityProfileRow>)
  case sipTrunk(Entity<SIPTrunkRow>)
  case routeGroup(Entity<RouteGroupRow>)
  /// What local route groups mean in a device pool.
  case devicePoolRouteGroups(Entity<DevicePoolRow>)
  /// A route list and the Unified CM group of those that name none.
  case routeList(Entity<RouteListRow>, Entity<CallManagerGroupRow>?)
  case routePattern(Entity<RoutePatternRow>, Interned)
  case translationPattern(Entity<TranslationPatternRow>, Interned)
  case callingPartyTransformation(Entity<CallingPartyTransformationRow>, Interned)
  case calledPartyTransformation(Entity<CalledPartyTransformationRow>, Interned)
  case phoneService(Entity<PhoneServiceRow>)
  case line(AXLLine)
  case deviceProfile(Entity<DeviceProfileRow>)
  case user(Entity<UserRow>)
  case phone(Entity<PhoneRow>)
  /// What a user needs phones and lines for.
  case userDevices(Entity<UserRow>)
  /// Who is logged in by a logout profile.
  case loginUser(Entity<DeviceProfileRow>)
  case accessControlGroup(Entity<AccessControlGroupRow>)
  /// Some of the members that are added to a group.
  case groupMembers(Entity<AccessControlGroupRow>, ArraySlice<Entity<UserRow>>)
  case setting(AXLSetting)
  case activation(AXLActivation)
  /// A remote cluster and the services that the EMCC group agrees on.
  case remoteCluster(Entity<RemoteClusterRow>, Entity<GroupServicesRow>?)
  case remoteClusterUpdate(Entity<RemoteClusterRow>, server: String)

  /// How a sender treats a request.
  enum Mode: String {
    case addOrUpdate, add, update, `do`, get

    /// The forms that tell what the request refers to and what to know of it; where it only looks, nobody sends them.
    var forms: [AXLBody.Form] {
      switch self {
      case .addOrUpdate: [.add, .update]
      case .add: [.add]
      case .update, .get: [.update]
      case .do: [.do]
      }
    }

    /// True where the request has a body of a form.
    func has(_ form: AXLBody.Form) -> Bool { self != .get && forms.contains(form) }
  }

  /// What the sender does with it.
  var mode: Mode {
    switch self {
    case .callManagerGroup: .get
    // These have nothing that an update could change: it finds a local route group by its UUID only, since 11.5.
    case .region, .localRouteGroup, .accessControlGroup: .add
    case .devicePoolRouteGroups, .userDevices, .loginUser, .activation: .update
    case .user(let user): user.ldap == true ? .update : .addOrUpdate
    case .routePattern(let row, _): row.to == nil ? .get : .addOrUpdate
    case .setting(let setting): setting.value == nil ? .get : .update
    case .groupMembers: .do
    case .remoteClusterUpdate(let row, let server): AXLRemoteClusters.canUpdate(row, server) ? .do : .get
    default: .addOrUpdate
    }
  }

  /// The type of its object.
  var object: AXLObject {
    switch self {
    case .partition: .routePartition
    case .css: .css
    case .geolocation: .geoLocation
    case .geolocationFilter: .geoLocationFilter
    case .dateTimeGroup: .dateTimeGroup
    case .region: .region
    case .callManagerGroup: .callManagerGroup
    case .srst: .srst
    case .commonDeviceConfiguration: .commonDeviceConfig
    case .localRouteGroup: .localRouteGroup
    case .devicePool, .devicePoolRouteGroups: .devicePool
    case .phoneSecurityProfile: .phoneSecurityProfile
    case .sipTrunk: .sipTrunk
    case .routeGroup: .routeGroup
    case .routeList: .routeList
    case .routePattern: .routePattern
    case .translationPattern: .transPattern
    case .callingPartyTransformation: .callingPartyTransformationPattern
    case .calledPartyTransformation: .calledPartyTransformationPattern
    case .phoneService: .ipPhoneServices
    case .line: .line
    case .deviceProfile, .loginUser: .deviceProfile
    case .user, .userDevices: .user
    case .phone: .phone
    case .accessControlGroup, .groupMembers: .userGroup
    case .setting(let setting): setting.object
    case .activation: .interClusterServiceProfile
    case .remoteCluster, .remoteClusterUpdate: .remoteCluster
    }
  }

  /// The row that others refer to; nil for second passes and for what nobody refers to.
  var row: UInt32? {
    switch self {
    case .partition(let row): row.index
    case .css(let row): row.index
    case .geolocation(let row): row.index
    case .geolocationFilter(let row): row.index
    case .dateTimeGroup(let row): row.index
    case .region(let row): row.index
    case .callManagerGroup(let row): row.index
    case .srst(let row): row.index
    case .commonDeviceConfiguration(let row): row.index
    case .localRouteGroup(let row): row.index
    case .devicePool(let row): row.index
    case .phoneSecurityProfile(let row): row.index
    case .sipTrunk(let row): row.index
    case .routeGroup(let row): row.index
    case .routeList(let row, _): row.index
    case .phoneService(let row): row.index
    case .deviceProfile(let row): row.index
    case .user(let row): row.index
    case .phone(let row): row.index
    case .accessControlGroup(let row): row.index
    case .remoteCluster(let row, _): row.index
    default: nil
    }
  }

  /// The natural key of its object.
  var key: AXLKey {
    switch self {
    case .partition(let row): AXLKey("name", row.name)
    case .css(let row): AXLKey("name", row.name)
    case .geolocation(let row): AXLKey("name", row.name)
    case .geolocationFilter(let row): AXLKey("name", row.name)
    case .dateTimeGroup(let row): AXLKey("name", row.name)
    case .region(let row): AXLKey("name", row.name)
    case .callManagerGroup(let row): AXLKey("name", row.name)
    case .srst(let row): AXLKey("name", row.name)
    case .commonDeviceConfiguration(let row): AXLKey("name", row.name)
    case .localRouteGroup(let row): AXLKey("name", row.name)
    case .devicePool(let row), .devicePoolRouteGroups(let row): AXLKey("name", row.name)
    case .phoneSecurityProfile(let row): AXLKey("name", row.name)
    case .sipTrunk(let row): AXLKey("name", row.name)
    case .routeGroup(let row): AXLKey("name", row.name)
    case .routeList(let row, _): AXLKey("name", row.name)
    case .routePattern(let row, let pattern): .routePattern(pattern, row.partition)
    case .translationPattern(let row, let pattern): .pattern(pattern, row.partition)
    case .callingPartyTransformation(let row, let pattern): .pattern(pattern, row.partition)
    case .calledPartyTransformation(let row, let pattern): .pattern(pattern, row.partition)
    case .phoneService(let row): AXLKey("serviceName", row.name)
    case .line(let line): .pattern(line.number, line.partition)
    case .deviceProfile(let row), .loginUser(let row): AXLKey("name", row.name)
    case .user(let row), .userDevices(let row): AXLKey("userid", row.name)
    case .phone(let row): AXLKey("name", row.name)
    case .accessControlGroup(let row), .groupMembers(let row, _): AXLKey("name", row.name)
    case .setting(let setting): setting.key
    case .activation(let activation): AXLKey("interClusterService", activation.service)
    case .remoteCluster(let row, _), .remoteClusterUpdate(let row, _): AXLKey("clusterId", AXLRemoteClusters.id(row))
    }
  }

  /// Writes the content of the operation's element.
  private func write(_ body: inout AXLBody) {
    switch self {
    case .partition(let row): body.write(row)
    case .css(let row): body.write(row)
    case .geolocation(let row): body.write(row)
    case .geolocationFilter(let row): body.write(row)
    case .dateTimeGroup(let row): body.write(row)
    case .region(let row): body.write(row)
    case .callManagerGroup(let row): body.noteMembers(row)
    case .srst(let row): body.write(row)
    case .commonDeviceConfiguration(let row): body.write(row)
    case .localRouteGroup(let row): body.write(row)
    case .devicePool(let row): body.write(row)
    case .phoneSecurityProfile(let row): body.write(row)
    case .sipTrunk(let row): body.write(row)
    case .routeGroup(let row): body.write(row)
    case .devicePoolRouteGroups(let row): body.writeRouteGroups(row)
    case .routeList(let row, let group): body.write(row, group)
    case .routePattern(let row, let pattern): body.write(row, pattern)
    case .translationPattern(let row, let pattern): body.write(row, pattern)
    case .callingPartyTransformation(let row, let pattern): body.write(row, pattern)
    case .calledPartyTransformation(let row, let pattern): body.write(row, pattern)
    case .phoneService(let row): body.write(row)
    case .line(let line): body.write(line)
    case .deviceProfile(let row): body.write(row)
    case .user(let row): body.write(row)
    case .phone(let row): body.write(row)
    case .userDevices(let row): body.writeDevices(row)
    case .loginUser(let row): body.writeLoginUser(row)
    case .accessControlGroup(let row): body.write(row)
    case .groupMembers(let row, let users): body.writeMembers(row, users)
    case .setting(let setting): body.write(setting)
    case .activation(let activation): body.write(activation)
    case .remoteCluster(let row, let group): body.write(row, group)
    case .remoteClusterUpdate(let row, let server): body.writeUpdate(row, server)
    }
  }

  /// The operation of a form of the request.
  func operation(_ form: AXLBody.Form) -> String {
    switch form {
    case .add: object.add
    case .update: object.update
    case .do:
      if case .remoteClusterUpdate = self { "doUpdateRemoteCluster" } else { object.update }
    }
  }

  /// Writes a body of the request, in place of what the body held.
  func write(_ form: AXLBody.Form, into body: inout AXLBody) {
    body.clear(form)
    body.operation(operation(form)) { body in
      switch form {
      case .add:
        body.open(object.rawValue)
        write(&body)
        body.close(object.rawValue)
      case .update:
        body.key(key)
        write(&body)
      case .do: write(&body)
      }
    }
  }
}
