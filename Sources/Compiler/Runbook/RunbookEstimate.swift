/// How long steps take, in minutes; estimates that grow with the counts (inferred; measured nowhere).
enum RunbookEstimate {
  /// Requests that the sender gets through in a minute: each is a `get` and a change, a quarter of a second together.
  private static let requestsPerMinute = 240
  /// Phones that come back in a minute after a reset.
  private static let resetsPerMinute = 100
  /// Rows that a bulk job inserts in a minute.
  private static let rowsPerMinute = 100

  /// To read the dry run and send some requests.
  static func sending(_ count: Int) -> Int { 10 + count / requestsPerMinute }
  /// To reset some phones and see them come back.
  static func reset(_ phones: Int) -> Int { 10 + phones / resetsPerMinute }
  /// To upload files, make their templates, and run their jobs.
  static func bulk(files: Int, rows: Int) -> Int { 15 + 10 * files + rows / rowsPerMinute }
  /// To set values on the pages of some objects, a few minutes each.
  static func byHand(_ count: Int, each minutes: Int) -> Int { count * minutes }
}
