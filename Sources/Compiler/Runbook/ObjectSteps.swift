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
      id: "\(handle).objects", title: "Objects", cluster: handle, impact: .none,
      reason: "These requests add objects, or bring them to what the deployment says. No phone uses them yet.",
      steps: [objects])
  }

  /// Phones and what hangs on them.
  var phoneWindow: RunbookWindow {
    RunbookWindow(
      id: "\(handle).phones", title: "Phones, profiles and users", cluster: handle,
      impact: facts.writtenPhones == 0 ? .none : .some,
      reason: "Phones load a new configuration when their settings change, and show the login service afterwards.",
      steps: [bulkInserts, phones, resetPhones].compactMap(\.self))
  }

  private var objects: RunbookStep {
    let phases: [RunbookPhase] = [
      .partitions, .callingSearchSpaces, .geolocations, .geolocationFilters, .dateTimeGroups, .regions,
      .callManagerGroups, .srstReferences, .routeGroups, .localRouteGroups, .routeLists, .routePatterns,
      .translationPatterns, .transformationPatterns, .commonDeviceConfigurations, .phoneSecurityProfiles, .devicePools,
      .phoneServices,
    ]
    let count =
      cluster.partitions.count + cluster.callingSearchSpaces.count + cluster.geolocations.count
      + cluster.routePatterns.count + cluster.translationPatterns.count + cluster.devicePools.count
    var actions = requests(phases)
    let enterprise = cluster.phoneServices.filter { $0.enterpriseSubscription == true }.map { $0.name.string }
    if !enterprise.isEmpty {
      actions.append(.say("Before the phase of phone services: where \(.names(enterprise)) exists without \(field: "Enterprise Subscription"), delete it first. The box takes effect only while a service is added."))
    }
    return RunbookStep(
      id: "\(handle).axl-objects", cluster: handle, title: "Send the requests for objects",
      why: "Everything later refers to these: \(count: cluster.devicePools.count, of: "device pool"), \(count: cluster.callingSearchSpaces.count, of: "calling search space"), \(count: cluster.geolocations.count, of: "geolocation"), \(count: cluster.phoneServices.count, of: "phone service") and the dial plan.",
      actions: actions,
      verify: [
        "Every request was answered without a fault.",
        "\(menu: "System > Device Pool") lists \(.names(cluster.devicePools.map { $0.name.string }.sorted(by: ResolvedJSON.precedes))).",
        "\(menu: "Device > Device Settings > Phone Services") lists \(.names(cluster.phoneServices.map { $0.name.string }.sorted(by: ResolvedJSON.precedes))).",
      ],
      undo: "Undo the requests in reverse order, as \(file: facts.requests) says for each.",
      minutes: 10 + count / 300, after: ["\(handle).existing", "\(handle).gateways"])
  }

  private var phones: RunbookStep {
    let count = cluster.deviceProfiles.count * 2 + facts.writtenPhones + cluster.users.count
    var actions = requests([
      .lines, .deviceProfiles, .phones, .sipTrunks, .users, .primaryExtensions, .serviceParameters,
    ])
    let secrets = cluster.users.filter { !$0.pinFrom.isEmpty }.map { $0.name.string }.sorted(by: ResolvedJSON.precedes)
    if !secrets.isEmpty {
      actions.append(.say("Bodies of \(.names(secrets)) hold a placeholder for the PIN; the index says from which variable or file the sender reads it. The bundle holds no PIN."))
    }
    let trunks = cluster.emccTrunks.map { $0.name.string }
    if !trunks.isEmpty {
      actions.append(.say("Where a trunk named \(.names(trunks)) exists with another \(field: "Trunk Service Type"), delete it first: the type cannot be changed."))
    }
    return RunbookStep(
      id: "\(handle).axl-phones", cluster: handle, title: "Send the requests for phones, profiles, trunks and users",
      why: "\(count: facts.writtenPhones, of: "phone"), \(count: cluster.deviceProfiles.count, of: "device profile"), \(count: cluster.users.count, of: "user") and \(count: cluster.sipTrunks.count, of: "SIP trunk"); of the phones \(facts.loginPhones) let users log in.",
      actions: actions,
      verify: [
        "Every request was answered without a fault.",
        "\(menu: "Device > Device Settings > Device Profile") finds \(count: cluster.deviceProfiles.count, of: "profile").",
      ],
      undo: "Undo the requests in reverse order, as \(file: facts.requests) says for each.",
      notice: "Phones that were there before may show old settings until they are reset.",
      minutes: 10 + count / 300, after: ["\(handle).axl-objects"])
  }

  private var resetPhones: RunbookStep? {
    guard facts.writtenPhones > 0 else { return nil }
    let pools = Set(cluster.phones.compactMap { $0.devicePool?.name.string }).sorted(by: ResolvedJSON.precedes)
    return RunbookStep(
      id: "\(handle).reset-phones", cluster: handle, title: "Reset the phones",
      why: "Phones read their configuration only when they start.",
      actions: [
        .say("Open \(menu: "Device > Phone"), find the phones of one device pool after the other, select all, and press \(field: "Reset Selected"), then \(field: "Reset")."),
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
      id: "\(handle).bat-inserts", cluster: handle, title: "With many objects: insert them by bulk job (otherwise leave this out)",
      why: "A bulk job inserts thousands of objects in minutes. The requests of the next step then find the objects and set what the files cannot hold.",
      actions: [
        .say("Upload each file in \(menu: "Bulk Administration > Upload/Download Files"), with the target and transaction type of its menu. Make the template that it names, which gives everything that the file does not: then run the job with \(field: "Run Immediately")."),
        .table(["File", "Rows", "Menu", "Template"], rows),
      ],
      verify: ["\(menu: "Bulk Administration > Job Scheduler") shows each job as \(field: "Completed"), with as many results as the file has rows."],
      undo: "Delete the inserted objects by the delete job of the same menu.", minutes: 15 + 10 * bulkFiles.count,
      after: ["\(handle).axl-objects"])
  }
}
