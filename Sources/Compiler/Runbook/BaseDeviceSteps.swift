import EMDSL

/// EMCC template and base devices: bulk jobs on the web page only (Bulk Administration Guide, EMCC).
struct BaseDeviceSteps {
  /// The cluster.
  let facts: RunbookFacts

  private var handle: String { facts.cluster.handle }
  private var base: Entity<EMCCBaseDevicesRow>? { facts.cluster.emccBaseDevices.first }

  /// The window; nil without templates and base devices.
  var window: RunbookWindow? {
    let steps = templates + [defaultTemplate, insert].compactMap(\.self)
    guard !steps.isEmpty else { return nil }
    return RunbookWindow(
      id: "\(handle).base-devices", title: "Base devices", cluster: handle, impact: .none,
      reason: """
        Each user of this cluster who is logged in abroad takes one base device. Neither AXL nor a file can add them.
        """,
      steps: steps)
  }

  private var templates: [RunbookStep] {
    let rows = facts.cluster.emccTemplate.filter { !$0.isPoison }
      .sorted { ResolvedJSON.precedes($0.name.string, $1.name.string) }
    guard !rows.isEmpty else { return [] }
    let fields = rows.map { template -> [RunbookText] in
      [
        .name(template.name.string), template.description.map { .name($0) } ?? "–",
        .optional(template.devicePool?.name), .optional(template.sipProfile?.name),
        .optional(template.commonDeviceConfiguration?.name), .optional(template.commonPhoneProfile?.name),
      ]
    }
    return [
      RunbookStep(
        id: "\(handle).emcc-template", cluster: handle, title: "Add the EMCC template",
        why: """
          Base devices are copies of the default template. Its device pool serves visitors' phones that match no \
          roaming device pool.
          """,
        actions: [
          .say(
            """
            Open \(menu: "Bulk Administration > EMCC > EMCC Template"), press \(field: "Add New"), fill in, and press \
            \(field: "Save"):
            """),
          .table(
            [
              "Template Name", "Description", "Device Pool", "SIP Profile", "Common Device Configuration",
              "Common Phone Profile",
            ], fields),
        ],
        verify: ["\(menu: "Bulk Administration > EMCC > EMCC Template") finds \(.names(rows.map { $0.name.string }))."],
        undo: "Delete the template on the same page, unless it is the default template.", minutes: 5,
        after: ["\(handle).axl-objects", "\(handle).axl-in-service"])
    ]
  }

  private var defaultTemplate: RunbookStep? {
    guard let template = base?.template, !template.isPoison else { return nil }
    return RunbookStep(
      id: "\(handle).default-template", cluster: handle, title: "Make it the default template",
      why: "Base devices can be inserted only with a default template.",
      actions: [
        .say(
          """
          Open \(menu: "Bulk Administration > EMCC > Insert/Update EMCC") and press \(field: "Update EMCC Devices"). \
          Choose \(name: template.name.string) as \(field: "Default EMCC Template"), \(field: "Run Immediately"), and \
          press \(field: "Submit").
          """),
        .say(
          """
          Choose \(field: "Reset") only while no user of this cluster is logged in abroad: it ends their sessions.
          """),
      ],
      verify: ["\(menu: "Bulk Administration > Job Scheduler") shows the job as \(field: "Completed")."],
      undo: "Run the same job with the former template.", minutes: 5, after: ["\(handle).emcc-template"])
  }

  private var insert: RunbookStep? {
    guard let count = base?.count, count > 0 else { return nil }
    let expected: RunbookText =
      base?.expectedLogins.map {
        """
        ; \($0) are expected to be logged in at the busiest time
        """
      } ?? ""
    return RunbookStep(
      id: "\(handle).base-devices-insert", cluster: handle, title: "Insert \(count: count, of: "base device")",
      why: """
        \(count) users of this cluster can be logged in abroad at once\(expected). With none free the phone shows 33.
        """,
      actions: [
        .say(
          """
          Open \(menu: "Bulk Administration > EMCC > Insert/Update EMCC") and press \(field: "Insert EMCC Devices"). \
          Look at \(field: "Number of EMCC Devices already in database"): enter \(count) less that number as \
          \(field: "Number of EMCC Devices to be added"), choose \(field: "Run Immediately"), and press \
          \(field: "Submit").
          """)
      ],
      verify: [
        """
        \(menu: "Bulk Administration > Job Scheduler") shows the job as \(field: "Completed"), without failed \
        records.
        """,
        "After a refresh of the insert page, \(field: "Number of EMCC Devices already in database") is \(count).",
        """
        \(menu: "Device > Phone") finds \(name: "EMCC1") to \(name: "EMCC\(count)"), each with a nonsecure device \
        security profile.
        """,
      ],
      undo: """
        Delete them with \(menu: "Bulk Administration > EMCC > Delete EMCC"). New ones would begin behind the highest \
        number.
        """,
      minutes: 5 + count / 100, after: ["\(handle).default-template"])
  }
}
