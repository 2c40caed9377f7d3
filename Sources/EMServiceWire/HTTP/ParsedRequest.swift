package import EMService

/// What a request asks of the service, with what is needed to print the answer.
package struct ParsedRequest: Sendable, Equatable {
  /// How the answer is printed.
  enum Reply: Sendable, Equatable {
    /// A login or logout over the EM API.
    case command(EMAPIEcho)
    /// A query over the EM API.
    case query(EMAPIEcho)
    /// A page of Extension Mobility on a phone.
    case application(PageContext)
    /// A page of Change Credential on a phone.
    case credential(PageContext)
    /// A message to another cluster.
    case peer
  }

  /// What is asked.
  package let request: ServiceRequest
  /// How the answer is printed.
  let reply: Reply
  /// Without effects: the answer has no body.
  var isHead = false

  /// Makes a request.
  init(_ request: ServiceRequest, _ reply: Reply) {
    self.request = request
    self.reply = reply
  }
}

/// What becomes of a request before the service sees it.
package enum WireParsing: Sendable, Equatable {
  /// The service decides.
  case request(ParsedRequest)
  /// The answer is clear already.
  case response(WireResponse)
}
