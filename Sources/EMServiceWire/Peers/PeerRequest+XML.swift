internal import EMBundle
internal import EMService

extension PeerRequest: PeerMessage {
  /// The message in XML.
  var element: XMLElement {
    switch self {
    case .checkUser(let request): return request.element("checkUser")
    case .homeLogin(let request, let id):
      var element = request.element("homeLogin")
      element.set("id", id)
      return element
    case .effect(let effect, let id):
      var element = effect.element("effect")
      element.set("id", id)
      return element
    case .update(let clusterID):
      var element = XMLElement("update")
      element.set("clusterId", clusterID)
      return element
    case .sessions(let devices, let visiting):
      var element = XMLElement("sessions")
      element.set("visiting", visiting)
      element.add("device", texts: devices)
      return element
    case .changePIN(let change): return change.element("changePin")
    }
  }

  /// Reads a message.
  init(_ element: XMLElement) throws(PeerFormatError) {
    switch element.name {
    case "checkUser": self = .checkUser(try CheckUserRequest(element))
    case "homeLogin": self = .homeLogin(try HomeLoginRequest(element), id: try element.get("id"))
    case "effect": self = .effect(try LoginEffect(element), id: try element.get("id"))
    case "update": self = .update(clusterID: try element.get("clusterId"))
    case "sessions": self = .sessions(devices: try element.texts("device"), visiting: try element.get("visiting"))
    case "changePin": self = .changePIN(try PINChange(element))
    default: throw .content(element.name)
    }
  }
}

extension PINChange: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    PINChange.init, .value("device", \.device), .value("user", \.user), .value("current", \.current),
    .value("new", \.new), .value("confirmation", \.confirmation))
}

extension CheckUserRequest: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    CheckUserRequest.init, .part("to", \.to), .value("visiting", \.visiting),
    .value("visitingClusterId", \.visitingClusterID), .value("user", \.user), .value("pin", \.pin),
    .optional("loginType", \.loginType))
}

extension HomeLoginRequest: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    HomeLoginRequest.init, .part("to", \.to), .value("visiting", \.visiting),
    .optional("visitingVersion", \.visitingVersion), .value("visitingSecurityMode", \.visitingSecurityMode),
    .value("user", \.user), .value("pin", \.pin), .value("profile", \.profile), .value("device", \.device),
    .value("phoneIsSecure", \.isPhoneSecure), .value("supportsEmcc", \.supportsEMCC),
    .optionalPart("geolocation", \.geolocation))
}

extension RuntimeRemoteCluster: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    RuntimeRemoteCluster.init, .optional("peer", \.peer), .value("clusterId", \.clusterID),
    .optional("address", \.address), .value("emcc", \.offersEMCC), .value("pstnAccess", \.offersPSTNAccess))
}

extension RuntimeGeolocation: PeerValue {
  /// Reads the geolocation.
  init(_ element: XMLElement) throws(PeerFormatError) {
    var texts: [CivicField: String] = [:]
    for field in element.children where field.name == "field" {
      texts[try field.get("name")] = try field.get("text")
    }
    self.init(name: try element.get("name"), texts: texts)
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("name", name)
    for field in CivicField.allCases {
      guard let text = texts[field] else { continue }
      var child = XMLElement("field")
      child.set("name", field)
      child.set("text", text)
      element.children.append(child)
    }
  }
}

extension LoginEffect: PeerValue {
  /// Reads the effect.
  init(_ element: XMLElement) throws(PeerFormatError) {
    switch element[attribute: "kind"] {
    case "end":
      self = .end(
        device: try element.get("device"), visiting: try element.get("visiting"), at: try element.get("at"))
    case "roamed": self = .roamed(user: try element.get("user"), at: try element.get("at"))
    default: throw .content("effect kind")
    }
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    switch self {
    case .end(let device, let visiting, let cluster):
      element.set("kind", "end")
      element.set("device", device)
      element.set("visiting", visiting)
      element.set("at", cluster)
    case .roamed(let user, let cluster):
      element.set("kind", "roamed")
      element.set("user", user)
      element.set("at", cluster)
    }
  }
}
