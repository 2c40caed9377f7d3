import EMTestSupport
import Testing

/// What differs between the versions of AXL.
@Suite struct AXLVersionTests {
  private func bundle(_ version: String) throws -> AXLBundle {
    try AXLBundle {
      $0.replacing("version: 12.5.1.14900-63\nsecurityMode", with: "version: '\(version)'\nsecurityMode")
    }
  }

  @Test(arguments: [
    ("8.5.1.10000-1", "8.5"), ("8.6.2.20000-1", "8.5"), ("9.1.2.10000-1", "9.1"), ("10.0.1.10000-1", "10.0"),
    ("10.5.2.13900-1", "10.5"), ("11.0.1.10000-1", "11.0"), ("11.5.1.18900-97", "11.5"), ("12.0.1.10000-1", "12.0"),
    ("12.5.1.16900-48", "12.5"), ("14.0.1.13900-155", "14.0"), ("15.0.1.10000-1", "15.0"),
  ])
  func theSchemaFollowsTheVersion(_ version: String, _ axl: String) throws {
    let bundle = try bundle(version)
    #expect(bundle.index["axlVersion"] as? String == axl)
    #expect(bundle.index["namespace"] as? String == "http://www.cisco.com/AXL/API/\(axl)")
    let actions = try #require(bundle.index["soapActions"] as? [String: String])
    #expect(actions["addUser"] == "CUCM:DB ver=\(axl) addUser")
    let substitutes = (bundle.index["notes"] as? [String] ?? []).filter { $0.contains("AXL schema") }
    #expect(substitutes.isEmpty == version.hasPrefix(axl))
  }

  @Test func maximumLoginTimesOfUsersNeed12_5() throws {
    #expect(try bundle("12.5.1").bodies("users", "add")[0].contains("<emMaxLoginTime>720</emMaxLoginTime><userid>"))
    let older = try bundle("12.0.1")
    #expect(!older.listing.contains("emMaxLoginTime"))
    #expect(older.notes("users") == ["the maximum login time of a user needs 12.5: the cluster's counts"])
  }

  @Test func namesCameFirstBefore10() throws {
    let member =
      "<members><member><routePartitionName>PT-ADJUNCT</routePartitionName><index>1</index></member></members>"
    let description = "<description>emergency &amp; nothing else</description>"
    let name = "<name>CSS-ADJUNCT</name>"
    #expect(
      try bundle("9.1.2").bodies("callingSearchSpaces", "add")[0]
        == "<axl:addCss><css>\(name)\(description)\(member)</css></axl:addCss>")
    #expect(
      try bundle("10.0.1").bodies("callingSearchSpaces", "add")[0]
        == "<axl:addCss><css>\(description)\(member)\(name)</css></axl:addCss>")
  }

  @Test func localRouteGroupsHaveNamesSince10() throws {
    let older = try bundle("9.1.2")
    #expect(older.requests("localRouteGroups").isEmpty)
    #expect(
      older.bodies("devicePoolRouteGroups", "update") == [
        "<axl:updateDevicePool><name>DP-A</name><localRouteGroupName>RG-A</localRouteGroupName></axl:updateDevicePool>"
      ])
    #expect(
      older.notes("devicePoolRouteGroups")
        == ["AXL 9.1 has no named local route groups: 'LRG-Emergency' is left out"])
    #expect(
      try bundle("10.0.1").bodies("devicePoolRouteGroups", "update") == [
        "<axl:updateDevicePool><name>DP-A</name>"
          + "<localRouteGroup><name>Standard Local Route Group</name><value>RG-A</value></localRouteGroup>"
          + "<localRouteGroup><name>LRG-Emergency</name><value>RG-A</value></localRouteGroup></axl:updateDevicePool>"
      ])
  }

  @Test func remoteClustersOfferMoreSince10_5() throws {
    let services = ["tftp", "lbm", "uds"]
    let older = try bundle("10.0.1").bodies("remoteClusters", "update")[0]
    let newer = try bundle("10.5.2").bodies("remoteClusters", "update")[0]
    for service in services { #expect(!older.contains("<\(service)>")) }
    #expect(newer.contains("<tftp><enabled>false</enabled></tftp>"))
    #expect(newer.contains("<uds><enabled>true</enabled></uds>"))
  }

  @Test func theCodecListTakesThePlaceOfTheLinkLossType() throws {
    let note = "set EMCC Region Link Loss Type to 'Lossy' by hand: its internal name is not public"
    let older = try #require(try bundle("12.5.1").files["requests.json"])
    let newer = try bundle("14.0.1")
    #expect(older.contains(note))
    #expect(newer.files["requests.json"]?.contains(note) == false)
    #expect(
      newer.notes("emccFeatures").contains(
        "set EMCC Region Audio Codec Preference List to 'Factory Default lossy' by hand: the form of its value is not public"
      ))
  }
}
