import EMDSL

/// Steps that write phones and what hangs on them: from then on users can log in.
struct PhoneSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// The bulk files of the cluster; empty where nothing can be inserted by them.
  let bulkFiles: [BulkFile]

  private static let phases: [AXLPhase] = [
    .lines, .deviceProfiles, .users, .phones, .userDevices, .loginUsers, .accessControlGroups,
  ]
  /// Phones that a step names one by one; more are reset by a file.
  private static let namedPhones = 30
  /// Users whose source of a PIN a step names one by one.
  private static let namedSecrets = 100

  private var handle: String { facts.cluster.handle }
  private var cluster: Cluster { facts.cluster }

  /// The window; nil where there is nothing to write.
  var window: RunbookWindow? {
    let steps = [bulkInserts, services, phones, resetPhones, pins].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "\(handle).phones", title: "Phones, profiles and users", cluster: handle,
      impact: facts.writtenPhones == 0 ? .none : .some,
      reason: """
        From here on users can log in on this cluster; the dial plan and the device pools of visitors are there. Only \
        phones of the deployment restart.
        """,
      steps: steps)
  }

  // MARK: Bulk files

  private var bulkInserts: RunbookStep? {
    guard !bulkFiles.isEmpty else { return nil }
    let rows = bulkFiles.map { file -> [RunbookText] in
      [
        "\(file: file.path)", "\(file.rowCount)", "\(menu: file.menu)", .name(PhoneSteps.templateName(file)),
        file.template,
      ]
    }
    return RunbookStep(
      id: "\(handle).bat-inserts", cluster: handle, title: "Optional, with many objects: insert them by bulk job",
      why: """
        A bulk job inserts thousands of objects in minutes. The requests of the next steps then find the objects and \
        set what the files cannot hold.
        """,
      actions: [
        .say(
          """
          Make each template of the table once, with its name and the values of its last column, in \
          \(menu: "Bulk Administration > Phones > Phone Template"), \
          \(menu: "Bulk Administration > User Device Profiles > User Device Profile Template") or \
          \(menu: "Bulk Administration > Users > User Template"): press \(field: "Add New"), enter the name and the \
          values, press \(field: "Save"), then add its lines with \(field: "Add a new DN"). What is not named stays as \
          the page offers it.
          """),
        .table(["File", "Rows", "Menu of the job", "Template name", "Template"], rows),
        .say(
          """
          Upload each file in \(menu: "Bulk Administration > Upload/Download Files"), with the target and transaction \
          type of its menu. Phones whose names are no hardware addresses are not in the files. Before the job of the \
          users, replace each placeholder in the column \(field: "PIN"), and nowhere else, with the PIN.
          """),
        .say(
          """
          Submit the jobs with \(field: "Run Later") and activate them in \
          \(menu: "Bulk Administration > Job Scheduler") when the window begins; within the window \
          \(field: "Run Immediately") does the same. Phones first, then device profiles, then users.
          """),
      ],
      verify: [
        """
        \(menu: "Bulk Administration > Job Scheduler") shows each job as \(field: "Completed"), with as many results \
        as the file has rows.
        """
      ],
      undo: "Delete the inserted objects by the delete job of the same menu.",
      minutes: RunbookEstimate.bulk(files: bulkFiles.count, rows: bulkFiles.reduce(0) { $0 + $1.rowCount }),
      isOptional: true, after: ["\(handle).axl-in-service", "\(handle).axl-dial-plan", "\(handle).ldap"])
  }

  /// The template of a file bears the file's name, so that nobody has to invent one.
  private static func templateName(_ file: BulkFile) -> String {
    let name = file.path.split(separator: "/").last ?? ""
    return "bundle-" + (name.split(separator: ".").first ?? "template")
  }

  // MARK: Requests

  private var services: RunbookStep? {
    let sending = facts.send([.phoneServices])
    guard !sending.isEmpty else { return nil }
    let names = cluster.phoneServices.filter(\.isKnown).map { $0.name.string }.sorted(by: ResolvedJSON.precedes)
    let enterprise = cluster.phoneServices.filter { $0.isKnown && $0.enterpriseSubscription == true }
      .map { $0.name.string }.sorted(by: ResolvedJSON.precedes)
    var actions: [RunbookAction] = []
    if !enterprise.isEmpty {
      actions.append(
        .say(
          """
          Before sending, open \(menu: "Device > Device Settings > Phone Services") and look for \(.names(enterprise)). \
          Where one exists without \(field: "Enterprise Subscription"), delete it, as follows: the box takes effect only \
          while a service is added, and the request adds it anew. No request and no journal brings back its \
          subscriptions. Where all have the box, go on with the dry run.
          """))
      actions.append(
        .say(
          """
          To delete one: note down its fields, and export the phones and device profiles that subscribe to it, with \
          all details, in \(menu: "Bulk Administration > Phones > Export Phones") and \
          \(menu: "Bulk Administration > User Device Profiles > Export User Device Profiles"). Have users log out who \
          logged in by it, for they cannot while it is away. Do the dry run below, delete the service, and send at \
          once, without anything between.
          """))
    }
    return RunbookStep(
      id: "\(handle).axl-phone-services", cluster: handle, title: "Send the requests for the phone services",
      why: "Users log in by a phone service. Its patterns of the dial plan and device pools of visitors are there now.",
      actions: actions + sending,
      verify: [
        "The sender ends without a fault.",
        "\(menu: "Device > Device Settings > Phone Services") lists \(.names(names)).",
      ] + (enterprise.isEmpty ? [] : ["A phone in service shows the service, and logs in and out by it."]),
      undo: enterprise.isEmpty
        ? RunbookFacts.undoRequests
        : """
        \(RunbookFacts.undoRequests) Where a service was deleted by hand, add it again with the fields that were noted \
        down, and insert the exported phones and device profiles again with \
        \(field: "Override the existing configuration") in the insert jobs of the same menus: they bring the \
        subscriptions back.
        """,
      notice: enterprise.isEmpty
        ? "Nothing yet."
        : """
        Every phone of the cluster, also those that the deployment does not know, shows \(.names(enterprise)) under its \
        services button. Where a service is deleted first, phones that had subscribed to it have none until the request \
        is sent: nobody can log in or out by it meanwhile, and personal URLs of the subscription are lost.
        """,
      minutes: RunbookEstimate.sending(facts.summary.count([.phoneServices])),
      after: ["\(handle).axl-in-service", "\(handle).axl-dial-plan"])
  }

  private var phones: RunbookStep? {
    let sending = facts.send(PhoneSteps.phases)
    guard !sending.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).axl-phones", cluster: handle, title: "Send the requests for phones, profiles and users",
      why: """
        \(count: facts.writtenPhones, of: "phone"), \(count: cluster.deviceProfiles.count, of: "device profile") and \
        \(count: cluster.users.count, of: "user"); users log in at \(facts.loginPhones) of the phones.
        """,
      actions: secrets + sending,
      verify: [
        "The sender ends without a fault.",
        """
        \(menu: "Device > Device Settings > Device Profile") finds \
        \(count: cluster.deviceProfiles.count, of: "profile").
        """,
      ] + ObjectSteps.notesAreDone(sending),
      undo: RunbookFacts.undoRequests,
      notice: "Phones that were there before may show old settings until they are reset.",
      minutes: RunbookEstimate.sending(facts.summary.count(PhoneSteps.phases)),
      after: [
        "\(handle).axl-in-service", "\(handle).axl-dial-plan", "\(handle).axl-phone-services", "\(handle).ldap",
      ])
  }

  /// Where the sender finds the PINs.
  private var secrets: [RunbookAction] {
    let users = cluster.users.filter { $0.isKnown && !$0.pinFrom.isEmpty }.map { ($0.name.string, $0) }
      .sorted { ResolvedJSON.precedes($0.0, $1.0) }
    guard !users.isEmpty else { return [] }
    var rows = users.prefix(PhoneSteps.namedSecrets).map { name, user -> [RunbookText] in
      let source = user.pinFrom.first
      if let variable = source?.env { return [.name(name), "environment variable", .name(variable.string)] }
      return [.name(name), "file", .optional(source?.file)]
    }
    if users.count > rows.count {
      rows.append(["\(users.count - rows.count) more", "see", "\(field: "secrets") in \(file: facts.requests)"])
    }
    return [
      .say(
        """
        Before sending, put the PINs where the sender reads them; a file holds the PIN alone. The bundle holds no PIN. \
        Sent once more, the sender leaves PINs alone that its journal knows as set.
        """),
      .table(["User", "PIN out of", "Name"], rows),
    ]
  }

  // MARK: Restart

  private var resetPhones: RunbookStep? {
    guard let list = facts.phoneList else { return nil }
    return RunbookStep(
      id: "\(handle).reset-phones", cluster: handle,
      title: "Reset the \(count: facts.writtenPhones, of: "phone") of the deployment",
      why:
        "Phones read their configuration only when they start. Other phones of the same device pools are left alone.",
      actions: changedGroups + reset(list),
      verify: [
        "These phones are \(field: "Registered") again in \(menu: "Device > Phone").",
        "A phone with \(field: "Enable Extension Mobility") shows the login service under its services button.",
      ],
      undo: "Undo the requests for phones, then reset the same phones once more.",
      notice: "These phones restart; each is out of service for about two minutes. Users who are logged in stay so.",
      minutes: RunbookEstimate.reset(facts.writtenPhones), phones: facts.writtenPhones, after: ["\(handle).axl-phones"])
  }

  private var changedGroups: [RunbookAction] {
    guard !facts.callManagerGroups.isEmpty else { return [] }
    return [
      .say(
        """
        Set the Unified CM groups that were written down because they had other servers, in \
        \(menu: "System > Cisco Unified CM Group"), and press \(field: "Save"). Phones go to the new servers when they \
        start the next time.
        """)
    ]
  }

  /// By name where a person can tick them, else by a bulk job.
  private func reset(_ list: RunbookNameList) -> [RunbookAction] {
    let job: RunbookText = """
      Upload \(file: list.path) in \(menu: "Bulk Administration > Upload/Download Files") with target \
      \(field: "Phones") and transaction type \(field: "Reset/Restart Phones – Custom File"). Open \
      \(menu: "Bulk Administration > Phones > Reset/Restart Phones > Custom File"), choose \(field: "Device Name") and \
      the file, press \(field: "Find"), choose \(field: "Reset") and \(field: "Run Immediately"), and press \
      \(field: "Submit"). The file holds the names of our phones, one a line.
      """
    guard facts.writtenPhones <= PhoneSteps.namedPhones else { return [.say(job)] }
    var pools: [String: [String]] = [:]
    for phone in cluster.phones where phone.isKnown {
      let pool = phone.devicePool.flatMap { $0.isPoison ? nil : $0.name.string } ?? ""
      pools[pool, default: []].append(phone.name.string)
    }
    let rows = pools.sorted { ResolvedJSON.precedes($0.key, $1.key) }.map { pool, names -> [RunbookText] in
      [.name(pool), .names(names.sorted(by: ResolvedJSON.precedes), limit: PhoneSteps.namedPhones)]
    }
    return [
      .say(
        """
        Open \(menu: "Device > Phone"), find each phone of the table by \(field: "Device Name"), select it and no \
        other, press \(field: "Reset Selected"), then \(field: "Reset"):
        """),
      .table(["Device Pool", "Phones"], rows), .say("Or reset all of them by one job. \(job)"),
    ]
  }

  private var pins: RunbookStep? {
    let users = cluster.users.filter { $0.emcc == true || !$0.controlledProfiles.isEmpty }
    guard !users.isEmpty else { return nil }
    return RunbookStep(
      id: "\(handle).pins", cluster: handle, title: "See that the users have a PIN",
      why: """
        Nobody logs in without a PIN, and the deployment has \(count: users.count, of: "user") to log in. The bundle \
        sets none but those that the index of the requests lists as secrets.
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
      notice: "Users learn their PIN.", minutes: 15, after: ["\(handle).reset-phones", "\(handle).axl-phones"])
  }
}

extension RunbookFacts {
  /// The phones that the deployment writes, as a custom file of a bulk job; nil without any.
  var phoneList: RunbookNameList? {
    guard writtenPhones > 0 else { return nil }
    let cluster = cluster
    return RunbookNameList(path: "\(folder)phones-to-reset.txt") {
      cluster.phones.filter(\.isKnown).map { $0.name.string }.sorted(by: ResolvedJSON.precedes)
    }
  }
}
