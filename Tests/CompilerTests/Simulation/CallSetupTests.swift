import Compiler
import EMDSL
import EMDiagnostics
import EMSimulation
import EMTestSupport
import Testing

/// What a phone is while it calls: logged out, after a local login, in an EMCC session.
@Suite struct CallSetupTests {
  private struct Scene {
    let linked: LinkedText
    let home: Cluster
    let away: Cluster
    let caller: CallerProfile
    let phone: Entity<PhoneRow>

    init(_ edits: KeyValuePairs<String, String> = [:]) throws {
      for edit in edits { #expect(ExampleDeployment.text.contains(edit.key)) }
      linked = try LinkedText(RuleExample("", edits).markedText)
      home = try #require(linked["HOME"])
      away = try #require(linked["AWAY"])
      let user = try #require(home.users.first { $0.name == "adiaz" })
      let given = try #require(user.controlledProfiles.first)
      let profile: Entity<DeviceProfileRow> = given.target()
      caller = CallerProfile(user: user, profile: profile, place: given.place, line: profile.lines.first)
      phone = try #require(away.phones.first)
    }

    func visit() -> PreparedCall {
      CallSetups(linked.deployment).emcc(caller, home: home, at: phone, visiting: away)
    }

    /// `role CSS` of each link.
    func chain(_ setup: CallSetup) -> [String] {
      let plan = linked.deployment.dialPlans.plans[setup.cluster]
      return setup.chain.map { "\($0.role) \($0.css.map { plan.searchSpaces[$0].name.name } ?? "none")" }
    }

    func pool(_ setup: CallSetup) -> String? {
      let plan = linked.deployment.dialPlans.plans[setup.cluster]
      return setup.devicePool.map { plan.devicePools[$0].name.name }
    }

    /// `cluster: text | what stands at its place` of each step.
    func steps(_ call: PreparedCall) throws -> [String] {
      try call.steps.map { "\($0.cluster): \($0.text) | \(try linked.word(at: $0.place) ?? "-")" }
    }
  }

  @Test func visitorTakesTheRoamingPoolThatFits() throws {
    let scene = try Scene()
    let call = scene.visit()
    #expect(scene.chain(call.setup) == ["adjunct CSS-ADJ-GB", "line CSS-LINE", "emcc CSS-EMCC"])
    #expect(scene.pool(call.setup) == "DP-ROAM-GB")
    #expect(call.setup.country == "GB")
    #expect(call.setup.line?.number == "2101001")
    let visited = try #require(call.setup.visited)
    let plan = scene.linked.deployment.dialPlans.plans[visited.cluster]
    #expect(plan.cluster == "AWAY")
    #expect(visited.devicePool.map { plan.devicePools[$0].name.name } == "DP-LON")
    #expect(visited.css.map { plan.searchSpaces[$0].name.name } == "CSS-DEV-GB")
    #expect(call.notes == [])
    #expect(
      try scene.steps(call) == [
        "AWAY: SEP00AA20000001 is in DP-LON | DP-LON", "AWAY: its geolocation is GEO-GB, that of DP-LON | GEO-GB",
        "AWAY: GEO-GB is in GB | GB", "HOME: adiaz logs in with the device profile UDP-ADIAZ | UDP-ADIAZ",
        "HOME: calls from line 2101001 in PT-DN | '2101001'",
        "HOME: the EMCC geolocation filter GF-EMCC compares country GB | GF-EMCC",
        "HOME: takes the roaming device pool DP-ROAM-GB, which fits best: its geolocation is GEO-GB | GEO-GB",
      ])
  }

