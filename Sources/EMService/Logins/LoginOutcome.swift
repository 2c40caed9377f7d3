package import EMBundle

/// What becomes of a login.
package enum LoginOutcome: Sendable, Equatable {
  /// The user is logged in.
  case success(PhoneAfterLogin)
  /// The phone shows a list of device profiles, and asks again with the chosen one.
  case chooseProfile([String])
  /// The phone shows an error.
  case failure(PhoneError)
  /// The phone sends the user to Change Credential: error 41.
  case changePIN
  /// Only a cluster that somebody else runs can answer; its handle.
  case notSimulated(String)

  /// The error; nil where there is none.
  package var error: PhoneError? {
    switch self {
    case .failure(let error): error
    case .changePIN: .pinChangeRequired
    default: nil
    }
  }

  init(_ error: PhoneError) { self = error == .pinChangeRequired ? .changePIN : .failure(error) }
}

/// A calling search space in the order in which a phone searches.
package struct CSSPosition: Sendable, Equatable {
  /// Where in the chain it stands.
  package enum Role: String, Sendable {
    /// Adjunct CSS of the roaming device pool: first for EMCC (Technical note 213965).
    case adjunct
    /// CSS of the first line.
    case line
    /// EMCC CSS of the device profile: last for EMCC.
    case emcc
    /// CSS of the phone: after the line's.
    case device
  }

  /// Where in the chain it stands.
  package var role: Role
  /// Its name; nil where there is none.
  package var css: String?
  /// What names it, or could.
  package var item: ConfigurationItem

  /// Makes a position.
  package init(role: Role, css: String? = nil, item: ConfigurationItem) {
    self.role = role
    self.css = css
    self.item = item
  }
}

/// Rates of the EMCC region.
package struct RegionRates: Sendable, Equatable {
  /// Kbps.
  package var audio: Int
  /// Kbps, audio included.
  package var video: Int
  /// Quality of the network between the clusters.
  package var linkLossType: EMCCFeatures.LinkLossType

  /// Makes rates.
  package init(audio: Int, video: Int, linkLossType: EMCCFeatures.LinkLossType) {
    self.audio = audio
    self.video = video
    self.linkLossType = linkLossType
  }
}

/// What a phone does when its user has logged in.
package struct PhoneRestart: Sendable, Equatable {
  /// What it does.
  package enum Kind: String, Sendable {
    /// It loads its configuration and registers again.
    case restart
    /// It starts from the beginning.
    case reset
    /// It leaves the visited cluster and registers to the home cluster.
    case registerAtHome = "register at home"
  }

  /// What it does.
  package var kind: Kind
  /// Why.
  package var reason: String

  /// Makes a restart.
  package init(kind: Kind, reason: String) {
    self.kind = kind
    self.reason = reason
  }
}

/// What a phone is while a user is logged in.
package struct PhoneAfterLogin: Sendable, Equatable {
  /// The session.
  package var session: LoginSession
  /// Lines, the first button first.
  package var lines: [RuntimeLine] = []
  /// Calling search spaces in the order in which they are searched.
  package var cssChain: [CSSPosition] = []
  /// Device pool: that of the phone, or one of the home cluster.
  package var devicePool: String?
  /// Why that pool.
  package var devicePoolReason = ""
  /// Unified CM group that the phone registers to.
  package var callManagerGroup: String?
  /// IANA time zone.
  package var timeZone: String?
  /// Region.
  package var region: String?
  /// Rates that take the place of the region's; nil for a session that is not EMCC.
  package var rates: RegionRates?
  /// Language; nil: that of the system.
  package var userLocale: String?
  /// Country of the tones.
  package var networkLocale: String?
  /// Minutes until the user is logged out; nil for no limit.
  package var maximumLoginTime: Int?
  /// What sets the limit, or could.
  package var maximumLoginTimeItem: ConfigurationItem?
  /// Device profile that the phone takes after the logout; nil: its own settings.
  package var logoutProfile: String?
  /// True for a secure session.
  package var isSecure = false
  /// TFTP servers of the home cluster, the preferred one first; empty for a session that is not EMCC.
  package var tftpServers: [String] = []
  /// What the phone does, in order.
  package var restarts: [PhoneRestart] = []
  /// Sessions of the user that end.
  package var loggedOut: [LoginSession] = []
  /// What is right but worth knowing.
  package var notes: [String] = []
  /// Its user has left do-not-disturb on.
  package var doNotDisturb = false

  /// Makes a phone of which nothing but the session is known.
  package init(session: LoginSession) { self.session = session }
}

/// What other clusters have to do after a login or logout.
package enum LoginEffect: Sendable, Equatable {
  /// `cluster` ends what it knows of the session on a phone of `visiting`.
  case end(device: String, visiting: String, at: String)
  /// `cluster` learns over ILS that a super user is logged in elsewhere, and logs the user out.
  case roamed(user: String, at: String)
}

/// A login that came to an end.
package struct LoginResult: Sendable, Equatable {
  /// What becomes of it.
  package var outcome: LoginOutcome
  /// What came out at the gates, in order.
  package var records: [GateRecord]
  /// What other clusters have to do.
  package var effects: [LoginEffect]

  /// Makes a result.
  package init(outcome: LoginOutcome, records: [GateRecord], effects: [LoginEffect] = []) {
    self.outcome = outcome
    self.records = records
    self.effects = effects
  }
}
