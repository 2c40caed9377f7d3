import EMTestSupport
import Foundation
import Glibc
import Testing

@testable import EMBundle

/// What somebody may do to a bundle's directory, and what is said about it.
struct TamperedDirectoryTests {
  private let bundle: SampleBundle

  init() throws { bundle = try SampleBundle() }

  private func write(_ name: String, _ text: String) throws { try bundle.directory.write("bundle/\(name)", text) }

  private func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(bundle.path)/\(name)") }

  @Test func goodDirectoryIsGood() throws {
    #expect(try bundle.problems() == [])
    #expect(try SampleBundle.problems(of: bundle.path + "/") == [])
  }

  @Test func changedByteIsFound() throws {
    try write("clusters/US/b.xml", "<B/>\n")
    #expect(
      try bundle.problems() == ["changed clusters/US/b.xml: was changed: its SHA-256 is not that of the manifest"])
  }

  @Test func otherSizeIsFound() throws {
    try write("empty", "x")
    try write("a.json", "")
    #expect(
      try bundle.problems() == [
        "changed a.json: has 0 bytes, and the manifest says 3", "changed empty: has 1 bytes, and the manifest says 0",
      ])
  }

  @Test func addedFilesAndDirectoriesAreFound() throws {
    try write("clusters/EU/x.xml", "x")
    try write("clusters/US/.hidden", "x")
    #expect(mkdir("\(bundle.path)/hollow", 0o700) == 0)
    #expect(
      try bundle.problems() == [
        "unknown hollow: is a directory that the manifest has no file in",
        "unknown clusters/EU: is a directory that the manifest has no file in",
        "unknown clusters/US/.hidden: is not in the manifest",
      ])
  }

  @Test func missingFilesAreFound() throws {
    try remove("clusters")
    #expect(
      try bundle.problems() == ["missing clusters/US/b.xml: is missing", "missing clusters/US/c.xml: is missing"])
  }

  @Test func fileInThePlaceOfADirectoryIsFound() throws {
    try remove("clusters")
    try write("clusters", "x")
    #expect(try bundle.problems().first == "unknown clusters: is not in the manifest")
  }

  @Test func linksAreNotFollowed() throws {
    try remove("a.json")
    try bundle.directory.write("elsewhere", "{}\n")
    #expect(symlink("../elsewhere", "\(bundle.path)/a.json") == 0)
    #expect(
      try bundle.problems() == ["kind a.json: is a symbolic link, not a regular file", "missing a.json: is missing"])
    try FileManager.default.moveItem(atPath: "\(bundle.path)/clusters", toPath: "\(bundle.directory.path)/moved")
    #expect(symlink("../moved", "\(bundle.path)/clusters") == 0)
    #expect(try bundle.problems().contains("kind clusters: is a symbolic link, not a regular file"))
  }

  @Test func linkInPlaceOfTheManifestIsNotFollowed() throws {
    try FileManager.default.moveItem(
      atPath: "\(bundle.path)/manifest.json", toPath: "\(bundle.directory.path)/manifest.json")
    #expect(symlink("../manifest.json", "\(bundle.path)/manifest.json") == 0)
    #expect(try bundle.problems() == ["kind manifest.json: is a symbolic link, not a regular file"])
  }

  @Test func fifoDoesNotStopTheVerification() throws {
    try remove("empty")
    #expect(mkfifo("\(bundle.path)/empty", 0o600) == 0)
    #expect(try bundle.problems() == ["kind empty: is a FIFO, not a regular file", "missing empty: is missing"])
    try remove("manifest.json")
    #expect(mkfifo("\(bundle.path)/manifest.json", 0o600) == 0)
    #expect(try bundle.problems() == ["kind manifest.json: is a FIFO, not a regular file"])
  }

  @Test func nameThatIsNotUTF8IsFound() throws {
    let name = Array("\(bundle.path)/a".utf8).map { CChar(bitPattern: $0) } + [-1, 0]
    let descriptor = open(name, O_CREAT | O_WRONLY, 0o600)
    #expect(close(descriptor) == 0)
    #expect(try bundle.problems() == ["path a\u{FFFD}: is not UTF-8"])
  }

  @Test func directoryWithoutManifestIsNoBundle() throws {
    try remove("manifest.json")
    #expect(try bundle.problems() == ["manifest manifest.json: is missing: this is no bundle"])
  }

  @Test func hugeManifestIsNotRead() throws {
    #expect(truncate("\(bundle.path)/manifest.json", 1 << 40) == 0)
    #expect(try bundle.problems() == ["manifest manifest.json: is longer than 33554432 bytes"])
  }

  @Test func manyProblemsAreCountedAndTheFirstHundredKept() throws {
    for index in 0..<250 { try write("x\(index)", "") }
    let verification = try BundleVerification(of: bundle.path, publicKey: nil)
    #expect(verification.problemCount == 250)
    #expect(verification.problems.count == 100)
    #expect(!verification.isGood)
  }
}
