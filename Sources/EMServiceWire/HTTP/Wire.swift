package import EMService

/// Between bytes and the service: what a request asks, and what its answer looks like.
///
/// A value without a clock and without sockets; what it remembers are the tickets of logins that wait for a choice.
package struct Wire: Sendable {
  /// Bytes of the largest body, and of the largest query of the EM API.
  package static let largestBody = 64 << 10
  /// Bytes of the largest query of a phone.
  package static let largestPhoneQuery = 8 << 10

  private let host: String
  private var tickets: LoginTickets

  /// Makes a wire; `host` with port is for requests without a Host header.
  package init(host: String, tickets: LoginTickets = LoginTickets()) {
    self.host = host
    self.tickets = tickets
  }

  /// Forgets logins that have waited too long; to be called about once a minute.
  package mutating func tick(at now: Int) { tickets.drop(at: now) }

  /// How many logins wait for a choice.
  package var waitingLogins: Int { tickets.count }

  /// What a request asks; `now` is in seconds of any clock that runs evenly.
  package mutating func parse(_ request: WireRequest, at now: Int) -> WireParsing {
    // Clients send one slash too many.
    switch "/\(request.path.drop { $0 == "/" })" {
    case WirePath.api: return parseAPI(request)
    case WirePath.application:
      return parsePhone(request) { wire, fields in
        ApplicationReader(request, fields, host: wire.host).read(&wire.tickets, at: now)
      }
    case WirePath.credential:
      return parsePhone(request) { wire, fields in CredentialPages.read(request, fields, host: wire.host) }
    case WirePath.peer: return parsePeer(request)
    default: return .response(.plain(404, "not found"))
    }
  }

  /// What the answer to a request looks like.
  package mutating func response(_ answer: ServiceAnswer, for parsed: ParsedRequest, at now: Int) -> WireResponse {
    var response: WireResponse
    switch parsed.reply {
    case .command(let echo): response = .xml(EMAPIWriter.command(answer, echo))
    case .query(let echo): response = .xml(EMAPIWriter.query(answer, echo))
    case .application(let context):
      response = ApplicationPages.response(answer, for: parsed, context, &tickets, at: now)
    case .credential(let context): response = CredentialPages(context).page(answer).response(for: context)
    case .peer: response = PeerCodec.response(answer)
    }
    if parsed.isHead { response.sendsBody = false }
    return response
  }

  private func parseAPI(_ request: WireRequest) -> WireParsing {
    guard ["GET", "POST"].contains(request.method) else { return .response(.notAllowed("GET, POST")) }
    let address = request.peerAddress
    let reader = EMAPIReader(address: address, isBehindProxy: request.header("Via") != nil)
    do throws(EMAPIRefusal) {
      for bytes in request.method == "POST" ? [request.body, request.query] : [request.query] {
        guard bytes.count <= Self.largestBody else { throw EMAPIRefusal(error: .parsingError) }
        guard let document = FormFields(bytes).document("xml", in: bytes) else { continue }
        return .request(try reader.read(document))
      }
      throw EMAPIRefusal(error: .parsingError)
    } catch {
      let answer = ServiceAnswer.failure(error.error, detail: "")
      let echo = EMAPIEcho(application: "")
      return .response(.xml(error.isQuery ? EMAPIWriter.query(answer, echo) : EMAPIWriter.command(answer, echo)))
    }
  }

  /// Fields of phones stand in the query; those of a form are taken too.
  private mutating func parsePhone(
    _ request: WireRequest, _ read: (inout Wire, FormFields) -> WireParsing
  ) -> WireParsing {
    guard ["GET", "HEAD", "POST"].contains(request.method) else {
      return .response(.notAllowed("GET, HEAD, POST"))
    }
    let form = request.method == "POST" ? request.body : []
    guard request.query.count <= Self.largestPhoneQuery, form.count <= Self.largestPhoneQuery else {
      return .response(.plain(414, "the query is too long"))
    }
    let separator = form.isEmpty || request.query.isEmpty ? [] : [UInt8(ascii: "&")]
    return read(&self, FormFields(request.query + separator + form))
  }

  private func parsePeer(_ request: WireRequest) -> WireParsing {
    guard request.isTLS, let cluster = request.verifiedCluster else {
      return .response(.plain(403, "only for clusters that prove who they are"))
    }
    guard request.method == "POST" else { return .response(.notAllowed("POST")) }
    switch PeerCodec.request(request.body) {
    case .success(let message): return .request(ParsedRequest(.peer(message, from: cluster), .peer))
    case .failure: return .response(PeerCodec.response(.failure(.parsingError, detail: "")))
    }
  }
}

extension WireResponse {
  /// The method is not one of those that are meant.
  fileprivate static func notAllowed(_ allowed: String) -> WireResponse {
    var response = plain(405, "method not allowed")
    response.headers.append(.init("Allow", allowed))
    return response
  }
}
