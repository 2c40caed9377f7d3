import Testing

@testable import LintCommand

/// What the keys mean while a password is typed.
struct PasswordPromptTests {
  @Test(arguments: [
    ("secret\n", "secret"), ("secret\r", "secret"), ("\n", ""), ("sex\u{7F}cret\u{8}\u{8}et\n", "secret"),
    ("wrong\u{15}right\n", "right"), ("ä\u{7F}\u{7F}a\n", "a"), ("half", nil), ("", nil), ("x\u{3}\n", nil),
    ("x\u{4}\n", nil), (String(repeating: "x", count: 5000) + "\n", nil),
  ])
  func keysCorrectAndBreakOff(keys: String, password: String?) {
    var bytes = keys.utf8.makeIterator()
    #expect(PasswordPrompt.answer { bytes.next() } == password.map { Array($0.utf8) })
  }
}
