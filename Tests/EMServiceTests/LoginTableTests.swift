import EMBundle
import EMService
import EMSimulation
import Testing

/// The tables of the guides in full exchanges.
@Suite struct LoginTableTests {
  /// Tables 6, 7 and 8: home, visiting, phone, outcome; the phone of the last row is read as nonsecure.
  static let security = [
    "9 mixed, 9 mixed, S, secure", "9 mixed, 9 mixed, N, nonsecure", "9 mixed, 9 nonSecure, N, nonsecure",
    "9 nonSecure, 9 mixed, S, 46", "9 nonSecure, 9 nonSecure, N, nonsecure", "9 mixed, 8 mixed, S, 45",
    "9 mixed, 8 mixed, N, nonsecure", "9 mixed, 8 nonSecure, N, nonsecure", "9 nonSecure, 8 mixed, S, 45",
    "9 nonSecure, 8 nonSecure, N, nonsecure", "8 mixed, 9 mixed, S, 45", "8 mixed, 9 mixed, N, nonsecure",
    "8 mixed, 9 nonSecure, N, nonsecure", "8 nonSecure, 9 mixed, S, 45", "8 nonSecure, 9 nonSecure, S, nonsecure",
  ]

  @Test(arguments: security) func `a login goes as its row says`(row: String) throws {
    let cells = row.split(separator: ", ").map(String.init)
    var scene = LoginScene()
    (scene.home.version, scene.home.securityMode) = try side(cells[0])
    (scene.away.version, scene.away.securityMode) = try side(cells[1])
    scene.phone { $0.isSecure = cells[2] == "S" }
    #expect(scene.code() == Int(cells[3]))
    #expect(scene.success()?.isSecure == (Int(cells[3]) == nil ? cells[3] == "secure" : nil))
  }

  /// Table 5: visiting, home, login type, code.
  static let loginTypes: [(visiting: String, home: String, type: String?, code: Int?)] = [
    ("12.0.1", "12.0.1", nil, nil), ("12.0.1", "12.0.1", "SP", nil), ("12.0.1", "11.5.1", nil, nil),
    ("12.0.1", "11.5.1", "SP", 1), ("11.5.1", "12.0.1", nil, nil), ("11.5.1", "12.0.1", "SP", nil),
  ]

  @Test(arguments: loginTypes)
  func `a login type goes as its row says`(visiting: String, home: String, type: String?, code: Int?) {
    var scene = LoginScene()
    scene.away.version = UnifiedCMVersion(visiting)
    scene.home.version = UnifiedCMVersion(home)
    scene.attempt.service = LoginScene.service("AWAY", type)
    // Where the login type counts, the phone asks for the self-service user ID.
    scene.attempt.user = type != nil && visiting == "12.0.1" ? "71001" : "adiaz"
    #expect(scene.code() == code)
  }

  private func side(_ text: String) throws -> (UnifiedCMVersion, RuntimeCluster.SecurityMode) {
    let words = text.split(separator: " ").map(String.init)
    return (UnifiedCMVersion(words[0] == "8" ? 8 : 9, 0), try #require(RuntimeCluster.SecurityMode(rawValue: words[1])))
  }
}
