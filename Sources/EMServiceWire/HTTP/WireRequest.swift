/// A request as it came over HTTP.
package struct WireRequest: Sendable, Equatable {
  /// A header of a request or an answer.
  package struct Header: Sendable, Equatable {
    /// Its name; case does not count.
    package var name: String
    /// Its value.
    package var value: String

    /// Makes a header.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The method, in capitals.
  package var method: String
  /// The path as it stands in the request, without the query.
  package var path: String
  /// What stands behind the question mark, as it came.
  package var query: [UInt8] = []
  /// The headers in the order in which they came.
  package var headers: [Header] = []
  /// The body, as it came.
  package var body: [UInt8] = []
  /// Address of the connection's other end.
  package var peerAddress = ""
  /// The connection is TLS.
  package var isTLS = false
  /// The cluster whose certificate the other end has proved to be its own; nil where it proved nothing.
  package var verifiedCluster: String?

  /// Makes a request without query, headers and body.
  package init(_ method: String, _ path: String) {
    self.method = method
    self.path = path
  }

  /// The value of the first header with a name; nil where there is none.
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}

/// An answer as it goes over HTTP.
package struct WireResponse: Sendable, Equatable {
  /// The status, such as 200.
  package var status: Int
  /// The headers in order, without Content-Length and Date.
  package var headers: [WireRequest.Header]
  /// The body.
  package var body: [UInt8]
  /// False for an answer to HEAD: Content-Length is that of the body, which stays here.
  package var sendsBody = true

  /// Makes an answer.
  package init(status: Int = 200, headers: [WireRequest.Header], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer in XML by UTF-8 that nobody keeps.
  static func xml(_ text: String) -> WireResponse {
    WireResponse(
      headers: [.init("Content-Type", "text/xml; charset=utf-8"), .init("Cache-Control", "no-store")],
      body: Array(text.utf8))
  }

  /// A short text for whoever asks for something that is not there, or in a way that is not meant.
  static func plain(_ status: Int, _ text: String) -> WireResponse {
    WireResponse(
      status: status, headers: [.init("Content-Type", "text/plain; charset=utf-8")], body: Array("\(text)\n".utf8))
  }
}
