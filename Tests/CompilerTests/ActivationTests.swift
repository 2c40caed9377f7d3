import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Nodes, servers and services: one mistake, one finding, and silence where something else is at fault.
@Suite struct ActivationTests {
  private let rules: [any Rule.Type] = [
    TFTPUnset.self, UpdateServerWithoutEM.self, ServiceNotActivated.self, AutoRegistrationOn.self,
    RemoteTFTPEnabled.self, GeolocationFilterMissing.self, ServiceHostWithoutEM.self,
  ]
  private let publisher = "role: publisher, services: [ils, bulkProvisioning]}\n  home-sub:"

  private func codes(_ edits: KeyValuePairs<String, String>) throws -> [String] {
    try check(RuleExample("", edits).markedText, rules: rules).map(\.diagnostic.code)
  }

  @Test func `a server that does not resolve is one finding`() throws {
    #expect(try codes(["defaultTftpServer: home-sub": "defaultTftpServer: home-subb"]) == ["EM2001"])
    #expect(
      try codes(["  remoteClusterUpdateServer: home-sub\n": "  remoteClusterUpdateServer: home-subb\n"]) == ["EM2001"])
  }

  @Test func `a feature configuration with a misspelt key is one finding`() throws {
    #expect(try codes(["defaultTftpServer: home-sub": "defaultTftpServr: home-sub"]) == ["EM1001"])
    #expect(
      try codes(["home-sub2\n  geolocationFilter: GF-EMCC": "home-sub2\n  geolocationFilterr: GF-EMCC"]) == ["EM1001"])
  }

  @Test func `services that cannot be read are not missing`() throws {
    #expect(try codes([publisher: publisher.replacing("bulkProvisioning", with: "bulkProvisoning")]) == ["EM1008"])
  }

  @Test func `Bulk Provisioning that is off is only advice, for it is needed now and then`() throws {
    let found = try findings(
      [publisher: publisher.replacing("[ils, bulkProvisioning]", with: "[ils]")], ServiceNotActivated.self)
    #expect(found.map(\.severity) == [.info])
  }

  @Test func `ILS is needed for EM roaming, too`() throws {
    let found = try findings(
      [
        "emergencyNumbers:\n": "roamingGroup: {members: [HOME, AWAY]}\nemergencyNumbers:\n",
        publisher: publisher.replacing("[ils, bulkProvisioning]", with: "[bulkProvisioning]"),
      ], ServiceNotActivated.self)
    #expect(
      found.lines == [
        "EM3050 error: publisher 'home-pub' of HOME does not run Cisco Intercluster Lookup Service, which the cluster uses"
      ])
  }

  @Test func `no Extension Mobility anywhere is one finding, not one for each service and server`() throws {
    let found = try findings(
      [
        "home-sub.example.com, services: [callManager, extensionMobility, tftp]":
          "home-sub.example.com, services: [callManager, tftp]",
        "home-sub2.example.com, services: [callManager, extensionMobility, tftp]":
          "home-sub2.example.com, services: [callManager, tftp]",
      ], ServiceNotActivated.self, UpdateServerWithoutEM.self, ServiceHostWithoutEM.self)
    #expect(found.lines == ["EM3050 error: no node of HOME runs Cisco Extension Mobility: nobody can log in"])
    #expect(found.first?.phoneShows == "Login is unavailable(208)")
  }

  @Test func `a phone in three clusters is one finding with both other places`() throws {
    let third = """
      emcc: v1
      cluster: THIRD
      version: 12.5.1.14900-63
      securityMode: mixed
      phones: {SEP00AA10000001: {model: Cisco 8851, protocol: SIP, devicePool: Default}}
      ---
      emcc: v1
      deployment: EXAMPLE

      """
    let found = try findings(
      [
        "emcc: v1\ndeployment: EXAMPLE\n": third, "members: [HOME, AWAY]": "members: [HOME, AWAY, THIRD]",
        "SEP00AA20000001": "SEP00AA10000001",
      ], DuplicateDeviceName.self)
    #expect(found.lines == ["EM3053 error: phone 'SEP00AA10000001' exists in THIRD, HOME and AWAY"])
    #expect(found.first?.related.map(\.message) == ["in THIRD here", "in HOME here"])
    #expect(found.first?.clusters == ["AWAY", "HOME", "THIRD"])
  }

  @Test func `a phone that a cluster outside the group has too is nobody's mistake`() throws {
    let found = try findings(
      ["members: [HOME, AWAY]": "members: [HOME]", "SEP00AA20000001": "SEP00AA10000001"], DuplicateDeviceName.self)
    #expect(found.isEmpty)
  }
}
