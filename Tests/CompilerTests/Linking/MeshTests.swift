import Compiler
import EMDSL
import EMTestSupport
import Testing

/// Remote clusters: written, derived from `mesh`, and what they take over from their peer.
@Suite struct MeshTests {
  private func group(_ text: String) -> String {
    "emcc: v1\ndeployment: ACME\nemccGroup: {members: [US, EU, APAC]\(text)}"
  }

  private func pairs(_ linked: LinkedText) -> [String] {
    linked.deployment.mesh.pairs.map { pair in
      "\(linked.deployment[pair.home].handle)>\(linked.deployment[pair.visiting].handle)"
    }
  }

  private func remotes(_ linked: LinkedText, _ handle: String) -> [String] {
    (linked[handle]?.remoteClusters.map { $0.name.string } ?? []).sorted()
  }

  @Test func fullMeshKnowsEveryOrderedPair() throws {
    let linked = try LinkedText(group(", mesh: full"), clusters: ["US", "EU", "APAC"])
    #expect(pairs(linked) == ["APAC>EU", "APAC>US", "EU>APAC", "EU>US", "US>APAC", "US>EU"])
    #expect(linked.deployment.mesh.isDeclared)
    #expect(remotes(linked, "US") == ["APAC", "EU"])
    #expect(remotes(linked, "APAC") == ["EU", "US"])
    #expect(linked.messages == [])
  }

  /// Both sides of a pair need each other, whoever travels.
  @Test func pairsOfAStagedRollOutGiveBothSidesAnEntry() throws {
    let linked = try LinkedText(group(", mesh: [{home: US, visiting: EU}]"), clusters: ["US", "EU", "APAC"])
    #expect(pairs(linked) == ["US>EU"])
    #expect(remotes(linked, "US") == ["EU"])
    #expect(remotes(linked, "EU") == ["US"])
    #expect(remotes(linked, "APAC") == [])
  }

  @Test func withoutMeshTheWrittenEntriesCount() throws {
    let linked = try LinkedText(
      group("") + "\n---\nemcc: v1\ncluster: US\nremoteClusters: {EU: {}}", clusters: ["EU", "APAC"])
    #expect(!linked.deployment.mesh.isDeclared)
    #expect(pairs(linked) == ["EU>US", "US>EU"])
    #expect(remotes(linked, "EU") == [])
  }

  @Test func aDeviationIsNotDerivedASecondTime() throws {
    let linked = try LinkedText(
      group(", mesh: full") + "\n---\nemcc: v1\ncluster: US\nremoteClusters: {EU: {address: 10.9.9.9}}\n"
        + "---\nemcc: v1\ncluster: EU\nclusterId: EU-CUCM\nnodes:\n  pub: {address: 10.1.1.1}\n"
        + "  sub: {address: 10.1.1.2, services: [extensionMobility]}", clusters: ["US", "EU", "APAC"])
    let remote = try #require(linked["US"]?.remoteClusters.first { $0.name == "EU" })
    #expect(remotes(linked, "US") == ["APAC", "EU"])
    #expect(remote[dynamicMember: \.address]?.string == "10.9.9.9")
    #expect(remote.clusterId?.string == "EU-CUCM")
    let derived = try #require(linked["APAC"]?.remoteClusters.first { $0.name == "EU" })
    #expect(derived[dynamicMember: \.address]?.string == "10.1.1.2", "the first node with Extension Mobility")
    #expect(derived.clusterId?.string == "EU-CUCM")
  }

  @Test func anExternalClusterIsAPeerWithoutDocuments() throws {
    let linked = try LinkedText(
      "emcc: v1\ndeployment: ACME\nemccGroup: {members: [US, PARTNER], mesh: full}\n"
        + "clusters: {PARTNER: {external: true, clusterId: P-CUCM, version: '12.5', securityMode: mixed, address: p.example}}",
      clusters: ["US"])
    let remote = try #require(linked["US"]?.remoteClusters.first)
    #expect(remote.clusterId?.string == "P-CUCM")
    #expect(remote[dynamicMember: \.address]?.string == "p.example")
    #expect(linked["PARTNER"]?.isExternal == true)
    #expect(remotes(linked, "PARTNER") == [])
    #expect(linked.messages == [])
  }

  @Test func theGroupGivesWhatAMemberLeavesOut() throws {
    let linked = try LinkedText(
      group(", maxAudioBitRate: 64 kbps") + "\n---\nemcc: v1\ncluster: US\nemccFeatureConfiguration: {}\n"
        + "---\nemcc: v1\ncluster: EU\nemccFeatureConfiguration: {maxAudioBitRate: 8 kbps}\n",
      clusters: ["US", "EU", "APAC"])
    #expect(linked["US"]?.emccFeatureConfiguration.first?.maxAudioBitRate == 64)
    #expect(linked["EU"]?.emccFeatureConfiguration.first?.maxAudioBitRate == 8)
    #expect(linked["US"]?.emccFeatureConfiguration.first?.maxVideoCallBitRate == 384)
  }
}
