import EMDSL
import EMSimulation

/// Linking the server groups of Emergency Responder (its administration guide; Phones moving between clusters).
struct EmergencyResponderSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The deployment.
  let deployment: Deployment

  private var handle: String { facts.cluster.handle }

  /// A night of its own for each group that clusters of ours name: one group at a time.
  static func windows(_ clusters: [RunbookFacts], _ deployment: Deployment) -> [RunbookWindow] {
    var seen: Set<String> = []
    var before: [String] = []
    return clusters.compactMap { facts in
      let steps = EmergencyResponderSteps(facts: facts, deployment: deployment)
      guard let group = steps.group, let step = steps.link(after: before), seen.insert(group).inserted else {
        return nil
      }
      before = [step.id]
      return RunbookWindow(
        id: "\(facts.cluster.handle).emergency", title: "Emergency Responder: link \(group)",
        cluster: facts.cluster.handle, impact: .some,
        reason: """
          One group at a time, at night: while its servers restart, emergency calls that it routes take the default \
          route. Skip the window where the groups are linked already.
          """,
        steps: [step], startsLike: .all)
    }
  }

  private var group: String? { facts.cluster.emergencyResponder.first?.group?.string }

  /// The step; nil without a group, or without others to link it with.
  private func link(after before: [String]) -> RunbookStep? {
    guard let responder = facts.cluster.emergencyResponder.first, let group else { return nil }
    let linked = responder.linkedGroups.compactMap { $0.value?.string }
    guard !linked.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).emergency-responder", cluster: handle,
      title: "Link the Emergency Responder server group \(name: group) with the others",
      why: """
        A phone that moves to another cluster is unknown to the first group; groups that share one cluster database \
        pass it on, so that its emergency call shows where it stands.
        """,
      actions: ask(group, linked) + change(group, linked),
      verify: [
        """
        \(menu: "System > Cisco ER Groups in Cluster", in: .emergencyResponder) of \(name: group) lists, with primary \
        and standby server, those of \(.names(linked)) that are linked by now; the same page there lists \(name: group).
        """,
        """
        An emergency number, dialled from a phone of the test location, rings at the telephone of the company that was \
        arranged, and the alert shows the location.
        """,
        """
        After the next run of \(menu: "Phone Tracking > Run Switch-Port & Phone Update", in: .emergencyResponder) a \
        phone that moved to a site of \(.names(linked)) stands in \
        \(menu: "ERL Membership > Unlocated Phones", in: .emergencyResponder) of \(name: group) with the other group \
        behind it.
        """,
      ],
      undo: "Have the administrator set the former cluster database host, restart in the same way, and make the call.",
      notice: "Emergency calls take the default route of the site while both servers of the group are away.",
      minutes: 60, after: ["deployment.contacts", "deployment.arrange-tests", "\(handle).emergency-today"] + before)
  }

  /// Before anything restarts.
  private func ask(_ group: String, _ linked: [String]) -> [RunbookAction] {
    [
      .table(["Emergency Responder group", "Serves the phones of"], groups([group] + linked)),
      .say(
        """
        Do this with the administrator of \(name: group). In working hours look at \
        \(menu: "System > Cisco ER Groups in Cluster", in: .emergencyResponder): where every group of the table is \
        listed, with its servers, tick the step off and skip the window.
        """),
      .say(
        """
        Agree with the administrators of all groups on one cluster database host; all servers run one version, and \
        resolve each other's names. Note down the present host of \(name: group), which the page shows: ____.
        """),
      .say(
        """
        See that the default route works while the servers are away: the CTI route point of the emergency number \
        forwards to a local gateway in its \(field: "Forward Busy"), \(field: "Forward No Answer") and \
        \(field: "Forward on CTI Failure") fields. Have a test location that routes to a telephone of the company.
        """),
    ]
  }

  private func change(_ group: String, _ linked: [String]) -> [RunbookAction] {
    [
      .say(
        """
        See that the standby server of \(name: group) runs and is in service. Have the administrator set the agreed \
        cluster database host and its password on the publisher of \(name: group), on the page for it in the \
        \(field: "Cisco ER Admin Utility").
        """),
      .say(
        """
        Restart one server as the page says, wait until it is in service again, then the other one: never both at once.
        """),
      .say(
        """
        Have the administrator tell you the route pattern by which the other groups reach \(name: group), in \
        \(menu: "System > Telephony Settings", in: .emergencyResponder), and write it down. Each Unified CM cluster \
        below must route it over the trunk of its line; the bundle has no such pattern, so it is added by hand, and \
        described in the deployment's files. Do not dial one: it ends at a centre.
        """),
      .table(["Done", "Unified CM cluster", "Reaches group", "Route pattern", "Over"], patterns(group)),
      .say(
        """
        Have the administrator add each Unified CM cluster of the first table to its own group only, in \
        \(menu: "Phone Tracking > Cisco Unified Communications Manager", in: .emergencyResponder).
        """),
    ]
  }

  /// The clusters of other groups, with their trunks to this cluster.
  private func patterns(_ group: String) -> [[RunbookText]] {
    let plans = deployment.callSimulator.plans
    return deployment.clusters.filter { other in
      other.emergencyResponder.first?.group.map { $0.string != group } ?? false
    }.map { other in
      let trunks = plans[other.id.ordinal].trunks.filter { trunk in
        if case .cluster(let peer, _) = trunk.far { return peer == facts.cluster.id.ordinal }
        return false
      }
      return [
        "☐", .name(other.handle), .name(group), "____", trunks.isEmpty ? "____" : .names(trunks.map(\.name.name)),
      ]
    }
  }

  /// Which cluster each group serves, as far as it is written.
  private func groups(_ names: [String]) -> [[RunbookText]] {
    names.map { group in
      let served = deployment.clusters.filter { $0.emergencyResponder.first?.group?.string == group }.map(\.handle)
      return [.name(group), served.isEmpty ? "ask its administrator" : .names(served)]
    }
  }
}
