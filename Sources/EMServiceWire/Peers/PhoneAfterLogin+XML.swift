internal import EMBundle
internal import EMService

extension PhoneAfterLogin: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(PhoneAfterLogin.init, .part("session", \.session)).with(
    .optional("devicePool", \.devicePool), .value("devicePoolReason", \.devicePoolReason),
    .optional("callManagerGroup", \.callManagerGroup), .optional("timeZone", \.timeZone), .optional("region", \.region),
    .optional("userLocale", \.userLocale), .optional("networkLocale", \.networkLocale),
    .optional("maximumLoginTime", \.maximumLoginTime), .optional("logoutProfile", \.logoutProfile),
    .value("secure", \.isSecure), .value("doNotDisturb", \.doNotDisturb), .parts("line", \.lines),
    .parts("css", \.cssChain), .optionalPart("rates", \.rates),
    .optionalPart("maximumLoginTimeItem", \.maximumLoginTimeItem), .texts("tftpServer", \.tftpServers),
    .parts("restart", \.restarts), .parts("loggedOut", \.loggedOut), .texts("note", \.notes))
}

extension LoginSession: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    LoginSession.init, .value("device", \.device), .value("visiting", \.visiting), .value("user", \.user),
    .value("home", \.home), .value("profile", \.profile), .value("kind", \.kind), .optional("baseDevice", \.baseDevice),
    .value("since", \.since), .optional("until", \.until))
}

extension RuntimeLine: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    RuntimeLine.init, .value("number", \.number), .optional("partition", \.partition), .optional("css", \.css)
  )
  .with(.optional("label", \.label), .optional("externalMask", \.externalMask), .value("advertised", \.isAdvertised))
}

extension CSSPosition: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(CSSPosition.init, .value("role", \.role), .optional("name", \.css), .part("item", \.item))
}

extension RegionRates: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(
    RegionRates.init, .value("audio", \.audio), .value("video", \.video), .value("linkLossType", \.linkLossType))
}

extension PhoneRestart: PeerRecord {
  /// See `PeerRecord`.
  static let form = PeerForm(PhoneRestart.init, .value("kind", \.kind), .value("reason", \.reason))
}
