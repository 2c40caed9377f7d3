import Compiler
import EMTestSupport
import Testing

@testable import emcc_dev

/// The examples of the rules as files and as diffs.
struct MistakeFolderTests {
  private func example(_ edits: KeyValuePairs<String, String>) -> RuleExample { RuleExample("An example.", edits) }

  @Test func everyFileHasItsOwnPath() {
    let paths = GeneratedFile.all.map(\.path)
    #expect(Set(paths).count == paths.count)
  }

  @Test(arguments: MistakeFolder.all) func theFilesTogetherAreTheExample(folder: MistakeFolder) throws {
    let contents = try folder.files.map { try $0.content { _ in "" } }
    let documents = contents.map { text in
      text.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    }
    #expect(documents.joined(separator: "\n---\n") + "\n" == folder.example.text)
    #expect(contents.contains { $0.hasPrefix("# \(folder.descriptor.code) \(folder.descriptor.name): ") })
  }

  @Test func aDiffShowsWholeLinesBelowTheirKeys() {
    let diff = ExampleDiff.text(
      of: example([
        "SEP00AA20000001": "«SEP00AA10000001»",
        "partitions: [PT-EMER-US, ": "partitions: [",
      ]))
    let expected = """
      @@ deployment: EXAMPLE @@
       everyCluster:
      -  partitions: [PT-EMER-US, PT-EMER-GB, PT-HABIT]
      +  partitions: [PT-EMER-GB, PT-HABIT]
      @@ cluster: AWAY @@
       phones:
      -  SEP00AA20000001: {description: Hot desk 1}
      +  SEP00AA10000001: {description: Hot desk 1}

      """
    #expect(diff == expected)
  }

  @Test func aDiffShowsANewKeyOnce() {
    let diff = ExampleDiff.text(
      of: example(["  DP-BASE: {}\n": "  DP-BASE: {}\n  DP-NEW:\n    region: REG-HOME\n    dateTimeGroup: DTG-US\n"]))
    let expected = """
      @@ cluster: HOME @@
       devicePools:
      +  DP-NEW:
      +    region: REG-HOME
      +    dateTimeGroup: DTG-US

      """
    #expect(diff == expected)
  }
}

extension MistakeFolder: CustomTestStringConvertible {
  /// The name of the rule.
  public var testDescription: String { descriptor.name }
}
