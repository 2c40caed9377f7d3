package import EMTLS

/// A request that has come in completely.
package struct HTTPRequest: Sendable {
  /// The method, such as `GET`.
  package var method: String
  /// Path and query as sent, nothing decoded.
  package var target: String
  /// Header fields in the order of the request.
  package var headers: [(name: String, value: String)]
  /// The body.
  package var body: [UInt8]
  /// Address of the client, without its port.
  package var address: String
  /// It came over TLS.
  package var isTLS: Bool
  /// The client's certificate; nil where it showed none.
  package var certificate: TLSCertificate?
}

/// What is answered.
package struct HTTPResponse: Sendable {
  /// The status, such as 200.
  package var status: Int
  /// Header fields; length and date are added.
  package var headers: [(name: String, value: String)]
  /// The body.
  package var body: [UInt8]

  /// Makes a response.
  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A response of one line of plain text.
  package static func text(_ status: Int, _ line: String, _ headers: [(name: String, value: String)] = []) -> Self {
    HTTPResponse(
      status: status, headers: [(name: "Content-Type", value: "text/plain; charset=utf-8")] + headers,
      body: Array("\(line)\n".utf8))
  }
}

/// What becomes of a request.
package enum HTTPHandling: Sendable {
  /// It is answered at once.
  case now(HTTPResponse)
  /// It is answered later: the closure begins the work, and calls what it is given once, from any thread. What it hands
  /// over then is called on a thread of the server.
  case later(@Sendable (_ reply: @escaping @Sendable (_ make: @escaping @Sendable () -> HTTPResponse) -> Void) -> Void)
}

/// Who answers requests; called on threads of the server, which must not wait.
package protocol HTTPHandler: Sendable {
  /// Begins to handle a request.
  func handle(_ request: HTTPRequest) -> HTTPHandling
}
