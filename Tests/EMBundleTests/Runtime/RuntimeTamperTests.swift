import EMBundle
import EMTestSupport
import Testing

/// A runtime configuration in which one thing was changed: it is refused, with the line and the reason.
@Suite struct RuntimeTamperTests {
  /// A change of one file, and what comes of it.
  struct Change: CustomTestStringConvertible, Sendable {
    var file = "runtime/clusters/US.json"
    var old: String
    var new: String
    /// The end of the failure's text.
    var reason: String

    init(_ old: String, _ new: String, _ reason: String, in file: String = "runtime/clusters/US.json") {
      (self.old, self.new, self.reason, self.file) = (old, new, reason, file)
    }

    var testDescription: String { "\(old) -> \(new)" }
  }

  private static let shared = "runtime/deployment.json"

  private static let heads = [
    Change(
      "emcc-runtime", "emcc-bundle", "is no runtime configuration: it does not begin with \"format\": \"emcc-runtime\""),
    Change(
      "  \"format\": \"emcc-runtime\",\n", "",
      "is no runtime configuration: it does not begin with \"format\": \"emcc-runtime\""),
    Change("\"formatVersion\": 1", "\"formatVersion\": 2", "the format has version 2; this program reads version 1"),
    Change("\"formatVersion\": 1", "\"formatVersion\": \"1\"", "a whole number is wanted here"),
    Change("  \"formatVersion\": 1,\n", "", "the version of the format is missing"),
    Change("\"cluster\": \"US\"", "\"cluster\": \"EU\"", "this is the configuration of 'EU', not of 'US'"),
    Change("  \"cluster\": \"US\",\n", "", "the key 'cluster' is missing"),
    Change(
      "formatVersion\": 1", "formatVersion\": 3", "the format has version 3; this program reads version 1", in: shared),
    Change("\"roamingGroup\"", "\"roaming\"", "the key 'roaming' is not known here", in: shared),
    Change("\"clusterId\": \"US-CUCM\", ", "", "the key 'clusterId' is missing", in: shared),
    Change("14.0.1.13900-155", "fourteen", "'fourteen' is no version of Unified CM", in: shared),
    Change("\"PEER\": {", "\"../PEER\": {", "'../PEER' cannot be a cluster's handle", in: shared),
    Change(
      "\"clusters/US.json\"", "\"../../US.json\"", "'../../US.json' is not where the configuration of 'US' belongs",
      in: shared),
    Change(
      "\"external\": true", "\"external\": true, \"file\": \"clusters/PEER.json\"",
      "the external cluster 'PEER' has a configuration of ours", in: shared),
    Change(
      "\"certificates\": [\"", "\"certificates\": [\"A", "is no SHA-256 digest", in: shared),
    Change("\"PEER\": [\"US\"]", "\"PEER\": [\"EU\"]", "there is no cluster 'EU'", in: shared),
    Change("\"PEER\": [\"US\"]", "\"EU\": [\"US\"]", "there is no cluster 'EU'", in: shared),
    Change("[\"NEW.1_a-b\", \"US\"]", "[\"EU\"]", "there is no cluster 'EU'", in: shared),
  ]

  private static let values = [
    Change("\"selfServiceId\"", "\"selfServiceID\"", "the key 'selfServiceID' is not known here"),
    Change("\"pinMustChange\": true", "\"pin\": \"1234\"", "the key 'pin' is not known here"),
    Change("\"homeCluster\": false", "\"homeCluster\": 0", "true or false is wanted here"),
    Change("\"homeCluster\": false", "\"homeCluster\": null", "true or false is wanted here"),
    Change(
      "\"homeCluster\": false", "\"homeCluster\": false, \"homeCluster\": true", "the key 'homeCluster' stands twice"),
    Change("\"maximumLoginTime\": 0", "\"maximumLoginTime\": -1", "-1 is out of range"),
    Change("\"maximumLoginTime\": 0", "\"maximumLoginTime\": 0.5", "a whole number is wanted here"),
    Change("\"maximumLoginTime\": 0", "\"maximumLoginTime\": 4294967296", "4294967296 is out of range"),
    Change("\"cacheSize\": 20000", "\"cacheSiz\": 20000", "the key 'cacheSiz' is not known here"),
    Change(",\n    \"cacheSize\": 20000", "", "the key 'cacheSize' is missing"),
    Change("\"autoLogout\"", "\"never\"", "'never' is none of 'allowed', 'notAllowed', 'autoLogout'"),
    Change("\"role\": \"spoke\"", "\"role\": \"wheel\"", "'wheel' is none of 'hub', 'spoke'"),
    Change("\"protocol\": \"SCCP\"", "\"protocol\": \"H323\"", "'H323' is none of 'SIP', 'SCCP'"),
    Change(
      "\"UDP-BARE\": {\"model\": \"Cisco 8811\"}", "\"UDP-BARE\": {}", "device profile 'UDP-BARE' lacks the key 'model'"
    ),
    Change("{\"dn\": \"2\"}", "{\"css\": \"2\"}", "a line lacks the key 'dn'"),
    Change("\"zoe\": {", "\"adiaz\": {", "the key 'adiaz' stands twice"),
    Change("\"SEP000000000004\"", "\"SEP000000000003\"", "the key 'SEP000000000003' stands twice"),
    Change(
      "\"poolGeolocation\": \"GEO\"", "\"poolGeolocation\": \"GEO\", \"geolocation\": \"GEO\"",
      "phone 'SEP000000000003' has a second geolocation"),
  ]

