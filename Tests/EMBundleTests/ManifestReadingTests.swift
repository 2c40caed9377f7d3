import EMTestSupport
import Foundation
import Testing

@testable import EMBundle

/// Which manifests are taken for ours.
struct ManifestReadingTests {
  private static let digest = String(repeating: "0a", count: 32)

  private func manifest(
    _ files: String = "", version: String = "1", more: String = "", format: String = "emcc-bundle"
  ) -> [UInt8] {
    let text = """
      {"format": "\(format)", "formatVersion": \(version), "compilerVersion": "1", "inputSha256": "\(Self.digest)",
       \(more)"files": [\(files)]}
      """
    return Array(text.utf8)
  }

  private func file(_ path: String, size: String = "1", digest: String = digest) -> String {
    #"{"path": "\#(path)", "size": \#(size), "sha256": "\#(digest)"}"#
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let manifest = try SampleBundle().manifest
    #expect(try Manifest(json: manifest.json()) == manifest)
    #expect(try Manifest(json: self.manifest()).files == [])
  }

  @Test(arguments: [
    ("[]", "is not the JSON of a manifest: byte 0: an object is wanted here"),
    ("", "is not the JSON of a manifest: it ends early, at byte 0"),
    (
      #"{"format": "emcc-bundle", "format": "emcc-bundle"}"#,
      "is not the JSON of a manifest: byte 26: the key 'format' stands twice"
    ),
    (#"{"format": {"a": {"b": {"c": 1}}}}"#, "is not the JSON of a manifest: byte 11: a text is wanted here"),
    (#"{"formatVersion": 2, "whatever": 1}"#, "has format version 2, and this program understands version 1 only"),
    (#"{"author": "me"}"#, "has the unknown key 'author'"), ("{}", "lacks the key 'format'"),
    (#"{"format": "emcc-bundle"}"#, "lacks the key 'formatVersion'"),
    (#"{"format": "other"}"#, "does not say that it is of the format 'emcc-bundle'"),
    (#"{"inputSha256": "abc"}"#, "has a digest of 'the input' that is not 64 hexadecimal digits in small letters"),
    (#"{"files": [[]]}"#, "is not the JSON of a manifest: byte 11: an object is wanted here"),
    (#"{"files": [{"path": "a", "mode": 1}]}"#, "has the unknown key 'mode'"),
    (#"{"files": [{"path": "a", "size": 1}]}"#, "lacks the key 'sha256'"),
    (
      #"{"files": [{"path": "a", "size": 1.0}]}"#,
      "is not the JSON of a manifest: byte 33: a whole number is wanted here"
    ),
  ])
  func otherTextsAreRefused(text: String, reason: String) {
    let defect = #expect(throws: ManifestDefect.self) { try Manifest(json: Array(text.utf8)) }
    #expect(defect?.reason == reason)
  }

  @Test func otherFilesAreRefused() {
    func defect(_ files: String...) -> ManifestDefect? {
      #expect(throws: ManifestDefect.self) { try Manifest(json: manifest(files.joined(separator: ","))) }
    }
    #expect(defect(file("a"), file("a")) == .duplicate("a"))
    #expect(defect(file("b"), file("a")) == .unsorted("a"))
    #expect(defect(file("a"), file("a-b"), file("a/b")) == .fileAndDirectory("a"))
    #expect(defect(file("a", size: "-1")) == .badSize("a"))
    #expect(defect(file("a", digest: Self.digest.uppercased())) == .badDigest("a"))
    #expect(defect(file("../a")) == .path("../a", .leaves))
    #expect(defect(file("/a")) == .path("/a", .absolute))
    #expect(defect(file(#"a\\b"#)) == .path("a\\b", .backslash))
    #expect(defect(file(#"a\u0000"#)) == .path("a\0", .control))
    #expect(defect(file("manifest.json")) == .path("manifest.json", .reserved))
    #expect(defect(file("manifest.json.minisig")) == .path("manifest.json.minisig", .reserved))
    #expect(
      defect(file(String(repeating: "a/", count: 32) + "a"))
        == .path(String(repeating: "a/", count: 32) + "a", .tooLong))
  }

  @Test func sizesThatOverflowAreRefused() throws {
    let bundle = try SampleBundle()
    let size = "\(Int64.max)"
    let files = ["a", "b", "c"].map { file($0, size: size) }.joined(separator: ",")
    try bundle.directory.write("bundle/manifest.json", manifest(files))
    #expect(
      try bundle.problems() == ["manifest manifest.json: lists more than 17179869184 bytes of files"])
  }
}
