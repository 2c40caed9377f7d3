internal import EMBundle
internal import EMService

extension PhoneAfterLogin: PeerValue {
  /// Reads the phone.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(session: try element.part("session"))
    lines = try element.parts("line")
    cssChain = try element.parts("css")
    devicePool = element[attribute: "devicePool"]
    devicePoolReason = try element.get("devicePoolReason")
    callManagerGroup = element[attribute: "callManagerGroup"]
    timeZone = element[attribute: "timeZone"]
    region = element[attribute: "region"]
    rates = try element.optionalPart("rates")
    userLocale = element[attribute: "userLocale"]
    networkLocale = element[attribute: "networkLocale"]
    maximumLoginTime = try element.optionalNumber("maximumLoginTime")
    maximumLoginTimeItem = try element.optionalPart("maximumLoginTimeItem")
    logoutProfile = element[attribute: "logoutProfile"]
    isSecure = try element.flag("secure")
    doNotDisturb = try element.flag("doNotDisturb")
    tftpServers = try element.texts("tftpServer")
    restarts = try element.parts("restart")
    loggedOut = try element.parts("loggedOut")
    notes = try element.texts("note")
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("devicePool", devicePool)
    element.set("devicePoolReason", devicePoolReason)
    element.set("callManagerGroup", callManagerGroup)
    element.set("timeZone", timeZone)
    element.set("region", region)
    element.set("userLocale", userLocale)
    element.set("networkLocale", networkLocale)
    element.set("maximumLoginTime", maximumLoginTime)
    element.set("logoutProfile", logoutProfile)
    element.set("secure", isSecure)
    element.set("doNotDisturb", doNotDisturb)
    element.add("session", session)
    element.add("line", all: lines)
    element.add("css", all: cssChain)
    element.add("rates", rates)
    element.add("maximumLoginTimeItem", maximumLoginTimeItem)
    element.add("tftpServer", texts: tftpServers)
    element.add("restart", all: restarts)
    element.add("loggedOut", all: loggedOut)
    element.add("note", texts: notes)
  }
}

extension LoginSession: PeerValue {
  /// Reads the session.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(
      device: try element.get("device"), visiting: try element.get("visiting"), user: try element.get("user"),
      home: try element.get("home"), profile: try element.get("profile"), kind: try element.value("kind"),
      baseDevice: try element.optionalNumber("baseDevice"), since: try element.number("since"),
      until: try element.optionalNumber("until"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("device", device)
    element.set("visiting", visiting)
    element.set("user", user)
    element.set("home", home)
    element.set("profile", profile)
    element.set("kind", kind)
    element.set("baseDevice", baseDevice)
    element.set("since", since)
    element.set("until", until)
  }
}

extension RuntimeLine: PeerValue {
  /// Reads the line.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(
      number: try element.get("number"), partition: element[attribute: "partition"], css: element[attribute: "css"])
    label = element[attribute: "label"]
    externalMask = element[attribute: "externalMask"]
    isAdvertised = try element.flag("advertised")
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("number", number)
    element.set("partition", partition)
    element.set("css", css)
    element.set("label", label)
    element.set("externalMask", externalMask)
    element.set("advertised", isAdvertised)
  }
}

extension CSSPosition: PeerValue {
  /// Reads the position.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(
      role: try element.value("role"), css: element[attribute: "name"], item: try element.part("item"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("role", role)
    element.set("name", css)
    element.add("item", item)
  }
}

extension RegionRates: PeerValue {
  /// Reads the rates.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(
      audio: try element.number("audio"), video: try element.number("video"),
      linkLossType: try element.value("linkLossType"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("audio", audio)
    element.set("video", video)
    element.set("linkLossType", linkLossType)
  }
}

extension PhoneRestart: PeerValue {
  /// Reads the restart.
  init(_ element: XMLElement) throws(PeerFormatError) {
    self.init(kind: try element.value("kind"), reason: try element.get("reason"))
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("kind", kind)
    element.set("reason", reason)
  }
}
