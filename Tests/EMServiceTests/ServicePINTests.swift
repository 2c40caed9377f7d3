import EMBundle
import EMService
import Testing

/// Visitors who must change their PIN.
@Suite struct ServicePINTests {
  private let change = PINChange(
    device: LoginScene.desk, user: "adiaz", current: "1234", new: "7391", confirmation: "7391")

  /// A user of HOME who must change the PIN, and has shown the right one at a phone of AWAY.
  private func visitor() -> ServiceScene {
    var login = LoginScene()
    login.user { $0.mustChangePIN = true }
    var scene = ServiceScene(login)
    #expect(scene.login() == .changePIN)
    return scene
  }

  @Test func `the home cluster changes the PIN, and the visitor logs in with the new one`() {
    var scene = visitor()
    #expect(scene.ask(.changePIN(change), at: "AWAY") == .pinChange(.changed))
    #expect(scene.pins["adiaz"] == "7391")
    scene.verdict = .right(mustChange: false)
    #expect(scene.login("adiaz", "7391")?.session?.kind == .emcc)
    #expect(scene.cores.values.allSatisfy { $0.metrics.requestsInProgress == 0 })
  }

  @Test func `what is wrong with the new PIN is said as at home`() {
    var scene = visitor()
    var wrong = change
    wrong.current = "9999"
    #expect(scene.ask(.changePIN(wrong), at: "AWAY") == .pinChange(.wrongCredentials))
    wrong.confirmation = "1"
    #expect(scene.ask(.changePIN(wrong), at: "AWAY") == .pinChange(.confirmationDiffers))
    #expect(scene.ask(.changePIN(change), at: "AWAY") == .pinChange(.changed))
  }

  @Test func `without a right PIN at that phone shortly before, no change goes abroad`() {
    var scene = visitor()
    scene.holdsMessages = true
    var elsewhere = change
    elsewhere.device = LoginScene.secondDesk
    _ = scene.ask(.changePIN(elsewhere), at: "AWAY")
    #expect(scene.messages.isEmpty)
    #expect(scene.ask(.changePIN(change), at: "AWAY") == nil)
    #expect(scene.messages.map(\.to) == ["HOME"])
    scene.carryMessages()
    scene.tick(600)
    scene.pins["adiaz"] = "1234"
    #expect(scene.login("adiaz", "0000")?.code == 201)
    scene.holdsMessages = true
    _ = scene.ask(.changePIN(change), at: "AWAY")
    #expect(scene.messages.isEmpty)
  }

  @Test func `a home cluster that is not reached changes nothing, and says so`() {
    var scene = visitor()
    scene.silent = ["HOME"]
    #expect(scene.ask(.changePIN(change), at: "AWAY") == .pinChange(.unavailable))
    #expect(scene.pins["adiaz"] == "1234")
    scene.silent = []
    #expect(scene.ask(.changePIN(change), at: "AWAY") == .pinChange(.changed))
  }
}
