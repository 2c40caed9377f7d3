internal import EMDiagnostics
internal import EMJSON
package import EMService
internal import Glibc

/// Writes one line for each event.
///
/// What it is given holds no PIN and no password; controls in values are escaped, so that nobody writes lines of his own.
package final class ServiceLog: Sendable {
  /// How a line looks.
  package enum Format: String, Sendable, CaseIterable {
    /// `time level name key=value …`
    case text
    /// An object of JSON.
    case json
  }

  private let format: Format
  private let sink: Locked<@Sendable ([UInt8]) -> Void>

  /// Makes a log that writes lines by `sink`, one at a time.
  package init(_ format: Format, _ sink: @escaping @Sendable ([UInt8]) -> Void) {
    self.format = format
    self.sink = Locked(sink)
  }

  /// A log on standard error.
  package static func standardError(_ format: Format) -> ServiceLog {
    ServiceLog(format) { bytes in
      bytes.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
  }

  /// Writes an event.
  package func log(_ event: ServiceEvent) {
    let line = Self.line(event, format, at: WallClock.stamp)
    sink.withLock { $0(line) }
  }

  /// Writes an event of the shell itself.
  package func log(_ level: ServiceEvent.Level, _ name: String, _ fields: [ServiceEvent.Field] = []) {
    log(ServiceEvent(level, name, fields))
  }

  /// The line of an event.
  static func line(_ event: ServiceEvent, _ format: Format, at stamp: String) -> [UInt8] {
    switch format {
    case .json:
      var json = JSONWriter()
      json.beginObject()
      json.member("time", stamp)
      json.member("level", event.level.rawValue)
      json.member("event", event.name)
      for field in event.fields { json.member(field.name, field.value) }
      json.endObject()
      json.endLine()
      return json.take()
    case .text:
      let fields = event.fields.map { " \($0.name)=\(word($0.value))" }.joined()
      return Array("\(stamp) \(event.level.rawValue) \(event.name)\(fields)\n".utf8)
    }
  }

  /// A value as one word: quoted as in JSON where it is not plain.
  private static func word(_ value: String) -> String {
    let isPlain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3D }
    guard !isPlain else { return value }
    var json = JSONWriter()
    json.string(value)
    return json.text
  }
}
