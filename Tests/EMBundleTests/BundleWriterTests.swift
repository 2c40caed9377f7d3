import EMTestSupport
import Foundation
import Glibc
import Testing

@testable import EMBundle

/// A bundle is there completely or not at all.
struct BundleWriterTests {
  private struct Refusal: Error {}

  private let directory: TemporaryDirectory
  private let temporaries = Temporaries()

  init() throws { directory = try TemporaryDirectory() }

  private func names(_ below: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(directory.path)/\(below)").sorted()
  }

  private func content(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(directory.path)/\(name)")), as: UTF8.self)
  }

  private func file(_ path: String, _ content: String) -> BundleFile {
    BundleFile(path: path) { sink in try sink.write(content) }
  }

  @discardableResult
  private func write(_ files: [BundleFile], to name: String = "out") throws -> Manifest {
    try BundleWriter(directory: "\(directory.path)/\(name)", temporaries: temporaries)
      .write(files, compilerVersion: "1.2.3", inputDigest: Digest(of: "input".utf8))
  }

  @Test func treeAppearsWithItsManifest() throws {
    let manifest = try write([
      file("runtime/b.json", "{}\n"), file("clusters/US/axl/0001-addPhone-\u{E4}.xml", "<a/>\n"), file("empty", ""),
      file("clusters/US/runbook.md", "# US\n"),
    ])
    #expect(try names() == ["out"])
    #expect(try names("out") == ["clusters", "empty", "manifest.json", "runtime"])
    #expect(try content("out/clusters/US/runbook.md") == "# US\n")
    #expect(try content("out/empty") == "")
    #expect(try content("out/manifest.json") == String(decoding: manifest.json(), as: UTF8.self))
    Golden.expect(try content("out/manifest.json"), matches: "bundle/manifest.json")
  }

  @Test func sameFilesGiveTheSameManifestInAnyOrder() throws {
    let files = ["z", "a/b", "a-b", "A", "a/a", "ä"].map { file($0, $0) }
    #expect(try write(files, to: "one").json() == write(files.reversed(), to: "two").json())
    let paths = try write(files, to: "three").files.map(\.path)
    #expect(paths == ["A", "a-b", "a/a", "a/b", "z", "ä"])
  }

  @Test func contentIsStreamedInPieces() throws {
    let line = String(repeating: "0123456789abcde\n", count: 5)
    let block = [UInt8](repeating: 0x2A, count: 300_000)
    let manifest = try write([
      BundleFile(path: "big") { sink in
        for _ in 0..<2000 { try sink.write(line) }
        try sink.write(block)
        try sink.write([])
        try sink.write("end")
      }
    ])
    let data = try Data(contentsOf: URL(filePath: "\(directory.path)/out/big"))
    #expect(data == Data(String(repeating: line, count: 2000).utf8 + block + Array("end".utf8)))
    #expect(manifest.files == [.init(path: "big", size: UInt64(data.count), digest: Digest(of: data))])
  }

  @Test func olderBundleIsReplacedAsAWhole() throws {
    try write([file("old/only.txt", "old"), file("both.txt", "old")])
    #expect(chmod("\(directory.path)/out", 0o750) == 0)
    #expect(symlink("out", "\(directory.path)/link") == 0)
    try write([file("both.txt", "new")], to: "link/")
    #expect(try names() == ["link", "out"])
    #expect(try names("out") == ["both.txt", "manifest.json"])
    #expect(try content("out/both.txt") == "new")
    var status = stat()
    #expect(stat("\(directory.path)/out", &status) == 0 && status.st_mode & 0o777 == 0o750)
  }

  @Test func emptyDirectoryIsTaken() throws {
    #expect(mkdir("\(directory.path)/out", 0o700) == 0)
    try write([file("a", "a")])
    #expect(try names("out") == ["a", "manifest.json"])
  }

