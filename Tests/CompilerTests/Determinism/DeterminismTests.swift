import Compiler
import EMDSL
import EMDiagnostics
import EMTestSupport
import Foundation
import Testing

/// The same files give the same findings and the same bundle, however they are read.
@Suite struct DeterminismTests {
  private static let example = "\(examplesDirectory)/three-continents"

  /// All files below a directory with their content, by relative path.
  private func contents(of directory: String) throws -> [String: Data] {
    let files = try #require(FileManager.default.enumerator(atPath: directory)).compactMap { $0 as? String }
    var result: [String: Data] = [:]
    for file in files {
      var isDirectory: ObjCBool = false
      let path = "\(directory)/\(file)"
      if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue {
        result[file] = try Data(contentsOf: URL(filePath: path))
      }
    }
    return result
  }

  private func files(_ directory: String) throws -> [String] {
    try contents(of: directory).keys.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(directory)/\($0)" }
  }

  private func bundle(_ paths: [String], threads: Int = 1) throws -> [String: Data] {
    let directory = try TemporaryDirectory()
    let target = "\(directory.path)/bundle"
    let run = try LintRun(["compile", "--bundle", target, "--threads", "\(threads)"] + paths)
    #expect(run.code == 0, "\(run.messages)")
    return try contents(of: target)
  }

  @Test func theBundleIsTheSameForThreadsOrderAndDirectory() throws {
    let first = try bundle([Self.example])
    #expect(first.count >= 4)
    #expect(first.keys.contains("manifest.json"))
    for threads in [2, 4] { #expect(try bundle([Self.example], threads: threads) == first) }
    let paths = try files(Self.example)
    for seed in 1...3 { #expect(try bundle(shuffled(paths, seed: UInt64(seed)), threads: 2) == first) }
    let elsewhere = try TemporaryDirectory()
    let copy = "\(elsewhere.path)/a copy"
    try FileManager.default.copyItem(atPath: Self.example, toPath: copy)
    #expect(try bundle([copy], threads: 2) == first)
  }

  /// With a mistake in every file: findings, order and wording.
  @Test func theFindingsAreTheSameForThreadsAndOrder() throws {
    let directory = try TemporaryDirectory()
    var paths: [String] = []
    for (index, path) in try files(Self.example).enumerated() {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let broken = text.replacing("CSS-", with: index % 3 == 0 ? "CZZ-" : "CSS-") + "x-\(index): 1\nbogus-\(index): 1\n"
      paths.append(try directory.write("\(index).yaml", index % 4 == 1 ? broken : text.replacing("DP-", with: "DQ-")))
    }
    let first = try LintRun(["check", "--limit", "0", "--threads", "1"] + paths)
    #expect(first.code == 1)
    for threads in ["1", "2", "4"] {
      for format in ["text", "json", "sarif"] {
        let expected = try LintRun(["check", "--limit", "0", "--format", format, "--threads", "1"] + paths).output
        let shuffledPaths = shuffled(paths, seed: 7)
        let run = try LintRun(["check", "--limit", "0", "--format", format, "--threads", threads] + shuffledPaths)
        #expect(run.output == expected)
      }
    }
  }

  private func shuffled(_ paths: [String], seed: UInt64) -> [String] {
    var generator = SplitMix(seed: seed)
    return paths.shuffled(using: &generator)
  }
}
