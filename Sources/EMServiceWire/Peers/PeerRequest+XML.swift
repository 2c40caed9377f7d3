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
    default: throw .content(element.name)
    }
  }
}

extension CheckUserRequest: PeerValue {
  /// Reads the request.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(
      to: try element.part("to"), visiting: try element.get("visiting"),
      visitingClusterID: try element.get("visitingClusterId"), user: try element.get("user"),
      pin: try element.get("pin"), loginType: element[attribute: "loginType"].map { .init($0) })
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("visiting", visiting)
    element.set("visitingClusterId", visitingClusterID)
    element.set("user", user)
    element.set("pin", pin)
    element.set("loginType", loginType?.text)
    element.add("to", to)
  }
}

extension HomeLoginRequest: PeerValue {
  /// Reads the request.
  init(_ element: XMLElement) throws(PeerFormatError) {
    var version: UnifiedCMVersion?
    if let text = element[attribute: "visitingVersion"] {
      version = UnifiedCMVersion(text)
      guard version != nil else { throw .content("visitingVersion") }
    }
    self.init(
      to: try element.part("to"), visiting: try element.get("visiting"), visitingVersion: version,
      visitingSecurityMode: try element.value("visitingSecurityMode"), user: try element.get("user"),
      pin: try element.get("pin"), profile: try element.get("profile"), device: try element.get("device"),
      isPhoneSecure: try element.flag("phoneIsSecure"), supportsEMCC: try element.flag("supportsEmcc"),
      geolocation: try element.optionalPart("geolocation"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("visiting", visiting)
    element.set("visitingVersion", visitingVersion?.description)
    element.set("visitingSecurityMode", visitingSecurityMode)
    element.set("user", user)
    element.set("pin", pin)
    element.set("profile", profile)
    element.set("device", device)
    element.set("phoneIsSecure", isPhoneSecure)
    element.set("supportsEmcc", supportsEMCC)
    element.add("to", to)
    element.add("geolocation", geolocation)
  }
}

extension RuntimeRemoteCluster: PeerValue {
  /// Reads the cluster.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(
      peer: element[attribute: "peer"], clusterID: try element.get("clusterId"),
      address: element[attribute: "address"], offersEMCC: try element.flag("emcc"),
      offersPSTNAccess: try element.flag("pstnAccess"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("peer", peer)
    element.set("clusterId", clusterID)
    element.set("address", address)
    element.set("emcc", offersEMCC)
    element.set("pstnAccess", offersPSTNAccess)
  }
}

extension RuntimeGeolocation: PeerValue {
  /// Reads the geolocation.
  init(_ element: XMLElement) throws(PeerFormatError) {
    var texts: [CivicField: String] = [:]
    for field in element.children where field.name == "field" {
      texts[try field.value("name")] = try field.get("text")
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
