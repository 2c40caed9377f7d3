package import EMTLS

/// A request that goes out.
package struct HTTPCall: Sendable {
  /// How the other side of TLS is known.
  package enum TLS: Sendable {
    /// By its name and the certificates of a file, PEM.
    case authorities(String)
    /// By the certificate itself: `judge` says why it is not trusted, nil where it is, before anything of the request
    /// is sent; it must not wait. The other side is shown a certificate of ours.
    case judged(showing: TLSCredential, judge: @Sendable (TLSCertificate?) -> String?)
  }

  /// Where it goes.
  package var url: String
  /// Header fields, such as `Content-Type: text/xml`.
  package var headers: [String]
  /// The body, sent by POST; nil for GET.
  package var body: [UInt8]?
  /// Seconds until the answer must be there.
  package var timeout: Int
  /// Bytes of the answer at most.
  package var largestAnswer = 1 << 18
  /// Names of the header fields of the answer that are wanted.
  package var wantedHeaders: [String] = []
  /// How the other side is known; nil for what the system trusts.
  package var tls: TLS?

  /// Makes a request.
  package init(url: String, headers: [String], body: [UInt8]?, timeout: Int) {
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}

/// What comes back.
package struct HTTPCallAnswer: Sendable, Equatable {
  /// The status.
  package var status: Int
  /// Values of the wanted header fields that came, by the name as it was asked for.
  package var headers: [String: String]
  /// The body.
  package var body: [UInt8]

  /// Makes an answer.
  package init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// Why nothing came back.
package enum HTTPCallFailure: Error, Equatable {
  /// There is no connection.
  case disconnected(String)
  /// The connection or the answer took too long, or broke off.
  case silent(String)
  /// The certificates are not trusted by one of both.
  case untrusted(String)
  /// The client is stopped.
  case stopped

  /// A few words for logs.
  package var reason: String {
    switch self {
    case .disconnected(let reason), .silent(let reason), .untrusted(let reason): reason
    case .stopped: "the service is about to end"
    }
  }
}
