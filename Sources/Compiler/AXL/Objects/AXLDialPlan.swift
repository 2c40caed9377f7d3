import EMDSL

// Elements in the order of the schema; `since` and `until` name the versions that have one.

extension AXLBody {
  /// XRoutePartition.
  mutating func write(_ row: Entity<PartitionRow>) {
    key("name", row.name)
    text("description", row.description)
  }

  /// XCss; before 10.0 the name came first.
  mutating func write(_ row: Entity<CallingSearchSpaceRow>) {
    key("name", row.name, until: .v9_1)
    text("description", row.description)
    list("members", row.partitions) { body, member, index in
      body.group("member") { body in
        let partition: Entity<PartitionRow> = member.target()
        body.target("routePartitionName", partition)
        body.number("index", index + 1)
      }
    }
    key("name", row.name, since: .v10_0)
  }

  /// XRouteGroup; before 10.0 the name came first.
  mutating func write(_ row: Entity<RouteGroupRow>) {
    key("name", row.name, until: .v9_1)
    text("distributionAlgorithm", row.distribution?.axl)
    list("members", row.members) { body, member, index in
      let target = member.value
      body.group("member") { body in
        body.number("deviceSelectionOrder", index + 1)
        body.text("deviceName", target.name)
        // 0 is every port of the device.
        body.number("port", 0)
      }
      if target.kind == .gateway {
        body.note("gateway '\(target.name)' is not part of these requests: it must exist before")
      } else {
        body.uses(target.index)
      }
    }
    key("name", row.name, since: .v10_0)
  }

  /// XRouteList; `fallback` is the Unified CM group of a list that names none.
  mutating func write(_ row: Entity<RouteListRow>, _ fallback: Entity<CallManagerGroupRow>?) {
    key("name", row.name)
    text("description", row.description)
    if let group = row.callManagerGroup ?? fallback {
      target("callManagerGroupName", group)
    } else {
      initialNil("callManagerGroupName")
    }
    initial("routeListEnabled", "true")
    list("members", row.members) { body, member, index in
      body.group("member") { body in
        body.text("routeGroupName", member.value.name)
        body.number("selectionOrder", index + 1)
        body.text("useFullyQualifiedCallingPartyNumber", "Default")
      }
      body.uses(member.value.index)
    }
  }

  /// XLocalRouteGroup.
  mutating func write(_ row: Entity<LocalRouteGroupRow>) {
    key("name", row.name)
    text("description", row.description)
  }

  /// XRoutePattern.
  mutating func write(_ row: Entity<RoutePatternRow>, _ pattern: Interned) {
    key("pattern", pattern)
    text("description", row.description)
    if form == .add { required("routePartitionName", row, \.partition) } else { use(row.partition) }
    flag("blockEnable", row.block ?? false)
    text("calledPartyTransformationMask", row.calledPartyMask)
    text("callingPartyTransformationMask", row.callingPartyMask)
    text("useCallingPartyPhoneMask", row.useExternalMask == true ? "On" : "Default")
    text("callingPartyPrefixDigits", row.callingPartyPrefix)
    initialNil("dialPlanName")
    if let digits = row.discardDigits {
      text("digitDiscardInstructionName", digits.axl)
    } else {
      initialNil("digitDiscardInstructionName")
    }
    initial("networkLocation", "OnNet")
    flag("patternUrgency", row.urgentPriority ?? false)
    if let prefix = row.calledPartyPrefix { text("prefixDigitsOut", prefix) } else { initialNil("prefixDigitsOut") }
    initialNil("routeFilterName")
    guard let target = row.to else {
      return note("a blocked route pattern needs a gateway or a route list too, and names none: add it by hand")
    }
    group("destination") { body in
      if target.kind == .routeList {
        body.text("routeListName", target.name)
      } else {
        body.text("gatewayName", target.name)
      }
    }
    if target.kind == .gateway {
      note("gateway '\(target.name)' is not part of these requests: it must exist before")
    } else {
      uses(target.index)
    }
  }

  /// XTransPattern.
  mutating func write(_ row: Entity<TranslationPatternRow>, _ pattern: Interned) {
    key("pattern", pattern)
    text("description", row.description)
    initial("usage", "Translation")
    if form == .add { required("routePartitionName", row, \.partition) } else { use(row.partition) }
    flag("blockEnable", row.block ?? false)
    text("calledPartyTransformationMask", row.calledPartyMask)
    text("callingPartyTransformationMask", row.callingPartyMask)
    text("useCallingPartyPhoneMask", row.useExternalMask == true ? "On" : "Default")
    text("callingPartyPrefixDigits", row.callingPartyPrefix)
    text("digitDiscardInstructionName", row.discardDigits?.axl)
    flag("patternUrgency", row.urgentPriority ?? false)
    text("prefixDigitsOut", row.calledPartyPrefix)
    reference("callingSearchSpaceName", row, \.css)
  }

  /// XCallingPartyTransformationPattern.
  mutating func write(_ row: Entity<CallingPartyTransformationRow>, _ pattern: Interned) {
    key("pattern", pattern)
    text("description", row.description)
    if form == .add { required("routePartitionName", row, \.partition) } else { use(row.partition) }
    text("callingPartyTransformationMask", row.mask)
    text("useCallingPartyPhoneMask", row.useExternalMask == true ? "On" : "Default")
    text("digitDiscardInstructionName", row.discardDigits?.axl)
    text("callingPartyPrefixDigits", row[dynamicMember: \.prefix])
  }

  /// XCalledPartyTransformationPattern.
  mutating func write(_ row: Entity<CalledPartyTransformationRow>, _ pattern: Interned) {
    key("pattern", pattern)
    text("description", row.description)
    if form == .add { required("routePartitionName", row, \.partition) } else { use(row.partition) }
    text("calledPartyTransformationMask", row.mask)
    text("digitDiscardInstructionName", row.discardDigits?.axl)
    text("calledPartyPrefixDigits", row[dynamicMember: \.prefix])
  }

  /// Remembers a partition that the key names.
  private mutating func use(_ partition: Entity<PartitionRow>?) {
    if let partition, !partition.isPoison { uses(partition.index) }
  }
}
