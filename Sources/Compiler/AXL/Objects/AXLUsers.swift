import EMDSL

// Elements in the order of the schema; `since` and `until` name the versions that have one.

extension AXLBody {
  /// XUser, without what needs phones and lines: they come later.
  ///
  /// Of a user out of LDAP only what LDAP does not own.
  mutating func write(_ row: Entity<UserRow>) {
    let isLocal = row.ldap != true
    if isLocal {
      text("firstName", row.firstName)
      text("lastName", row.lastName)
    }
    number(
      "emMaxLoginTime", row.maximumLoginTime, since: .v12_5,
      lacking: "the maximum login time of a user needs 12.5: the cluster's counts")
    key("userid", row.name)
    if row.pinFrom.first != nil { text("pin", AXLSecret.placeholder(row)) }
    if isLocal {
      text("telephoneNumber", row.telephoneNumber, until: .v9_1)
      text("mailid", row.mail)
      text("department", row.department)
    }
    text("userLocale", row.userLocale)
    list("phoneProfiles", row.controlledProfiles) { body, member, _ in
      let profile: Entity<DeviceProfileRow> = member.target()
      body.target("profileName", profile)
    }
    reference("defaultProfile", row, \.defaultProfile)
    if isLocal { initial("presenceGroupName", "Standard Presence group") }
    flag("enableEmcc", row.emcc)
    flag(
      "homeCluster", row.homeCluster, since: .v9_1,
      lacking: row.homeCluster == false ? "AXL \(version.text) cannot say that this is not the home cluster" : nil)
    if isLocal {
      text("directoryUri", row.directoryUri, since: .v9_1, lacking: "AXL \(version.text) has no directory URI of users")
      text("telephoneNumber", row.telephoneNumber, since: .v10_0)
    }
    text(
      "selfService", row.selfServiceId, since: .v10_0,
      lacking: "AXL \(version.text) has no self-service user ID: set it by hand")
  }

  /// What a user needs phones and lines for, and what cannot be said while a user is added.
  mutating func writeDevices(_ row: Entity<UserRow>) {
    uses(row.index)
    list("associatedDevices", row.associatedDevices) { body, member, _ in
      let phone: Entity<PhoneRow> = member.target()
      body.target("device", phone)
    }
    if let number = row.primaryExtension {
      let partition = AXLLine.partition(ofPrimaryExtension: number, row)
      group("primaryExtension") { body in
        body.text("pattern", number)
        if let partition { body.target("routePartitionName", partition) }
      }
      uses(AXLLine.Key(number, partition))
    }
    if row.pinMustChange == true {
      group("pinCredentials") { $0.flag("pinCredUserMustChange", true) }
    }
  }

  /// XUserGroup.
  mutating func write(_ row: Entity<AccessControlGroupRow>) {
    key("name", row.name, until: .v9_1)
    key("name", row.name, since: .v10_0)
    note("the roles of the group are not described: assign them by hand as its owner says, or leave them as they are")
  }

  /// Adds members to a group and touches nobody else.
  mutating func writeMembers(_ row: Entity<AccessControlGroupRow>, _ users: ArraySlice<Entity<UserRow>>) {
    text("name", row.name)
    uses(row.index)
    group("addMembers") { body in
      for user in users {
        body.group("member") { $0.text("userId", user.name) }
        body.uses(user.index)
      }
    }
  }
}

/// A secret that stands outside of the bundle.
enum AXLSecret {
  /// What stands in the place of a user's PIN until the request is sent.
  static func placeholder(_ user: Entity<UserRow>) -> String { "{{pin:\(user.name.string)}}" }
}

/// A directory number, which any number of lines share.
struct AXLLine {
  /// A number in its partition.
  struct Key: Hashable {
    /// Number of the interned directory number.
    var number: UInt32
    /// Row of the partition; 0 without one.
    var partition: UInt32

    /// Takes a number as it is written.
    init(_ number: Interned, _ partition: Entity<PartitionRow>?) {
      self.number = number.id
      self.partition = partition?.index ?? 0
    }
  }

  /// The number.
  let number: Interned
  /// Its partition; nil without one.
  let partition: Entity<PartitionRow>?
  /// The first line that has it.
  let line: Entity<LineRow>?
  /// What `directoryNumbers` says of it.
  let shared: Entity<DirectoryNumberRow>?

  /// Calling search space of the number: `directoryNumbers`' before the line's.
  var css: Entity<CallingSearchSpaceRow>? { shared?.css ?? line?.css }
  /// What a caller sees while it rings.
  var alertingName: String? { shared?.alertingName ?? line?.alertingName }
  /// True where it is advertised to other clusters.
  var isAdvertised: Bool { shared?.ilsAdvertise == true || line?.ilsAdvertise == true }

  /// The partition of a primary extension: that of the line of a controlled profile or associated phone with this
  /// number.
  static func partition(ofPrimaryExtension number: Interned, _ user: Entity<UserRow>) -> Entity<PartitionRow>? {
    for member in user.controlledProfiles {
      let profile: Entity<DeviceProfileRow> = member.target()
      if let line = line(number, profile.isPoison ? nil : profile.lines) { return line.partition }
    }
    for member in user.associatedDevices {
      let phone: Entity<PhoneRow> = member.target()
      if let line = line(number, phone.isPoison ? nil : phone.lines) { return line.partition }
    }
    return nil
  }

  private static func line(_ number: Interned, _ lines: RowList<LineRow>?) -> Entity<LineRow>? {
    lines?.first { $0.dn == number }
  }
}
