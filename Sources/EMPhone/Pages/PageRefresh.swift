/// A page that the phone goes to by itself: the header `Refresh: 2; url=http://…`.
package struct PageRefresh: Sendable, Equatable {
  /// Seconds until then, 1 to 86,400.
  package var seconds: Int
  /// Where it goes.
  package var url: String

  /// Reads the header; nil where it names no address, for the phone's own may hold what was typed in.
  package init?(_ header: String) {
    let parts = header.split(separator: ";", maxSplits: 1).map { $0.drop { $0 == " " } }
    guard parts.count == 2, let seconds = Int(String(parts[0]).filter { $0 != " " }), seconds >= 0 else { return nil }
    guard parts[1].lowercased().hasPrefix("url=") else { return nil }
    self.seconds = min(max(seconds, 1), 86_400)
    url = String(parts[1].dropFirst(4))
  }
}
