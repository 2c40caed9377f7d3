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
    case .pinChange(let result):
      var element = XMLElement("pinChange")
      element.set("result", result)
      return element
    case .failure(let error):
      var element = XMLElement("failure")
      element.set("code", error)
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
    case "pinChange": self = .pinChange(try element.get("result"))
    case "failure": self = .failure(try element.get("code"))
    default: throw .content(element.name)
    }
  }
}

extension RemoteClusterStatus: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    RemoteClusterStatus.init, .value("clusterId", \.clusterID), .value("version", \.version),
    .value("emccIsActive", \.isEMCCActive))
}

extension CheckUserReply: PeerValue {
  /// Reads the reply.
  init(_ element: XMLElement) throws(PeerFormatError) {
    let answer: CheckUserAnswer
    switch element[attribute: "answer"] {
    case "notHere": answer = .notHere
    case "exists": answer = .exists(user: try element.get("user"), profiles: try element.texts("profile"))
    case "failure": answer = .failure(try element.get("code"))
    case "obstacle": answer = .obstacle(try element.get("obstacle"))
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
      element.set("code", error)
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
    if let error: PhoneError = try element.optional("code") {
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
    case .failure(let error): element.set("code", error)
    }
    element.add("gate", all: records)
    element.add("effect", all: effects)
  }
}

extension GateRecord: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    GateRecord.init, .value("gate", \.gate), .value("cluster", \.cluster), .value("side", \.side),
    .optional("code", \.error), .value("detail", \.detail), .optionalPart("item", \.item))
}