  @Test func withoutAPoolThatFitsTheTemplatesIsKept() throws {
    let scene = try Scene([
      "DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB, geolocation: GEO-GB":
        "DP-ROAM-GB: {roamingFor: AWAY, dateTimeGroup: DTG-GB"
    ])
    let call = scene.visit()
    #expect(scene.pool(call.setup) == "DP-BASE")
    #expect(scene.chain(call.setup).first == "adjunct none")
    #expect(
      try scene.steps(call).suffix(2) == [
        "HOME: no device pool has a geolocation that fits | GF-EMCC",
        "HOME: keeps the device pool DP-BASE of the EMCC template TEMPLATE-EMCC | DP-BASE",
      ])
  }

  @Test func ofPoolsThatFitEquallyWellTheFirstByNameIsAssumed() throws {
    let scene = try Scene([
      "  DP-ROAM-GB: {": "  DP-ROAM-B: {geolocation: GEO-GB}\n  DP-ROAM-A: {geolocation: GEO-GB}\n  DP-ROAM-GB: {"
    ])
    let call = scene.visit()
    #expect(scene.pool(call.setup) == "DP-ROAM-A")
    #expect(
      call.steps.last?.text
        == "DP-ROAM-B, DP-ROAM-A, DP-ROAM-GB fit equally well, and it is not documented which one Unified CM takes; assumed is the first by name, DP-ROAM-A"
    )
  }

  @Test func localLoginSearchesTheLineThenThePhone() throws {
    let scene = try Scene()
    let phone = try #require(scene.home.phones.first)
    let call = CallSetups(scene.linked.deployment).localLogin(scene.caller, at: phone, in: scene.home)
    #expect(scene.chain(call.setup) == ["line CSS-LINE", "device CSS-DEV"])
    #expect(scene.pool(call.setup) == "DP-NYC")
    #expect(call.setup.country == "US")
    #expect(call.setup.visited == nil)
  }

  @Test func loggedOutPhoneHasItsOwnLinesOrThoseOfItsLogoutProfile() throws {
    let scene = try Scene([
      "SEP00AA10000001: {": "SEP00AA10000001: {lines: [{dn: '500'}], ",
      "SEP00AA10000002: {": "SEP00AA10000002: {logoutProfile: UDP-BKIM, ",
    ])
    let setups = CallSetups(scene.linked.deployment)
    let phones = Array(scene.home.phones)
    let own = setups.loggedOut(phones[0], in: scene.home)
    #expect(scene.chain(own.setup) == ["line none", "device CSS-DEV"])
    #expect(own.setup.line?.number == "500")
    let logout = setups.loggedOut(phones[1], in: scene.home)
    #expect(scene.chain(logout.setup) == ["line CSS-LINE", "device CSS-DEV"])
    #expect(logout.setup.line?.number == "2101002")
    #expect(setups.loggedOut(phones[0], in: scene.home, line: 2).setup.line == nil)
  }

  @Test func sharedNumberHasItsSearchSpaceElsewhere() throws {
    let scene = try Scene([
      "UDP-ADIAZ: {lines: [{dn: '2101001', partition: PT-DN, css: CSS-LINE}]}":
        "UDP-ADIAZ: {lines: [{dn: '2101001', partition: PT-DN}]}",
      "regions: [REG-HOME]":
        "regions: [REG-HOME]\ndirectoryNumbers: [{dn: '2101001', partition: PT-DN, css: CSS-LINE}]",
    ])
    let link = scene.visit().setup.chain[1]
    #expect(scene.chain(scene.visit().setup)[1] == "line CSS-LINE")
    #expect(try scene.linked.word(at: link.place) == "CSS-LINE")
    #expect(scene.caller.line?.css == nil)
  }

  @Test func whatStopsTheLoginIsNoted() throws {
    let scene = try Scene([
      "adiaz: {lastName: Diaz,": "adiaz: {lastName: Diaz, emcc: false,",
      "mesh: full": "mesh: [{home: AWAY, visiting: HOME}]",
    ])
    #expect(
      scene.visit().notes == [
        "users of HOME may not log in at AWAY: the two are no pair of the mesh",
        "adiaz is not enabled for EMCC, so the login itself fails",
      ])
  }

  @Test func searchSpacesOfWhichOnlyTheNameIsKnownAreNoted() throws {
    let scene = try Scene([
      "emccCss: CSS-EMCC}": "emccCss: CSS-OLD}",
      "regions: [REG-HOME]": "regions: [REG-HOME]\nexisting: {callingSearchSpaces: [CSS-OLD]}",
      "adjunctCss: CSS-ADJ-GB}": "adjunctCss: CSS-NOWHERE}",
    ])
    let call = scene.visit()
    #expect(
      scene.chain(call.setup) == [
        "adjunct a calling search space that is not known", "line CSS-LINE", "emcc CSS-OLD",
      ])
    #expect(
      call.notes == [
        "a calling search space could not be read, so the call may take another way",
        "nothing but its name is known of calling search space CSS-OLD, so the call may take another way",
      ])
    // Any of them may hold it.
    let result = scene.linked.deployment.callSimulator.call(call.setup, dialling: "999")
    #expect(result.verdict == .unknown)
    #expect(result.end == .unmodelled(cluster: call.setup.cluster, "a calling search space that is not known"))
  }

  @Test func roamingPoolIsNotKnownWhereTheFilterIsNot() throws {
    let line = "  geolocationFilter: GF-EMCC\n  remoteClusterUpdateServer: home-sub\n"
    let scene = try Scene([line: "  geolocationFilter: GF-X\n  remoteClusterUpdateServer: home-sub\n"])
    let call = scene.visit()
    #expect(scene.chain(call.setup).first == "adjunct a calling search space that is not known")
    #expect(call.steps.last?.text == "it is not known which roaming device pool SEP00AA20000001 takes")
  }

  @Test func phoneInAPoolOfWhichOnlyTheNameIsKnown() throws {
    let scene = try Scene([
      "SEP00AA20000001: {description: Hot desk 1}": "SEP00AA20000001: {devicePool: DP-OLD}",
      "cluster: AWAY": "cluster: AWAY\nexisting: {devicePools: [DP-OLD]}",
    ])
    let call = scene.visit()
    let visited = try #require(call.setup.visited)
    let plan = scene.linked.deployment.dialPlans.plans[visited.cluster]
    #expect(visited.devicePool.map { plan.devicePools[$0].name.name } == "DP-OLD")
    #expect(
      scene.chain(call.setup) == [
        "adjunct a calling search space that is not known", "line CSS-LINE", "emcc CSS-EMCC",
      ])
    #expect(
      call.steps[1].text
        == "SEP00AA20000001 is in the device pool DP-OLD, of which only the name is known, so it is not known in which "
        + "country it stands")
    let result = scene.linked.deployment.callSimulator.call(call.setup, dialling: "999")
    #expect(result.verdict == .unknown)
  }

  @Test func phonesOwnGeolocationCountsThenThePoolsThenTheDefault() throws {
    let own = try Scene(["SEP00AA20000001: {": "SEP00AA20000001: {geolocation: GEO-US, "]).visit()
    #expect(own.setup.country == "US")
    #expect(own.steps[1].text == "its geolocation is GEO-US, its own")
    let fallback = try Scene([
      "DP-LON: {geolocation: GEO-GB, localRouteGroup": "DP-LON: {localRouteGroup",
      "regions: [REG-AWAY]": "regions: [REG-AWAY]\nenterpriseParameters: {defaultGeolocation: GEO-GB}",
    ]).visit()
    #expect(fallback.setup.country == "GB")
    #expect(fallback.steps[1].text == "its geolocation is GEO-GB, the enterprise parameter's")
    let nowhere = try Scene(["DP-LON: {geolocation: GEO-GB, localRouteGroup": "DP-LON: {localRouteGroup"]).visit()
    #expect(nowhere.setup.country == nil)
    #expect(
      nowhere.steps[1].text == "SEP00AA20000001 has no geolocation, so it is not known in which country it stands")
  }
}
