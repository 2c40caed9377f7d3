import Foundation
import Glibc
import Testing

/// The program as it was built together with the tests.
private func program() throws -> URL {
  let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  return URL(filePath: own).deletingLastPathComponent().appending(path: "emserviced")
}

/// A command of emserviced that has ended.
struct DaemonCommand {
  /// The exit code.
  let code: Int32
  /// What it wrote, which fits into a pipe.
  let output, messages: String

  /// Runs a command in a directory.
  init(_ words: [String], in directory: String = "/") throws {
    let process = Process()
    let (stdout, stderr) = (Pipe(), Pipe())
    process.executableURL = try program()
    process.arguments = words
    process.currentDirectoryURL = URL(filePath: directory)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    process.waitUntilExit()
    func text(_ pipe: Pipe) throws -> String {
      String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }
    code = process.terminationStatus
    output = try text(stdout)
    messages = try text(stderr)
  }
}

/// An emserviced as a process of its own.
final class RunningDaemon {
  private let process = Process()
  private let log = Pipe()
  private var unread: [UInt8] = []

  /// Starts it with a configuration file.
  init(configuration path: String) throws {
    process.executableURL = try program()
    process.arguments = ["run", "--config", path]
    process.standardError = log
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Else the end of the log would not be seen.
    try log.fileHandleForWriting.close()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Reads the log up to a line that holds a text; false where none comes for 30 seconds.
  func hasLogged(_ text: String) -> Bool {
    let descriptor = log.fileHandleForReading.fileDescriptor
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: unread[..<end], as: UTF8.self)
        unread.removeSubrange(...end)
        if line.contains(text) { return true }
        continue
      }
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 30_000) > 0 else { return false }
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return false }
      unread += buffer[..<count]
    }
  }

  /// Lets its files grow no more, as on a full disk; or again.
  func setDiskFull(_ isFull: Bool) throws {
    let tool = try Process.run(
      URL(filePath: "/usr/bin/prlimit"),
      arguments: ["--pid", "\(process.processIdentifier)", "--fsize=\(isFull ? "0" : "unlimited"):unlimited"])
    tool.waitUntilExit()
    try #require(tool.terminationStatus == 0)
  }

  /// Asks it to end; its exit code.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
