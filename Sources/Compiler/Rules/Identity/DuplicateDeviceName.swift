import EMDSL
import EMDiagnostics
import EMService

/// Rule 53: the same phone in several members of the EMCC group.
enum DuplicateDeviceName: Rule {
  /// The texts of EM3053 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3053", name: "emcc-duplicate-device-name", severity: .error,
    summary: "The same phone name exists in two members of the EMCC group.",
    why:
      "A phone that visits takes part in its user's home cluster under its own name; a device of that name there "
      + "makes the login fail.",
    fix: "remove the phone from the cluster in which it is not registered",
    source: "Seeds 000, restrictions, and table of error codes: 37", phone: .duplicateDeviceName,
    mistakes: [
      RuleExample(
        "A phone was moved from one cluster to the other and never deleted at its old place.",
        ["SEP00AA20000001": "«SEP00AA10000001»"])
    ],
    right: [
      RuleExample(
        "Soft clients are not compared: they never visit.",
        ["SEP00AA10000002": "CSFADIAZ", "SEP00AA20000002": "CSFADIAZ"])
    ])

  /// Hardware phones (`SEP` and the MAC address): other names may repeat from cluster to cluster.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let members = deployment.members
    // 1 + ordinal of the first cluster with a phone of each name.
    var owners = [Int32](repeating: 0, count: deployment.nameCount)
    var doubles: Set<UInt32> = []
    for cluster in members {
      let owner = Int32(truncatingIfNeeded: cluster.id.ordinal + 1)
      for phone in cluster.phones where isCompared(phone) {
        let name = Int(phone.name.id)
        if owners[name] == 0 { owners[name] = owner } else if owners[name] != owner { doubles.insert(phone.name.id) }
      }
    }
    if !doubles.isEmpty { describe(doubles, members, &report) }
  }

  private static func isCompared(_ phone: Entity<PhoneRow>) -> Bool {
    let name = phone.name.bytes
    return name.count > 3 && name[0] == UInt8(ascii: "S") && name[1] == UInt8(ascii: "E")
      && name[2] == UInt8(ascii: "P")
      && !phone.isDamaged(\.name)
  }

  /// One finding for each name, at the phone that is written last.
  private static func describe(_ doubles: Set<UInt32>, _ members: [Cluster], _ report: inout Report) {
    var found: [UInt32: [(phone: Entity<PhoneRow>, cluster: Cluster)]] = [:]
    for cluster in members {
      for phone in cluster.phones where isCompared(phone) && doubles.contains(phone.name.id) {
        // A second phone of the name in one cluster is another mistake, found while linking.
        if found[phone.name.id]?.last?.cluster === cluster { continue }
        found[phone.name.id, default: []].append((phone, cluster))
      }
    }
    for (_, all) in found.sorted(by: { $0.value[0].phone.head.isBefore($1.value[0].phone.head) }) {
      let sorted = all.sorted { $0.phone.head.isBefore($1.phone.head) }
      let last = sorted[sorted.count - 1]
      let handles = Phrase.list(sorted.map(\.cluster.handle), limit: 5)
      report.add(
        "phone '\(last.phone.name)' exists in \(handles)", at: last.phone.place(\.name),
        related: Phrase.related(sorted.dropLast().map { ($0.phone.place, "in \($0.cluster.handle) here") }),
        sorted.map(\.cluster))
    }
  }
}

extension Head {
  /// True for what is written earlier, in the order of the files.
  fileprivate func isBefore(_ other: Head) -> Bool { (file, at) < (other.file, other.at) }
}
