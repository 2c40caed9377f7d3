import EMDSL

/// The way back out of the whole window of the dial plan, in the one order in which every step of it is accepted.
extension ObjectSteps {
  /// Where a gateway, a space or a trunk in service goes back before the patterns that it leads to go.
  var backOut: RunbookStep {
    let trunks = facts.present(ObjectSteps.objectPhases).contains(.sipTrunks)
    return RunbookStep(
      id: "\(handle).dial-plan-back-out", cluster: handle, title: "Only when needed: back out of the whole window",
      why: """
        The steps of the window depend on each other: undone alone from the top, they are refused; from the bottom, \
        patterns go while phones still look for them. This is the order that keeps calls right, for as long as the \
        window of the phones has not begun; after that, undo that window first.
        """,
      actions: settingsBack + requestsBack + [
        .say(
          """
          Then take back what was done by hand, from the top of the table to its end. A line that does not apply is \
          ticked off.
          """),
        .table(["Done", "What", "How it goes back"], handRows),
      ] + objectsBack,
      verify: [
        """
        The sender ends each time without a fault and names nothing under \(name: "by hand") that is not in the table.
        """,
        """
        Emergency check: \(menu: "Tools > Dialed Number Analyzer", in: .serviceability), from one phone in service of \
        each site, routes every emergency number as it did before the window.
        """,
        "An outside call from each site arrives, and one from outside rings.",
      ] + (trunks ? ["\(menu: "Device > Trunk") shows no trunk that is still to be reset."] : []),
      undo: "Begin the window anew.",
      notice: "The same as in the window: calls over trunks and gateways drop when they take their old configuration.",
      minutes: 40 + RunbookEstimate.byHand(gatewayRows.count, each: 5), isOptional: true)
  }

  /// What calls in service go by; then nothing in service needs the patterns any more.
  private var settingsBack: [RunbookAction] {
    var actions: [RunbookAction] = []
    if !gatewayRows.isEmpty {
      actions.append(
        .say(
          """
          First, in \(menu: "Device > Gateway"), set on each gateway that existed before the fields that you noted \
          down, press \(field: "Save"), then \(field: "Apply Config").
          """))
    }
    let phases = facts.present(ObjectSteps.changedPhases)
    guard !phases.isEmpty else { return actions }
    return actions + [
      .say(
        """
        Give the calling search spaces, device pools and trunks in service their former values; what was added stays:
        """),
      .command(facts.sender.text(.undo, phases, extent: .changes)),
      .say(
        """
        In \(menu: "Device > Trunk") reset the trunks that the sender says it restored, when no emergency call is up.
        """),
    ]
  }

  /// Patterns before the route lists to which they lead.
  private var requestsBack: [RunbookAction] {
    var actions: [RunbookAction] = []
    for (what, phases) in [
      ("the patterns", ObjectSteps.patternPhases),
      ("the route lists and route groups", ObjectSteps.routePhases + [.devicePoolRouteGroups]),
      ("the transformation patterns", ObjectSteps.transformationPhases),
    ] {
      let present = facts.present(phases)
      guard !present.isEmpty else { continue }
      actions += [.say("Undo \(words: what):"), .command(facts.sender.text(.undo, present))]
    }
    if facts.present(ObjectSteps.routePhases).contains(.routeLists) {
      actions.append(
        .say(
          """
          In \(menu: "Call Routing > Route/Hunt > Route List") reset the lists that the sender says it restored, those \
          with emergency calls last and alone, when none is up.
          """))
    }
    return actions
  }

  /// What was added goes last, and only then comes back what had to make room for it.
  private var objectsBack: [RunbookAction] {
    let phases = facts.present(ObjectSteps.objectPhases)
    guard !phases.isEmpty else { return [] }
    var actions: [RunbookAction] = [
      .say("Now what was added for the patterns goes; the sender tries again what is refused at first:"),
      .command(facts.sender.text(.undo, phases)),
    ]
    var rows: [[RunbookText]] = emccTrunks.map { trunk in
      [
        "☐", "SIP trunk \(name: trunk), where it was deleted because of its service type",
        "add it with the fields that were written down, put it into its route groups again, reset it",
      ]
    }
    rows += facts.callManagerGroups.map { group in
      ["☐", "Unified CM group \(name: group.name.string), where it was added", "delete it: no device pool has it now"]
    }
    if !rows.isEmpty {
      actions += [
        .say("Not before, for the sender would remove or refuse it:"),
        .table(["Done", "What", "How it goes back"], rows),
      ]
    }
    return actions
  }

  private var handRows: [[RunbookText]] {
    var rows: [[RunbookText]] = []
    for row in blockedRows {
      rows.append([
        "☐", "route pattern \(name: row.pattern) in \(name: row.partition), added by hand",
        "delete it, unless it was there before",
      ])
    }
    for row in gatewayRows {
      let name = row.first ?? "–"
      rows.append(["☐", "gateway \(name), where it was added", "delete it, or keep it with other fields"])
    }
    rows.append([
      "☐", "whatever the tables of the steps said to set, assign or add",
      "set what was noted down; delete what was added",
    ])
    return rows
  }
}
