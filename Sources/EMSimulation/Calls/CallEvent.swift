/// Something that happens to a call, as the engine notes it; `CallNarrator` finds the words and the places.
///
/// Numbers without a label are indexes of the cluster's dial plan, `cluster` one of the simulator's plans.
enum CallEvent: Sendable {
  /// What became of a member of a route list, and why.
  enum Attempt: Sendable {
    /// It leads to a route group.
    case group(Int)
    /// It is a local route group, which the device pool says; a name for a named one.
    case localRouteGroup(name: String?, devicePool: Int?, group: Int)
    /// It is a local route group, but the device pool has none.
    case noLocalRouteGroup(name: String?, devicePool: Int?)
    /// It leads to a route group without members.
    case emptyGroup(Int)
    /// It is Standard Local Route Group, and the caller is a visitor at a phone of another cluster.
    case visitedCluster
    /// It is not known.
    case unknown(String)
  }

  /// A number comes to the digit analysis of a cluster.
  case searches(cluster: Int, chain: [ChainLink], digits: String, dialling: Lookup.Dialling)
  /// Digits are looked up; the chain is what the search order was made from.
  case looksUp(cluster: Int, lookup: Lookup, chain: [ChainLink])
  /// A pattern changes the called number.
  case changesCalled(cluster: Int, pattern: Int, from: String, to: String)
  /// A pattern changes the calling number.
  case changesCalling(cluster: Int, pattern: Int, from: String?, to: String?)
  /// A pattern sends the call to its target.
  case routes(cluster: Int, pattern: Int)
  /// A route list tries a member.
  case tries(cluster: Int, list: Int, member: Int, attempt: Attempt)
  /// A route group hands the call to a member.
  case takes(cluster: Int, group: Int, member: RouteGroup.Member)
  /// A transformation pattern changes a number on its way out.
  case transforms(cluster: Int, side: TransformationRequest.Side, css: Int, pattern: Int, from: String, to: String)
  /// A visitor's call leaves home by the EMCC trunk.
  case leavesForPhone(cluster: Int, trunk: Int, visited: Int, called: String, calling: String?)
  /// A call leaves by a trunk for another cluster.
  case crosses(cluster: Int, trunk: Int, to: Int, called: String, calling: String?)
  /// A call arrives by a trunk; the numbers are those before and after its inbound settings.
  case arrives(cluster: Int, trunk: Int?, from: String, to: String)
  /// The visited cluster chooses the calling search space by its PSTN Access mode.
  case choosesCSS(cluster: Int)
  /// A call leaves by a gateway.
  case leavesByGateway(cluster: Int, gateway: Int, called: String, calling: String?)
  /// A call leaves by a trunk for somewhere out of sight.
  case leavesByTrunk(cluster: Int, trunk: Int, called: String, calling: String?)
  /// The call ends.
  case ends(CallEnd)
}
