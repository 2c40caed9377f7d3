import EMBundle
import EMDSL

extension PeerSteps {
  /// Parameters, trunk and service profile.
  var features: RunbookStep {
    step(
      "emcc-parameters", "Set EMCC feature parameters, trunk and service profile",
      why: "The values that must be equal are equal in all clusters, or callers hear one side only.",
      [
        .say("In \(menu: "Advanced Features > EMCC > EMCC Feature Configuration"):"),
        .table(["Parameter", "Value", "Must be equal everywhere"], parameters),
        .say(
          """
          In \(menu: "Device > Trunk") have one SIP trunk with \(field: "Trunk Service Type") \
          \(field: "Extension Mobility Cross Clusters") and \(field: "Send Geolocation Information"), with the CSS of \
          the item \(name: "dial-plan"), and reset it. The type of an existing trunk cannot be changed.
          """),
        .say(
          """
          In \(menu: "Advanced Features > EMCC > EMCC Intercluster Service Profile") tick \(field: "Active") of \
          \(.screens(services)), with that trunk, and press \(field: "Validate") and \(field: "Save").
          """),
      ],
      verify: ["\(field: "Validate") on the profile's page shows no failure."], undo: "Set the former values.",
      minutes: 30,
      after: (certificates.isNeeded ? ["certificates-import"] : ["network"])
        + ["dial-plan", "base-devices"].filter(isAsked))
  }

  private func isAsked(_ key: String) -> Bool { key == "base-devices" ? !visited.isEmpty : !ours.isEmpty }

  /// Services between the members, without TFTP.
  var services: [String] {
    let services = deployment.emccGroup?.services.first
    return ["EMCC", "PSTN Access"] + (services?.rsvpAgent == true ? ["RSVP Agent"] : [])
  }

  private var parameters: [[RunbookText]] {
    let group = deployment.emccGroup
    let isLossy = group?.linkLossType == .lossy
    var rows: [[RunbookText]] = [
      ["\(field: "EMCC Region Max Audio Bit Rate")", "\(group?.maxAudioBitRate ?? 8) kbps", "yes"],
      ["\(field: "EMCC Region Max Video Call Bit Rate")", "\(group?.maxVideoCallBitRate ?? 384) kbps", "yes"],
    ]
    if let version = peer.version, version.major >= 14 {
      rows.append([
        "\(field: "EMCC Region Audio Codec Preference List")",
        "\(field: isLossy ? "Factory Default lossy" : "Factory Default low loss")", "yes, by meaning",
      ])
    } else {
      rows.append([
        "\(field: "EMCC Region Link Loss Type")", "\(field: isLossy ? "Lossy" : "Low Loss")", "yes, by meaning",
      ])
    }
    return rows + [
      ["\(field: "EMCC Geolocation Filter")", "the filter of the item \(name: "roaming-device-pools")", "its fields"],
      [
        "\(field: "Default TFTP Server for EMCC Login Device")",
        "a TFTP node of yours; without it a login ends with 201", "no",
      ],
      ["\(field: "Default Server For Remote Cluster Update")", "a node of yours with Extension Mobility", "no"],
      ["\(field: "CSS for PSTN Access SIP Trunk")", "as your dial plan needs it", "no"],
    ]
  }

  /// Our clusters in their list.
  var remoteClusters: RunbookStep? {
    let rows = ours.map { cluster -> [RunbookText] in
      [.name(cluster.clusterID), .name(ClusterAddresses(cluster).main ?? ""), .screens(services), "\(field: "TFTP")"]
    }
    guard !rows.isEmpty else { return nil }
    return step(
      "remote-clusters", "Add our clusters as remote clusters",
      why: "Your cluster asks ours for users whom it does not know, and answers only clusters that it knows.",
      [
        .say(
          """
          Wait until we say that our service profiles are active. In the evening that was agreed open \
          \(menu: "Advanced Features > Cluster View"), press \(field: "Add New"), and enter each, with these services \
          on and off:
          """),
        .table(["Cluster ID", "Fully Qualified Name", "On", "Off"], rows),
        .say(
          """
          Tell us. We add \(name: peer.clusterID) with the address \
          \(.optional(peer.external?[dynamicMember: \.address])) on our side and answer; then press \
          \(field: "Update Remote Cluster Now") on each of the pages.
          """),
      ],
      verify: ["\(field: "Remote Activated") is \(field: "true") for EMCC and PSTN Access of each."],
      undo: "Delete the entries.", minutes: 15, notice: "Users can log in across the clusters.",
      after: ["emcc-parameters"])
  }
}
