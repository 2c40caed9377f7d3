import EMDSL

extension PeerSteps {
  /// The other end of our ordinary trunks to the peer; nil where no cluster of ours has one.
  var trunks: RunbookStep? {
    let rows = ours.flatMap { cluster in
      cluster.sipTrunks.filter(leadsHere).map { trunk -> [RunbookText] in
        let kind: RunbookText = trunk.destinationIsSrv == true ? "DNS SRV name" : "address"
        return [
          .name(cluster.clusterID), .name(trunk.name.string), .names(destinations(trunk)), kind,
          .names(cluster.nodesRunning(.callManager).compactMap { RunbookFacts.address($0) }, limit: 24),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    var actions: [RunbookAction] = [
      .say("Ordinary calls between our clusters take these trunks of ours; emergency calls of visitors never do:"),
      .table(["Our cluster", "Our trunk", "Sends to", "Which is", "Comes from"], rows),
    ]
    let names = ours.flatMap {
      $0.sipTrunks.filter { leadsHere($0) && $0.destinationIsSrv == true }.flatMap(destinations)
    }
    if !names.isEmpty {
      actions.append(
        .say(
          """
          Keep \(.names(names.unique)) in your DNS, with your nodes that run Cisco CallManager and the port of their \
          trunk, and let our publishers ask for it.
          """))
    }
    actions.append(
      .say(
        """
        In \(menu: "Device > Trunk") have one SIP trunk for each line, not for EMCC, with the addresses of the last \
        column as destinations, a security profile that fits ours, and an inbound CSS that reaches your extensions and \
        nothing that costs money. Route patterns for our extensions lead to it. Reset it.
        """))
    return step(
      "intercluster-trunk", "Add your end of the trunks between the clusters",
      why: "A call that arrives from a node which no trunk of yours names is refused.",
      actions,
      verify: [
        """
        \(menu: "Device > Trunk") shows each trunk in full service, or a call in each direction between two phones \
        without visitors can be heard on both sides.
        """
      ] + (names.isEmpty ? [] : ["\(name: "utils network host NAME srv") lists your nodes, on our side too."]),
      undo: "Delete the trunk and the patterns.", minutes: 30, after: ["network"])
  }

  private func destinations(_ trunk: Entity<SIPTrunkRow>) -> [String] {
    trunk.destinations.compactMap { $0.value?.string }
  }

  /// True where a trunk names the peer's address, or an SRV name of its domain (inferred).
  private func leadsHere(_ trunk: Entity<SIPTrunkRow>) -> Bool {
    guard trunk.isKnown, trunk.serviceType != .emcc,
      let address = peer.external?[dynamicMember: \.address]?.string.lowercased()
    else { return false }
    return destinations(trunk).contains { destination in
      let name = destination.lowercased()
      let domain = name.split(separator: ".").drop { $0.hasPrefix("_") }.joined(separator: ".")
      return name == address || trunk.destinationIsSrv == true && address.hasSuffix(".\(domain)")
    }
  }
}