  @Test(arguments: ["notes.txt", "manifest.json"])
  func directoryOfSomebodyElseIsLeftAlone(name: String) throws {
    try directory.write("out/\(name)", #"{"manifest_version": 3, "name": "an extension of a browser"}"#)
    let path = "\(directory.path)/out"
    #expect(throws: BundleFailure(path, .notABundle)) { try write([file("a", "a")]) }
    #expect(try names() == ["out"])
    #expect(try names("out") == [name])
  }

  @Test func fileInThePlaceIsLeftAlone() throws {
    let path = try directory.write("out", "x")
    #expect(throws: BundleFailure(path, .notADirectory)) { try write([file("a", "a")]) }
    #expect(try content("out") == "x")
  }

  @Test(arguments: [
    "", "/etc/passwd", "../a", "a/../b", "a/..", "./a", "a//b", "a/", "a/.", "a\0b", "manifest.json", "..",
  ])
  func pathsThatLeadElsewhereAreRefused(path: String) throws {
    #expect(throws: BundleFailure(path, .unsuitablePath)) { try write([file("ok", "ok"), file(path, "x")]) }
    #expect(try names() == [])
  }

  @Test func samePathTwiceIsRefused() throws {
    #expect(throws: BundleFailure("a", .duplicatePath)) { try write([file("a", "1"), file("a", "2")]) }
    #expect(try names() == [])
  }

  @Test func failureOfAFileLeavesTheOldBundle() throws {
    try write([file("a", "old")])
    let failing = BundleFile(path: "sub/b") { sink in
      try sink.write("half")
      throw Refusal()
    }
    #expect(throws: Refusal.self) { try write([file("a", "new"), failing]) }
    #expect(try names() == ["out"])
    #expect(try names("out") == ["a", "manifest.json"])
    #expect(try content("out/a") == "old")
  }

  @Test func nameThatTheSystemRefusesIsToldWithItsPath() throws {
    let long = String(repeating: "x", count: 300)
    let failure = BundleFailure("\(directory.path)/out/sub/\(long)", .system(ENAMETOOLONG))
    #expect(throws: failure) { try write([file("a", "a"), file("sub/\(long)", "b")]) }
    #expect(failure.reason == "\(directory.path)/out/sub/\(long): cannot be written: file name too long")
    #expect(throws: BundleFailure("\(directory.path)/out/a", .system(EEXIST))) {
      // What is a file cannot be a directory too.
      try write([file("a", "a"), file("a/b", "b")])
    }
    #expect(try names() == [])
  }

  @Test func directoryAboveMustExist() throws {
    #expect(throws: BundleFailure("\(directory.path)/no/out", .system(ENOENT))) {
      try write([file("a", "a")], to: "no/out")
    }
  }

  @Test func fullDiskIsToldWithThePath() {
    let failure = BundleFailure("out/a.xml", .system(ENOSPC))
    #expect(failure.reason == "out/a.xml: cannot be written: no space left on device")
    #expect(throws: failure) {
      var sink = ByteSink(path: "out/a.xml", descriptor: open("/dev/full", O_WRONLY))
      try sink.write("fits into the buffer")
      _ = try sink.finish()
    }
    #expect(throws: failure) {
      var sink = ByteSink(path: "out/a.xml", descriptor: open("/dev/full", O_WRONLY))
      try sink.write([UInt8](repeating: 0, count: 1 << 20))
    }
  }

  @Test func interruptionLeavesNothingOfTheNewBundle() throws {
    try write([file("a", "old")])
    let (place, temporaries) = (directory.path, temporaries)
    let interrupting = BundleFile(path: "sub/b") { sink in
      try sink.write("half")
      let names = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
      #expect(names == [".out.\(getpid()).tmp", "out"])
      // What the end of the process would do.
      temporaries.removeAll()
      throw Refusal()
    }
    #expect(throws: Refusal.self) { try write([file("a", "new"), interrupting]) }
    #expect(try names() == ["out"])
    #expect(try content("out/a") == "old")
  }

  @Test func leftOverOfAKilledProcessOfTheSameNumberIsNoObstacle() throws {
    try directory.write(".out.\(getpid()).tmp/half/a", "x")
    try write([file("a", "a")])
    #expect(try names() == ["out"])
    #expect(try names("out") == ["a", "manifest.json"])
  }
}
