import EMCredentials
import EMService
import EMStoreSQLite
import EMTestSupport
import Testing

/// What credentials say of PINs and passwords.
@Suite struct VerdictTests {
  @Test func pinIsRightOrWrong() throws {
    let box = try CredentialBox()
    let credentials = try box.open()
    #expect(credentials.pin("john", "48213") == .right(mustChange: nil))
    #expect(credentials.pin("JOHN", "48213") == .right(mustChange: nil))
    for pin in ["48214", "", "4821", "482130", "48213 ", "\0", String(repeating: "4", count: 5_000)] {
      #expect(credentials.verdict(.decoy(user: "", pin: "1")) == .wrong)
      #expect(try box.roster().unlock(CredentialOwner(.user, "john")))
      #expect(credentials.pin("john", pin) == .wrong)
    }
    #expect(credentials.pin("nobody", "48213") == .wrong)
    #expect(credentials.verdict(.application(id: "john", certificate: "48213")) == .wrong)
  }

  @Test func applicationsHaveRights() throws {
    let box = try CredentialBox("application,password,proxy\nApp,\"a \"\"b\"\", c\",true\nother,x,false\n")
    let credentials = try box.open()
    #expect(credentials.verdict(.application(id: "app", certificate: "a \"b\", c")) == .application(isProxy: true))
    #expect(credentials.verdict(.application(id: "other", certificate: "x")) == .application(isProxy: false))
    #expect(credentials.verdict(.application(id: "other", certificate: "y")) == .wrong)
    #expect(credentials.pin("other", "x") == .wrong)
  }

  @Test func hashesAreSaltedAndBoundToSecretAndOwner() throws {
    let box = try CredentialBox("user,pin\njohn,48213\njane,48213\n")
    let database = try box.database()
    #expect(try database.integer("SELECT count(DISTINCT hash) FROM credential") == 2)
    let prefix = try database.text("SELECT DISTINCT substr(hash, 1, 31) FROM credential")
    #expect(prefix == "$argon2id$v=19$m=19456,t=2,p=1$")
    try database.execute(
      "UPDATE credential SET hash = (SELECT hash FROM credential WHERE key = 'jane') WHERE key = 'john'")
    let credentials = try box.open()
    #expect(credentials.pin("jane", "48213") == .right(mustChange: nil))
    #expect(credentials.pin("john", "48213") == .wrong)
    let failure = StoreFailure(
      reason: "\(box.path): was made with another server secret than the one given", isTemporary: false)
    #expect(throws: failure) { try box.open(secret: "another secret, as long as the other one") }
  }

  @Test func olderHashesAreRenewed() throws {
    let box = try CredentialBox()
    box.options.cost = try #require(HashingCost(mebibytes: 20, passes: 3))
    let credentials = try box.open()
    #expect(credentials.pin("john", "48214") == .wrong)
    #expect(try box.database().text("SELECT hash FROM credential").contains("m=19456,t=2"))
    #expect(credentials.pin("john", "48213") == .right(mustChange: nil))
    credentials.close()
    #expect(try box.database().text("SELECT hash FROM credential").contains("m=20480,t=3"))
    #expect(try box.open().pin("john", "48213") == .right(mustChange: nil))
    #expect(HashingCost(mebibytes: 18, passes: 2) == nil)
    #expect(HashingCost(mebibytes: 19, passes: 1) == nil)
  }

  @Test func tooMuchThatWaitsIsBusy() throws {
    let box = try CredentialBox()
    box.options.threads = 1
    box.options.maximumWaiting = 1
    let credentials = try box.open()
    let (entered, gate) = (Monitor(false), Monitor(false))
    credentials.ask(.decoy(user: "", pin: "1")) { _ in
      entered.update { $0 = true }
      gate.waitUntilTrue()
    }
    entered.waitUntilTrue()
    let answers = Monitor<[CredentialVerdict]>([])
    for _ in 1...3 {
      credentials.ask(.pin(user: "john", pin: "48213")) { answer in answers.update { $0.append(answer) } }
    }
    #expect(credentials.change("john", "48213", "90417") == .unavailable)
    gate.update { $0 = true }
    #expect(answers.wait { $0.count == 3 ? $0 : nil } == [.busy, .busy, .right(mustChange: nil)])
  }

  @Test func anotherProcessIsSeenAtOnce() throws {
    let box = try CredentialBox()
    let service = try box.open()
    #expect(service.pin("jane", "90417") == .wrong)
    #expect(try box.open().load("user,pin\njane,90417\n").added == 1)
    #expect(service.pin("jane", "90417") == .right(mustChange: nil))
    #expect(try box.roster().remove(CredentialOwner(.user, "JANE")))
    #expect(try !box.roster().remove(CredentialOwner(.user, "jane")))
    #expect(service.pin("jane", "90417") == .wrong)
  }

  @Test func databaseThatCannotBeWrittenLetsNobodyGuess() throws {
    let box = try CredentialBox()
    let credentials = try box.open()
    let database = try box.database()
    try database.execute(
      """
      CREATE TRIGGER full AFTER UPDATE ON credential BEGIN SELECT RAISE(ABORT, 'full'); END;
      CREATE TRIGGER full_too AFTER UPDATE ON decoy BEGIN SELECT RAISE(ABORT, 'full'); END;
      """)
    #expect(credentials.pin("john", "48213") == .right(mustChange: nil))
    for _ in 1...5 { #expect(credentials.pin("john", "00000") == .unavailable) }
    #expect(credentials.verdict(.decoy(user: "", pin: "1")) == .unavailable)
    try database.execute("DROP TRIGGER full; DROP TRIGGER full_too")
    // Counted in memory all the same.
    #expect(credentials.pin("john", "48213") == .locked)
    #expect(credentials.verdict(.decoy(user: "", pin: "1")) == .wrong)
  }
}
