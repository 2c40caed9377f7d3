import EMTestSupport
import Foundation
import Testing

/// `compile`: a bundle that is there completely or not at all, and nobody else's directory is touched.
@Suite struct CompileCommandTests {
  private static let head = "emcc: v1\ncluster: US\nversion: 14.0.1.13900-155\nsecurityMode: mixed\n"
  private static let other = "emcc: v1\ncluster: EU\nversion: 14.0.1.13900-155\nsecurityMode: mixed\n"
  private let input: TemporaryDirectory
  private let place: TemporaryDirectory

  init() throws {
    input = try TemporaryDirectory()
    place = try TemporaryDirectory()
    try input.write("us.yaml", Self.head)
    try input.write("eu.yaml", Self.other)
  }

  private var target: String { "\(place.path)/bundle" }

  private func compile(_ words: String...) throws -> LintRun {
    try LintRun(["compile", "--bundle", target] + words + [input.path])
  }

  private func names(_ directory: String) throws -> [String] {
    try #require(FileManager.default.enumerator(atPath: directory)).compactMap { $0 as? String }.sorted()
  }

  @Test func bundleIsComplete() throws {
    let run = try compile()
    #expect(run.code == 0)
    #expect(run.output == "2 files, no findings\n")
    #expect(
      try names(place.path) == [
        "bundle", "bundle/clusters", "bundle/clusters/EU", "bundle/clusters/EU/axl",
        "bundle/clusters/EU/axl/requests.json", "bundle/clusters/EU/resolved.json", "bundle/clusters/EU/runbook.md",
        "bundle/clusters/US", "bundle/clusters/US/axl", "bundle/clusters/US/axl/requests.json",
        "bundle/clusters/US/resolved.json", "bundle/clusters/US/runbook.md", "bundle/manifest.json",
        "bundle/resolved.json", "bundle/runbook.json", "bundle/runbook.md", "bundle/runtime",
        "bundle/runtime/clusters", "bundle/runtime/clusters/EU.json", "bundle/runtime/clusters/US.json",
        "bundle/runtime/deployment.json", "bundle/tools", "bundle/tools/axl.py",
      ])
    let digits = run.messages.split(separator: " ").first { Int($0) ?? 0 > 100 }
    #expect(run.messages.contains("bundle: 13 files, \(digits ?? "?") bytes, and manifest.json"))
    #expect(try compile("--quiet").messages == "")
  }

  /// Operators need nothing beside the bundle to send it.
  @Test func bundleCarriesTheSender() throws {
    #expect(try compile().code == 0)
    let source = URL(filePath: examplesDirectory).deletingLastPathComponent().appending(path: "Tools/axl.py")
    #expect(try Data(contentsOf: URL(filePath: "\(target)/tools/axl.py")) == Data(contentsOf: source))
  }

  @Test func errorWritesNothing() throws {
    try input.write("us2.yaml", "emcc: v1\ncluster: US\ncallingSearchSpaces: {CSS: [PT-NONE]}\n")
    let run = try compile()
    #expect(run.code == 1)
    #expect(run.messages == "emcc-lint: nothing was written to \(target): mend the findings first\n")
    #expect(try names(place.path) == [])
  }

  @Test func warningWritesUnlessItFails() throws {
    try input.write("us2.yaml", "emcc: v1\ncluster: US\nregions: [NO]\n")
    #expect(try compile("--fail-on", "info").code == 1)
    #expect(try names(place.path) == [])
    #expect(try compile().code == 0)
  }

  @Test func olderBundleIsReplacedAndAnythingElseLeftAlone() throws {
    #expect(try compile().code == 0)
    try input.write("eu.yaml", Self.other + "regions: [REG]\n")
    let before = try Data(contentsOf: URL(filePath: "\(target)/manifest.json"))
    #expect(try compile("--cluster", "EU").code == 0)
    #expect(try Data(contentsOf: URL(filePath: "\(target)/manifest.json")) != before)
    #expect(
      try names("\(target)/clusters") == [
        "EU", "EU/axl", "EU/axl/06-regions-add-001.xml", "EU/axl/requests.json", "EU/resolved.json", "EU/runbook.md",
      ])

    let foreign = "\(place.path)/foreign"
    try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: false)
    try Data("mine".utf8).write(to: URL(filePath: "\(foreign)/notes.txt"))
    try Data("{}".utf8).write(to: URL(filePath: "\(foreign)/manifest.json"))
    let run = try LintRun(["compile", "--bundle", foreign, input.path])
    #expect(run.code == 3)
    #expect(try names(foreign) == ["manifest.json", "notes.txt"])

    let file = try place.write("file", "text")
    #expect(try LintRun(["compile", "--bundle", file, input.path]).code == 3)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "text")
    #expect(try LintRun(["compile", "--bundle", "\(place.path)/no/where", input.path]).code == 3)
    #expect(try LintRun(["compile", input.path]).code == 2)
  }

  /// What was not judged cannot be compiled, although its findings belong to another cluster.
  @Test func theOtherClustersBrokenFileDoesNotHideMistakes() throws {
    try input.write("us.yaml", Self.head + "phones: {SEP001122334455: \"broken\n")
    #expect(try compile("--cluster", "EU").code == 0)
    #expect(try compile("--cluster", "US").code == 1)
    try input.write("eu.yaml", Self.other + "callingSearchSpaces: {CSS: [PT-NONE]}\n")
    #expect(try compile("--cluster", "EU").code == 1)
    try input.write("eu.yaml", Self.other)
    try input.write("nobody-knows.yaml", "emcc: v2\ncluster: EU\n")
    #expect(try compile("--cluster", "EU").code == 1)
  }
}