  private static let references = [
    Change("[\"UDP-a\", \"UDP-BARE\"]", "[\"UDP-b\"]", "there is no device profile 'UDP-b'"),
    Change("\"defaultProfile\": \"UDP-BARE\"", "\"defaultProfile\": \"UDP\"", "there is no device profile 'UDP'"),
    Change("\"logoutProfile\": \"UDP-a\"", "\"logoutProfile\": \"UDP\"", "there is no device profile 'UDP'"),
    Change("\"devicePool\": \"DP-BARE\"", "\"devicePool\": \"DP-NO\"", "there is no device pool 'DP-NO'"),
    Change("\"templateDevicePool\": \"DP\"", "\"templateDevicePool\": \"NO\"", "there is no device pool 'NO'"),
    Change("\"poolGeolocation\": \"GEO\"", "\"poolGeolocation\": \"NO\"", "there is no geolocation 'NO'"),
    Change("\"DP\": {\"geolocation\": \"GEO\"", "\"DP\": {\"geolocation\": \"NO\"", "there is no geolocation 'NO'"),
    Change("\"roamingFor\": \"PEER\"", "\"roamingFor\": \"EU\"", "there is no cluster 'EU'"),
    Change("\"peer\": \"PEER\"", "\"peer\": \"EU\"", "there is no cluster 'EU'"),
    Change("\"hub\": \"NEW.1_a-b\"", "\"hub\": \"EU\"", "there is no cluster 'EU'"),
    Change("\"node\": \"sub\"", "\"node\": \"elsewhere\"", "there is no node 'elsewhere'"),
    Change("\"ils\": {\"role\"", "\"ilz\": {\"role\"", "the key 'ilz' is not known here"),
    Change(
      "\"emccBaseDevices\": {", "\"phoneServices\": {}, \"emccBaseDevices\": {",
      "the section 'emccBaseDevices' stands behind one that may refer to it"),
  ]

  @Test(arguments: heads + values + references)
  func aChangeIsRefusedWithItsLine(_ change: Change) throws {
    var texts = try RuntimeTexts(RuntimeConfiguration(RuntimeSamples.deployment))
    let text = try #require(texts.files[change.file])
    let range = try #require(text.firstRange(of: change.old))
    texts.files[change.file] = text.replacing(change.old, with: change.new, maxReplacements: 1)
    let failure = try #require(throws: RuntimeFailure.self) { try texts.read() }
    #expect(failure.path == change.file)
    #expect(failure.problem.hasSuffix(change.reason), "\(failure.reason)")
    let line = 1 + text[..<range.lowerBound].count { $0 == "\n" }
    // What is missing is noticed at the end of its object.
    if !failure.problem.contains("missing"), !failure.problem.contains("stands behind") {
      #expect(failure.line == line)
    }
  }

  @Test(arguments: ["runtime/clusters/US.json", shared])
  func everyBeginningIsRefused(_ file: String) throws {
    var texts = try RuntimeTexts(RuntimeConfiguration(RuntimeSamples.deployment))
    let text = try #require(texts.files[file])
    for length in stride(from: 0, to: text.utf8.count - 1, by: 7) {
      texts.files[file] = String(decoding: text.utf8.prefix(length), as: UTF8.self)
      #expect(throws: RuntimeFailure.self) { try texts.read() }
    }
    for rest in ["{}", "x", "\n0", text] {
      texts.files[file] = text + rest
      #expect(throws: RuntimeFailure.self) { try texts.read() }
    }
  }

  /// A byte more or less, or another one: a value or a failure, never a trap.
  @Test func anyByteMayBeWrong() throws {
    let texts = try RuntimeTexts(RuntimeConfiguration(RuntimeSamples.deployment))
    let file = "runtime/clusters/US.json"
    let text = Array(try #require(texts.files[file]).utf8)
    var random = SplitMix(seed: 5)
    for _ in 0..<2_000 {
      var bytes = text
      let position = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes.remove(at: position)
      case 1: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: position)
      default: bytes[position] = UInt8.random(in: 0...255, using: &random)
      }
      let read = try? RuntimeConfiguration { (path) throws(RuntimeFailure) in
        path == file ? bytes : Array((texts.files[path] ?? "").utf8)
      }
      if let read { #expect(read.configured == ["NEW.1_a-b", "US"]) }
    }
  }

  @Test func aFileThatIsNotThereIsRefused() throws {
    var texts = try RuntimeTexts(RuntimeConfiguration(RuntimeSamples.deployment))
    texts.files["runtime/clusters/US.json"] = nil
    let failure = #expect(throws: RuntimeFailure.self) { try texts.read() }
    #expect(failure?.reason == "runtime/clusters/US.json: is not there")
  }
}
