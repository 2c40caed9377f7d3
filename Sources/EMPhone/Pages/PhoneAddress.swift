internal import EMServiceWire

/// Addresses with what the user has typed in.
enum PhoneAddress {
  /// Text as it stands in a query.
  static func encoded(_ text: String) -> String { urlEncoded(text) }

  /// An address with more fields in its query.
  static func adding(_ query: String, to url: String) -> String {
    guard !query.isEmpty else { return url }
    let joint = url.contains("?") ? (url.hasSuffix("?") || url.hasSuffix("&") ? "" : "&") : "?"
    return url + joint + query
  }
}
