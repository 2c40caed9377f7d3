import EMDSL

/// What `emccGroup` says for every member.
extension Linker {
  /// Fills in the values that must be equal in every member where a member does not write its own.
  mutating func deriveGroupValues() {
    let keys = ["maxAudioBitRate", "maxVideoCallBitRate", "linkLossType"]
    guard let group = deploymentPlan.children.first(where: { $0.field.key == "emccGroup" }),
      let features = plan.children.first(where: { $0.field.key == "emccFeatureConfiguration" })
    else { return }
    let members = Set(memberOrdinals())
    for (row, _) in deploymentRows {
      for source in BlockRows(arena.pointer(row) + group.offset, stride: group.plan.schema.stride, base: arena.base) {
        for part in parts where members.contains(part.cluster) {
          forEachRow(arena.pointer(part.row), features) { _, target in
            for key in keys { Linker.derive(key, from: source, group.plan, to: target, features.plan) }
          }
        }
      }
    }
  }

  private static func derive(
    _ key: String, from source: UnsafeMutableRawPointer, _ sourcePlan: LinkPlan, to target: UnsafeMutableRawPointer,
    _ targetPlan: LinkPlan
  ) {
    guard let from = sourcePlan.schema.field(key)?.offset, let to = targetPlan.schema.field(key)?.offset,
      target.load(fromByteOffset: to + 4, as: UInt32.self) == 0,
      source.load(fromByteOffset: from + 4, as: UInt32.self) != 0
    else { return }
    target.storeBytes(of: source.load(fromByteOffset: from, as: UInt32.self), toByteOffset: to, as: UInt32.self)
    target.storeBytes(of: CellOrigin.derived, toByteOffset: to + 4, as: UInt32.self)
  }
}
