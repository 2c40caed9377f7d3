internal import EMBundle
internal import EMService

/// What the pages for a phone need to know of its request.
struct PageContext: Sendable, Equatable {
  /// Characters of the longest device name, as it stands in an address: no URL of a page may have more than 256.
  static let longestDevice = 64
  /// Characters of the longest host with its port.
  static let longestHost = 90

  /// What stands before the path in the addresses of pages, such as `http://10.0.0.1:8080`.
  var base: String
  /// Device name, as the phone wrote it.
  var device: String
  /// Other clusters are asked.
  var asksOtherClusters = false
  /// What the user types in beside the PIN, where the address says so.
  var loginType: RuntimePhoneService.LoginType?
  /// Language of the page.
  var language: PhoneLanguage
  /// True where `language` was not asked for, so that the next request has to repeat it.
  var repeatsLanguage = false
  /// The phone would rather have ISO 8859-1 than UTF-8.
  var prefersLatin = false
  /// What the user wanted, for the texts of errors.
  var action = PhoneError.Action.login
  /// Where the request came from; whoever chooses a device profile must come from there too.
  var sender = ""

  /// Takes what all requests of phones have in common; `host` is for requests that name none.
  init(_ request: WireRequest, _ fields: FormFields, host: String) {
    let named = request.header("Host") ?? ""
    base = "\(request.isTLS ? "https" : "http")://\(Self.isHost(named) ? named : host)"
    device = fields["device"] ?? ""
    language = Self.language(request.header("Accept-Language"))
    if let given = fields["lang"].flatMap(PhoneLanguage.init(rawValue:)), given != language {
      language = given
      repeatsLanguage = true
    }
    let charsets = acceptedValues(request.header("Accept-Charset")).filter { ["utf-8", "iso-8859-1"].contains($0) }
    prefersLatin = charsets.first == "iso-8859-1"
    sender = request.peerAddress
  }

  /// The device name is one that can exist.
  var hasPossibleDevice: Bool { urlEncoded(device).utf8.count <= Self.longestDevice }

  /// Takes the language of the phone itself, which counts more than what its request says.
  mutating func take(locale: String?) {
    guard let locale else { return }
    let own = PhoneLanguage(locale: locale)
    repeatsLanguage = repeatsLanguage || own != language
    language = own
  }

  /// The address of the Extension Mobility service for the same phone, with more fields.
  func applicationURL(_ more: String = "") -> String { url(WirePath.application, more) }

  /// The address of Change Credential for the same phone, with more fields.
  func credentialURL(_ more: String = "") -> String { url(WirePath.credential, more) }

  private func url(_ path: String, _ more: String) -> String {
    "\(base)\(path)?device=\(urlEncoded(device))\(more)\(repeatsLanguage ? "&lang=\(language.rawValue)" : "")"
  }

  /// The first language of the header that there are texts in; English where there is none.
  private static func language(_ header: String?) -> PhoneLanguage {
    for value in acceptedValues(header) {
      let language = PhoneLanguage(locale: value)
      if language != .english || value.hasPrefix("en") { return language }
    }
    return .english
  }

  /// Letters, digits and what ports and addresses need: it goes into pages, and from there into requests.
  private static func isHost(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= longestHost
      && text.utf8.allSatisfy {
        (0x30...0x3A).contains($0) || (0x41...0x5B).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
          || $0 == 0x2E || $0 == 0x5D
      }
  }
}
