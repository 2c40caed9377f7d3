import EMBundle
import EMCommandLine

/// `emserviced-load bundle`: a bundle of one cluster with as many phones, users and device profiles as wanted.
struct BundleCommand {
  private static let phones = CommandOption(
    "phones", "N", .number(1...1_000_000), summary: "phones, users and device profiles; 60000 without it")
  /// How the command is typed.
  static let declaration = CommandDeclaration(
    "bundle", summary: "write a bundle with the cluster LOAD", arguments: .init("DIR", count: 1...1), options: [phones])

  private let directory: String
  private let count: Int

  /// Takes a line that the parser accepted.
  init(_ line: EMCommandLine.CommandLine) {
    directory = line.arguments.first ?? "."
    count = line.number(Self.phones) ?? 60_000
  }

  /// Writes it.
  func run() throws -> Bool {
    try Self.write(directory, phones: count)
    return true
  }

  /// Writes a bundle.
  static func write(_ directory: String, phones count: Int) throws {
    var cluster = RuntimeCluster(handle: "LOAD", version: UnifiedCMVersion("14.0.1.13900-155"))
    // Logins are to be measured, and not how they are refused.
    cluster.parameters.maximumConcurrentRequests = 100
    cluster.devicePools = [RuntimeDevicePool(name: "DP")]
    cluster.phoneServices = [RuntimePhoneService(name: "EM", asksOtherClusters: false)]
    let model = RuntimeModel("Cisco 8851")
    for number in 0..<count {
      var phone = RuntimePhone(name: Requests.phone(number), model: model, devicePool: "DP")
      phone.services = ["EM"]
      cluster.phones.append(phone)
      var user = RuntimeUser(id: Requests.user(number))
      user.primaryExtension = "\(number)"
      user.controlledProfiles = ["UDP-\(number)"]
      user.defaultProfile = "UDP-\(number)"
      cluster.users.append(user)
      var profile = RuntimeDeviceProfile(
        name: "UDP-\(number)", model: model, lines: [RuntimeLine(number: "\(number)", partition: "PT", css: "CSS")])
      profile.services = ["EM"]
      cluster.deviceProfiles.append(profile)
    }
    let runtime = RuntimeConfiguration(RuntimeDeployment(clusters: [cluster]))
    try BundleWriter(directory: directory).write(
      runtime.files, compilerVersion: "0", inputDigest: Digest(of: Array("load".utf8)))
  }
}
