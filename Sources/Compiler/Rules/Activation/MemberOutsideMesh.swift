import EMDSL
import EMDiagnostics

/// Rule 107: a member of the EMCC group that stands in no pair of the mesh.
enum MemberOutsideMesh: Rule {
  /// The texts of EM3107 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3107", name: "emcc-group-larger-than-mesh", severity: .warning,
    summary: "A member of the EMCC group is paired with no other cluster.",
    why: "It gets everything that members get, and nobody of it can log in abroad, nor anybody there.",
    fix: "add the member's pairs to 'mesh', or take it out of 'members' until its turn comes",
    source: "Language: emccGroup",
    mistakes: [
      RuleExample(
        "The third cluster was added to the group only.",
        [
          "members: [HOME, AWAY]": "members: [HOME, AWAY, «PARTNER»]",
          "mesh: full": "mesh: [{home: HOME, visiting: AWAY}, {home: AWAY, visiting: HOME}]",
          "emergencyNumbers:":
            "clusters: {PARTNER: {external: true, clusterId: P-1, version: 14.0.1.13900-155, securityMode: mixed}}\n"
            + "emergencyNumbers:",
        ])
    ],
    right: [
      RuleExample(
        "In a staged roll-out one direction is enough.", ["mesh: full": "mesh: [{home: HOME, visiting: AWAY}]"])
    ])

  /// Members of the group against the pairs; pairs with itself do not count.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    // 'mesh: full' pairs everybody; a member without a peer is one whose peers are unknown, which linking says.
    guard let group = deployment.emccGroup, !group.isKeyword(\.mesh) else { return }
    let isWhole = !deployment.clusters.contains(where: \.isIncomplete)
    var paired: Set<ClusterID> = []
    for pair in deployment.mesh.pairs where pair.home != pair.visiting { paired.formUnion([pair.home, pair.visiting]) }
    for member in group.members {
      // Without 'mesh' the pairs are what each cluster's documents say.
      guard let id = member.value, !paired.contains(id), deployment.mesh.isDeclared || isWhole else { continue }
      let cluster = deployment[id]
      report.add(
        "cluster \(cluster.handle) is a member of the EMCC group, but "
          + (deployment.mesh.isDeclared ? "no pair of 'mesh' has it" : "no cluster has it as a remote cluster"),
        at: member.place,
        related: [deployment.mesh.isDeclared ? Report.related(group.place(\.mesh), "the pairs") : nil],
        help: deployment.mesh.isDeclared
          ? "add '{home: …, visiting: …}' with \(cluster.handle) to 'mesh', or take it out of 'members' until its "
            + "turn comes"
          : "write 'mesh: full', or list it under 'remoteClusters' of its peers", [cluster])
    }
  }
}
