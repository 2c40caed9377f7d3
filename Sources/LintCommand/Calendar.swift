internal import Glibc

/// Days as yyyymmdd.
package enum Calendar {
  /// Reads YYYY-MM-DD; nil when it is no day.
  package static func day(_ text: String) -> UInt32? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = UInt32(parts[0]), let month = UInt32(parts[1]), let day = UInt32(parts[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return year * 10000 + month * 100 + day
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
