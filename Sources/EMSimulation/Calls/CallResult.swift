package import EMDiagnostics

/// What becomes of a call, in one word.
package enum CallVerdict: String, Sendable, CaseIterable {
  /// It arrives where it should.
  case ok
  /// An emergency call reaches the public network of another country than the one where the phone stands, or with a
  /// number that means an emergency only elsewhere.
  case wrongCountry = "wrong-country"
  /// It ends nowhere: no pattern matches, nothing takes it, or the public network does not know the number.
  case noRoute = "no-route"
  /// A pattern rejects it.
  case blocked
  /// An emergency call of a visitor leaves by a gateway of the home cluster.
  case egressAtHome = "egress-at-home"
  /// An emergency call waits for the inter-digit timer before it is routed.
  case timeout
  /// It leaves what is known: an external cluster, a gateway without a country, a pattern that is not modelled.
  case unknown
}

/// Where a call ends; clusters, gateways and so on are indexes of the simulator's plans.
package enum CallEnd: Sendable, Hashable {
  /// The public network, by a gateway; `country` as declared.
  case gateway(cluster: Int, gateway: Int, country: String?)
  /// A provider, by a trunk that leads to no cluster of the deployment.
  case outsideTrunk(cluster: Int, trunk: Int)
  /// An extension.
  case directoryNumber(cluster: Int, NamedPlace)
  /// A cluster run by somebody else.
  case external(cluster: Int)
  /// No pattern matches what was dialled.
  case noMatch(cluster: Int)
  /// The digits are the beginning of longer patterns only.
  case incomplete(cluster: Int)
  /// A pattern rejects it; index of the pattern.
  case blocked(cluster: Int, pattern: Int)
  /// The route list comes to a local route group, and the phone's device pool has none.
  case noLocalRouteGroup(cluster: Int, devicePool: Int?)
  /// Nothing of the route list or group takes the call.
  case noMember(cluster: Int)
  /// An EMCC call to a local route group, but PSTN Access is not active at home or in the visited cluster.
  case noPSTNAccess(cluster: Int)
  /// A trunk leads to a cluster that has no trunk back, so its inbound calling search space is not known.
  case noInboundTrunk(cluster: Int)
  /// Translations or trunks lead in a circle.
  case loop(cluster: Int)
  /// A pattern or target that cannot be followed; what it is.
  case unmodelled(cluster: Int, String)
}

/// One analysis of digits in one cluster, with the translations that follow each other.
package struct CallLeg: Sendable {
  /// Index of the cluster.
  package var cluster: Int
  /// What was to be looked up.
  package var digits: String
  /// The chain that was searched.
  package var chain: [ChainLink]
  /// What matched, translations first; the last one leads away.
  package var matches: [PatternMatch]
}

/// A pattern that took a call.
package struct PatternMatch: Sendable, Hashable {
  /// Index of the pattern; nil for an extension.
  package var pattern: Int?
  /// The extension; nil for a pattern.
  package var directoryNumber: NamedPlace?
  /// The digits that it took: with an urgent pattern perhaps fewer than were dialled.
  package var digits: String
  /// Which member of the chain it was found by; nil for `<None>`.
  package var role: ChainLink.Role?
  /// A longer pattern that made the phone wait for the inter-digit timer: its text and place; nil where none did.
  package var waitsFor: NamedPlace?
}

/// One line of a printed route.
package struct CallStep: Sendable, Equatable {
  /// Handle of the cluster in which it happens.
  package var cluster: String
  /// What happens, such as `matches '9.911' in PT-EMER-US (adjunct CSS CSS-ADJ-US)`.
  package var text: String
  /// The line of YAML that decided it; nil where none did.
  package var place: Place?

  /// Makes a step.
  package init(cluster: String, text: String, place: Place? = nil) {
    self.cluster = cluster
    self.text = text
    self.place = place
  }
}

/// What a called party transformation pattern did to the number at the last gateway or trunk.
package struct ExitChange: Sendable, Equatable {
  /// The number before.
  package var from: String
  /// Where the pattern is written.
  package var place: Place?
}

/// What becomes of a call.
package struct CallResult: Sendable {
  /// In one word.
  package var verdict: CallVerdict
  /// In one sentence, without a full stop.
  package var reason: String
  /// Where it ends.
  package var end: CallEnd
  /// Number that leaves at the end; nil where the call never gets that far.
  package var delivered: String?
  /// What changed it last, at the gateway or trunk by which it leaves; nil where no transformation pattern did.
  package var exitChange: ExitChange?
  /// Calling number that is shown at the end; nil where the call never gets that far or has none.
  package var callingNumber: String?
  /// True where a transformation, mask or prefix of the cluster at the end set the calling number.
  package var isCallingNumberLocal: Bool
  /// True where the call took a local route group.
  package var usesLocalRouteGroup: Bool
  /// The analyses, one a cluster that the call passes.
  package var legs: [CallLeg]
  /// Things that are right but worth knowing, such as a second choice in another country.
  package var notes: [String]
  /// What happened, in order; made only when asked for.
  package var steps: [CallStep]
  /// The other ways, in their order, where a circular route group may send the call by either; they have none themselves.
  package var otherWays: [CallResult] = []
}
