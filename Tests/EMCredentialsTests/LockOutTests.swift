import EMCredentials
import EMService
import EMStoreSQLite
import EMTestSupport
import Testing

/// Nobody may guess for long.
@Suite struct LockOutTests {
  private let box: CredentialBox

  init() throws {
    box = try CredentialBox()
    box.options.lockOut.attempts = 3
    box.options.lockOut.window = 100
    box.options.lockOut.duration = 500
  }

  @Test func someWrongOnesLockForAWhile() throws {
    let credentials = try box.open()
    for _ in 1...3 { #expect(credentials.pin("john", "00000") == .wrong) }
    #expect(credentials.pin("john", "48213") == .locked)
    #expect(credentials.change("john", "48213", "90417") == .locked)
    #expect(try box.roster().entries().map(\.lockedUntil) == [1_000_500])
    credentials.close()
    // Neither a restart nor more wrong ones change anything.
    let restarted = try box.open()
    box.time.update { $0 += 499 }
    #expect(restarted.pin("john", "00000") == .locked)
    box.time.update { $0 += 1 }
    #expect(restarted.pin("john", "48213") == .right(mustChange: nil))
    #expect(try box.roster().entries().map(\.lockedUntil) == [nil])
  }

  @Test func wrongOnesCountTogetherWithinTheWindow() throws {
    let credentials = try box.open()
    for _ in 1...2 { #expect(credentials.pin("john", "00000") == .wrong) }
    box.time.update { $0 += 101 }
    for _ in 1...2 { #expect(credentials.pin("john", "00000") == .wrong) }
    #expect(credentials.pin("john", "48213") == .right(mustChange: nil))
    // The right one takes them away.
    for _ in 1...2 { #expect(credentials.pin("john", "00000") == .wrong) }
    box.time.update { $0 -= 1_000 }
    #expect(credentials.pin("john", "00000") == .wrong)
    #expect(credentials.pin("john", "48213") == .right(mustChange: nil))
  }

  @Test func manyAtOnceAreNoMoreThanAllowed() throws {
    box.options.threads = 4
    let credentials = try box.open()
    let answers = Monitor<[CredentialVerdict]>([])
    for guess in 1...40 {
      credentials.ask(.pin(user: "john", pin: "0000\(guess)")) { answer in answers.update { $0.append(answer) } }
    }
    let all = answers.wait { $0.count == 40 ? $0 : nil }
    #expect(all.filter { $0 == .wrong }.count == 3)
    #expect(all.allSatisfy { [.wrong, .busy, .locked].contains($0) })
    #expect(credentials.pin("john", "48213") == .locked)
    #expect(try box.roster().unlock(CredentialOwner(.user, "john")))
    #expect(credentials.pin("john", "48213") == .right(mustChange: nil))
    #expect(try !box.roster().unlock(CredentialOwner(.user, "nobody")))
  }

  /// The ways to say no, one after the other and again, so that a busy machine disturbs all of them alike.
  @Test func everyNoTakesTheSameTime() throws {
    box.options.threads = 1
    box.options.lockOut.attempts = 100
    let credentials = try box.open()
    let questions: [CredentialQuestion] = [
      .pin(user: "john", pin: "00000"), .pin(user: "nobody", pin: "00000"), .decoy(user: "", pin: "00000"),
      .application(id: "nothing", certificate: "00000"),
    ]
    var times = [[Duration]](repeating: [], count: questions.count)
    for _ in 1...12 {
      for (index, question) in questions.enumerated() {
        let time = ContinuousClock().measure { #expect(credentials.verdict(question) == .wrong) }
        times[index].append(time)
      }
    }
    // The best of several is what the work takes; without it, it would be a hundred times as fast.
    let best = times.compactMap { $0.min() }
    let (shortest, longest) = (try #require(best.min()), try #require(best.max()))
    #expect(longest < shortest * 3, "\(best)")
  }

  @Test(arguments: ["john", "nobody"]) func aLockShowsAlikeWhetherThereIsSuchAUser(user: String) throws {
    let credentials = try box.open()
    let change = { credentials.change(user, "00000", "90417") }
    for _ in 1...3 { #expect(change() == .wrongCredentials) }
    for _ in 1...2 { #expect(change() == .locked) }
    #expect(credentials.verdict(.decoy(user: user.uppercased(), pin: "1")) == .locked)
    #expect(credentials.change(user, "00000", "1") == .tooShort)
    box.time.update { $0 += 500 }
    #expect(change() == .wrongCredentials)
    // A user of the EM API is looked for among the applications first, however often.
    for _ in 1...9 { #expect(credentials.verdict(.application(id: user, certificate: "0")) == .wrong) }
    #expect(change() == .wrongCredentials)
  }

  @Test func aLockFromAClockThatWasPutBackEnds() throws {
    let credentials = try box.open()
    for _ in 1...3 { #expect(credentials.pin("john", "00000") == .wrong) }
    box.time.update { $0 -= 100 }
    #expect(credentials.pin("john", "48213") == .locked)
    box.time.update { $0 -= 100_000 }
    #expect(credentials.pin("john", "48213") == .right(mustChange: nil))
  }

  @Test func applicationsAreLockedToo() throws {
    let credentials = try box.open()
    _ = try credentials.load("application,password,proxy\napp,word,true\n")
    for _ in 1...3 { #expect(credentials.verdict(.application(id: "app", certificate: "x")) == .wrong) }
    #expect(credentials.verdict(.application(id: "app", certificate: "word")) == .locked)
  }
}
