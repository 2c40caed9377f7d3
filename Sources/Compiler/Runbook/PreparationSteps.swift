import EMDSL

/// Steps before anything is written: services, names that must be there, a backup.
struct PreparationSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The deployment.
  let deployment: Deployment

  private var handle: String { facts.cluster.handle }
  private var isRoaming: Bool { deployment.roamingMembers.contains { $0 === facts.cluster } }

  /// The window; no phone restarts.
  var window: RunbookWindow {
    let checks = HealthSteps(facts: facts, deployment: deployment)
    let steps = [
      checks.health, backup, services, EmergencySteps(facts: facts, deployment: deployment).today, autoRegistration,
      existing, locales, directory, checks.phoneSecurity, features, SenderSteps(facts: facts).access,
    ].compactMap(\.self)
    return RunbookWindow(
      id: "\(handle).prepare", title: "Prepare", cluster: handle, impact: .none,
      reason: "Everything here can be done in working hours. Do it first: later steps take it for granted.",
      steps: steps)
  }

  private var backup: RunbookStep? {
    RunbookStep(
      id: "\(handle).backup", cluster: handle, title: "Back up the cluster",
      why: "It is the last way back for every step below.",
      actions: [
        .say(
          """
          Open \(menu: "Backup > Manual Backup", in: .disasterRecovery), choose the backup device, tick all features, \
          and press \(field: "Start Backup").
          """)
      ],
      verify: [
        """
        \(menu: "Backup > Current Status", in: .disasterRecovery) shows \(field: "SUCCESS") for every feature.
        """,
        """
        \(menu: "Restore > Restore Wizard", in: .disasterRecovery) lists the file of this backup for the same device; \
        leave the wizard there with \(field: "Cancel"). Somebody has the security password of the cluster, without \
        which nothing can be restored.
        """,
      ],
      undo: "Nothing to undo.", minutes: 45)
  }

  private var existing: RunbookStep? {
    guard !facts.existing.isEmpty else { return nil }
    let rows = facts.existing.map { kind, names -> [RunbookText] in ["\(words: kind)", .names(names, limit: 40)] }
    return RunbookStep(
      id: "\(handle).existing", cluster: handle, title: "Check what must be there already",
      why: "The deployment refers to these objects and never writes them. A missing one makes AXL requests fail.",
      actions: [
        .say("Look each of them up; ask the team that runs it to add what is missing."),
        .table(["Kind", "Names"], rows),
      ],
      verify: ["Every name in the table is found, written exactly like this."], undo: "Nothing to undo.", minutes: 15)
  }

  private var services: RunbookStep? {
    let nodes = facts.nodes.map { node -> [RunbookText] in
      var titles = node.services.compactMap { member -> String? in (member.word() as NodeService?)?.title }
      if node.role == .publisher {
        titles += ["Cisco AXL Web Service", "Cisco Dialed Number Analyzer Server", "Cisco Dialed Number Analyzer"]
      }
      return [
        .name(RunbookFacts.address(node) ?? ""), node.role == .publisher ? "publisher" : "subscriber",
        titles.isEmpty ? "none" : .screens(titles),
      ]
    }
    guard !nodes.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).services", cluster: handle, title: "Activate services on the nodes",
      why: """
        Logins need Cisco CallManager, Cisco Tftp and Cisco Extension Mobility; the bulk jobs and the certificate \
        exchange need Cisco Bulk Provisioning Service; EM roaming needs the Intercluster Lookup Service; the requests \
        of this bundle need Cisco AXL Web Service; emergency calls are checked with Cisco Dialed Number Analyzer, which \
        calls nobody.
        """,
      actions: [
        .say(
          """
          Open \(menu: "Tools > Service Activation", in: .serviceability), choose each server in turn, tick what the \
          table says, and press \(field: "Save"). Leave other ticks as they are.
          """),
        .table(["Server", "Role", "Services"], nodes),
      ],
      verify: [
        """
        \(menu: "Tools > Control Center - Feature Services", in: .serviceability) shows each of them as \
        \(field: "Activated") and \(field: "Running").
        """,
        """
        \(menu: "Tools > Control Center - Network Services", in: .serviceability) shows \(field: "Cisco Tomcat"), \
        \(field: "Cisco Extension Mobility Application") and \(field: "Cisco Trust Verification Service") as \
        \(field: "Running").
        """,
      ],
      undo: """
        Take away the ticks that you set and press \(field: "Save"). Never deactivate \(field: "Cisco CallManager") \
        or \(field: "Cisco Tftp") where they were active before.
        """,
      minutes: 5 * nodes.count)
  }

  private var autoRegistration: RunbookStep? {
    let nodes = facts.nodes.filter { $0.runs(.callManager) && $0.autoRegistration != true }
    guard !nodes.isEmpty, deployment.members.contains(where: { $0 === facts.cluster }) else { return nil }
    return RunbookStep(
      id: "\(handle).auto-registration", cluster: handle, title: "Switch auto-registration off",
      why: """
        A phone that comes back from a session abroad could register itself in the home cluster. Its next login then \
        fails with 37, for good.
        """,
      actions: [
        .say(
          """
          Open \(menu: "System > Cisco Unified CM"), choose each server, and tick \
          \(field: "Auto-registration Disabled on this Cisco Unified Communications Manager"). Press \
          \(field: "Save"), then \(field: "Apply Config"); where its window warns that devices of the server will \
          restart, cancel it and apply in the evening:
          """),
        .table(["Server"], nodes.map { [.name(RunbookFacts.address($0) ?? "")] }),
      ],
      verify: ["The box is ticked on each of these pages."],
      undo: """
        Clear the box on the servers where it was clear, press \(field: "Save"), then \(field: "Apply Config").
        """,
      notice: "New phones no longer get a number by themselves.", minutes: 2 * nodes.count)
  }

  private var locales: RunbookStep? {
    guard !facts.locales.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).locales", cluster: handle, title: "Check the installed locales",
      why: """
        Users, phones and pools name these languages and tones; without the installer, requests that name them are \
        refused.
        """,
      actions: [.say("The locale installers of these must be on every node: \(.names(facts.locales, limit: 40)).")],
      verify: [
        """
        Each of them can be chosen as \(field: "User Locale") or \(field: "Network Locale") on a page such as \
        \(menu: "System > Device Pool").
        """
      ],
      undo: "Nothing to undo: installed locales do no harm.", minutes: 5)
  }

  private var features: RunbookStep? {
    guard facts.loginPhones > 0 else { return nil }
    var models: Set<String> = []
    for phone in facts.cluster.phones where phone.extensionMobility == true {
      if let model = phone.model { models.insert(model.string) }
    }
    let sorted = models.sorted(by: ResolvedJSON.precedes)
    return RunbookStep(
      id: "\(handle).phone-features", cluster: handle, title: "Check that the phone models support the feature",
      why: "Which models can receive visitors is known to the cluster only. On others a visitor's login ends with 213.",
      actions: [
        .say(
          """
          Open \(menu: "System Reports > Unified CM Phone Feature List", in: .reporting), generate a new report, \
          choose \(field: "All") as product and \(field: "Extension Mobility Cross Cluster") as feature, and submit.
          """),
        .say(
          """
          Look at the firmware of the models in \(menu: "Device > Device Settings > Device Defaults"). A visitor's \
          phone keeps its own firmware while it is registered abroad: clusters with one model should have releases \
          that are close to each other, and the newest home's settings must be known to the oldest firmware.
          """),
      ],
      verify: ["These models are in the list, for the protocol that you use: \(.names(sorted))."],
      undo: "Nothing to undo.", minutes: 5)
  }

  private var directory: RunbookStep? {
    let count = facts.cluster.users.count { $0.ldap == true }
    guard count > 0 else { return nil }
    return RunbookStep(
      id: "\(handle).ldap", cluster: handle, title: "Synchronise the users from LDAP",
      why: """
        \(count: count, of: "user") of the deployment come from LDAP. Requests only add what Extension Mobility \
        needs; a user who is not there yet makes them fail.
        """,
      actions: [
        .say(
          """
          Open \(menu: "System > LDAP > LDAP Directory"), choose the agreement, and press \
          \(field: "Perform Full Sync Now").
          """)
      ],
      verify: [
        """
        \(menu: "User Management > End User") finds the users, with status \(field: "Active LDAP Synchronized User").
        """
      ],
      undo: "Nothing to undo.", minutes: 20)
  }
}

extension RunbookText {
  /// A name, or a dash.
  static func optional(_ name: Interned?) -> RunbookText { name.map { .name($0.string) } ?? "–" }

  /// Names of Unified CM's with commas between them.
  static func screens(_ names: [String]) -> RunbookText {
    var text: RunbookText = ""
    for (index, name) in names.enumerated() { text += index == 0 ? "\(field: name)" : ", \(field: name)" }
    return text
  }
}
