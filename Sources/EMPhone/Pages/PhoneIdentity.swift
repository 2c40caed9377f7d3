internal import EMHTTPClient
internal import EMServiceWire

/// What the phone is, as it says in each request.
package struct PhoneIdentity: Sendable, Equatable {
  /// Bytes of an address at most.
  private static let longestAddress = 8 << 10
  /// Seconds until a page must be there.
  private static let timeout = 15

  /// Device name.
  package var device: String
  /// What the phone asks for in `Accept-Language`, such as `en_US`.
  package var language: String
  /// File with certificates; nil for those of the system.
  package var authorities: String?

  /// Makes a phone.
  package init(device: String, language: String = "en_US", authorities: String? = nil) {
    self.device = device
    self.language = language
    self.authorities = authorities
  }

  /// The request for a page, with the headers of a 7942G (technical notes on Extension Mobility print them); nil for
  /// an address that cannot be one.
  func request(_ url: String) -> HTTPCall? {
    let address = url.replacing("#DEVICENAME#", with: urlEncoded(device)).replacing("#EMCC#", with: "true")
    guard case .fetch = PhoneAction(address), address.utf8.count <= Self.longestAddress,
      address.utf8.allSatisfy({ (0x21..<0x7F).contains($0) })
    else { return nil }
    var call = HTTPCall(
      url: address,
      headers: [
        "User-Agent: Allegro-Software-WebClient/4.34", "Accept: x-CiscoIPPhone/*, text/*,image/png,*/*",
        "Accept-Language: \(language)", "Accept-Charset: iso-8859-1,utf-8;q=0.8", "x-CiscoIPPhoneModelName: CP-7942G",
        "x-CiscoIPPhoneSDKVersion: 8.5.1", "x-CiscoIPPhoneDisplay: 298,144,3,G",
      ], body: nil, timeout: Self.timeout)
    call.largestAnswer = PhoneDocumentReader.largest
    call.wantedHeaders = ["Content-Type", "Refresh"]
    call.tls = authorities.map { .authorities($0) }
    return call
  }
}
