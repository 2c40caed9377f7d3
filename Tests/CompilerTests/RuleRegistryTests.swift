import EMTestSupport
import Foundation
import Testing

@testable import Compiler

/// What must hold of every rule's description.
@Suite struct RuleRegistryTests {
  static let descriptors = RuleRegistry.rules.map { $0.descriptor }

  @Test func `codes are sorted and unique`() {
    let codes = Self.descriptors.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
  }

  @Test func `names are unique, also among the language's own`() {
    let names = CodeRegistry.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: descriptors) func `a code and a name have their form`(descriptor: RuleDescriptor) {
    #expect(descriptor.code.wholeMatch(of: /EM3[0-9]{3}/) != nil)
    #expect(descriptor.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)+/) != nil)
    // A second rule about one mistake has 500 added: its number is that of a rule or of a mistake of two rules.
    if let number = Int(descriptor.code.suffix(3)), number > 500 {
      #expect(Self.descriptors.contains { $0.code == "EM3" + String(String(1000 + number - 500).suffix(3)) })
    }
  }

  /// `Rule 27: …` or `Rule 27, phones: …` in a rule's comment is the number of its code.
  @Test func `the digits of a code are the number of the mistake`() throws {
    for file in try ruleFiles() {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let number = try #require(text.firstMatch(of: /\/\/\/ Rule ([0-9]+)[:,]/)?.1, "\(file)")
      let code = try #require(text.firstMatch(of: /code: "EM3([0-9]{3})"/)?.1, "\(file)")
      let (expected, actual) = (try #require(Int(number)), try #require(Int(code)))
      #expect(actual == expected || actual == expected + 500, "\(file)")
    }
  }

  @Test func `every file holds one rule that is registered`() throws {
    var found: [String] = []
    for file in try ruleFiles() {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let types = text.matches(of: /(?m)^(?:package )?enum (\w+): (?:Cluster|EMCCMember|EmergencyCall)?Rule \{/).map {
        String($0.1)
      }
      #expect(types.count == 1, "\(file)")
      #expect(URL(filePath: file).deletingPathExtension().lastPathComponent == types.first, "\(file)")
      found += types
    }
    #expect(found.sorted() == RuleRegistry.rules.map { "\($0)" }.sorted())
  }

  @Test(arguments: descriptors) func `a description is complete and punctuated as all are`(descriptor: RuleDescriptor) {
    for sentence in [descriptor.summary, descriptor.why] {
      #expect(sentence.hasSuffix(".") && !sentence.hasSuffix("..") && sentence.count > 10, "\(sentence)")
      #expect(sentence.first.map { $0.isUppercase || $0 == "'" } ?? false, "\(sentence)")
    }
    #expect(!descriptor.fix.isEmpty && !descriptor.fix.hasSuffix("."), "\(descriptor.fix)")
    #expect(descriptor.fix.first.map { $0.isLowercase } ?? false, "\(descriptor.fix)")
    #expect(!descriptor.source.isEmpty && !descriptor.source.hasSuffix("."))
    #expect(!descriptor.mistakes.isEmpty && !descriptor.right.isEmpty)
    for example in descriptor.mistakes + descriptor.right {
      #expect(example.title.hasSuffix(".") && example.title.first?.isLowercase == false, "\(example.title)")
    }
  }

  private func ruleFiles() throws -> [String] {
    let root = URL(filePath: fixturesDirectory).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Compiler/Rules")
    let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    let paths = files.compactMap { ($0 as? URL)?.path(percentEncoded: false) }.filter { $0.hasSuffix(".swift") }
      .sorted()
    #expect(!paths.isEmpty)
    return paths
  }
}
