import EMBundle
import EMHTTPClient
import EMService
import EMServiceWire

/// A service with one phone: pages by the real wire, answers by a few lines.
final class WireService {
  private var wire = Wire(host: "127.0.0.1:8080")
  private var user: String?
  private var mustChange = true
  /// Device profiles that everybody has.
  var profiles = ["P"]
  /// The requests, in order.
  private(set) var calls: [HTTPCall] = []

  /// Answers a request.
  func answer(_ call: HTTPCall) -> Result<HTTPCallAnswer, HTTPCallFailure> {
    calls.append(call)
    let address = call.url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }
    let parts = address.split(separator: "?", maxSplits: 1)
    var request = WireRequest("GET", String(parts.first ?? "/"))
    request.query = parts.count > 1 ? Array(parts[1].utf8) : []
    request.headers = call.headers.map { header in
      let pair = header.split(separator: ":", maxSplits: 1)
      return .init(String(pair[0]), String(pair[1].dropFirst()))
    }
    request.peerAddress = "127.0.0.1"
    let response =
      switch wire.parse(request, at: 0) {
      case .response(let response): response
      case .request(let parsed): wire.response(reply(to: parsed.request), for: parsed, at: 0)
      }
    var headers: [String: String] = [:]
    for header in response.headers where call.wantedHeaders.contains(header.name) {
      headers[header.name] = header.value
    }
    return .success(HTTPCallAnswer(status: response.status, headers: headers, body: response.body))
  }

  private func reply(to request: ServiceRequest) -> ServiceAnswer {
    switch request {
    case .phonePage:
      return .phonePage(
        EMService.PhonePage(isInUse: user != nil, rememberedUser: nil, allowsLetters: true, userLocale: nil))
    case .login(let call):
      guard call.user == "jsmith", ["12345", "84236"].contains(call.pin) else {
        return .failure(.authenticationError, detail: "")
      }
      guard call.pin == "84236" else { return .changePIN }
      guard profiles.count == 1 || call.profile != nil else { return .chooseProfile(profiles) }
      user = call.user
      let session = LoginSession(
        device: call.device, visiting: "a", user: call.user, home: "a", profile: call.profile ?? "P", kind: .local)
      return .loggedIn(PhoneAfterLogin(session: session))
    case .logout:
      user = nil
      return .loggedOut([])
    case .changePIN(let change): return .pinChange(change.new == change.confirmation ? .changed : .confirmationDiffers)
    default: return .failure(.unknownError, detail: "")
    }
  }
}
