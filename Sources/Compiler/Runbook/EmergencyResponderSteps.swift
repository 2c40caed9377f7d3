import EMDSL

/// Linking the server groups of Emergency Responder (its administration guide; Phones moving between clusters).
struct EmergencyResponderSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The deployment.
  let deployment: Deployment

  private var handle: String { facts.cluster.handle }

  /// The step; nil without a group, or without others to link it with.
  var link: RunbookStep? {
    guard let responder = facts.cluster.emergencyResponder.first, let group = responder.group?.string else {
      return nil
    }
    let linked = responder.linkedGroups.compactMap { $0.value?.string }
    guard !linked.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).emergency-responder", cluster: handle,
      title: "Link the Emergency Responder server groups of \(name: group)",
      why: """
        A phone that moves to another cluster is unknown to the first group; groups that share one cluster database \
        pass it on, so that its emergency call shows where it stands.
        """,
      actions: actions(group, linked),
      verify: [
        """
        \(menu: "System > Cisco ER Groups in Cluster", in: .emergencyResponder) of \(name: group) lists \
        \(.names(linked)) with primary and standby server; the same page there lists \(name: group).
        """,
        """
        After the next run of \(menu: "Phone Tracking > Run Switch-Port & Phone Update", in: .emergencyResponder) a \
        phone that moved to a site of \(.names(linked)) stands in \
        \(menu: "ERL Membership > Unlocated Phones", in: .emergencyResponder) of \(name: group) with the other group behind it.
        """,
      ],
      undo: """
        Have the administrator set the former cluster database host, which the page shows before the change; note it \
        down.
        """,
      notice: "Nothing, unless emergency calls are made while the servers restart.", minutes: 45,
      after: ["deployment.contacts"])
  }

  private func actions(_ group: String, _ linked: [String]) -> [RunbookAction] {
    [
      .table(["Emergency Responder group", "Serves the phones of"], groups([group] + linked)),
      .say(
        """
        Do this with the administrator of Emergency Responder. Ask first: which server is the cluster database host \
        of the groups, do all servers run one version, and do they resolve each other's names?
        """),
      .say(
        """
        Look at \(menu: "System > Cisco ER Groups in Cluster", in: .emergencyResponder) of \(name: group). Where \
        every group of the table is listed, with its servers, nothing is left to do.
        """),
      .say(
        """
        Otherwise have the administrator set the same cluster database host and its password on the publisher of \
        each group, on the page for it in the \(field: "Cisco ER Admin Utility"), and restart the servers of the \
        group as the page says: emergency calls of its phones take the default route meanwhile.
        """),
      .say(
        """
        Have the administrator tell you the route pattern by which other groups reach each group, in \
        \(menu: "System > Telephony Settings", in: .emergencyResponder). Each of the Unified CM clusters of the \
        table must route the patterns of the other groups over the intercluster trunks: dial one from a phone without \
        visitors only after it is arranged, for it ends at a centre.
        """),
      .say(
        """
        Have the administrator add each Unified CM cluster of the table to its own group only, in \
        \(menu: "Phone Tracking > Cisco Unified Communications Manager", in: .emergencyResponder).
        """),
    ]
  }

  /// Which cluster each group serves, as far as it is written.
  private func groups(_ names: [String]) -> [[RunbookText]] {
    names.map { group in
      let served = deployment.clusters.filter { $0.emergencyResponder.first?.group?.string == group }.map(\.handle)
      return [.name(group), served.isEmpty ? "ask its administrator" : .names(served)]
    }
  }
}
