import EMDSL
import EMDiagnostics

/// A value that all members of the EMCC group must have in common, and what each of them has.
struct CommonValue<Value: Hashable> {
  /// What one member has.
  struct Holding {
    /// The member.
    let cluster: Cluster
    /// Its value.
    let value: Value
    /// Where it is written; the cluster's place where it is not.
    let place: Place?
  }

  /// The members' values, in the order of their handles; a member whose value cannot be told is left out.
  private(set) var holdings: [Holding] = []
  /// The group's own value: it decides where as many members have one value as another.
  let groupValue: Value?

  /// Starts without members.
  init(groupValue: Value? = nil) { self.groupValue = groupValue }

  /// Adds a member.
  mutating func add(_ cluster: Cluster, _ value: Value, _ place: Place?) {
    holdings.append(Holding(cluster: cluster, value: value, place: place))
  }

  /// The value of most members; nil where all agree.
  var common: Value? {
    var counts: [Value: Int] = [:]
    for holding in holdings { counts[holding.value, default: 0] += 1 }
    guard counts.count > 1, let most = counts.values.max() else { return nil }
    if let groupValue, counts[groupValue] == most { return groupValue }
    return holdings.first { counts[$0.value] == most }?.value
  }

  /// Reports at the first member that differs from most.
  ///
  /// The others are related places. `what` is the beginning of the message, such as `the rate differs`.
  func report(
    _ what: String, _ report: inout Report, severity: Severity? = nil, help: (Value) -> String,
    text: (Value) -> String
  ) {
    guard let common else { return }
    let minority = holdings.filter { $0.value != common }
    let majority = holdings.filter { $0.value == common }
    guard let first = minority.first else { return }
    var values: [Value] = []
    for holding in minority where !values.contains(holding.value) { values.append(holding.value) }
    let parts = (values + [common]).map { value in
      let owners = holdings.filter { $0.value == value }.map(\.cluster.handle)
      return "\(text(value)) in \(Phrase.list(owners))"
    }
    report.add(
      "\(what) between the members: \(parts.joined(separator: ", "))", at: first.place,
      related: Phrase.related(places(minority + majority, text)), help: help(common), severity: severity,
      holdings.map(\.cluster))
  }

  /// Every place but the first with the members that have its value: several follow the group's.
  private func places(_ holdings: [Holding], _ text: (Value) -> String) -> [(place: Place?, message: String)] {
    var seen: Set<Place?> = [holdings.first?.place, nil]
    return holdings.compactMap { holding in
      guard seen.insert(holding.place).inserted else { return nil }
      let owners = holdings.filter { $0.place == holding.place }.map(\.cluster.handle)
      let origin = holding.place == holding.cluster.place ? ", by default" : ""
      return (holding.place, "\(text(holding.value)) in \(Phrase.list(owners))\(origin)")
    }
  }
}

extension CommonValue where Value == Int {
  /// Gathers a number that stands in each member's feature configuration, else in the group.
  init(
    _ deployment: Deployment, _ own: KeyPath<EMCCFeatureConfigurationRow, Number>,
    _ shared: KeyPath<EMCCGroupRow, Number>
  ) {
    let group = deployment.emccGroup
    self.init(groupValue: group?[dynamicMember: shared])
    for member in deployment.members where !member.isExternal {
      if let features = member.emccFeatures, features.isWritten(own) {
        if let value = features[dynamicMember: own] { add(member, value, features.place(own)) }
      } else if member.followsGroup, let group, let value = groupValue {
        add(member, value, group.isWritten(shared) ? group.place(shared) : member.place)
      }
    }
  }
}

extension Cluster {
  /// True where an EMCC value that the cluster does not write is certain to be the group's.
  var followsGroup: Bool {
    isJudged && !hasDamaged(\.emccFeatureConfiguration) && emccFeatures?.isKnown != false
  }
}
