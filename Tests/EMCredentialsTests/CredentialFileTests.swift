import EMCredentials
import EMService
import EMStoreSQLite
import EMTestSupport
import Foundation
import Testing

/// Files that administrators load, and the secret beside them.
@Suite struct CredentialFileTests {
  private func problems(_ text: String) -> [String] {
    CredentialFile(Array(text.utf8)).problems.map { "\($0.line): \($0.text)" }
  }

  @Test func headSaysWhatTheFileHolds() {
    let head = "1: the first line must be 'user,pin' or 'application,password,proxy'"
    #expect(problems("") == [head])
    #expect(problems("john,48213\n") == [head])
    #expect(problems("pin,user\n") == [head])
    #expect(problems("user,pin") == [])
    #expect(problems("\u{FEFF}user,pin\r\n\r\n\"john\",\"48213\"\r\n") == [])
    #expect(problems("\n\n\"user\",\"pin\"\njane,1") == [])
    #expect(CredentialFile(Array("\u{FEFF}user,pin\r\n\r\n\"jo,\"\"hn\",48213".utf8)).count == 1)
  }

  @Test func problemsHaveLinesAndNoContent() {
    let text = """
      user,pin
      john,48213
      48213,jane
      ,48213
      jane
      jane,48213,x
      "jane,48213
      ja"ne,48213
      "jane"x,48213
      jane,482130482130482130482
      JOHN,90417
      jane,
      """
    let pin = "the PIN must be 1 to 20 digits"
    let quote = "a quote is not closed, or stands in the middle of a field"
    #expect(
      problems(text) == [
        "3: \(pin)", "4: the user is empty, too long or not readable as UTF-8",
        "5: 2 fields are wanted, and there are 1",
        "6: 2 fields are wanted, and there are 3", "7: \(quote)", "8: \(quote)", "9: \(quote)", "10: \(pin)",
        "11: the same user stands on line 2", "12: the same user stands on line 10",
      ])
    #expect(
      problems("application,password,proxy\napp,,true\nbpp,x,yes\ncpp,x,false\n") == [
        "2: the password must be 1 to 256 bytes of UTF-8", "3: proxy must be 'true' or 'false'",
      ])
    #expect(CredentialFile(Array("user,pin\n".utf8) + [0xFF, 0x2C, 0x31]).problems.map(\.line) == [2])
    #expect(problems("user,pin\n" + String(repeating: "x\n", count: 1_000)).count == 100)
  }

  @Test func loadingReplacesAndAdds() throws {
    let box = try CredentialBox("user,pin\nann,48213\nbob,48213\ncleo,48213\n")
    let credentials = try box.open()
    #expect(credentials.change("ann", "48213", "90417") == .changed)
    #expect(credentials.change("bob", "48213", "90417") == .changed)
    for _ in 1...5 { #expect(credentials.pin("bob", "0") == .wrong) }
    box.time.update { $0 += 60 }
    let report = try credentials.load("user,pin\nann,90417\nBob,66102\njohn,5551234\ndora,12345\n")
    var expected = CredentialLoadReport()
    (expected.added, expected.replaced, expected.unchanged, expected.weakLines) = (2, 1, 1, [4, 5])
    #expect(report == expected)
    #expect(credentials.pin("ann", "90417") == .right(mustChange: false))
    #expect(credentials.pin("bob", "66102") == .right(mustChange: nil))
    #expect(credentials.pin("cleo", "48213") == .right(mustChange: nil))
    let entries = try box.roster().entries()
    #expect(entries.map(\.owner.id) == ["ann", "Bob", "cleo", "dora", "john"])
    #expect(entries.map(\.changedAt) == [1_000_000, 1_000_060, 1_000_000, 1_000_060, 1_000_060])
    #expect(try credentials.load("application,password,proxy\nann,x,true\n").added == 1)
    #expect(try credentials.load("application,password,proxy\nann,x,false\n").replaced == 1)
    #expect(credentials.verdict(.application(id: "ann", certificate: "x")) == .application(isProxy: false))
    #expect(try box.roster().entries().first?.owner == CredentialOwner(.application, "ann"))
  }

  @Test func fileIsReadFromADisk() throws {
    let directory = try TemporaryDirectory()
    let lines = (1...20_000).map { "user\($0),48213\n" }.joined()
    let path = try directory.write("pins.csv", "user,pin\n" + lines)
    #expect(try CredentialFile(path: path).count == 20_000)
    let missing = CredentialFileFailure(reason: "\(path).no: cannot be read: no such file or directory")
    #expect(throws: missing) { try CredentialFile(path: "\(path).no") }
  }

  @Test func secretIsItsOwnersOnly() throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/secret"
    try ServerSecret.create(path)
    _ = try ServerSecret(file: path)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try Data(contentsOf: URL(filePath: path)).count == ServerSecret.size)
    #expect(throws: SecretFailure.self) { try ServerSecret.create(path) }
    for mode in [0o640, 0o604, 0o620, 0o601] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      #expect(reason(path) == "\(path): is open to others than its owner; let its mode be 0600")
    }
    let short = try directory.write("short", [UInt8](repeating: 7, count: 31))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: short)
    #expect(reason(short) == "\(short): holds less than 32 bytes")
    #expect(reason(directory.path) == "\(directory.path): is no ordinary file")
    #expect(reason("\(path).no") == "\(path).no: cannot be read: no such file or directory")
  }

  private func reason(_ path: String) -> String? {
    do throws(SecretFailure) {
      _ = try ServerSecret(file: path)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func secretsAreInNoFile() throws {
    let box = try CredentialBox("user,pin\njohn,48213597\n")
    let credentials = try box.open()
    #expect(credentials.pin("john", "48213597") == .right(mustChange: nil))
    #expect(credentials.change("john", "48213597", "90417266") == .changed)
    for name in try FileManager.default.contentsOfDirectory(atPath: box.directory.path) {
      let path = "\(box.directory.path)/\(name)"
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(bytes.range(of: Data("48213597".utf8)) == nil && bytes.range(of: Data("90417266".utf8)) == nil)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }
    let copy = "\(box.directory.path)/copy.sqlite"
    try Credentials.backup(box.path, to: copy)
    #expect(try SQLiteDatabase(copy, schema: .credentials).integer("SELECT count(*) FROM credential") == 1)
  }
}
