import EMBundle
import EMService
import Testing

/// What somebody who only guesses may learn: nothing.
@Suite struct ServiceSecrecyTests {
  /// Reasons why a phone cannot be lent, or a user's cluster does not help.
  static let obstacles: [(String, @Sendable (inout LoginScene) -> Void)] = [
    ("201", { _ in }),
    ("213", { $0.away.phones.update(LoginScene.desk) { $0.supportsEMCC = false } }),
    ("201", { $0.away.interclusterServices.isEMCCActive = false }),
    ("211", { $0.away.interclusterServices.isPSTNAccessActive = false }),
    ("36", { $0.away.remoteClusters = [] }),
    ("12", { $0.user { $0.controlledProfiles = [] } }),
  ]

  @Test(arguments: obstacles.indices) func `whose user it is does not show before the PIN was right`(index: Int) {
    let (code, change) = Self.obstacles[index]
    for user in ["adiaz", "nobody", "bkim"] {
      var login = LoginScene()
      change(&login)
      var scene = ServiceScene(login)
      #expect(scene.login(user, "0000")?.code == 201, "\(user)")
      if user == "adiaz", code != "201" { #expect(scene.refusals == [code]) }
      // One look at a PIN, whoever is meant.
      #expect(scene.questions.count == 1, "\(user): \(scene.questions)")
    }
  }

  @Test func `a wrong PIN of another cluster's user is 201 at the phone, and 2 in the log`() {
    var scene = ServiceScene()
    #expect(scene.login("adiaz", "0000")?.code == 201)
    #expect(scene.refusals == ["2"])
  }

  @Test func `who has shown the right PIN hears the truth`() {
    var login = LoginScene()
    login.user { $0.isEMCCEnabled = false }
    var scene = ServiceScene(login)
    #expect(scene.login("adiaz")?.code == 31)
    #expect(scene.login("adiaz", "0000")?.code == 201)
  }

  @Test(arguments: [("84236", nil), ("adiaz", "adiaz"), ("ADIAZ", "ADIAZ"), ("bkim", "bkim")])
  func `a user ID that nobody has may be a PIN, and is not in the log`(typed: String, logged: String?) {
    var login = LoginScene()
    login.away.users.append(RuntimeUser(id: "bkim"))
    var scene = ServiceScene(login)
    #expect(scene.login(typed, "0000")?.code == 201)
    let change = PINChange(
      device: LoginScene.desk, user: typed, current: "0000", new: "90417", confirmation: "90417")
    _ = scene.ask(.changePIN(change), at: "AWAY")
    let fields = scene.events.flatMap(\.fields)
    #expect(fields.first { $0.name == "user" }?.value == logged)
    if logged == nil { #expect(!fields.contains { $0.value.contains(typed) }) }
  }

  static let verdicts: [(CredentialVerdict, Int)] = [(.locked, 201), (.busy, 26), (.unavailable, 204), (.wrong, 201)]

  @Test(arguments: verdicts) func `what credentials say shows alike for an unknown user`(
    verdict: CredentialVerdict, code: Int
  ) {
    for user in ["adiaz", "nobody"] {
      var scene = ServiceScene()
      scene.verdict = verdict
      var call = LoginCall(device: LoginScene.homeDesk, user: user, pin: "0000", caller: .phone)
      call.service = LoginScene.service("HOME", emcc: false)
      #expect(scene.ask(.login(call), at: "HOME")?.code == code, "\(user)")
    }
  }
}
