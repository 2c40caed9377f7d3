internal import EMBundle
internal import EMService

extension PeerAnswer: PeerMessage {
  /// The message in XML.
  var element: XMLElement {
    switch self {
    case .checkUser(let reply): return reply.element("checkUser")
    case .homeLogin(let reply): return reply.element("homeLogin")
    case .acknowledged: return XMLElement("acknowledged")
    case .update(let status): return status.element("update")
    case .sessions(let sessions):
      var element = XMLElement("sessions")
      element.add("session", all: sessions)
      return element
    case .failure(let error):
      var element = XMLElement("failure")
      element.set("code", error.rawValue)
      return element
    }
  }

  /// Reads a message.
  init(_ element: XMLElement) throws(PeerFormatError) {
    switch element.name {
    case "checkUser": self = .checkUser(try CheckUserReply(element))
    case "homeLogin": self = .homeLogin(try HomeLoginReply(element))
    case "acknowledged": self = .acknowledged
    case "update": self = .update(try RemoteClusterStatus(element))
    case "sessions": self = .sessions(try element.parts("session"))
    case "failure": self = .failure(try element.code("code"))
    default: throw .content(element.name)
    }
  }
}

extension RemoteClusterStatus: PeerValue {
  /// Reads the status.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(
      clusterID: try element.get("clusterId"), version: try element.get("version"),
      isEMCCActive: try element.flag("emccIsActive"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("clusterId", clusterID)
    element.set("version", version)
    element.set("emccIsActive", isEMCCActive)
  }
}

extension CheckUserReply: PeerValue {
  /// Reads the reply.
  init(_ element: XMLElement) throws(PeerFormatError) {
    let answer: CheckUserAnswer
    switch element[attribute: "answer"] {
    case "notHere": answer = .notHere
    case "exists": answer = .exists(user: try element.get("user"), profiles: try element.texts("profile"))
    case "failure": answer = .failure(try element.code("code"))
    case "obstacle": answer = .obstacle(try element.value("obstacle"))
    case "notSimulated": answer = .notSimulated
    default: throw .content("checkUser answer")
    }
    self.init(answer, records: try element.parts("gate"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    switch answer {
    case .notHere: element.set("answer", "notHere")
    case .exists(let user, let profiles):
      element.set("answer", "exists")
      element.set("user", user)
      element.add("profile", texts: profiles)
    case .failure(let error):
      element.set("answer", "failure")
      element.set("code", error.rawValue)
    case .obstacle(let obstacle):
      element.set("answer", "obstacle")
      element.set("obstacle", obstacle)
    case .notSimulated: element.set("answer", "notSimulated")
    }
    element.add("gate", all: records)
  }
}

extension HomeLoginReply: PeerValue {
  /// Reads the reply.
  init(_ element: XMLElement) throws(PeerFormatError) {
    let answer: Answer
    if let error = try element.optionalCode("code") {
      answer = .failure(error)
    } else {
      answer = .accepted(try element.part("phone"))
    }
    self.init(answer, records: try element.parts("gate"), effects: try element.parts("effect"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    switch answer {
    case .accepted(let phone): element.add("phone", phone)
    case .failure(let error): element.set("code", error.rawValue)
    }
    element.add("gate", all: records)
    element.add("effect", all: effects)
  }
}

extension GateRecord: PeerValue {
  /// Reads the record.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(
      gate: try element.value("gate"), cluster: try element.get("cluster"), side: try element.value("side"),
      error: try element.optionalCode("code"), detail: try element.get("detail"),
      item: try element.optionalPart("item"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("gate", gate)
    element.set("cluster", cluster)
    element.set("side", side)
    element.set("code", error?.rawValue)
    element.set("detail", detail)
    element.add("item", item)
  }
}
