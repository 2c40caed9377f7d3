import EMService
import EMServiceWire
import EMTestSupport
import Foundation
import Testing

/// Every code of the tables is seen by somebody, or listed with the reason why it cannot be.
@Suite struct CodeReachTests {
  /// The codes of Cisco's response codes of the EM API, and their texts.
  static let responses: [(code: Int, text: String)] = {
    let text = (try? String(contentsOfFile: "\(fixturesDirectory)/wire/response-codes.csv", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().compactMap {
      let cells = $0.split(separator: ",", maxSplits: 1).map(String.init)
      return Int(cells[0]).map { ($0, cells[1]) }
    }
  }()

  /// The English displays of a code in the guides' tables, at login and at logout.
  static func displays(_ code: Int) -> [String] {
    let line = PhoneErrorTests.lines.first { $0.cells[1] == "\(code)" }
    return line?.texts(.english).compactMap(\.self) ?? []
  }

  @Test(arguments: CodeWay.all) func `somebody sees the code`(way: CodeWay) throws {
    var scene = way.scene()
    let text = way.ask(&scene)
    switch way.place {
    case .phone where way.code == 41: #expect(text.contains("<Prompt>PIN change is required</Prompt>"))
    case .phone:
      #expect(Self.displays(way.code).contains { text.contains("\r\n<Text>\($0)</Text>\r\n<Prompt></Prompt>\r\n") })
    case .api: #expect(text.contains("\n<failure>\n<error code=\"\(way.code)\">"))
    case .cluster:
      guard case .success(.homeLogin(let reply)) = PeerCodec.answer(Array(text.utf8)) else {
        Issue.record("no answer to a login: \(text)")
        return
      }
      #expect(reply.answer == PhoneError(rawValue: way.code).map { .failure($0) })
    case .log:
      #expect(text.contains("<Text>Please try to login again (201)</Text>"))
      #expect(scene.refusals.last == "\(way.code)")
    }
  }

  @Test func `the EM API says each code, or it is known why not`() {
    let reached = Set(CodeWay.all.filter { $0.place == .api }.map(\.code) + [CodeWay.ofTheStore])
    let unreachable = Set(CodeWay.unreachableByAPI.keys)
    #expect(Self.responses.count == 25)
    #expect(reached.isDisjoint(with: unreachable))
    #expect(reached.union(unreachable).sorted() == Self.responses.map(\.code))
  }

  @Test func `phones, clusters and logs say each code, or it is known why not`() {
    let reached = Set(CodeWay.all.filter { $0.place != .api }.map(\.code) + [CodeWay.ofTheStore])
    let unreachable = Set(CodeWay.unreachableByPhone.keys)
    #expect(reached.isDisjoint(with: unreachable))
    #expect(reached.union(unreachable).sorted() == PhoneErrorTests.lines.compactMap { Int($0.cells[1]) }.sorted())
  }

  @Test func `the EM API says Cisco's texts, but where clients look for others`() throws {
    for (code, cisco) in Self.responses {
      guard let way = CodeWay.clients.first(where: { $0.code == code }) else { continue }
      var scene = way.scene()
      let text = way.ask(&scene)
      let wanted =
        switch code {
        case 3: "Could not authenticate 'stranger'"
        case 18: "Policy validation error: Phone currently has user logged in"
        case 22: "Policy validation error: Device does not allow hoteling"
        default: cisco
        }
      #expect(text.contains(">\(wanted)"), "\(code): \(text)")
    }
  }
}
