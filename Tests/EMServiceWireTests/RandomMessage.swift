import EMBundle
import EMService
import EMTestSupport

/// Messages between clusters with random values.
struct RandomMessage {
  private var random: SplitMix

  /// The messages of a seed.
  init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// A request.
  mutating func request() -> PeerRequest {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .checkUser(checkUser())
    case 1: .homeLogin(homeLogin(), id: text())
    case 2: .effect(effect(), id: text())
    default: .update(clusterID: text())
    }
  }

  /// An answer.
  mutating func answer() -> PeerAnswer {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: .checkUser(CheckUserReply(checkUserAnswer(), records: list { $0.record() }))
    case 1:
      .homeLogin(
        HomeLoginReply(
          flag() ? .accepted(phone()) : .failure(any(PhoneError.allCases)), records: list { $0.record() },
          effects: list { $0.effect() }))
    case 2: .acknowledged
    case 3: .update(RemoteClusterStatus(clusterID: text(), version: text(), isEMCCActive: flag()))
    default: .failure(any(PhoneError.allCases))
    }
  }

  /// A phone with everything.
  mutating func phone() -> PhoneAfterLogin {
    var phone = PhoneAfterLogin(session: session())
    phone.lines = list { $0.line() }
    phone.cssChain = list {
      CSSPosition(role: $0.any([.adjunct, .line, .emcc, .device]), css: $0.maybe { $0.text() }, item: $0.item())
    }
    phone.devicePool = maybe { $0.text() }
    phone.devicePoolReason = text()
    phone.callManagerGroup = maybe { $0.text() }
    phone.timeZone = maybe { $0.text() }
    phone.region = maybe { $0.text() }
    phone.rates = maybe {
      RegionRates(
        audio: $0.number(), video: $0.number(), linkLossType: $0.any(EMCCFeatures.LinkLossType.allCases))
    }
    phone.userLocale = maybe { $0.text() }
    phone.networkLocale = maybe { $0.text() }
    phone.maximumLoginTime = maybe { $0.number() }
    phone.maximumLoginTimeItem = maybe { $0.item() }
    phone.logoutProfile = maybe { $0.text() }
    phone.isSecure = flag()
    phone.tftpServers = list { $0.text() }
    phone.doNotDisturb = flag()
    phone.restarts = list { PhoneRestart(kind: $0.any([.restart, .reset, .registerAtHome]), reason: $0.text()) }
    phone.loggedOut = list { $0.session() }
    phone.notes = list { $0.text() }
    return phone
  }

  private mutating func checkUser() -> CheckUserRequest {
    CheckUserRequest(
      to: remote(), visiting: text(), visitingClusterID: text(), user: text(), pin: text(),
      loginType: maybe { $0.any([.userID, .selfServiceID, .directoryNumber, .invalid("\($0.text())?")]) })
  }

  private mutating func homeLogin() -> HomeLoginRequest {
    HomeLoginRequest(
      to: remote(), visiting: text(),
      visitingVersion: maybe { $0.any([UnifiedCMVersion(12, 5), UnifiedCMVersion(14, 0, 1)]) },
      visitingSecurityMode: any(RuntimeCluster.SecurityMode.allCases), user: text(), pin: text(), profile: text(),
      device: text(), isPhoneSecure: flag(), supportsEMCC: flag(), geolocation: maybe { $0.geolocation() })
  }

  private mutating func checkUserAnswer() -> CheckUserAnswer {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: .notHere
    case 1: .exists(user: text(), profiles: list { $0.text() })
    case 2: .failure(any(PhoneError.allCases))
    case 3: .obstacle(any(Obstacle.allCases))
    default: .notSimulated
    }
  }

  private mutating func remote() -> RuntimeRemoteCluster {
    RuntimeRemoteCluster(
      peer: maybe { $0.text() }, clusterID: text(), address: maybe { $0.text() }, offersEMCC: flag(),
      offersPSTNAccess: flag())
  }

  private mutating func geolocation() -> RuntimeGeolocation {
    var texts: [CivicField: String] = [:]
    for field in CivicField.allCases where flag() { texts[field] = text() }
    return RuntimeGeolocation(name: text(), texts: texts)
  }

  private mutating func effect() -> LoginEffect {
    flag() ? .end(device: text(), visiting: text(), at: text()) : .roamed(user: text(), at: text())
  }

  private mutating func record() -> GateRecord {
    GateRecord(
      gate: any(LoginGate.allCases), cluster: text(), side: any([.visiting, .home]),
      error: maybe { $0.any(PhoneError.allCases) }, detail: text(), item: maybe { $0.item() })
  }

  private mutating func item() -> ConfigurationItem {
    let objects: [ConfigurationItem.Object] = [
      .cluster, .serviceParameters, .featureConfiguration, .interclusterServiceProfile, .remoteClusters,
      .remoteCluster(text()), .baseDevices, .geolocationFilter(text()), .node(text()), .phoneService(text()),
      .user(text()), .deviceProfile(text()), .devicePool(text()), .phone(text()), .roamingGroup,
    ]
    return ConfigurationItem(text(), any(objects), maybe { $0.text() })
  }

  private mutating func session() -> LoginSession {
    LoginSession(
      device: text(), visiting: text(), user: text(), home: text(), profile: text(),
      kind: any(LoginSession.Kind.allCases), baseDevice: maybe { $0.number() }, since: number(),
      until: maybe { $0.number() })
  }

  private mutating func line() -> RuntimeLine {
    var line = RuntimeLine(number: text(), partition: maybe { $0.text() }, css: maybe { $0.text() })
    line.label = maybe { $0.text() }
    line.externalMask = maybe { $0.text() }
    line.isAdvertised = flag()
    return line
  }

  private mutating func flag() -> Bool { Bool.random(using: &random) }

  private mutating func number() -> Int { Int.random(in: -100...4_000_000_000, using: &random) }

  private mutating func any<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func maybe<Value>(_ make: (inout RandomMessage) -> Value) -> Value? {
    flag() ? make(&self) : nil
  }

  private mutating func list<Value>(_ make: (inout RandomMessage) -> Value) -> [Value] {
    var values: [Value] = []
    for _ in 0..<Int.random(in: 0..<4, using: &random) { values.append(make(&self)) }
    return values
  }

  /// Text of all kinds of characters that XML can hold.
  private mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      let range: ClosedRange<UInt32> = any([0x20...0x7E, 0x20...0x7E, 0x80...0x2FF, 0x3040...0x30FF, 0x1F300...0x1F5FF])
      if flag(), flag(), flag() {
        text.append(any(["\t", "\n", "\r", "<", "&", "\"", "'", " ", "]", ">", "\u{FFFD}"]))
      } else if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
