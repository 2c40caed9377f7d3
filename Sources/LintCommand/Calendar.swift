internal import EMDSL
internal import Glibc

/// Days as yyyymmdd.
package enum Calendar {
  /// Reads YYYY-MM-DD; nil when it is no day.
  package static func day(_ text: String) -> UInt32? {
    var text = text
    guard case .value(let day) = text.withUTF8({ ValueFormat.date.parse(UnsafeRawBufferPointer($0)) }) else {
      return nil
    }
    return day
  }

  /// Today in UTC.
  package static func today() -> UInt32 {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    return UInt32(clamping: Int(parts.tm_year) + 1900) * 10000 + UInt32(clamping: Int(parts.tm_mon) + 1) * 100
      + UInt32(clamping: Int(parts.tm_mday))
  }
}
