package import EMDSL
package import EMSimulation

/// Users of a cluster who may log in abroad, and whose calls search the same calling search spaces there.
package struct TravellerGroup: Sendable {
  /// Calling search space of the first line of their profiles.
  package let lineCSS: Entity<CallingSearchSpaceRow>?
  /// EMCC CSS of their profiles.
  package let emccCSS: Entity<CallingSearchSpaceRow>?
  /// First line of the first of them.
  package let line: CallingLine
  /// The users.
  private(set) var users: Sample

  /// How many users.
  package var userCount: Int { users.count }

  /// The groups of a cluster, in the order of the first user of each.
  ///
  /// Who may travel has `emcc: true` and is at home here. Profiles and calling search spaces that cannot be read are
  /// left out; of calling search spaces that are not described here the simulator knows that it knows nothing.
  package static func all(of cluster: Cluster) -> [TravellerGroup] {
    var groups: [TravellerGroup] = []
    var slots: [UInt64: Int] = [:]
    // Neighbours are mostly of one group.
    var last = (key: UInt64(0), slot: -1)
    var shared = SharedLines(cluster)
    for user in cluster.users where user.emcc == true && user.homeCluster != false && user.isKnown {
      var counted = -1
      for member in user.controlledProfiles {
        let profile: Entity<DeviceProfileRow> = member.target()
        guard profile.isKnown, let line = profile.lines.first else { continue }
        let (lineCSS, emccCSS) = (line.css ?? shared.css(of: line), profile.emccCss)
        let key = UInt64(lineCSS?.index ?? .max) << 32 | UInt64(emccCSS?.index ?? .max)
        var slot = key == last.key ? last.slot : slots[key] ?? groups.count
        if slot == groups.count {
          if lineCSS?.isFollowed ?? true, emccCSS?.isFollowed ?? true, let first = CallingLine(line) {
            groups.append(TravellerGroup(lineCSS: lineCSS, emccCSS: emccCSS, line: first, users: Sample()))
          } else {
            slot = -1
          }
          slots[key] = slot
        }
        last = (key, slot)
        if slot >= 0, slot != counted {
          groups[slot].users.add(user)
          counted = slot
        }
      }
    }
    return groups
  }
}

/// Calling search spaces of numbers that several lines share; they stand with the number, not with the lines.
private struct SharedLines {
  private let numbers: [UInt64: Entity<CallingSearchSpaceRow>]

  init(_ cluster: Cluster) {
    var numbers: [UInt64: Entity<CallingSearchSpaceRow>] = [:]
    for number in cluster.directoryNumbers {
      if let dn = number.dn, let css = number.css { numbers[SharedLines.key(dn, number.partition)] = css }
    }
    self.numbers = numbers
  }

  mutating func css(of line: Entity<LineRow>) -> Entity<CallingSearchSpaceRow>? {
    guard !numbers.isEmpty, let dn = line.dn else { return nil }
    return numbers[SharedLines.key(dn, line.partition)]
  }

  private static func key(_ dn: Interned, _ partition: Entity<PartitionRow>?) -> UInt64 {
    UInt64(dn.id) << 32 | UInt64(partition?.index ?? .max)
  }
}

extension CallingLine {
  /// The line as the call simulator sees it; nil where its number cannot be read.
  init?(_ line: Entity<LineRow>) {
    guard let dn = line.dn else { return nil }
    self.init(number: dn.string, externalMask: line.externalMask, place: line.place)
  }
}
