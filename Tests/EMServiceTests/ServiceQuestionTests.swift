import EMBundle
import EMService
import Testing

/// Questions of credentials while others are in flight.
@Suite struct ServiceQuestionTests {
  @Test func `equal questions in flight are asked once, and none is refused for the others`() {
    var login = LoginScene()
    login.home.parameters.maximumConcurrentRequests = 2
    var scene = ServiceScene(login)
    scene.answers = [:]
    scene.holdsQuestions = true
    for _ in 1...1000 { _ = scene.apiLogin() }
    #expect(scene.questions == [.application(id: "portal", certificate: "secret")])
    scene.answerQuestions()
    let answers = scene.answers.keys.sorted().compactMap { scene.answers[$0] }
    #expect(answers.count == 1000)
    #expect(answers.first?.session != nil)
    // The phone is taken then, which is all that is wrong with the others.
    #expect(answers.dropFirst().allSatisfy { $0.code == 18 })
    #expect(scene.cores["HOME"]?.metrics.requestsInProgress == 0)
  }

  @Test func `different passwords, and decoys for nobody, are each looked at`() {
    var scene = ServiceScene()
    scene.answers = [:]
    scene.holdsQuestions = true
    for word in ["secret", "guess", "secret"] { _ = scene.apiLogin(as: "portal", word) }
    #expect(scene.questions.count == 2)
    for _ in 1...3 { _ = scene.login("nobody", "0000") }
    #expect(scene.questions.dropFirst(2) == Array(repeating: .decoy(user: "", pin: "0000"), count: 3)[...])
    scene.answerQuestions()
    #expect(scene.answers.count == 6)
  }
}
