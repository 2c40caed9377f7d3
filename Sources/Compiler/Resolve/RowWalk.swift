import EMDSL

/// Walks every reference of a part of a cluster, through all nested objects.
struct RowWalk {
  private static let plan = PlanBox(LinkPlan(LanguageSchema.current.cluster))

  private final class PlanBox: @unchecked Sendable {
    // Written once before anybody else sees it.
    let plan: LinkPlan
    init(_ plan: LinkPlan) { self.plan = plan }
  }

  private let row: UnsafeRawPointer
  private let base: UnsafeRawPointer

  /// Walks a part's rows, which must outlive the walk.
  init(_ part: Entity<ClusterRow>) {
    row = part.address
    base = part.base
  }

  /// Calls `body` with the arena indices of the target and of the section's object that refers to it.
  func forEachReference(_ body: (_ target: UInt32, _ source: UInt32, _ field: String) -> Void) {
    for child in RowWalk.plan.plan.children {
      forEachRow(row + child.offset, child.plan) { object in
        let source = UInt32((object - base) / Arena.unit)
        walk(object, child.plan) { target, field in body(target, source, field) }
      }
    }
  }

  private func forEachRow(_ cell: UnsafeRawPointer, _ plan: LinkPlan, _ body: (UnsafeRawPointer) -> Void) {
    for row in BlockRows(cell, stride: plan.schema.stride, base: UnsafeMutableRawPointer(mutating: base)) { body(row) }
  }

  private func walk(_ row: UnsafeRawPointer, _ plan: LinkPlan, _ body: (UInt32, String) -> Void) {
    for reference in plan.references { visit(row + reference.offset, plan.key(reference.offset), body) }
    for list in plan.lists {
      guard case .reference = list.element else { continue }
      let bits = (row + list.offset).load(as: UInt32.self)
      guard (row + list.offset).load(fromByteOffset: 4, as: UInt32.self) != 0, bits < CellOrigin.keyword else {
        continue
      }
      let block = base + Int(bits) * Arena.unit
      for index in 0..<Int(block.load(as: UInt32.self)) { visit(block + 8 + index * 8, plan.key(list.offset), body) }
    }
    for child in plan.children {
      forEachRow(row + child.offset, child.plan) { nested in walk(nested, child.plan, body) }
    }
  }

  private func visit(_ cell: UnsafeRawPointer, _ key: String, _ body: (UInt32, String) -> Void) {
    let bits = cell.load(as: UInt32.self)
    guard cell.load(fromByteOffset: 4, as: UInt32.self) != 0, bits < CellOrigin.keyword else { return }
    body(bits, key)
  }
}

extension LinkPlan {
  /// The key of the field at an offset.
  func key(_ offset: Int) -> String { schema.fields.first { $0.offset == offset }?.key ?? "" }
}
