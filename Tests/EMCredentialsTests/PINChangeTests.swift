import EMCredentials
import EMService
import EMStoreSQLite
import EMTestSupport
import Testing

/// What becomes of new PINs.
@Suite struct PINChangeTests {
  private let box: CredentialBox

  init() throws { box = try CredentialBox() }

  @Test func changedPINIsTheOnlyOne() throws {
    let credentials = try box.open()
    #expect(credentials.change("john", "48213", "90417") == .changed)
    #expect(credentials.pin("john", "48213") == .wrong)
    #expect(credentials.pin("john", "90417") == .right(mustChange: false))
    #expect(try box.roster().entries().map(\.mustChange) == [false])
  }

  @Test func refusalsSayWhy() throws {
    let credentials = try box.open()
    let cases: [(String, String, String, PINChangeResult)] = [
      ("", "48213", "90417", .blank), ("john", "", "90417", .blank), ("john", "48213", "", .blank),
      ("john", "48213", "9041a", .notDigits), ("john", "48213", "９０４１７", .notDigits),
      ("john", "48213", "9041", .tooShort),
      ("john", "48213", "904170904170904170904", .tooLong), ("john", "48213", "77777", .trivial),
      ("john", "48213", "34567", .trivial), ("john", "48213", "76543", .trivial), ("john", "48213", "78901", .trivial),
      ("john", "48213", "21098", .trivial), ("john", "48213", "5551234", .trivial),
      ("john", "48213", "4321555", .trivial), ("john", "48213", "1408555", .trivial),
      ("john", "48213", "48213", .usedBefore), ("nobody", "48213", "90417", .wrongCredentials),
      ("john", "00000", "90417", .wrongCredentials),
      // Nobody learns somebody's extension without the PIN.
      ("john", "00000", "5551234", .wrongCredentials),
    ]
    for (user, current, new, expected) in cases {
      #expect(credentials.change(user, current, new) == expected, "\(user), \(new)")
    }
    #expect(credentials.change("john", "48213", "90417", again: "90418") == .confirmationDiffers)
    #expect(credentials.change("john", "48213", "90417", again: "") == .blank)
    #expect(credentials.change("john", "48213", "11235813") == .changed)
  }

  @Test func lastOnesCannotBeTakenAgain() throws {
    box.options.pins.history = 2
    let credentials = try box.open()
    let pins = ["48213", "90417", "66102", "31995"]
    for (old, new) in zip(pins, pins.dropFirst()) { #expect(credentials.change("john", old, new) == .changed) }
    #expect(credentials.change("john", "31995", "66102") == .usedBefore)
    #expect(credentials.change("john", "31995", "90417") == .usedBefore)
    #expect(credentials.change("john", "31995", "48213") == .changed)
    #expect(try box.database().integer("SELECT count(*) FROM former_hash") == 2)
    #expect(try box.roster().remove(CredentialOwner(.user, "john")))
    #expect(try box.database().integer("SELECT count(*) FROM former_hash") == 0)
  }

  @Test func wrongCurrentPINsLock() throws {
    let credentials = try box.open()
    for _ in 1...5 { #expect(credentials.change("john", "00000", "90417") == .wrongCredentials) }
    #expect(credentials.change("john", "48213", "90417") == .locked)
    #expect(credentials.pin("john", "48213") == .locked)
  }
}
