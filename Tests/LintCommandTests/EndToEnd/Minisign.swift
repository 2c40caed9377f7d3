import EMTestSupport
import Foundation
import Testing

/// The stock `minisign`, which has to agree with us about keys and signatures.
struct Minisign {
  private static let path = ["/usr/bin/minisign", "/usr/local/bin/minisign", "/opt/homebrew/bin/minisign"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Whether tests that need it can run; says so where they cannot.
  ///
  /// In CI they run, and fail without it.
  static let isThere: Bool = {
    if path != nil || ["true", "1"].contains(ProcessInfo.processInfo.environment["CI"] ?? "") { return true }
    print("SKIPPED: there is no minisign (Scripts/install --ci installs it): signatures are not tested against it")
    return false
  }()

  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// The path of a file beside the keys.
  func file(_ name: String) -> String { "\(directory.path)/\(name)" }

  /// Makes a pair of keys, `NAME.key` and `NAME.pub`.
  func makeKeys(_ name: String, password: String? = nil) throws {
    let words = ["-G", "-f", "-p", file("\(name).pub"), "-s", file("\(name).key")]
    let code = try password.map { try run(words, input: "\($0)\n\($0)\n") } ?? run(words + ["-W"])
    try #require(code == 0)
  }

  /// Runs it; returns its exit code.
  func run(_ words: [String], input: String = "") throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.path, "minisign is missing: Scripts/install --ci"))
    process.arguments = words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
