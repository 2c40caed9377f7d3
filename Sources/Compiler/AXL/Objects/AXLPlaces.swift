import EMDSL

// Elements in the order of the schema; `since` and `until` name the versions that have one.

extension AXLBody {
  /// XGeoLocation.
  mutating func write(_ row: Entity<GeolocationRow>) {
    key("name", row.name)
    text("country", row.country)
    text("description", row.description)
    text("nationalSubDivision", row.nationalSubDivision)
    text("district", row.district)
    text("communityName", row.communityName)
    text("cityDivision", row.cityDivision)
    text("neighbourhood", row.neighbourhood)
    text("street", row.street)
    text("leadingStreetDirection", row.leadingStreetDirection)
    text("trailingStreetSuffix", row.trailingStreetSuffix)
    text("streetSuffix", row.streetSuffix)
    text("houseNumber", row.houseNumber)
    text("houseNumberSuffix", row.houseNumberSuffix)
    text("landmark", row.landmark)
    text("location", row.location)
    text("floor", row.floor)
    text("occupantName", row.occupantName)
    text("postalCode", row.postalCode)
  }

  /// XGeoLocationFilter.
  mutating func write(_ row: Entity<GeolocationFilterRow>) {
    let fields = Set(row.fields.compactMap { $0.word() as GeolocationField? })
    key("name", row.name)
    text("description", row.description)
    flag("useCountry", fields.contains(.country))
    flag("useNationalSubDivision", fields.contains(.nationalSubDivision))
    flag("useDistrict", fields.contains(.district))
    flag("useCommunityName", fields.contains(.communityName))
    flag("useCityDivision", fields.contains(.cityDivision))
    flag("useNeighbourhood", fields.contains(.neighbourhood))
    flag("useStreet", fields.contains(.street))
    flag("useLeadingStreetDirection", fields.contains(.leadingStreetDirection))
    flag("useTrailingStreetSuffix", fields.contains(.trailingStreetSuffix))
    flag("useStreetSuffix", fields.contains(.streetSuffix))
    flag("useHouseNumber", fields.contains(.houseNumber))
    flag("useHouseNumberSuffix", fields.contains(.houseNumberSuffix))
    flag("useLandmark", fields.contains(.landmark))
    flag("useLocation", fields.contains(.location))
    flag("useFloor", fields.contains(.floor))
    flag("useOccupantName", fields.contains(.occupantName))
    flag("usePostalCode", fields.contains(.postalCode))
  }

  /// XDateTimeGroup.
  mutating func write(_ row: Entity<DateTimeGroupRow>) {
    key("name", row.name)
    text("timeZone", row.timeZone)
    initial("separator", "-")
    initial("dateformat", "Y/M/D")
    initial("timeFormat", "24-hour")
    if form == .add { note("the formats of date and time are not described: a new group gets Y-M-D and 24 hours") }
  }

  /// XRegion.
  mutating func write(_ row: Entity<RegionRow>) {
    key("name", row.name)
  }

  /// AXL names the members by names that only the cluster knows.
  mutating func noteMembers(_ row: Entity<CallManagerGroupRow>) {
    let nodes = row.members.map { member in
      let node: Entity<NodeRow> = member.target()
      return node.isPoison ? "?" : "'\(node[dynamicMember: \.address]?.string ?? node.name.string)'"
    }
    note("members are Unified CM servers, whose names only the cluster knows")
    note("check that it has, in this order: \(nodes.joined(separator: ", ")); where it is missing, add it by hand")
  }

  /// XSrst.
  mutating func write(_ row: Entity<SRSTReferenceRow>) {
    key("name", row.name)
    initial("port", "2000")
    text("ipAddress", row[dynamicMember: \.address])
    initial("SipPort", "5060")
  }

  /// XCommonDeviceConfig.
  mutating func write(_ row: Entity<CommonDeviceConfigurationRow>) {
    let mlpp = row.mlpp.first
    key("name", row.name)
    reference("softkeyTemplateName", row, \.softkeyTemplate)
    text("userLocale", row.userLocale)
    audioSource("networkHoldMohAudioSourceId", row.networkHoldMohAudioSource)
    audioSource("userHoldMohAudioSourceId", row.userHoldMohAudioSource)
    text("mlppDomainId", mlpp?.domain)
    text("mlppIndicationStatus", mlpp?.indication?.axl)
    text("preemption", mlpp?.preemption?.axl)
    text("ipAddressingMode", row.ipAddressingMode?.axl)
  }

  /// XDevicePool, without what route groups need: they come later.
  mutating func write(_ row: Entity<DevicePoolRow>) {
    key("name", row.name)
    reference("dateTimeSettingName", row, \.dateTimeGroup)
    reference("callManagerGroupName", row, \.callManagerGroup)
    reference("mediaResourceListName", row, \.mediaResourceGroupList)
    reference("regionName", row, \.region)
    text("networkLocale", row.networkLocale)
    srst(row)
    initialNil("aarNeighborhoodName")
    reference("locationName", row, \.location)
    text("singleButtonBarge", row.singleButtonBarge?.axl)
    text("joinAcrossLines", row.joinAcrossLines?.axl)
    reference("cgpnTransformationCssName", row, \.callingPartyTransformationCss)
    reference("cdpnTransformationCssName", row, \.calledPartyTransformationCss)
    reference("geoLocationName", row, \.geolocation)
    reference("geoLocationFilterName", row, \.geolocationFilter)
    reference("adjunctCallingSearchSpace", row, \.adjunctCss)
  }

  /// Unified CM's name for no SRST reference is `Disable`.
  private mutating func srst(_ row: Entity<DevicePoolRow>) {
    if row.srst == nil, row.isWritten(\.srst) { return text("srstName", "Disable") }
    reference("srstName", row, \.srst, initial: "Disable")
  }

  /// What local route groups mean in a device pool: one before 10.0, any number since.
  mutating func writeRouteGroups(_ row: Entity<DevicePoolRow>) {
    uses(row.index)
    if version < .v10_0 {
      reference("localRouteGroupName", row, \.localRouteGroup)
      for assignment in row.localRouteGroups {
        guard let name = assignment.localRouteGroup?.name else { continue }
        note("AXL \(version.text) has no named local route groups: '\(name)' is left out")
      }
      return
    }
    if let group = row.localRouteGroup { assign("Standard Local Route Group", group) }
    for assignment in row.localRouteGroups {
      guard let name = assignment.localRouteGroup, let group = assignment.routeGroup else { continue }
      uses(name.index)
      assign(name.name.string, group)
    }
  }

  private mutating func assign(_ name: String, _ target: Entity<RouteGroupRow>) {
    group("localRouteGroup") { body in
      body.text("name", name)
      body.target("value", target)
    }
    noteReplaced("localRouteGroup")
  }

  /// XPhoneSecurityProfile.
  mutating func write(_ row: Entity<PhoneSecurityProfileRow>) {
    if form == .add {
      text("phoneType", row.model)
      text("protocol", row.protocol?.axl)
    }
    key("name", row.name)
    text("deviceSecurityMode", row.deviceSecurityMode?.axl)
    flag("tftpEncryptedConfig", row.tftpEncryptedConfig)
  }
}
