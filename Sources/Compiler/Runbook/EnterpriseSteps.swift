import EMDSL

/// Enterprise parameters: no request sets them, and phones take them by a reset of all of them.
struct EnterpriseSteps {
  /// The cluster.
  let facts: RunbookFacts

  private var handle: String { facts.cluster.handle }

  /// A window of its own, which always comes: a reset put off would be forgotten.
  var window: RunbookWindow {
    RunbookWindow(
      id: "\(handle).enterprise", title: "Enterprise parameters, where one differs", cluster: handle, impact: .all,
      reason: """
        Only where a value differs, all devices restart: phones, gateways and trunks. Compare beforehand in working \
        hours: where nothing differs, tick the step off, and nothing happens to anybody.
        """,
      steps: [parameters])
  }

  private var rows: [[RunbookText]] {
    var rows: [[RunbookText]] = [["\(field: "Cluster ID")", .name(facts.cluster.clusterID)]]
    if let geolocation = facts.cluster.defaultGeolocation, !geolocation.isPoison {
      rows.append(["\(field: "Default Geolocation")", .name(geolocation.name.string)])
    }
    guard let parameters = facts.cluster.parts.lazy.compactMap({ $0.enterpriseParameters.first }).first else {
      return rows
    }
    if parameters.isWritten(\.defaultGeolocation), parameters.defaultGeolocation == nil {
      rows.append(["\(field: "Default Geolocation")", .name("Unspecified")])
    }
    if let on = parameters.enableLogicalPartitioning, parameters.isWritten(\.enableLogicalPartitioning) {
      rows.append(["\(field: "Enable Logical Partitioning")", .name(on ? "True" : "False")])
    }
    if let on = parameters.synchronizeAutoDeviceProfile, parameters.isWritten(\.synchronizeAutoDeviceProfile) {
      rows.append([
        """
        \(field: "Synchronization Between Auto Device Profile and Phone Configuration")
        """, .name(on ? "True" : "False"),
      ])
    }
    return rows
  }

  /// What the default geolocation is for, where the table names one.
  private var geolocation: RunbookText {
    guard rows.contains(where: { $0.first == "\(field: "Default Geolocation")" }) else { return "" }
    return """
       The default geolocation is where phones stand whose own settings and device pool name no place.
      """
  }

  private var parameters: RunbookStep {
    RunbookStep(
      id: "\(handle).enterprise-parameters", cluster: handle, title: "Set the enterprise parameters",
      why: """
        Other clusters find this one by its Cluster ID; two clusters with one ID, or an ID that differs from what the \
        others have, end in failed logins.\(geolocation)
        """,
      actions: [
        .say("Open \(menu: "System > Enterprise Parameters") and compare. Where nothing differs, the step is done:"),
        .table(["Parameter", "Value"], rows),
        .say(
          """
          Otherwise note down the former values, set those of the table, press \(field: "Save"), then \
          \(field: "Reset") on the same page and confirm: all phones of the cluster restart (\(facts.phones)), and every \
          gateway and trunk too. Calls drop, emergency calls as well, and none can be made meanwhile: ask reception and \
          security first that no emergency call is up, and tell them when all is back.
          """),
        .say(
          """
          Where \(field: "Cluster ID") differed, also restart, node after node and where they run, the services that \
          read it when they start: \(field: "Cisco Extension Mobility") and, only where it is activated, \
          \(field: "Cisco Intercluster Lookup Service") in \
          \(menu: "Tools > Control Center - Feature Services", in: .serviceability), \(field: "Cisco CDR Agent") in \
          \(menu: "Tools > Control Center - Network Services", in: .serviceability). Tell whoever evaluates call \
          records: they bear the new ID. In the same night, on every other cluster whose \
          \(menu: "Advanced Features > Cluster View") has an entry with the former ID: write down its fields, delete \
          that entry, and add one with the Cluster ID \(name: facts.cluster.clusterID) and the same fields. Where no \
          cluster has one, there is nothing to do.
          """),
      ],
      verify: [
        "The page shows these values after it is opened again.",
        "As many phones are \(field: "Registered") as before, in \(menu: "Device > Phone").",
        """
        After a reset \(menu: "Device > Gateway") and \(menu: "Device > Trunk") show every gateway and trunk registered \
        or in service as before, and a call goes out and comes in over each site's gateway.
        """,
      ],
      undo: "Set the former values, press \(field: "Save"), then \(field: "Reset"): all devices restart once more.",
      notice: """
        Where a value differed, all phones, gateways and trunks restart: calls drop, and each phone is out of service \
        for some minutes.
        """,
      minutes: RunbookEstimate.reset(facts.phones), phones: facts.phones, after: ["\(handle).axl-objects"])
  }
}
