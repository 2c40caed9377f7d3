import EMCredentials
import EMService
import EMStoreSQLite
import EMTestSupport
import Foundation
import Testing

/// Credentials without the secret, and IDs in other writings.
@Suite struct CredentialRosterTests {
  @Test func rosterMakesNoDatabase() throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/pins.sqlite"
    let missing = StoreFailure(reason: "\(path): cannot be opened: no such file or directory", isTemporary: true)
    #expect(throws: missing) { try CredentialRoster(path) }
    try directory.write("pins.sqlite", "")
    let empty = StoreFailure(reason: "\(path): is empty, and not a store of credentials", isTemporary: false)
    #expect(throws: empty) { try CredentialRoster(path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["pins.sqlite"])
  }

  @Test func inspectionRefusesAndMakesNothing() throws {
    let box = try CredentialBox()
    let secret = ServerSecret(Array("a secret that is long enough for a test".utf8))
    try Credentials.inspect(box.path, secret: secret)
    try Credentials.inspect("\(box.path).no", secret: secret)
    #expect(!FileManager.default.fileExists(atPath: "\(box.path).no"))
    let other = StoreFailure(
      reason: "\(box.path): was made with another server secret than the one given", isTemporary: false)
    #expect(throws: other) { try Credentials.inspect(box.path, secret: ServerSecret(Array("another one".utf8))) }
    try box.directory.write("text", String(repeating: "no database. ", count: 100))
    #expect(throws: StoreFailure.self) { try Credentials.inspect("\(box.directory.path)/text", secret: secret) }
  }

  @Test func marksOfLettersMayBeCharactersOfTheirOwn() throws {
    let box = try CredentialBox("user,pin\nj\u{75}\u{308}rgen,48213\n")
    let credentials = try box.open()
    #expect(credentials.pin("j\u{FC}rgen", "48213") == .right(mustChange: nil))
    #expect(credentials.pin("J\u{DC}RGEN", "48213") == .right(mustChange: nil))
    #expect(try credentials.load("user,pin\nj\u{FC}rgen,90417\n").replaced == 1)
    #expect(credentials.pin("ju\u{308}rgen", "90417") == .right(mustChange: nil))
    #expect(try credentials.load("user,pin\n\u{1112}\u{1161}\u{11AB},48213\n\u{E4}\u{1E69},48213\n").added == 2)
    #expect(credentials.pin("\u{D55C}", "48213") == .right(mustChange: nil))
    #expect(credentials.pin("a\u{308}s\u{307}\u{323}", "48213") == .right(mustChange: nil))
    #expect(credentials.pin("a\u{1E69}", "48213") == .wrong)
  }
}
