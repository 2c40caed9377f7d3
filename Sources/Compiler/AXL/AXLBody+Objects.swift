import EMDSL

/// A row with a name by which others refer to it.
protocol NamedRow: Row {
  /// The name.
  var name: Name { get }
}

extension PartitionRow: NamedRow {}
extension CallingSearchSpaceRow: NamedRow {}
extension GeolocationRow: NamedRow {}
extension GeolocationFilterRow: NamedRow {}
extension DateTimeGroupRow: NamedRow {}
extension RegionRow: NamedRow {}
extension CallManagerGroupRow: NamedRow {}
extension SRSTReferenceRow: NamedRow {}
extension LocationRow: NamedRow {}
extension MediaResourceGroupListRow: NamedRow {}
extension CommonDeviceConfigurationRow: NamedRow {}
extension CommonPhoneProfileRow: NamedRow {}
extension PhoneSecurityProfileRow: NamedRow {}
extension SIPProfileRow: NamedRow {}
extension SIPTrunkSecurityProfileRow: NamedRow {}
extension PhoneButtonTemplateRow: NamedRow {}
extension SoftkeyTemplateRow: NamedRow {}
extension LocalRouteGroupRow: NamedRow {}
extension DevicePoolRow: NamedRow {}
extension SIPTrunkRow: NamedRow {}
extension RouteGroupRow: NamedRow {}
extension RouteListRow: NamedRow {}
extension PhoneServiceRow: NamedRow {}
extension DeviceProfileRow: NamedRow {}
extension UserRow: NamedRow {}
extension PhoneRow: NamedRow {}
extension AccessControlGroupRow: NamedRow {}

// Inlined: a key path that is passed on costs more than the rest of a field, one that the compiler sees costs nothing.
extension AXLBody {
  /// Writes the name of an object that is referred to; nothing without one.
  ///
  /// In an update the word `none` becomes a nil element.
  @inline(__always) mutating func reference<R: Row, Target: NamedRow>(
    _ name: StaticString, _ row: Entity<R>, _ field: KeyPath<R, Ref<Target>>, until: AXLVersion = .v15_0
  ) {
    guard version <= until else { return }
    guard let target = row[dynamicMember: field] else {
      if form == .update, row.isWritten(field) { null(name) }
      return
    }
    self.target(name, target)
  }

  /// Writes the name of an object that is referred to, or what the schema asks for in its place.
  @inline(__always) mutating func reference<R: Row, Target: NamedRow>(
    _ name: StaticString, _ row: Entity<R>, _ field: KeyPath<R, Ref<Target>>, initial: String
  ) {
    guard let target = row[dynamicMember: field] else { return self.initial(name, initial) }
    self.target(name, target)
  }

  /// Writes the name of an object that is referred to; an object that is added gets a nil element without one.
  @inline(__always) mutating func required<R: Row, Target: NamedRow>(
    _ name: StaticString, _ row: Entity<R>, _ field: KeyPath<R, Ref<Target>>
  ) {
    if form == .add, row[dynamicMember: field] == nil { null(name) } else { reference(name, row, field) }
  }

  /// Writes the name of an object and remembers that it must exist.
  mutating func target<Target: NamedRow>(_ name: StaticString, _ target: Entity<Target>) {
    guard !target.isPoison else { return }
    text(name, target[dynamicMember: \.name])
    uses(target.index)
  }

  /// Writes an object's key at the beginning of an update.
  mutating func key(_ key: AXLKey) {
    key.forEachMember { member in
      switch member.value {
      case .name(let name): text(member.name, name)
      case .text(let value): text(member.name, value)
      case nil: empty(member.name)
      }
    }
  }

  /// Writes an audio source, which AXL knows by its number only (XMOHAudioSourceId: 0 to 51).
  mutating func audioSource(_ name: StaticString, _ source: Interned?) {
    guard let source else { return }
    if let number = Int(source.string), (0...51).contains(number) {
      self.number(name, number)
    } else {
      note("music on hold '\(source.string)' is not set: AXL takes the number of an audio source only")
    }
  }
}
