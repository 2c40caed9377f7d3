import EMBundle
import EMService
import Testing

/// The network between two clusters fails at each message of a login and a logout, in each way.
@Suite struct ServiceWANTests {
  /// What becomes of one message.
  enum Fate: CaseIterable {
    /// The other cluster never gets it.
    case lost
    /// The other cluster gets it, and its answer is lost.
    case unanswered
    /// It comes twice.
    case doubled
    /// The sender has given up when it comes.
    case late
    /// The sender stops before the answer comes, and starts again.
    case senderCrashes
    /// Nothing goes through any more, from this message on.
    case cut
  }

  /// Messages between the clusters while a visitor comes and goes: whose user it is, the login, and its end.
  private static let count = 3

  /// Seconds after which an outbox asks again at the latest.
  private static let longestPause = 300

  /// Carries what is held, one message after the other, with a fate for the one whose turn has come.
  private func carry(_ scene: inout ServiceScene, _ turn: inout Int, _ fate: Fate) {
    while !scene.messages.isEmpty {
      let (from, to, request, ticket) = scene.messages.removeFirst()
      defer { turn -= 1 }
      guard turn == 0 else {
        scene.carry(request, from: from, to: to, ticket)
        continue
      }
      switch fate {
      case .lost: scene.feed(.peer(.failure(.silent), ticket), to: from)
      case .unanswered:
        scene.ask(.peer(request, from: from), at: to)
        scene.feed(.peer(.failure(.silent), ticket), to: from)
      case .doubled:
        scene.ask(.peer(request, from: from), at: to)
        scene.carry(request, from: from, to: to, ticket)
      case .late:
        scene.feed(.peer(.failure(.silent), ticket), to: from)
        scene.ask(.peer(request, from: from), at: to)
      case .senderCrashes:
        scene.ask(.peer(request, from: from), at: to)
        guard let old = scene.cores[from] else { return }
        scene.cores[from] = ServiceCore(old.configuration, state: old.state, run: 2)
      case .cut:
        scene.silent = [to]
        scene.feed(.peer(.failure(.silent), ticket), to: from)
      }
    }
  }

  @Test(arguments: 0..<count, Fate.allCases)
  func `both clusters agree in the end, and no base device stays taken`(turn: Int, fate: Fate) {
    var scene = ServiceScene()
    scene.holdsMessages = true
    var turn = turn
    _ = scene.login()
    carry(&scene, &turn, fate)
    let isLoggedIn = scene.state("AWAY").sessionsHere.count == 1
    #expect(isLoggedIn || turn < 0, "only a message that has been tampered with keeps the user out")
    if isLoggedIn {
      #expect(scene.state("HOME").sessionsAbroad == scene.state("AWAY").sessionsHere)
      #expect(scene.logout(LoginScene.desk, of: "AWAY")?.code == nil)
      #expect(scene.state("AWAY").sessionsHere == [], "a logout waits for no other cluster")
      carry(&scene, &turn, fate)
    }
    #expect(turn < 0, "the message that the test is about was sent")
    scene.tick(10)
    scene.silent = []
    scene.carryMessages()
    scene.tick(Self.longestPause)
    for handle in ["HOME", "AWAY"] {
      #expect(scene.state(handle).outboxCount == 0)
      #expect(scene.state(handle).sessionsHere == [] && scene.state(handle).sessionsAbroad == [])
      #expect(scene.cores[handle]?.metrics.requestsInProgress == 0)
    }
    // Both base devices can be taken again.
    for device in [LoginScene.desk, LoginScene.secondDesk] {
      #expect(scene.login(on: device)?.session?.baseDevice == 1)
      _ = scene.logout(device, of: "AWAY")
    }
  }

  @Test(arguments: Fate.allCases)
  func `an end by the home cluster reaches the phone`(fate: Fate) {
    var scene = ServiceScene()
    _ = scene.login()
    scene.holdsMessages = true
    var turn = 0
    #expect(scene.logout(LoginScene.desk, .administrator, of: "HOME") == .loggedOut([LoginScene.desk]))
    #expect(scene.state("HOME").sessionsAbroad == [])
    carry(&scene, &turn, fate)
    scene.silent = []
    scene.carryMessages()
    scene.tick(Self.longestPause)
    #expect(scene.state("AWAY").sessionsHere == [])
    #expect(scene.state("HOME").outboxCount == 0)
  }
}
