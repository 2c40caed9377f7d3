internal import EMDiagnostics
package import EMService
internal import Glibc

/// A file to which lines are appended.
final class LineFile: Sendable {
  private let path: String
  private let descriptor = Locked<Int32>(-1)

  /// Opens or makes a file that only its owner and group may read.
  init(_ path: String) throws(ServiceFailure) {
    self.path = path
    try reopen()
  }

  deinit { descriptor.withLock { _ = close($0) } }

  /// Opens the file anew, after it was moved away.
  func reopen() throws(ServiceFailure) {
    let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0o640)
    guard opened >= 0 else { throw ServiceFailure("\(path): cannot be written: \(systemMessage(errno))") }
    descriptor.withLock { descriptor in
      if descriptor >= 0 { close(descriptor) }
      descriptor = opened
    }
  }

  /// Appends a line in one write; false where the system refuses.
  func append(_ line: [UInt8]) -> Bool {
    descriptor.withLock { descriptor in
      line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == line.count
    }
  }
}

/// Tells what becomes of phones: to a file, and to a webhook.
package final class DeviceControl: DevicePort {
  private let events: LineFile?
  private let webhook: Webhook?
  private let log: ServiceLog
  /// Makes the numbers of events differ from those of earlier runs.
  private let run: String
  private let count = Locked(0)

  /// Makes a device control; each of both ways may be missing.
  package init(eventLog: String?, webhook: Webhook?, log: ServiceLog) throws(ServiceFailure) {
    events = try eventLog.map { path throws(ServiceFailure) in try LineFile(path) }
    self.webhook = webhook
    self.log = log
    run = String(UInt64.random(in: .min ... .max), radix: 36)
  }

  /// Opens the file anew, after it was moved away.
  package func reopen() throws(ServiceFailure) {
    try events?.reopen()
    try webhook?.reopen()
  }

  /// A phone becomes something else.
  package func take(_ event: DeviceEvent) {
    guard events != nil || webhook != nil else { return }
    let number = count.withLock { count in
      count += 1
      return count
    }
    let line = event.json(id: "\(run)-\(number)", at: WallClock.stamp)
    if let events, !events.append(line) {
      log.log(.error, "event-log", [.init("reason", "the event cannot be written")])
    }
    webhook?.send(line)
  }

  /// Ends the sending: what was not sent goes to the dead letters.
  package func stop() { webhook?.stop() }
}
