import EMBundle
import EMDSL

/// Checks of a cluster before anything is written.
struct HealthSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The deployment.
  let deployment: Deployment

  private var handle: String { facts.cluster.handle }
  private var isMixed: Bool { facts.cluster.security?.mode == .mixed }

  /// Rights, replication, clocks and room; for every cluster.
  var health: RunbookStep {
    RunbookStep(
      id: "\(handle).health", cluster: handle, title: "Check rights and health of the cluster",
      why: """
        Logins are written on every node: with a broken replication they fail on some. What is broken already is \
        mended before, not during the deployment.
        """,
      actions: [.table(["Check", "Where", "Good is"], checks)],
      verify: ["Every line of the table is as its last column says."], undo: "Nothing to undo.", minutes: 20,
      after: ["deployment.contacts"])
  }

  private var checks: [[RunbookText]] {
    var rows: [[RunbookText]] = [
      [
        "your rights", "\(menu: "User Management > Application User"), \(field: "Permissions Information")",
        "\(name: "Standard CCM Super Users"); and you can sign in to \(field: "Cisco Unified OS Administration")",
      ],
      [
        "replication", "\(name: "utils dbreplication runtimestate") on the command line of the publisher",
        "every node: \(name: "(2) Setup Completed")",
      ],
      ["clock", "\(name: "utils ntp status") on each node", "synchronised"],
      ["disk", "\(name: "show status") on each node", "less than 90 % used"],
      [
        "version", "\(menu: "Show > Software", in: .operatingSystem)",
        facts.cluster.version.map { .name($0.description) } ?? "the version that the requests are made for",
      ],
      ["phones", "\(menu: "Device > Phone"), status \(field: "Registered")", "as many as usual; note them: ____"],
    ]
    let maximum = facts.cluster.capacity?.maximum ?? 60_000
    let base = facts.cluster.emccBaseDevices.first?.count ?? 0
    if base > 0 {
      rows.append([
        "capacity", "all phones of the cluster, and \(base) base devices, which count twice",
        "\(facts.phones) + 2 × \(base) = \(facts.phones + 2 * base), at most \(maximum)",
      ])
      rows.append(["licences", "none", "sessions across clusters need none at home"])
    }
    return rows
  }

  /// Security mode and certificates of phones; nil where no visitor's phone can be secure.
  var phoneSecurity: RunbookStep? {
    guard isMixed, deployment.participants.contains(where: { $0 === facts.cluster }) else { return nil }
    let others = deployment.participants.filter { $0 !== facts.cluster }
    let (mixed, nonsecure) = (
      others.filter { $0.security?.mode == .mixed }.map(\.handle),
      others.filter { $0.security?.mode != .mixed }.map(\.handle)
    )
    var rows: [[RunbookText]] = []
    if !mixed.isEmpty { rows.append([.names(mixed, limit: 40), "mixed", "secure at a secure phone, else nonsecure"]) }
    if !nonsecure.isEmpty {
      rows.append([.names(nonsecure, limit: 40), "nonsecure", "refused with 46 at a secure phone, else nonsecure"])
    }
    return RunbookStep(
      id: "\(handle).phone-security", cluster: handle, title: "Check security mode and certificates of the phones",
      why:
        "A secure phone registers at a visitor's home with its own certificate, valid and signed by CAPF.",
      actions: [
        .say(
          """
          Open \(menu: "System > Enterprise Parameters"): \(field: "Cluster Security Mode") is \(name: "1"), mixed. In \
          \(menu: "Device > Phone") find the phones with \(field: "LSC Status") and \(field: "LSC Expires"); renew \
          what has failed or expires soon in the phones' \(field: "CAPF Information"), and reset those phones.
          """),
        .table(["Visitors from", "Their cluster is", "Their logins at phones here are"], rows),
      ],
      verify: [
        """
        No phone with a secure profile has a certificate that failed or has expired, and \
        \(menu: "Tools > Service Activation", in: .serviceability) of the publisher shows \
        \(field: "Cisco Certificate Authority Proxy Function") as activated.
        """
      ],
      undo: "Nothing to undo.", minutes: 20)
  }
}
