import EMBundle
import EMTestSupport
import Foundation
import Glibc
import Testing

/// Whatever happens to the process while it writes, there is the old bundle or the new one.
@Suite struct KilledCompileTests {
  private let input: TemporaryDirectory
  private let place: TemporaryDirectory

  init() throws {
    input = try TemporaryDirectory()
    place = try TemporaryDirectory()
    for (name, count) in [("old", 300), ("new", 400)] {
      let partitions = (1...count).map { "PT-\($0)" }.joined(separator: ", ")
      let head = "emcc: v1\ncluster: US\nversion: 14.0.1.13900-155\nsecurityMode: mixed\n"
      try input.write(
        "\(name).yaml", head + "partitions: [\(partitions)]\ncallingSearchSpaces: {CSS: [\(partitions)]}\n")
    }
  }

  /// The program as it was built together with the tests.
  private static let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map {
    URL(filePath: $0).deletingLastPathComponent().appending(path: "emcc-lint").path(percentEncoded: false)
  }

  /// Begins to compile one of the inputs, perhaps under a limit of the shell's `ulimit`.
  private func begin(_ option: String, _ target: String, _ name: String, limit: String = "") throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "\(limit) exec \"$@\"", "sh", try #require(Self.program), "compile", "--quiet", option, target,
      "\(input.path)/\(name).yaml",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func compile(_ option: String, _ target: String, _ name: String, limit: String = "") throws -> Process {
    let process = try begin(option, target, name, limit: limit)
    process.waitUntilExit()
    return process
  }

  /// The input that a whole bundle was made of; anything but a whole one is a failure.
  private func origin(_ target: String) throws -> Digest {
    let verification = try BundleVerification(of: target, publicKey: nil)
    #expect(verification.problems == [])
    return try #require(verification.manifest).inputDigest
  }

  /// How much stands under a hidden name, in files or in KiB; `Int.max` when nothing does any more.
  private func written() throws -> Int {
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
    guard let hidden = names.first(where: { $0.hasPrefix(".") }) else { return .max }
    let path = "\(place.path)/\(hidden)"
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    let files = FileManager.default.enumerator(atPath: path)?.allObjects.count ?? 0
    return max(files, (size ?? 0) / 1024)
  }

  /// Waits until a process has come so far, or to its end.
  ///
  /// It tells nobody how far it is, and a pause between two looks would be longer than most of what it does.
  private func wait(_ process: Process, until hasComeSoFar: () throws -> Bool) throws {
    while process.isRunning, try !hasComeSoFar() {}
  }

  /// Kills when so and so much is written, from nothing to everything: what must hold holds at all these moments.
  @Test(arguments: ["--bundle", "--archive"]) func killedProcessLeavesAWholeBundle(option: String) throws {
    let target = "\(place.path)/out.tar.gz"
    #expect(try compile(option, target, "new").terminationStatus == 0)
    let new = try origin(target)
    #expect(try compile(option, target, "old").terminationStatus == 0)
    let old = try origin(target)
    #expect(old != new)
    var (kept, replaced) = (0, 0)
    for round in 0..<40 {
      let process = try begin(option, target, round % 2 == 0 ? "new" : "old")
      try wait(process) { try FileManager.default.contentsOfDirectory(atPath: place.path).count > 1 }
      try wait(process) { try written() >= round }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let found = try origin(target)
      #expect(found == old || found == new)
      if found == (round % 2 == 0 ? new : old) { replaced += 1 } else { kept += 1 }
      for name in try FileManager.default.contentsOfDirectory(atPath: place.path) where name.hasPrefix(".") {
        try FileManager.default.removeItem(atPath: "\(place.path)/\(name)")
      }
    }
    #expect(kept + replaced == 40)
    #expect(try compile(option, target, "new").terminationStatus == 0)
    #expect(try origin(target) == new)
  }

  /// The limit of a file's size stands for a disk that is full: the signal ends the process, or the write fails.
  @Test(arguments: ["--bundle", "--archive"]) func fullDiskLeavesTheOldBundle(option: String) throws {
    let target = "\(place.path)/out.tar.gz"
    #expect(try compile(option, target, "old").terminationStatus == 0)
    let old = try origin(target)
    let failed = try compile(option, target, "new", limit: "trap '' XFSZ; ulimit -f 1;")
    #expect(failed.terminationReason == .exit && failed.terminationStatus == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["out.tar.gz"])
    // Where nobody ignores the signal, it ends the process.
    #expect(try compile(option, target, "new", limit: "ulimit -f 1;").terminationStatus != 0)
    #expect(try origin(target) == old)
  }
}
