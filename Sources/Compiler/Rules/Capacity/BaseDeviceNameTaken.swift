import EMDSL
import EMDiagnostics

/// Rule 44: a device that has the name of an EMCC base device.
enum BaseDeviceNameTaken: ClusterRule {
  /// The texts of EM3044 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3044", name: "emcc-base-name-collision", severity: .error,
    summary: "A device is named like an EMCC base device: EMCC and a number.",
    why:
      "Base devices are called EMCC1, EMCC2 and so on; the job that inserts them reports an error for a name that is "
      + "taken and leaves a gap.",
    fix: "rename the device",
    source: "Bulk Administration Guide, insert EMCC devices",
    mistakes: [
      RuleExample(
        "A device profile is called EMCC7, and 20 base devices are to be inserted.",
        ["UDP-BKIM: {lines": "«EMCC7»: {lines", "[UDP-BKIM]": "[EMCC7]"])
    ],
    right: [
      RuleExample(
        "A name that only begins like one.", ["UDP-BKIM: {lines": "EMCC7-BKIM: {lines", "[UDP-BKIM]": "[EMCC7-BKIM]"])
    ])

  /// All that shares Unified CM's device names, in members and where base devices are inserted.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    let isMember = deployment.members.contains { $0 === cluster }
    guard isMember || !cluster.emccBaseDevices.isEmpty else { return }
    let count = cluster.emccBaseDevices.first?.count ?? 0
    check(cluster.phones, \.name, "phone", count, cluster, &report)
    check(cluster.deviceProfiles, \.name, "device profile", count, cluster, &report)
    check(cluster.emccTemplate, \.name, "EMCC template", count, cluster, &report)
    check(cluster.sipTrunks, \.name, "SIP trunk", count, cluster, &report)
    check(cluster.gateways, \.name, "gateway", count, cluster, &report)
    check(cluster.routeLists, \.name, "route list", count, cluster, &report)
  }

  private static func check<R: Row>(
    _ objects: Section<R>, _ field: KeyPath<R, Name>, _ noun: String, _ count: Int, _ cluster: Cluster,
    _ report: inout Report
  ) {
    for object in objects {
      let name = object[dynamicMember: field]
      guard let number = baseDeviceNumber(name.bytes), !object.isDamaged(field) else { continue }
      let taken =
        number <= count ? "has the name of one of its \(count) base devices" : "has the name of a base device to come"
      report.add(
        "\(noun) '\(name)' in \(cluster.handle) \(taken)", object, field,
        help: "rename it; EMCC and a number is for the base devices that Unified CM numbers itself", clusters: cluster)
    }
  }

  /// The number of a base device's name; nil for other names.
  static func baseDeviceNumber(_ name: UnsafeRawBufferPointer) -> Int? {
    guard name.count > 4, name[0] == UInt8(ascii: "E"), name[1] == UInt8(ascii: "M"), name[2] == UInt8(ascii: "C"),
      name[3] == UInt8(ascii: "C"), name.count <= 12
    else { return nil }
    var number = 0
    for byte in name[4...] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }
}
