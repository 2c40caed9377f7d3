import EMDSL

/// Steps that write the cluster's objects: AXL requests, bulk files, base devices.
struct ObjectSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The bulk files of the cluster; empty where nothing can be inserted by them.
  let bulkFiles: [BulkFile]

  private var handle: String { facts.cluster.handle }
  private var cluster: Cluster { facts.cluster }

  /// Objects that no phone notices.
  var objectWindow: RunbookWindow {
    RunbookWindow(
      id: "\(handle).objects", title: "Objects and dial plan", cluster: handle, impact: .none,
      reason: """
        These requests add objects, or bring them to what the deployment says. On a cluster in service read first \
        what they change: calls follow the new patterns at once.
        """,
      steps: [callManagerGroups, objects, gateways, dialPlan, defaultGeolocation].compactMap(\.self))
  }

  /// Phones and what hangs on them.
  var phoneWindow: RunbookWindow {
    RunbookWindow(
      id: "\(handle).phones", title: "Phones, profiles and users", cluster: handle,
      impact: facts.writtenPhones == 0 ? .none : .some,
      reason: "Phones load a new configuration when their settings change, and show the login service afterwards.",
      steps: [bulkInserts, phones, resetPhones, pins].compactMap(\.self))
  }

  private var objects: RunbookStep {
    let trunks = cluster.emccTrunks.map { $0.name.string }
    var actions = requests(RunbookPhase.from(.partitions, to: .sipTrunks))
    if !trunks.isEmpty {
      actions.append(
        .say(
          """
          Where a trunk named \(.names(trunks)) exists with another \(field: "Trunk Service Type"), delete it first: \
          the type cannot be changed.
          """))
    }
    let count = cluster.partitions.count + cluster.callingSearchSpaces.count + cluster.devicePools.count
    return RunbookStep(
      id: "\(handle).axl-objects", cluster: handle, title: "Send the requests for objects",
      why: """
        Everything later refers to these: \(count: cluster.devicePools.count, of: "device pool"), \
        \(count: cluster.callingSearchSpaces.count, of: "calling search space"), \
        \(count: cluster.geolocations.count, of: "geolocation"), \(count: cluster.sipTrunks.count, of: "SIP trunk").
        """,
      actions: actions,
      verify: [
        "Every request was answered without a fault.",
        """
        \(menu: "System > Device Pool") lists \
        \(.names(cluster.devicePools.map { $0.name.string }.sorted(by: ResolvedJSON.precedes))).
        """,
      ],
      undo: undoRequests, minutes: 10 + count / 300,
      after: ["\(handle).services", "\(handle).existing"]
        + (callManagerGroups == nil ? [] : ["\(handle).callmanager-groups"]))
  }

  private var undoRequests: RunbookText {
    "Undo the requests in reverse order, as \(file: facts.requests) says for each."
  }

  private var gateways: RunbookStep? {
    let rows = cluster.gateways.sorted { ResolvedJSON.precedes($0.name.string, $1.name.string) }.map {
      gateway -> [RunbookText] in
      [
        .name(gateway.name.string), .optional(gateway.devicePool?.name), .optional(gateway.css?.name),
        .optional(gateway.callingPartyTransformationCss?.name), .optional(gateway.calledPartyTransformationCss?.name),
        .optional(gateway.prefixDigits),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).gateways", cluster: handle, title: "Add or check the gateways",
      why: """
        Route groups refer to gateways by name. Gateways depend on their hardware, so no request adds them. Emergency \
        calls leave by them, with the numbers that their transformations make.
        """,
      actions: [
        .say(
          """
          Open \(menu: "Device > Gateway") and find each. Add a missing one with the procedure of its hardware; set \
          these fields on all of them, press \(field: "Save"), then \(field: "Apply Config"):
          """),
        .table(
          [
            "Gateway", "Device Pool", "Calling Search Space (inbound)", "Calling Party Transformation CSS",
            "Called Party Transformation CSS", "Prefix DN",
          ],
          rows),
      ],
      verify: [
        """
        \(menu: "Device > Gateway") finds every gateway of the table, registered where its protocol registers.
        """
      ],
      undo: "Set the former values, or delete gateways that you added.",
      notice: "Calls in progress on a gateway may drop when its configuration is applied.", minutes: 10 * rows.count,
      after: ["\(handle).axl-objects"])
  }

  private var dialPlan: RunbookStep {
    var actions = requests(RunbookPhase.from(.routeGroups, to: .phoneServices)) + blockedPatterns
    let enterprise = cluster.phoneServices.filter { $0.enterpriseSubscription == true }.map { $0.name.string }
      .sorted(by: ResolvedJSON.precedes)
    if !enterprise.isEmpty {
      actions.append(
        .say(
          """
          Before the phase \(name: RunbookPhase.phoneServices.rawValue): where one of \(.names(enterprise)) exists \
          without \(field: "Enterprise Subscription"), delete it. The box takes effect only while a service is added.
          """))
    }
    let count = cluster.routePatterns.count + cluster.translationPatterns.count
    return RunbookStep(
      id: "\(handle).axl-dial-plan", cluster: handle,
      title: """
        Send the requests for the dial plan and the phone services
        """,
      why: """
        Patterns say where calls go, those of travellers in an emergency first; phone services let users log in. The \
        deployment has \(count: count, of: "entry", plural: "entries") of patterns and \
        \(count: cluster.phoneServices.count, of: "phone service").
        """,
      actions: actions,
      verify: [
        "Every request was answered without a fault.",
        """
        \(menu: "Tools > Dialed Number Analyzer", in: .serviceability), if that service is active, routes an \
        emergency number of the cluster's country to its route list.
        """,
        """
        \(menu: "Device > Device Settings > Phone Services") lists \
        \(.names(cluster.phoneServices.map { $0.name.string }.sorted(by: ResolvedJSON.precedes))).
        """,
      ],
      undo: undoRequests, minutes: 10 + count / 100, after: ["\(handle).axl-objects", "\(handle).gateways"])
  }

  private var defaultGeolocation: RunbookStep? {
    guard let geolocation = cluster.defaultGeolocation, !geolocation.isPoison else { return nil }
    return RunbookStep(
      id: "\(handle).default-geolocation", cluster: handle, title: "Set the default geolocation",
      why: "It is where phones stand whose own settings and device pool name no place.",
      actions: [
        .say(
          """
          Open \(menu: "System > Enterprise Parameters"), set \(field: "Default Geolocation") to \
          \(name: geolocation.name.string), and press \(field: "Save").
          """)
      ],
      verify: ["The page shows it after it is opened again."], undo: "Set the former value.", minutes: 5,
      after: ["\(handle).axl-objects"])
  }

  private var pins: RunbookStep? {
    let users = cluster.users.filter { $0.emcc == true || !$0.controlledProfiles.isEmpty }
    guard !users.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).pins", cluster: handle, title: "See that the users have a PIN",
      why: """
        Nobody logs in without a PIN, and the deployment has \(count: users.count, of: "user") to log in. The bundle sets none but those that the index of the \
        requests lists as secrets.
        """,
      actions: [
        .say(
          """
          Open \(menu: "User Management > User Settings > Credential Policy Default"): a default PIN there is what \
          new users get. Otherwise set a PIN for each user in \(menu: "User Management > End User"), or let users set \
          theirs in the self care portal.
          """)
      ],
      verify: ["A user logs in at a phone of this cluster with user ID and PIN."], undo: "Nothing to undo.",
      notice: "Users learn their PIN.", minutes: 15, after: ["\(handle).reset-phones"])
  }

  private var phones: RunbookStep {
    let count = cluster.deviceProfiles.count * 2 + facts.writtenPhones + cluster.users.count
    var actions = requests(RunbookPhase.from(.lines, to: .accessControlGroups))
    let secrets = cluster.users.filter { !$0.pinFrom.isEmpty }.map { $0.name.string }.sorted(by: ResolvedJSON.precedes)
    if !secrets.isEmpty {
      actions.append(
        .say(
          """
          Bodies of \(.names(secrets)) hold a placeholder for the PIN; the index says from which variable or file the \
          sender reads it. The bundle holds no PIN.
          """))
    }
    return RunbookStep(
      id: "\(handle).axl-phones", cluster: handle, title: "Send the requests for phones, profiles and users",
      why: """
        \(count: facts.writtenPhones, of: "phone"), \(count: cluster.deviceProfiles.count, of: "device profile") and \
        \(count: cluster.users.count, of: "user"); users log in at \(facts.loginPhones) of the phones.
        """,
      actions: actions,
      verify: [
        "Every request was answered without a fault.",
        """
        \(menu: "Device > Device Settings > Device Profile") finds \
        \(count: cluster.deviceProfiles.count, of: "profile").
        """,
      ],
      undo: undoRequests,
      notice: "Phones that were there before may show old settings until they are reset.",
      minutes: 10 + count / 300, after: ["\(handle).axl-dial-plan", "\(handle).ldap"])
  }

  private var resetPhones: RunbookStep? {
    guard facts.writtenPhones > 0 else { return nil }
    let pools = Set(cluster.phones.compactMap { $0.devicePool?.name.string }).sorted(by: ResolvedJSON.precedes)
    return RunbookStep(
      id: "\(handle).reset-phones", cluster: handle, title: "Reset the phones",
      why: "Phones read their configuration only when they start.",
      actions: [
        .say(
          """
          Open \(menu: "Device > Phone"), find the phones of one device pool after the other, select all, and press \
          \(field: "Reset Selected"), then \(field: "Reset").
          """),
        .say("Device pools: \(.names(pools, limit: 40))."),
      ],
      verify: [
        "The phones are \(field: "Registered") again in \(menu: "Device > Phone").",
        "A phone with \(field: "Enable Extension Mobility") shows the login service under its services button.",
      ],
      undo: "Undo the requests for phones, then reset once more.",
      notice: "Phones restart; each is out of service for about two minutes. Users who are logged in stay so.",
      minutes: 5 + facts.writtenPhones / 50, phones: facts.writtenPhones, after: ["\(handle).axl-phones"])
  }

  /// The requests of some phases, with the rule for sending.
  private func requests(_ phases: [RunbookPhase]) -> [RunbookAction] {
    [.requests(RunbookRequests(index: facts.requests, phases: phases))]
  }

  private var bulkInserts: RunbookStep? {
    guard !bulkFiles.isEmpty else { return nil }
    let rows = bulkFiles.map { file -> [RunbookText] in
      ["\(file: file.path)", "\(file.rowCount)", "\(menu: file.menu)", file.template]
    }
    return RunbookStep(
      id: "\(handle).bat-inserts", cluster: handle, title: "Optional, with many objects: insert them by bulk job",
      why: """
        A bulk job inserts thousands of objects in minutes. The requests of the next step then find the objects and \
        set what the files cannot hold.
        """,
      actions: [
        .say(
          """
          Upload each file in \(menu: "Bulk Administration > Upload/Download Files"), with the target and transaction \
          type of its menu. Make the template that it names, which gives everything that the file does not: then run \
          the job with \(field: "Run Immediately").
          """),
        .table(["File", "Rows", "Menu", "Template"], rows),
        .say(
          """
          Phones whose names are no hardware addresses are not in the files. Before the job of the users, replace each \
          placeholder in the column \(field: "PIN"), and nowhere else, with the PIN.
          """),
      ],
      verify: [
        """
        \(menu: "Bulk Administration > Job Scheduler") shows each job as \(field: "Completed"), with as many results \
        as the file has rows.
        """
      ],
      undo: "Delete the inserted objects by the delete job of the same menu.", minutes: 15 + 10 * bulkFiles.count,
      isOptional: true, after: ["\(handle).axl-dial-plan", "\(handle).ldap"])
  }
}
