package import EMDiagnostics

extension Head {
  /// Where the object stands: its key, or its list item.
  package var place: Place? {
    if isPoison || at == 0 { return nil }
    let extent: Place.Extent =
      kind == .part || kind == .routePattern || kind == .translationPattern ? .collection : .node
    return Place(file: FileID(file), offset: at &- 1, extent: extent)
  }

  /// Where a field's value stands; the object's place for values that nobody wrote.
  package func place(at: UInt32) -> Place? {
    at == 0 || at >= CellOrigin.derived || isPoison ? place : Place(file: FileID(file), offset: at &- 1)
  }
}

extension Entity {
  /// Where the object stands.
  package var place: Place? { head.place }
  /// Where a field's value stands; the object's place for values that nobody wrote.
  package func place<C: Cell>(_ field: KeyPath<R, C>) -> Place? { head.place(at: row.pointee[keyPath: field].at) }
}

extension CellList.Member {
  /// Where the member stands.
  package var place: Place? { owner.place(at: cell.at) }
}

extension CellList.Member where Element == Symbol {
  /// The text; nil when damaged.
  @inlinable public var value: Interned? { cell.bits == .max ? nil : Interned(id: cell.bits, context: context) }
}

extension CellList.Member {
  /// The object referred to; the poison object when it does not resolve.
  @inlinable public func target<Target>() -> Entity<Target> where Element == Ref<Target> {
    Entity(index: cell.bits == .max ? Arena.poison : cell.bits, context: context)
  }

  /// The word; nil when damaged.
  @inlinable public func word<Words>() -> Words? where Element == OneOf<Words> {
    cell.bits > 0xFF ? nil : Words(rawValue: UInt8(cell.bits))
  }
}

extension CellList.Member where Element == AnyRef {
  /// The object referred to; the poison object when it does not resolve.
  @inlinable public var value: AnyEntity {
    AnyEntity(index: cell.bits == .max ? Arena.poison : cell.bits, context: context)
  }
}

extension CellList.Member where Element == ClusterRef {
  /// The cluster; nil when unknown.
  @inlinable public var value: ClusterID? { cell.bits == .max ? nil : ClusterID(Int(cell.bits)) }
}
