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

extension AXLBody {
  /// Writes the name of an object that is referred to; nothing without one.
  ///
  /// In an update the word `none` becomes a nil element.
  mutating func reference<R: Row, Target: NamedRow>(
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
  mutating func reference<R: Row, Target: NamedRow>(
    _ name: StaticString, _ row: Entity<R>, _ field: KeyPath<R, Ref<Target>>, initial: String
  ) {
    guard let target = row[dynamicMember: field] else { return self.initial(name, initial) }
    self.target(name, target)
  }

  /// Writes the name of an object that is referred to; an object that is added gets a nil element without one.
  mutating func required<R: Row, Target: NamedRow>(
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
    for (name, value) in key.members {
      if let value { text(name, value) } else { empty(name) }
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

/// The natural key of an object: elements and texts in the order of the schema; nil stands for an empty element.
struct AXLKey {
  /// The elements.
  let members: [(name: StaticString, value: String?)]

  /// A key of one element.
  init(_ name: StaticString, _ value: String) { members = [(name, value)] }

  /// A key of several elements.
  init(_ members: [(name: StaticString, value: String?)]) { self.members = members }

  /// A pattern in its partition.
  static func pattern(_ pattern: Interned, _ partition: Entity<PartitionRow>?) -> AXLKey {
    let name = partition.flatMap { $0.isPoison ? nil : $0.name.string }
    return AXLKey([("pattern", pattern.string), ("routePartitionName", name)])
  }

  /// True where the key comes first, by its bytes.
  static func precedes(_ left: AXLKey, _ right: AXLKey) -> Bool {
    for (one, other) in zip(left.members, right.members) where one.value != other.value {
      return ResolvedJSON.precedes(one.value ?? "", other.value ?? "")
    }
    return false
  }
}
