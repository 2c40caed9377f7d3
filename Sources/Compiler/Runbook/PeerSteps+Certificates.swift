import EMDSL

extension PeerSteps {
  /// Their export, before our consolidation.
  var certificateExport: RunbookStep? {
    guard certificates.isNeeded else { return nil }
    let server = certificates.exchange?.sftp.first
    let rows: [[RunbookText]] = [
      ["\(field: "IP Address")", .optional(server?.server)], ["\(field: "Port")", "\(server?.port ?? 22)"],
      ["\(field: "Directory")", .optional(server?.directory)],
    ]
    return step(
      "certificates-export", "Export your certificates to our SFTP server",
      why: "Phones trust the other cluster's files by these certificates.",
      [
        .say("Wait until we say that the directory is ready and give you user and password."),
        certificates.typeTable,
        .say(
          """
          Open \(menu: "Security > Bulk Certificate Management", in: .operatingSystem) of your publisher, enter this, \
          and press \(field: "Save"):
          """),
        .table(["Field", "Value"], rows),
        .say(
          """
          Press \(field: "Export"), choose \(certificates.choice) as \(field: "Certificate Type"), press \
          \(field: "Export") and \(field: "Close"). Do not press \(field: "Consolidate"): we do that once for all, on \
          \(name: certificates.consolidator?.cluster.handle ?? "").
          """),
      ],
      verify: [
        "The page reports success, and the directory holds files of today for each of your nodes.",
        "You have told us: we consolidate only after you.",
      ],
      undo: "Delete your files from the server.", minutes: 15, after: ["network", "services"])
  }

  /// Their import, behind our consolidation.
  var certificateImport: RunbookStep? {
    guard certificates.isNeeded else { return nil }
    let restarts = certificates.restartsPhones
    var actions: [RunbookAction] = [
      .say(
        """
        First compare: serial number and date of our certificates, of which we send you a list, with those in \
        \(.screens(stores)) of your publisher. All the same: tell us, and leave this item out; import nothing, restart \
        nothing.
        """),
      .say("Wait until we report the consolidation. Choose a night of your own, in which nothing else is changed."),
      .say(
        """
        Note how many phones are \(field: "Registered") in \(menu: "Device > Phone"): ____. Log out visitors.
        """),
      .say(
        """
        Open \(menu: "Security > Bulk Certificate Management", in: .operatingSystem) of your publisher, press \
        \(field: "Import"), choose \(certificates.choice) as \(field: "Certificate Type"), and press \
        \(field: "Import").
        """),
      .say("Then restart, node by node, from the top of the table to its end:"),
      .table(["Service", "Nodes", "How"], restartTable),
    ]
    if restarts {
      actions.append(.say("Wait after each node until its phones are registered again."))
    }
    return step(
      "certificates-import", "Import the certificates of all clusters",
      why: "Without it visitors' phones at your sites refuse the files of their home.", actions,
      verify: [
        """
        \(menu: "Security > Certificate Management", in: .operatingSystem) finds certificates of \
        \(.names(ours.map(\.clusterID), limit: 40)) in \
        \(.screens(stores)).
        """, "As many phones are registered as before.", "You have told us.",
      ],
      undo: "Delete our certificates from these stores and restart the same services; phones restart once more.",
      minutes: 60, notice: restarts ? "All your phones restart." : "Nothing: these types restart no phone.",
      after: ["certificates-export"])
  }

  private var stores: [String] {
    ["tomcat-trust", "CallManager-trust", "Phone-SAST-trust"].filter { store in
      certificates.types.contains { $0.stores.contains(store) }
    }
  }

  private var restartTable: [[RunbookText]] {
    let types = certificates.types
    var rows: [[RunbookText]] = []
    if types.contains(.tomcat) {
      rows.append([
        "\(field: "Cisco Tomcat")", "all", "\(name: "utils service restart Cisco Tomcat") on the command line",
      ])
    }
    let network: RunbookText = "\(menu: "Tools > Control Center - Network Services", in: .serviceability)"
    let feature: RunbookText = "\(menu: "Tools > Control Center - Feature Services", in: .serviceability)"
    if types.contains(where: { $0 == .tftp || $0 == .itlRecovery }) {
      rows.append(["\(field: "Cisco Trust Verification Service")", "all", network])
    }
    if types.contains(.tftp) { rows.append(["\(field: "Cisco Tftp")", "where it runs", feature]) }
    if certificates.restartsPhones { rows.append(["\(field: "Cisco CallManager")", "where it runs", feature]) }
    return rows
  }
}
