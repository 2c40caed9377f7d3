import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Emergency Responder groups: which clusters are compared, and what counts as linked.
@Suite struct EmergencyResponderTests {
  /// Clusters C1, C2 … with what each writes about Emergency Responder; an empty text for nothing.
  private func clusters(_ declarations: [String], mesh: String = "full") throws -> [Diagnostic] {
    let handles = declarations.indices.map { "C\($0 + 1)" }
    var text = """
      emcc: v1
      deployment: TEST
      emccGroup: {members: [\(handles.joined(separator: ", "))], mesh: \(mesh)}

      """
    for (handle, declaration) in zip(handles, declarations) {
      text += "---\nemcc: v1\ncluster: \(handle)\nversion: 12.5.1.14900-63\nsecurityMode: mixed\n"
      if !declaration.isEmpty { text += "emergencyResponder: \(declaration)\n" }
    }
    return try check(text, rules: [EmergencyResponderGap.self]).map(\.diagnostic).filter { $0.code.hasPrefix("EM3") }
  }

  private func gap(_ first: String, _ second: String, _ groups: String) -> String {
    "EM3009 warning: phones that move between \(first) and \(second) are unlocated in the other's Emergency Responder "
      + "group: \(groups) are not linked"
  }

  @Test func `each pair is named once, from the side of the first cluster`() throws {
    let found = try clusters(["{group: A}", "{group: B}", "{group: B}"])
    #expect(found.lines == [gap("C1", "C2", "'A' and 'B'"), gap("C1", "C3", "'A' and 'B'")])
    #expect(found.first?.clusters == ["C1", "C2"])
    #expect(found.first?.related.map(\.message) == ["C2 says so here"])
    #expect(
      found.first?.help
        == "put both into one Emergency Responder cluster and list 'B' under 'linkedGroups' of C1")
  }

  @Test func `one direction of visits is enough, and clusters that do not visit each other are not compared`() throws {
    let found = try clusters(
      ["{group: A}", "{group: B}", "{group: D}"], mesh: "[{home: C2, visiting: C1}, {home: C2, visiting: C3}]")
    #expect(found.lines == [gap("C1", "C2", "'A' and 'B'"), gap("C2", "C3", "'B' and 'D'")])
  }

  @Test(arguments: [
    ["{group: A, linkedGroups: [B]}", "{group: B}"], ["{group: A}", "{group: B, linkedGroups: [A]}"],
    ["{group: A, linkedGroups: [HQ]}", "{group: B, linkedGroups: [HQ]}"], ["{group: A}", "{group: A}"],
    ["{group: A}", ""], ["", ""],
    ["{group: A, linkedGroups: [B]}", "{group: B, linkedGroups: [D]}", "{group: D}"],
    ["{group: A, linkedGroups: [B]}", "{group: D, linkedGroups: [E]}", "{group: E, linkedGroups: [B]}"],
  ])
  func `what is linked to a common group is linked`(declarations: [String]) throws {
    #expect(try clusters(declarations).lines == [])
  }

  @Test(arguments: ["{group: [A]}", "{group: A, linkedGroups: {B: D}}", "A"])
  func `nothing is said of what could not be read`(declaration: String) throws {
    #expect(try clusters([declaration, "{group: B}"]).lines == [])
  }
}
