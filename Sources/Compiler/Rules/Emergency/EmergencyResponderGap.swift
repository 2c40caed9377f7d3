import EMDSL
import EMDiagnostics

/// Rule 9: clusters that visit each other are served by Emergency Responder groups that know nothing of each other.
enum EmergencyResponderGap: Rule {
  /// The texts of EM3009 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3009", name: "emcc-emergency-responder-gap", severity: .warning,
    summary: "Clusters that visit each other have Emergency Responder server groups that are not linked.",
    why: "A phone that moves to another cluster is one of the unlocated phones of the group there unless both groups "
      + "are in one Emergency Responder cluster: its emergency calls are sent to a default place, not to where it "
      + "stands.",
    fix: "put both server groups into one Emergency Responder cluster and write so under 'linkedGroups'",
    source: "Emergency Responder, phones moving between clusters",
    mistakes: [
      RuleExample(
        "Each country bought a server group of its own.",
        [
          "maxPhones: 1000": "maxPhones: 1000\nemergencyResponder: {group: CER-US}",
          "version: 12.5.1.14900-63": "version: 12.5.1.14900-63\nemergencyResponder: {group: «CER-GB»}",
        ]),
      RuleExample(
        "The group that is linked was renamed.",
        [
          "maxPhones: 1000": "maxPhones: 1000\nemergencyResponder: {group: CER-US}",
          "version: 12.5.1.14900-63":
            "version: 12.5.1.14900-63\nemergencyResponder: {group: CER-GB, linkedGroups: «[CER-NYC]»}",
        ]),
    ],
    right: [
      RuleExample(
        "One of the two says that they are linked.",
        [
          "maxPhones: 1000": "maxPhones: 1000\nemergencyResponder: {group: CER-US, linkedGroups: [CER-GB]}",
          "version: 12.5.1.14900-63": "version: 12.5.1.14900-63\nemergencyResponder: {group: CER-GB}",
        ]),
      RuleExample(
        "One group serves both clusters.",
        [
          "maxPhones: 1000": "maxPhones: 1000\nemergencyResponder: {group: CER-GLOBAL}",
          "version: 12.5.1.14900-63": "version: 12.5.1.14900-63\nemergencyResponder: {group: CER-GLOBAL}",
        ]),
      RuleExample(
        "A cluster without Emergency Responder has nothing to link.",
        ["maxPhones: 1000": "maxPhones: 1000\nemergencyResponder: {group: CER-US}"]),
    ])

  /// Each pair of the mesh once, whichever of the two is visited; clusters that say nothing are passed over.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let declared = deployment.members.compactMap { Declaration($0) }
    let byCluster = Dictionary(declared.map { ($0.cluster.id, $0) }, uniquingKeysWith: { first, _ in first })
    let linked = linkedGroups(declared)
    let pairs = Set(deployment.mesh.pairs.map { [$0.home, $0.visiting].sorted() })
    for pair in pairs.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let left = byCluster[pair[0]], let right = byCluster[pair[1]] else { continue }
      guard !linked.contains(where: { $0.contains(left.group) && $0.contains(right.group) }) else { continue }
      let (first, second) = (left.cluster.handle, right.cluster.handle)
      report.add(
        "phones that move between \(first) and \(second) are unlocated in the other's Emergency Responder group: "
          + "'\(left.group)' and '\(right.group)' are not linked",
        at: left.place, related: [Report.related(right.place, "\(second) says so here")],
        help: "put both into one Emergency Responder cluster and list '\(right.group)' under 'linkedGroups' of "
          + "\(first)",
        [left.cluster, right.cluster])
    }
  }

  /// What a cluster says of its Emergency Responder.
  private struct Declaration {
    let cluster: Cluster
    let group: String
    let links: [String]
    /// The list of links where there is one, else the group.
    let place: Place?

    /// Nil for a cluster that says nothing, or nothing that can be read.
    init?(_ cluster: Cluster) {
      guard cluster.isJudged, let row = cluster.emergencyResponder.first, row.isKnown, let group = row.group,
        !row.isDamaged(\.linkedGroups)
      else { return nil }
      self.cluster = cluster
      self.group = group.string
      links = row.linkedGroups.compactMap { $0.value?.string }
      place = row.isWritten(\.linkedGroups) ? row.place(\.linkedGroups) : row.place(\.group)
    }
  }

  /// Groups by Emergency Responder cluster: what is linked to a common group is linked.
  private static func linkedGroups(_ declared: [Declaration]) -> [Set<String>] {
    declared.reduce(into: []) { sets, declaration in
      var merged = Set([declaration.group] + declaration.links)
      for set in sets where !set.isDisjoint(with: merged) { merged.formUnion(set) }
      sets.removeAll { $0.isSubset(of: merged) }
      sets.append(merged)
    }
  }
}
