import EMDiagnostics
import EMTestSupport
import Foundation
import Glibc
import Testing

@testable import LintCommand

/// Output that is there completely or not at all.
struct OutputFileTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() }
  }

  private func content(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(directory.path)/\(name)")), as: UTF8.self)
  }

  @Test func fileAppearsWithCommit() throws {
    let file = try OutputFile(path: "\(directory.path)/out.json")
    let line = String(repeating: "ä", count: 1000) + "\n"
    for _ in 0..<100 { file.write(line) }
    #expect(try names == [".out.json.\(getpid()).tmp"])
    try file.commit()
    #expect(try names == ["out.json"])
    #expect(try content("out.json") == String(repeating: line, count: 100))
  }

  @Test func withoutCommitNothingChanges() throws {
    try directory.write("out.json", "old\n")
    do {
      let file = try OutputFile(path: "\(directory.path)/out.json")
      file.write("new\n")
    }
    #expect(try names == ["out.json"])
    #expect(try content("out.json") == "old\n")
  }

  @Test func replacedFileKeepsItsModeAndItsLink() throws {
    let path = try directory.write("real.json", "old\n")
    #expect(chmod(path, 0o640) == 0)
    #expect(symlink("real.json", "\(directory.path)/link.json") == 0)
    let file = try OutputFile(path: "\(directory.path)/link.json")
    file.write("new\n")
    try file.commit()
    var status = stat()
    #expect(lstat("\(directory.path)/link.json", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(try content("real.json") == "new\n")
    #expect(try names == ["link.json", "real.json"])
  }

  @Test func whatCannotBeWrittenIsToldAtOnce() throws {
    let path = directory.path
    #expect(throws: SourceFailure(path: path, failure: .isDirectory)) { try OutputFile(path: path) }
    #expect(throws: SourceFailure(path: "\(path)/no/out", failure: .notFound)) {
      try OutputFile(path: "\(path)/no/out")
    }
    #expect(try names == [])
  }

  @Test func fullDiskIsToldByCommit() throws {
    let file = try OutputFile(path: "/dev/full")
    for _ in 0..<200_000 { file.write("x") }
    #expect(throws: SourceFailure(path: "/dev/full", failure: .ioError("no space left on device"))) {
      try file.commit()
    }
  }

  @Test func standardInputIsReadToItsEndOrALittleOverTheLimit() throws {
    let path = try directory.write("input", String(repeating: "x", count: 200_000))
    func read(limit: Int) throws -> Int {
      let descriptor = open(path, O_RDONLY)
      defer { close(descriptor) }
      return try StandardInput.read(descriptor: descriptor, limit: limit).count
    }
    #expect(try read(limit: 1 << 20) == 200_000)
    #expect(try read(limit: 200_000) == 200_000)
    #expect(try read(limit: 100_000) == 100_001)
    #expect(throws: ReadFailure.ioError("bad file descriptor")) { try StandardInput.read(descriptor: -1, limit: 1) }
  }
}
