import EMTestSupport
import Testing

/// The helper that all goldens stand on.
struct GoldenTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func golden(_ environment: [String: String] = [:]) -> Golden {
    Golden(directory: directory.path, environment: environment)
  }

  @Test func missingGoldenFails() {
    guard case .failed(let reason) = golden().check("x\n", "none.txt") else {
      Issue.record("passed")
      return
    }
    #expect(reason == "the golden none.txt is missing: run with UPDATE_GOLDEN=1 and read the change")
  }

  @Test func updateWritesAndCIRefuses() {
    let ci = golden(["UPDATE_GOLDEN": "1", "CI": "true"]).check("x\n", "new/a.txt")
    #expect(ci == .failed("UPDATE_GOLDEN has no effect where CI is true"))
    guard case .failed = golden().check("x\n", "new/a.txt") else {
      Issue.record("CI has written a golden")
      return
    }
    #expect(golden(["UPDATE_GOLDEN": "1"]).check("x\n", "new/a.txt") == .written)
    #expect(golden().check("x\n", "new/a.txt") == .same)
    #expect(golden(["CI": "true"]).check("x\n", "new/a.txt") == .same)
    #expect(golden().check("x", "new/a.txt") != .same)
  }

  @Test func differenceIsUnified() {
    let old = (1...20).map { "line \($0)\n" }.joined()
    let new = old.replacing("line 3\n", with: "line three\n").replacing("line 18\n", with: "") + "last"
    let expected = """
      --- old
      +++ new
      @@ -1,6 +1,6 @@
       line 1
       line 2
      -line 3
      +line three
       line 4
       line 5
       line 6
      @@ -15,6 +15,7 @@
       line 15
       line 16
       line 17
      -line 18
       line 19
       line 20
      +last
      +\\ no line break at the end

      """
    #expect(unifiedDiff(old, new, names: ("old", "new")) == expected)
    #expect(unifiedDiff(old, old, names: ("old", "new")) == "")
  }

  @Test func equalTextsInOtherBytesAreNotTheSame() throws {
    try directory.write("a.txt", "e\u{301}\n")
    #expect(golden().check("\u{E9}\n", "a.txt") != .same)
  }
}
