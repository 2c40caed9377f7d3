import Compiler
import EMBundle
import EMDiagnostics
import EMTestSupport
import Testing

/// The values of logins, made from documents, and the way back to the lines.
@Suite struct LoginModelTests {
  private func model(_ edits: [(String, String)] = []) throws -> (model: LoginModel, linked: LinkedText) {
    var text = ExampleDeployment.text
    for (old, new) in edits {
      #expect(text.contains(old))
      text = text.replacing(old, with: new, maxReplacements: 1)
    }
    let linked = try LinkedText(text)
    return (LoginModel(linked.deployment), linked)
  }

  @Test func settingsHaveTheirEffectiveValues() throws {
    let values = try model().model.values
    #expect(values.clusters.map(\.handle) == ["AWAY", "HOME"])
    #expect(
      values.emccMesh == [.init(home: "AWAY", visiting: "HOME"), .init(home: "HOME", visiting: "AWAY")])
    let home = try #require(values.clusters["HOME"])
    #expect(home.clusterID == "HOME-CUCM")
    #expect(home.version == UnifiedCMVersion("14.0.1.13900-155"))
    #expect(home.securityMode == .mixed)
    #expect(home.parameters.maximumLoginTime == 480 && home.parameters.enforcesMaximumLoginTime)
    #expect(home.parameters.interclusterMaximumLoginTime == 600)
    #expect(home.parameters.maximumConcurrentRequests == 15)
    #expect(home.parameters.multipleLogin == .notAllowed)
    #expect(home.features.defaultTFTPServer == "home-sub" && home.features.backupTFTPServer == "home-sub2")
    #expect(home.features.geolocationFilter == .init(name: "GF-EMCC", fields: [.country]))
    #expect(home.features.maxAudioBitRate == 64 && home.features.maxVideoCallBitRate == 384)
    #expect(home.interclusterServices == InterclusterServices(isEMCCActive: true, isPSTNAccessActive: true))
    #expect(
      home.remoteClusters == [
        RuntimeRemoteCluster(peer: "AWAY", clusterID: "AWAY-CUCM", address: "away-sub.example.com")
      ])
    #expect(
      home.baseDevices
        == RuntimeBaseDevices(count: 20, template: "TEMPLATE-EMCC", templateDevicePool: "DP-BASE"))
    #expect(home.nodes.map(\.runsExtensionMobility) == [false, true, true])
    #expect(home.nodes.map(\.runsTFTP) == [false, true, true])
    #expect(home.nodes.map(\.runsILS) == [true, false, false])
    var service = RuntimePhoneService(name: "Extension Mobility", asksOtherClusters: true)
    service.isEnterpriseSubscription = true
    service.node = "home-sub"
    #expect(home.phoneServices.elements == [service])
  }

  @Test func usersPhonesAndPoolsHaveTheirEffectiveValues() throws {
    let values = try model().model.values
    let home = try #require(values.clusters["HOME"])
    var user = RuntimeUser(id: "adiaz")
    user.isEMCCEnabled = true
    user.controlledProfiles = ["UDP-ADIAZ"]
    user.primaryExtension = "2101001"
    #expect(home.users["adiaz"] == user)
    var profile = RuntimeDeviceProfile(
      name: "UDP-ADIAZ", model: RuntimeModel("Cisco 8851"),
      lines: [RuntimeLine(number: "2101001", partition: "PT-DN", css: "CSS-LINE")])
    profile.emccCSS = "CSS-EMCC"
    #expect(home.deviceProfiles["UDP-ADIAZ"] == profile)
    let phone = try #require(home.phones["SEP00AA10000001"])
    #expect(phone.geolocation == RuntimeGeolocation(name: "GEO-US", texts: [.country: "US"]))
    #expect(phone.geolocationOrigin == .devicePool)
    #expect(phone.devicePool == "DP-NYC" && phone.css == "CSS-DEV" && phone.isEMEnabled && phone.supportsEMCC)
    #expect(!phone.isSecure)
    let pool = try #require(home.devicePools["DP-ROAM-GB"])
    #expect(pool.adjunctCSS == "CSS-ADJ-GB" && pool.timeZone == "Europe/London" && pool.region == "REG-HOME")
    #expect(pool.roamingFor == "AWAY" && pool.callManagerGroup == "CMG-HOME")
    #expect(pool.geolocation?.name == "GEO-GB")
  }

  @Test func aPhoneStandsWhereItSaysElseItsPoolElseTheCluster() throws {
    let own = "SEP00AA10000001: {description: Hot desk 1, geolocation: GEO-GB}"
    let parameter = ("maxPhones: 1000", "maxPhones: 1000\nenterpriseParameters: {defaultGeolocation: GEO-GB}")
    let first = try model([("SEP00AA10000001: {description: Hot desk 1}", own)]).model.values
    #expect(first.clusters["HOME"]?.phones["SEP00AA10000001"]?.geolocationOrigin == .phone)
    let last = try model([parameter, ("DP-NYC: {geolocation: GEO-US, ", "DP-NYC: {")]).model.values
    let phone = last.clusters["HOME"]?.phones["SEP00AA10000001"]
    #expect(phone?.geolocation?.name == "GEO-GB" && phone?.geolocationOrigin == .enterpriseParameter)
  }

  @Test func securityComesFromTheProfileAndModelsFromTheirNames() throws {
    let values = try model([
      (
        "maxPhones: 1000",
        "maxPhones: 1000\nphoneSecurityProfiles:\n  ENC: {model: Cisco 8851, protocol: SIP, deviceSecurityMode: encrypted}"
      ),
      ("{description: Hot desk 1}", "{securityProfile: ENC}"),
      ("{description: Hot desk 2}", "{model: Cisco Unified Client Services Framework}"),
    ]).model.values
    let phones = try #require(values.clusters["HOME"]?.phones)
    #expect(phones.map(\.isSecure) == [true, false])
    #expect(phones.map(\.supportsEMCC) == [true, false])
  }

  @Test func aWrongLoginTypeIsKeptAsWritten() throws {
    let values = try model([
      (
        "{kind: extensionMobility, node: home-sub, emcc: true, enterpriseSubscription: true}",
        "{kind: extensionMobility, enterpriseSubscription: true, url: 'http://home-sub.example.com:8080/emapp/EMAppServlet?device=#DEVICENAME#&EMCC=#EMCC#&loginType=sp'}"
      )
    ]).model.values
    let service = try #require(values.clusters["HOME"]?.phoneServices.elements.first)
    #expect(service.loginType == .invalid("sp") && service.asksOtherClusters && service.node == "home-sub")
  }

  @Test func whatDoesNotResolveIsLeftOutAndNamed() throws {
    let model = try model([("controlledProfiles: [UDP-ADIAZ]", "controlledProfiles: [UDP-ADIAS]")]).model
    #expect(model.values.clusters["HOME"]?.users["adiaz"]?.controlledProfiles == [])
    #expect(
      model.gaps(of: .user("adiaz"), in: "HOME").map(\.text) == [
        "a controlled profile does not resolve, and is left out"
      ])
  }

  @Test func itemsAreFoundAgain() throws {
    let (model, linked) = try model()
    let lines = ExampleDeployment.text.split(separator: "\n", omittingEmptySubsequences: false)
    /// What stands at the place of an item, and where the item comes from.
    func found(_ object: ConfigurationItem.Object, _ field: String? = nil) throws -> String {
      let place = model.place(of: ConfigurationItem("HOME", object, field))
      let numbers = try #require(try linked.position(place.place)).split(separator: ":").compactMap { Int($0) }
      return "\(lines[numbers[0] - 1].dropFirst(numbers[1] - 1).prefix(24)) | \(place.origin) | \(place.object)"
    }
    #expect(
      try found(.phone("SEP00AA10000002")) == "SEP00AA10000002: {descri | written | phone 'SEP00AA10000002' of HOME")
    #expect(try found(.user("adiaz"), "emcc") == "true} | defaults | user 'adiaz' of HOME")
    #expect(
      try found(.user("adiaz"), "pinMustChange") == "adiaz: {lastName: Diaz,  | absent | user 'adiaz' of HOME")
    #expect(
      try found(.interclusterServiceProfile, "pstnAccess.active")
        == "true, sipTrunk: TRUNK-EM | written | the intercluster service profile of HOME")
    #expect(
      try found(.serviceParameters, "allowProxy")
        == "{intraclusterMaximumLogi | absent | the service parameters of HOME")
    #expect(
      try found(.remoteCluster("AWAY"), "clusterId") == "full | absent | remote cluster 'AWAY' of HOME")
    #expect(
      try found(.deviceProfile("UDP-ADIAZ"), "lines.0.css")
        == "CSS-LINE}]} | written | device profile 'UDP-ADIAZ' of HOME")
    #expect(try found(.cluster, "securityMode") == "mixed | written | cluster HOME")
    #expect(try found(.phone("SEP1")) == "HOME | absent | phone 'SEP1' of HOME")
  }
}
