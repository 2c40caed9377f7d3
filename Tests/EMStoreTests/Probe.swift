import Foundation
import Glibc
import Testing

/// The probe as a process of its own, whose output is read line by line.
final class Probe {
  private let process = Process()
  private let output = Pipe()
  private var rest: [UInt8] = []

  /// The program as it was built together with the tests.
  private static let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map {
    URL(filePath: $0).deletingLastPathComponent().appending(path: "emstore-probe")
  }

  /// Starts it.
  init(_ words: String...) throws {
    process.executableURL = Self.program
    process.arguments = words
    process.standardOutput = output
    process.standardInput = Pipe()
    try process.run()
    // Else the end of the output would not be seen.
    try output.fileHandleForWriting.close()
  }

  /// The number of the process.
  var processIdentifier: Int32 { process.processIdentifier }

  /// The next line; nil at the end, and for one that is not whole.
  func line() throws -> String? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest.removeSubrange(...end) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { return nil }
      rest += data
    }
  }

  /// All lines that come still.
  func lines() throws -> [String] {
    var lines: [String] = []
    while let line = try line() { lines.append(line) }
    return lines
  }

  /// Ends it as a crash would, and waits.
  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for its end.
  func exitCode() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
