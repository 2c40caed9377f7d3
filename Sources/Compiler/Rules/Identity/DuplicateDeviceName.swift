import EMDSL
import EMDiagnostics

/// Rule 53: the same phone in two members of the EMCC group.
enum DuplicateDeviceName: Rule {
  static let descriptor = RuleDescriptor(
    code: "EM3053", name: "emcc-duplicate-device-name", severity: .error,
    summary: "The same phone name exists in two members of the EMCC group.",
    why: "A phone that visits takes part in its user's home cluster under its own name; a device of that name there makes the login fail.",
    fix: "remove the phone from the cluster in which it is not registered",
    source: "Seeds 000, table of error codes: 37", phone: .duplicateDeviceName,
    mistakes: [
      RuleExample(
        "A phone was moved from one cluster to the other and never deleted at its old place.",
        ["SEP00AA20000001": "«SEP00AA10000001»"])
    ],
    right: [
      RuleExample("Soft clients are not compared: they never visit.", ["SEP00AA10000002": "CSFADIAZ", "SEP00AA20000002": "CSFADIAZ"])
    ])

  static func check(_ deployment: Deployment, _ report: inout Report) {
    var first: [UInt32: (phone: Entity<PhoneRow>, cluster: Cluster)] = [:]
    first.reserveCapacity(deployment.members.reduce(0) { $0 + $1.phones.count })
    let prefix = [UInt8]("SEP".utf8)
    for cluster in deployment.members {
      for phone in cluster.phones where phone.name.bytes.starts(with: prefix) {
        guard let other = first[phone.name.id] else {
          first[phone.name.id] = (phone, cluster)
          continue
        }
        guard other.cluster !== cluster else { continue }
        report.add(
          "phone '\(phone.name)' exists in \(other.cluster.handle) and in \(cluster.handle)", phone, \.name,
          related: [Report.related(other.phone.place, "in \(other.cluster.handle) here")],
          clusters: cluster, other.cluster)
      }
    }
  }
}
