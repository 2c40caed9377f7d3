import EMDSL

/// The address of an Extension Mobility service as phones call it, read strictly: case counts, placeholders are literal,
/// nothing stands behind the last parameter (Seeds 000 and 002; the guide's translations get it wrong in places).
struct ServiceURL: Sendable {
  /// Host name or address, without port and brackets.
  private(set) var host = ""
  /// True where EMCC is named, rightly or not.
  private(set) var namesEMCC = false
  /// True with exactly `EMCC=#EMCC#`: other clusters are asked for users that are not ours.
  private(set) var asksOtherClusters = false
  /// How users log in; nil where the address does not say, or not rightly.
  private(set) var loginType: LoginType?
  /// What is wrong with the login type; nil when nothing is.
  private(set) var loginTypeFault: String?
  /// The first other thing that is wrong; nil when nothing is.
  private(set) var fault: String?
  private var isSecure = false
  private var meantLoginType: LoginType?

  /// True where an address looks like one of Extension Mobility, whatever is wrong with it.
  static func isExtensionMobility(_ text: String) -> Bool {
    let lower = text.lowercased()
    return lower.contains("/emapp/") || lower.contains("emappservlet")
  }

  /// Reads an address; what is wrong with it is kept beside what could be read.
  init(_ text: String) {
    isSecure = text.hasPrefix("https://")
    let rest = text.dropFirst(isSecure ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let path = rest[authority.endIndex...].prefix { $0 != "?" }
    readAuthority(authority)
    if path != "/emapp/EMAppServlet" { note("'\(path)' must be '/emapp/EMAppServlet', with these capitals") }
    var query = String(rest[path.endIndex...].dropFirst())
    if query.contains("&amp;") {
      note("'&amp;' belongs in XML only, here it is '&'")
      query = query.split(separator: "&amp;", omittingEmptySubsequences: false).joined(separator: "&")
    }
    readQuery(query)
  }

  /// The address with everything put right that can be read, and with EMCC where asked for.
  func corrected(withEMCC: Bool = false) -> String {
    let bracketed = host.contains(":") ? "[\(host)]" : host
    var text = isSecure ? "https://\(bracketed):8443" : "http://\(bracketed):8080"
    text += "/emapp/EMAppServlet?device=#DEVICENAME#"
    if namesEMCC || withEMCC { text += "&EMCC=#EMCC#" }
    if let type = loginType ?? meantLoginType { text += "&loginType=\(type.token)" }
    return text
  }

  private mutating func note(_ reason: String) { fault = fault ?? reason }

  private mutating func readAuthority(_ authority: Substring) {
    var port = authority[authority.endIndex...]
    if authority.first == "[", let end = authority.firstIndex(of: "]") {
      host = String(authority[authority.index(after: authority.startIndex)..<end])
      port = authority[end...].dropFirst(2)
    } else {
      let name = authority.prefix { $0 != ":" }
      host = String(name)
      port = authority[name.endIndex...].dropFirst()
    }
    if host.isEmpty { note("the host is missing") }
    let expected = isSecure ? "8443" : "8080"
    if port.isEmpty {
      note("port \(expected) is missing")
    } else if port != expected {
      note("port \(port) must be \(expected)")
    }
  }

  private mutating func readQuery(_ query: String) {
    var seen: Set<String> = []
    for item in query.isEmpty ? [] : query.split(separator: "&", omittingEmptySubsequences: false) {
      let key = item.prefix { $0 != "=" }
      let name = String(key)
      let value = String(item[key.endIndex...].dropFirst())
      if !seen.insert(name).inserted { note("'\(name)' stands twice") }
      switch name {
      case "device": if value != "#DEVICENAME#" { note("'device=\(value)' must be 'device=#DEVICENAME#'") }
      case "EMCC":
        namesEMCC = true
        asksOtherClusters = value == "#EMCC#"
        if !asksOtherClusters { note("'EMCC=\(value)' must be 'EMCC=#EMCC#'") }
      case "loginType": readLoginType(value)
      default: readUnknown(name, value)
      }
    }
    if !seen.contains(where: { $0.lowercased() == "device" }) { note("'device=#DEVICENAME#' is missing") }
  }

  private mutating func readLoginType(_ value: String) {
    loginType = ServiceURL.loginTypes.first { $0.token == value }
    guard loginType == nil else { return }
    meantLoginType = ServiceURL.meant(by: value)
    loginTypeFault = loginTypeFault ?? "loginType '\(value)' is none of UID, SP and DN"
  }

  private mutating func readUnknown(_ name: String, _ value: String) {
    let lower = name.lowercased()
    if lower == "logintype" || !name.isEmpty && ServiceURL.meant(by: value) != nil {
      meantLoginType = ServiceURL.meant(by: value)
      loginTypeFault =
        loginTypeFault ?? "'\(name)' must be 'loginType'" + (lower == "logintype" ? ", with this capital" : "")
    } else if lower == "emcc" {
      namesEMCC = true
      note("'\(name)' must be 'EMCC', in capitals")
    } else if lower == "device" {
      note("'\(name)' must be 'device', in small letters")
    } else {
      if lower.contains("emcc") { namesEMCC = true }
      note(name.isEmpty ? "an '&' has no parameter behind it" : "'\(name)' is no parameter of Extension Mobility")
    }
  }

  /// The login type that somebody meant who got the case or the end of the address wrong.
  private static func meant(by value: String) -> LoginType? {
    let letters = value.prefix { $0.isASCII && $0.isLetter }.uppercased()
    return loginTypes.first { $0.token == letters }
  }

  private static let loginTypes: [LoginType] = [.userID, .selfServiceID, .directoryNumber]
}
