import Compiler
import EMDSL
import EMDiagnostics
import EMTestSupport
import Testing

/// References: what they lead to, who holds them, and where values come from.
@Suite struct ResolutionTests {
  private static let superUsers = "Standard EM Roaming Across Clusters Super Users"

  /// The roaming super users came with 12.0; everything else is in all versions.
  @Test(arguments: [("11.5.1.18900-97", false), ("12.0.1.21900-7", true), ("14.0.1.13900-155", true)])
  func systemObjectsFollowTheVersion(version: String, isThere: Bool) throws {
    let linked = try LinkedText(
      "emcc: v1\ncluster: US\nusers: {a: {lastName: A, accessControlGroups: [Standard CCM End Users, \(Self.superUsers)]}}\n"
        + "gateways: {GW: {devicePool: Default}}\nrouteLists: {RL: [Standard Local Route Group]}",
      clusters: ["US"], version: version)
    let missing = "EM2001 access control group '\(Self.superUsers)' is not declared in cluster US"
    #expect(linked.messages == (isThere ? [] : [missing]))
  }

  @Test func aReferenceOfEveryClusterEndsInTheReceivingCluster() throws {
    let linked = try LinkedText(
      "emcc: v1\ndeployment: ACME\nemccGroup: {members: [US, EU]}\n"
        + "everyCluster: {routeLists: {RL: [RG]}}\n"
        + "---\nemcc: v1\ncluster: US\nrouteGroups: {RG: [GW-US]}\ngateways: {GW-US: {devicePool: Default}}\n"
        + "---\nemcc: v1\ncluster: EU\nrouteGroups: {RG: [GW-EU]}\ngateways: {GW-EU: {devicePool: Default}}",
      clusters: ["US", "EU"])
    #expect(linked.messages == [])
    for handle in ["US", "EU"] {
      let group = try #require(linked[handle]?.routeGroups.first)
      let referrers = linked.deployment.referrers(
        of: try anyRow(group, "routeGroups", in: linked, handle), in: try #require(linked[handle]))
      #expect(referrers.map { "\($0.kind.noun) \($0.name) \($0.key)" } == ["route list RL members"])
    }
    #expect(linked["US"]?.routeLists.count == 1)
  }

  @Test func referrersComeInTheOrderOfTheFileAndOncePerKey() throws {
    let linked = try LinkedText(
      """
      emcc: v1
      cluster: US
      partitions: [PT]
      callingSearchSpaces: {CSS: [PT, PT]}
      translationPatterns: [{partition: PT, patterns: ['1'], css: CSS}]
      gateways: {GW: {devicePool: Default, css: CSS, calledPartyTransformationCss: CSS}}
      """, clusters: ["US"])
    let partition = try #require(linked["US"]?.partitions.first)
    let row = try anyRow(partition, "partitions", in: linked, "US")
    let found = linked.deployment.referrers(of: row, in: try #require(linked["US"]))
    #expect(
      found.map { "\($0.kind.noun) \($0.name) \($0.key)" } == [
        "calling search space CSS partitions", "translation pattern  partition",
      ])
    let css = try #require(linked["US"]?.callingSearchSpaces.first)
    let ofCSS = linked.deployment.referrers(
      of: try anyRow(css, "callingSearchSpaces", in: linked, "US"), in: try #require(linked["US"]))
    #expect(Set(ofCSS.map(\.key)) == ["css", "calledPartyTransformationCss"])
    #expect(ofCSS.count == 3)
  }

  private func anyRow<R: Row>(_ entity: Entity<R>, _ section: String, in linked: LinkedText, _ handle: String) throws
    -> AnyRow
  {
    let field = try #require(LanguageSchema.current.cluster.field(section))
    let rows = try #require(linked[handle]).parts.flatMap { $0.anyRow(LanguageSchema.current.cluster).rows(field) }
    return try #require(rows.first { $0.head.at == entity.head.at && $0.head.file == entity.head.file })
  }

  @Test func everyValueKnowsItsOrigin() throws {
    let linked = try LinkedText(
      """
      emcc: v1
      cluster: US
      defaults:
        devicePools: {region: REG}
      regions: [REG]
      devicePools:
        DP: {callManagerGroup: Default, dateTimeGroup: CMLocal}
      """, clusters: ["US"])
    let pool = try #require(linked["US"]?.devicePools.first)
    let row = try anyRow(pool, "devicePools", in: linked, "US")
    func origin(_ key: String) throws -> String {
      let field = try #require(row.schema.field(key))
      switch linked.deployment.origin(row.head, at: row.at(field)) {
      case .written(let place): return "written \(try linked.position(place) ?? "")"
      case .defaults(let place): return "defaults \(try linked.position(place) ?? "")"
      case .derived: return "derived"
      case .builtIn: return "built in"
      }
    }
    #expect(try origin("callManagerGroup") == "written 7:26")
    #expect(try origin("region") == "defaults 4:25")
    #expect(try origin("singleButtonBarge") == "built in")
  }

  /// A list under `defaults` is linked once for each object that takes it over.
  @Test func listsOfDefaultsAreCopied() throws {
    let linked = try LinkedText(
      """
      emcc: v1
      cluster: US
      defaults:
        callingSearchSpaces: {partitions: [PT]}
      partitions: [PT]
      callingSearchSpaces: {A: {}, B: {}, C: [PT]}
      """, clusters: ["US"])
    #expect(linked.messages == [])
    let names = linked["US"]?.callingSearchSpaces.map { css in css.partitions.map { $0.target().name.string } }
    #expect(names == [["PT"], ["PT"], ["PT"]])
  }
}
