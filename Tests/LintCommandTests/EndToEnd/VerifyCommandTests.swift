import EMTestSupport
import Foundation
import Testing

/// `verify`: what it prints, and its exit codes.
@Suite struct VerifyCommandTests {
  private let input: TemporaryDirectory
  private let place: TemporaryDirectory

  init() throws {
    input = try TemporaryDirectory()
    place = try TemporaryDirectory()
    try input.write("us.yaml", "emcc: v1\ncluster: US\nversion: 14.0.1.13900-155\nsecurityMode: mixed\n")
    let run = try LintRun([
      "compile", "--quiet", "--bundle", "\(place.path)/bundle", "--archive", "\(place.path)/bundle.tar.gz", input.path,
    ])
    try #require(run.code == 0)
  }

  private func verify(_ words: String...) throws -> LintRun {
    try LintRun(["verify"] + words.map { $0.replacing("@", with: place.path) })
  }

  @Test func directoryAndArchiveAreTheSameBundle() throws {
    let directory = try verify("@/bundle", "--format", "json")
    let archive = try verify("@/bundle.tar.gz", "--format", "json")
    #expect(directory.code == 0 && archive.code == 0)
    #expect(directory.output.replacing("bundle\",", with: "bundle.tar.gz\",") == archive.output)
    #expect(try verify("@/bundle", "--quiet").output == "")
    #expect(try verify("@/bundle").output.contains(": good: 17 files, "))
  }

  @Test func problemsAreListed() throws {
    try place.write("bundle/clusters/US/resolved.json", "{}\n")
    try place.write("bundle/more\u{1B}[2J.txt", "")
    let text = try verify("@/bundle")
    #expect(text.code == 1)
    let json = try verify("@/bundle", "--format", "json")
    #expect(json.code == 1)
    #expect(try verify("@/bundle", "--quiet").output.split(separator: "\n").count == 2)
    #expect(try verify("@/bundle", "--format", "json", "--output", "@/report").output == "")
    let report = String(decoding: try Data(contentsOf: URL(filePath: "\(place.path)/report")), as: UTF8.self)
    #expect(report == json.output)
    // The bytes of a bundle change with whatever it carries, so they are counted here and left out of the golden.
    let bytes = try manifestSizes().reduce(0, +)
    #expect(json.output.contains("\"bytes\": \(bytes),"))
    let transcript = text.transcript(without: place.path) + json.transcript(without: place.path)
    Golden.expect(transcript.replacing("\"bytes\": \(bytes),", with: "\"bytes\": SUM,"), matches: "bundle/verify.txt")
  }

  private func manifestSizes() throws -> [Int] {
    struct Listing: Decodable {
      struct File: Decodable { var size: Int }
      var files: [File]
    }
    let data = try Data(contentsOf: URL(filePath: "\(place.path)/bundle/manifest.json"))
    return try JSONDecoder().decode(Listing.self, from: data).files.map(\.size)
  }

  @Test func whatCannotBeReadIsNoVerdict() throws {
    let run = try verify("@/nothing")
    #expect(run.code == 3)
    #expect(run.messages == "emcc-lint: \(place.path)/nothing: no such file or directory\n")
    #expect(try verify("/dev/null").code == 3)
    #expect(try verify().code == 2)
    #expect(try verify("@/bundle", "@/bundle").code == 2)
    #expect(try verify("@/bundle", "--public-key", "RWQshort").code == 2)
  }

  @Test func otherFilesAreNoBundle() throws {
    try place.write("text", "text")
    let run = try verify("@/text")
    #expect(run.code == 1)
    #expect(run.output.hasPrefix("\(place.path)/text: is no gzip file and no directory\n"))
  }
}
