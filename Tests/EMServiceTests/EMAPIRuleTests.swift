import EMBundle
import EMService
import Testing

/// Rules of the EM API that wire and service keep together.
@Suite struct EMAPIRuleTests {
  @Test func `no other cluster is asked for a user`() {
    var scene = ServiceScene()
    scene.holdsMessages = true
    scene.messages = []
    let call = LoginCall(
      device: LoginScene.desk, user: "adiaz", pin: nil, caller: .application(id: "portal", certificate: "secret"))
    #expect(scene.ask(.login(call), at: "AWAY")?.code == 23)
    #expect(scene.messages.isEmpty)
  }

  @Test func `a user learns nothing of who is on a phone`() {
    var scene = ServiceScene(LoginScene())
    _ = scene.atHome()
    let text = scene.loginByAPI("adiaz", as: "adiaz", "1234")
    #expect(text.contains(">Policy validation error: Phone currently has user logged in</error>"))
    let query = "<deviceUserQuery><deviceName>\(LoginScene.homeDesk)</deviceName></deviceUserQuery>"
    #expect(scene.api(query, kind: "query", as: "adiaz", "1234").contains("<error code=\"10\">"))
  }

  @Test func `a PIN that must be changed is good for its change only`() {
    var login = LoginScene()
    login.user { $0.mustChangePIN = true }
    var scene = ServiceScene(login)
    let change = "<error code=\"27\">Change Password</error>"
    let query = "<checkUser><userID>adiaz</userID></checkUser>"
    #expect(scene.loginByAPI(as: "adiaz", "1234").contains(change))
    #expect(scene.api(query, kind: "query", as: "adiaz", "1234").contains(change))
    #expect(scene.loginByAPI(as: "adiaz", "9").contains("<error code=\"3\">"))
    // What the credentials say of the PIN counts more than the configuration, as at a phone.
    for (mustChange, text) in [(true, change), (false, "<success/>")] {
      var scene = ServiceScene(LoginScene())
      scene.applications = [:]
      scene.verdict = .right(mustChange: mustChange)
      #expect(scene.loginByAPI(as: "adiaz", "1234").contains(text))
    }
    #expect(scene.loginByAPI().contains("<success/>"), "an application vouches for users")
  }
}
