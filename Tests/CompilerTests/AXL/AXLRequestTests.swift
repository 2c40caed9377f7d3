import EMTestSupport
import Testing

/// The bodies and the index of AXL requests; Scripts/check-axl holds the same fixture against Cisco's schemas.
@Suite struct AXLRequestTests {
  @Test func bodiesOfEveryKindAreAsReviewed() throws {
    let bundle = try AXLBundle()
    Golden.expect(bundle.listing, matches: "axl/everything.bodies.txt")
    Golden.expect(try #require(bundle.files["requests.json"]), matches: "axl/everything.requests.json")
  }

  @Test func everythingThatIsNeededComesBefore() throws {
    let requests = try AXLBundle().requests
    for (offset, request) in requests.enumerated() {
      #expect(request["order"] as? Int == offset + 1)
      for needed in request["dependsOn"] as? [Int] ?? [] { #expect(needed <= offset) }
    }
    // The user is added before the phone that names its owner, and linked to it behind.
    let phases = requests.compactMap { $0["phase"] as? String }
    let order = ["lines", "deviceProfiles", "users", "phones", "userDevices", "loginUsers", "groupMembers"]
    #expect(phases.filter(order.contains).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } } == order)
  }

  @Test func usersOutOfLDAPKeepWhatLDAPOwns() throws {
    let bundle = try AXLBundle()
    let request = try #require(bundle.requests("users").last)
    #expect(request["mode"] as? String == "update")
    #expect(request["add"] == nil)
    #expect(
      bundle.bodies("users", "update").last == """
        <axl:updateUser><userid>o&lt;neil&gt;&amp;co</userid><pin>{{pin:o&lt;neil&gt;&amp;co}}</pin>\
        <phoneProfiles><profileName>UDP-anna</profileName><profileName>UDP-known</profileName></phoneProfiles>\
        <enableEmcc>true</enableEmcc><homeCluster>false</homeCluster></axl:updateUser>
        """)
  }

  @Test func secretsAreNamedAndCannotBeForged() throws {
    let bundle = try AXLBundle()
    let secrets = bundle.requests("users").compactMap { $0["secrets"] as? [[String: String]] }
    #expect(
      secrets == [
        [["placeholder": "{{pin:anna}}", "env": "PIN_ANNA"]],
        [["placeholder": "{{pin:o<neil>&co}}", "file": "pins/oneil"]],
      ])
    // The user whose last name looks like a placeholder has none.
    #expect(bundle.bodies("users", "add")[1].contains("<lastName>{{pin:anna}}</lastName>"))
    #expect(!bundle.bodies("users", "add")[1].contains("<pin>"))
  }

  @Test func membersAreAddedAndNobodyIsReplaced() throws {
    let bundle = try AXLBundle()
    #expect(
      bundle.bodies("groupMembers", "do") == [
        "<axl:updateUserGroup><name>Helpdesk</name><addMembers><member><userId>anna</userId></member>"
          + "<member><userId>o&lt;neil&gt;&amp;co</userId></member></addMembers></axl:updateUserGroup>",
        "<axl:updateUserGroup><name>Standard CCM End Users</name><addMembers><member><userId>anna</userId></member>"
          + "</addMembers></axl:updateUserGroup>",
      ])
    #expect(!bundle.listing.contains("associatedGroups"))
  }

  @Test func whatExistsAndWhatIsOursAloneIsNotSent() throws {
    let bundle = try AXLBundle()
    let keys = bundle.requests.compactMap { ($0["key"] as? [String: Any])?["name"] as? String }
    for name in ["PT-known", "UDP-known", "LOC-A", "MRGL-A", "GW-A", "Standard Local Route Group", "Hub_None"] {
      #expect(!keys.contains(name), "\(name)")
    }
    for word in ["roaming", "purpose", "national</", "expected"] { #expect(!bundle.listing.contains(word), "\(word)") }
  }

  @Test func whatOnlyTheClusterKnowsIsLeftToPeople() throws {
    let bundle = try AXLBundle()
    let requests = bundle.requests.filter { $0["mode"] as? String == "get" }
    let names = requests.compactMap { request -> String? in
      guard let key = request["key"] as? [String: Any] else { return nil }
      return (key["parameterName"] ?? key["name"] ?? key["pattern"] ?? key["clusterId"]) as? String
    }
    #expect(
      names == [
        "CMG-A", "9.1900!", "multiDevHoteling", "CSSForPSTNAccessSIPTrunk", "DefaultServerForRemoteClusterUpdate",
        "DefaultTFTPServerforEMCCLoginDevice", "EMCCGeolocationFilter", "a-cluster-id-that-is-longer-than-32",
      ])
    for request in requests {
      #expect(request["notes"] != nil)
      #expect(request["update"] == nil)
    }
  }

  @Test func largePhasesAreSeveralFiles() throws {
    let partitions = (1...501).map { "PT-\($0)" }.joined(separator: ", ")
    let text = "emcc: v1\ncluster: A\nversion: 14.0.1\nsecurityMode: nonSecure\npartitions: [\(partitions)]\n"
    let bundle = try AXLBundle(["a.yaml": text], cluster: "A")
    #expect(bundle.files["01-partitions-add-001.xml"]?.split(separator: "\n").count == 503)
    #expect(bundle.files["01-partitions-add-002.xml"]?.split(separator: "\n").count == 4)
    let bodies = bundle.bodies("partitions", "update")
    #expect(bodies.count == 501)
    #expect(bodies.last == "<axl:updateRoutePartition><name>PT-99</name></axl:updateRoutePartition>")
  }
}
