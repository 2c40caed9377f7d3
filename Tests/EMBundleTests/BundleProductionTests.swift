import EMTestSupport
import Foundation
import Testing

@testable import EMBundle

/// Files of a bundle are made on several threads, and nobody can tell how many.
struct BundleProductionTests {
  private struct Refusal: Error, Equatable { var file: String }

  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Small files and some of several pieces, in several directories.
  private var files: [BundleFile] {
    (0..<60).map { number in
      BundleFile(path: "\(number % 7)/\(number)") { sink in
        for line in 0..<(number % 10 == 0 ? 20_000 : number) { try sink.write("\(number) \(line)\n") }
      }
    }
  }

  private func content(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: "\(directory.path)/\(name)"))
  }

  @Test(arguments: [2, 8, 100])
  func bytesDoNotDependOnThreads(threads: Int) throws {
    let digest = Digest(of: "input".utf8)
    let one = try BundleWriter(directory: "\(directory.path)/one")
      .write(files, compilerVersion: "1", inputDigest: digest)
    let many = try BundleWriter(directory: "\(directory.path)/many", threads: threads)
      .write(files, compilerVersion: "1", inputDigest: digest)
    #expect(one == many)
    for entry in one.files { #expect(try content("one/\(entry.path)") == content("many/\(entry.path)")) }
    try BundleWriter(archive: "\(directory.path)/one.tar.gz").write(files, compilerVersion: "1", inputDigest: digest)
    try BundleWriter(archive: "\(directory.path)/many.tar.gz", threads: threads)
      .write(files, compilerVersion: "1", inputDigest: digest)
    #expect(try content("one.tar.gz") == content("many.tar.gz"))
  }

  @Test(arguments: [1, 2, 8])
  func firstFailureEndsTheWork(threads: Int) throws {
    let progress = BundleProgress()
    var files = files
    for number in 20..<40 { files[number].write = { _ in throw Refusal(file: "\(number)") } }
    let writer = BundleWriter(directory: "\(directory.path)/out", threads: threads, progress: progress)
    #expect(throws: Refusal(file: "20")) {
      try writer.write(files, compilerVersion: "1", inputDigest: Digest(of: []))
    }
    // Whoever is at work when a file fails ends the file at hand, and begins no other.
    #expect(progress.filesDone >= 21 && progress.filesDone <= 20 + threads)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
  }

  @Test func progressCountsFilesAndBytes() throws {
    let progress = BundleProgress()
    #expect(progress.fileCount == 0 && progress.path == "")
    let manifest = try BundleWriter(archive: "\(directory.path)/out.tar.gz", threads: 3, progress: progress)
      .write(files, compilerVersion: "1", inputDigest: Digest(of: []))
    #expect(progress.fileCount == 60 && progress.filesDone == 60 && progress.filesPacked == 60)
    #expect(progress.bytes == manifest.files.reduce(0) { $0 + Int($1.size) })
    #expect(progress.path.contains("/"))
  }
}
