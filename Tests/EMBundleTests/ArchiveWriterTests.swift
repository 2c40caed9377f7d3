import EMTestSupport
import Foundation
import Glibc
import Testing

@testable import EMBundle

/// An archive is the same bundle as a directory, the same bytes every time, and there completely or not at all.
struct ArchiveWriterTests {
  private struct Refusal: Error {}

  private let directory: TemporaryDirectory
  private let temporaries = Temporaries()

  init() throws { directory = try TemporaryDirectory() }

  private var path: String { "\(directory.path)/out.tar.gz" }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() }
  }

  @discardableResult
  private func write(_ files: [BundleFile], to name: String = "out.tar.gz") throws -> Manifest {
    try BundleWriter(archive: "\(directory.path)/\(name)", temporaries: temporaries)
      .write(files, compilerVersion: "1.2.3", inputDigest: Digest(of: "input".utf8))
  }

  private func file(_ path: String, _ content: String) -> BundleFile {
    BundleFile(path: path) { sink in try sink.write(content) }
  }

  private func bytes(_ name: String = "out.tar.gz") throws -> Data {
    try Data(contentsOf: URL(filePath: "\(directory.path)/\(name)"))
  }

  /// What another program finds in the archive.
  private func unpacked() throws -> String {
    #expect(mkdir("\(directory.path)/unpacked", 0o700) == 0)
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = ["tar", "-xzf", path, "-C", "\(directory.path)/unpacked"]
    try tar.run()
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
    return "\(directory.path)/unpacked"
  }

  @Test func archiveIsTheDirectory() throws {
    let deep = String(repeating: "directory/", count: 14)
    let big = String(repeating: "0123456789abcdef", count: 20_000)
    let files = [
      file("z", "z"), file("clusters/US/runbook.md", "# US\n"), file("empty", ""), file("ä/日本.xml", "<a/>"),
      file(deep + "split", "1"), file(String(repeating: "x", count: 101), "2"), file(deep + deep + "long", "3"),
      file("big", big),
    ]
    let manifest = try write(files)
    #expect(try BundleVerification(of: path, publicKey: nil).manifest == manifest)
    #expect(try SampleBundle.problems(of: path) == [])
    #expect(try SampleBundle.problems(of: try unpacked()) == [])
    let tree = try BundleWriter(directory: "\(directory.path)/tree", temporaries: temporaries)
      .write(files, compilerVersion: "1.2.3", inputDigest: Digest(of: "input".utf8))
    #expect(tree == manifest)
  }

  @Test func sameFilesGiveTheSameBytesInAnyOrder() throws {
    let files = ["z", "a/b", "a-b", "A", "a/a", "ä"].map { file($0, $0) }
    try write(files)
    try write(files.reversed(), to: "other.tar.gz")
    #expect(try bytes() == bytes("other.tar.gz"))
    // No name, no time, no comment.
    #expect(try bytes().prefix(8) == Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0]))
  }

  @Test func olderArchiveIsReplacedAndKeepsItsMode() throws {
    try write([file("a", "old")])
    #expect(chmod(path, 0o640) == 0)
    #expect(symlink("out.tar.gz", "\(directory.path)/link") == 0)
    let manifest = try write([file("a", "new")], to: "link")
    #expect(try BundleVerification(of: path, publicKey: nil).manifest == manifest)
    #expect(try names == ["link", "out.tar.gz"])
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o7777 == 0o640)
  }

  @Test func whatIsNoArchiveIsLeftAlone() throws {
    try directory.write("us.yaml", "emcc: v1\n")
    #expect(throws: BundleFailure("\(directory.path)/us.yaml", .notAnArchive)) { try write([], to: "us.yaml") }
    #expect(try bytes("us.yaml") == Data("emcc: v1\n".utf8))
    #expect(mkdir("\(directory.path)/place", 0o700) == 0)
    #expect(throws: BundleFailure("\(directory.path)/place", .notAFile)) { try write([], to: "place") }
    #expect(mkfifo("\(directory.path)/pipe", 0o600) == 0)
    #expect(throws: BundleFailure("\(directory.path)/pipe", .notAFile)) { try write([], to: "pipe") }
    #expect(throws: BundleFailure("\(directory.path)/no/x", .system(ENOENT))) { try write([], to: "no/x") }
    #expect(try names == ["pipe", "place", "us.yaml"])
  }

  @Test func failureLeavesTheOldArchive() throws {
    try write([file("a", "old")])
    let before = try bytes()
    let failing = BundleFile(path: "b") { sink in
      try sink.write("half")
      throw Refusal()
    }
    #expect(throws: Refusal.self) { try write([file("a", "new"), failing]) }
    #expect(throws: BundleFailure("a", .duplicatePath)) { try write([file("a", "1"), file("a", "2")]) }
    #expect(throws: BundleFailure("a\\b", .unsuitablePath)) { try write([file("a\\b", "1")]) }
    #expect(try bytes() == before)
    #expect(try names == ["out.tar.gz"])
  }
}
