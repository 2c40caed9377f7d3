import Compiler
import EMTestSupport
import Foundation
import Testing

@testable import emcc_dev

/// A short run of what `emcc-dev agree` does; `.ci/run agreement` does 2,000 cases.
@Suite("Findings and simulations agree")
struct AgreementTests {
  /// The disagreements of the first cases of a series.
  private func disagreements(_ count: Int, without codes: Set<String> = []) throws -> [Disagreement] {
    let rules = RuleRegistry.rules.filter { !codes.contains($0.descriptor.code) }
    return try (0..<count).flatMap { number -> [Disagreement] in
      let wanted = AgreementCase(seed: 7, number: number)
      guard case .compared(let found, _) = try wanted.compare(rules: rules) else { return [] }
      return found
    }
  }

  @Test("in the first cases of a series")
  func agree() throws {
    #expect(try disagreements(100) == [])
  }

  @Test("in deployments in which they once did not", arguments: fixtureNames(in: "agreement", ending: ".yaml"))
  func counterExamples(_ name: String) throws {
    let text = try String(contentsOfFile: "\(fixturesDirectory)/agreement/\(name).yaml", encoding: .utf8)
    var random = RandomSource(seed: 1, case: 1)
    guard case .compared(let found, _) = try AgreementCheck.compare(text, random: &random) else {
      Issue.record("\(name) does not decode or link")
      return
    }
    #expect(found == [])
  }

  @Test("a rule that is missing shows, as a call or as a login")
  func missingRules() throws {
    let calls = try disagreements(200, without: ["EM3001", "EM3002", "EM3003", "EM3004", "EM3005"])
    #expect(calls.contains { $0.kind == .unseenCall })
    let logins = try disagreements(200, without: ["EM3014", "EM3015", "EM3035", "EM3036", "EM3048"])
    #expect(logins.contains { $0.kind == .unseenLogin })
  }

  @Test("the same number gives the same case")
  func repeatable() {
    #expect(AgreementCase(seed: 3, number: 12).text == AgreementCase(seed: 3, number: 12).text)
    #expect(AgreementCase(seed: 3, number: 12).text != AgreementCase(seed: 4, number: 12).text)
  }

  @Test("deployments as they are drawn have no findings and no failing calls and logins", arguments: 0..<20)
  func undamaged(_ number: Int) throws {
    var random = RandomSource(seed: 11, case: number)
    let text = RandomDeployment(&random).text
    guard case .compared(let found, let isClean) = try AgreementCheck.compare(text, random: &random) else {
      Issue.record("case \(number) does not decode or link")
      return
    }
    #expect(found == [])
    #expect(isClean)
  }
}
