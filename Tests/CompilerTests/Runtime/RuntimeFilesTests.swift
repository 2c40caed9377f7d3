import Compiler
import EMBundle
import EMService
import EMSimulation
import EMTestSupport
import Foundation
import Testing

/// The runtime configuration that `compile` writes is the values that the login core works on.
@Suite struct RuntimeFilesTests {
  /// The documents of an example as one stream.
  private func text(of example: String) throws -> String {
    let directory = "\(examplesDirectory)/\(example)"
    let files = try #require(FileManager.default.enumerator(atPath: directory)).compactMap { $0 as? String }
    return try files.filter { $0.hasSuffix(".yaml") }.sorted()
      .map { try String(contentsOfFile: "\(directory)/\($0)", encoding: .utf8) }.joined(separator: "\n---\n")
  }

  /// Compiles an example, and hands over the bundle's path while it is there.
  private func withBundle<Value>(
    of example: String, _ words: [String] = [], _ body: (String) throws -> Value
  ) throws -> Value {
    let directory = try TemporaryDirectory()
    let bundle = "\(directory.path)/bundle"
    let run = try LintRun(["compile", "--quiet", "--bundle", bundle] + words + ["\(examplesDirectory)/\(example)"])
    #expect(run.code == 0, "\(run.messages)")
    return try withExtendedLifetime(directory) { try body(bundle) }
  }

  @Test(arguments: ["minimal", "three-continents"])
  func whatIsReadIsWhatWasCompiled(_ example: String) throws {
    let values = LoginModel(try LinkedText(text(of: example)).deployment).values
    let read = try withBundle(of: example) { try RuntimeConfiguration(bundle: $0) }
    #expect(read.deployment == values.sorted())
    #expect(read.configured == values.clusters.filter { !$0.isExternal }.map(\.handle))
  }

  @Test func theSmallestExample() throws {
    try withBundle(of: "minimal") { bundle in
      for name in ["deployment.json", "clusters/FI.json", "clusters/SE.json"] {
        let text = try String(contentsOfFile: "\(bundle)/runtime/\(name)", encoding: .utf8)
        Golden.expect(text, matches: "bundle/minimal-runtime/\(name)")
      }
    }
  }

  /// Whatever form the digits have, and each fingerprint once.
  @Test func fingerprintsOfCertificates() throws {
    let pairs = (0..<32).map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }
    let (plain, shouted) = (pairs.joined(), pairs.joined(separator: ":").uppercased())
    let next = String(repeating: "7", count: 64)
    let certificates = """
      certificates:
        tomcat: {signedBy: CA, sha256: '\(plain)'}
        tomcatEcdsa: {signedBy: CA, sha256: '\(shouted)', nextSha256: '\(next)'}
        callManager: {signedBy: CA, sha256: '\(String(repeating: "1", count: 64))'}

      """
    let anchor = "cluster: FI\n"
    let source = try text(of: "minimal")
    #expect(source.contains(anchor))
    let values = LoginModel(try LinkedText(source.replacing(anchor, with: anchor + certificates)).deployment).values
    #expect(values.clusters["FI"]?.certificates.map(\.hexadecimal) == [plain, next])
    #expect(values.clusters["SE"]?.certificates == [])
  }

  @Test func oneClusterOfSeveral() throws {
    let read = try withBundle(of: "three-continents", ["--cluster", "EU"]) { try RuntimeConfiguration(bundle: $0) }
    let whole = try withBundle(of: "three-continents") { try RuntimeConfiguration(bundle: $0, clusters: ["EU"]) }
    #expect(read.configured == ["EU"])
    #expect(read == whole)
    #expect(read.deployment.clusters.map(\.handle) == ["APAC", "DELFT", "EU", "US"])
  }

  /// Where PINs come from, names of people and remarks stay in YAML.
  @Test func noSecretAndNoRemark() throws {
    let old = "  bvirta: {lastName: Virta, "
    let new = "  bvirta: {lastName: Virta, firstName: Bo, pinFrom: {env: PIN_BVIRTA}, department: Accounts, "
    let text = try text(of: "minimal")
    #expect(text.contains(old))
    let directory = try TemporaryDirectory()
    try directory.write("all.yaml", text.replacing(old, with: new))
    let run = try LintRun(["compile", "--quiet", "--bundle", "\(directory.path)/bundle", "\(directory.path)/all.yaml"])
    #expect(run.code == 0, "\(run.output)\(run.messages)")
    let runtime = "\(directory.path)/bundle/runtime/clusters/FI.json"
    let users = try String(contentsOfFile: runtime, encoding: .utf8).split(separator: "\n").filter {
      $0.contains("bvirta\": {") && !$0.contains("UDP-bvirta\": {")
    }
    #expect(
      users == [
        "    \"bvirta\": {\"primaryExtension\": \"35801\", \"emcc\": true, \"controlledProfiles\": [\"UDP-bvirta\"]}"
      ])
  }

  /// Everybody at every phone: what the bundle says ends as what YAML says.
  @Test func loginsEndTheSame() throws {
    let values = LoginModel(try LinkedText(text(of: "three-continents")).deployment).values
    let read = try withBundle(of: "three-continents") { try RuntimeConfiguration(bundle: $0).deployment }
    var outcomes: [LoginOutcome] = []
    for home in values.clusters {
      for user in home.users {
        for visiting in values.clusters {
          guard let phone = visiting.phones.elements.last else { continue }
          let service = visiting.loginServices(of: phone).first
          let attempt = LoginAttempt(visiting: visiting.handle, device: phone.name, user: user.id, service: service)
          var (one, other) = (LoginSimulator(values), LoginSimulator(read))
          let result = one.login(attempt)
          #expect(result == other.login(attempt))
          if !outcomes.contains(result.outcome) { outcomes.append(result.outcome) }
        }
      }
    }
    #expect(outcomes.count > 10)
  }
}
