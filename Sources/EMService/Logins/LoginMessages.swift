package import EMBundle

/// What the visited cluster asks every remote cluster: whether the user is theirs.
package struct CheckUserRequest: Sendable, Equatable {
  /// The remote cluster as the visited one knows it.
  package var to: RuntimeRemoteCluster
  /// Handle of the visited cluster.
  package var visiting: String
  /// Cluster ID of the visited cluster.
  package var visitingClusterID: String
  /// What the user typed in.
  package var user: String
  /// The PIN.
  package var pin: String
  /// What the user typed in is; nil for the user ID by default.
  package var loginType: RuntimePhoneService.LoginType?

  /// Makes a request.
  package init(
    to: RuntimeRemoteCluster, visiting: String, visitingClusterID: String, user: String, pin: String,
    loginType: RuntimePhoneService.LoginType? = nil
  ) {
    self.to = to
    self.visiting = visiting
    self.visitingClusterID = visitingClusterID
    self.user = user
    self.pin = pin
    self.loginType = loginType
  }
}

/// What a remote cluster answers.
package enum CheckUserAnswer: Sendable, Equatable {
  /// The user is not one of the cluster's.
  case notHere
  /// The user is, and may take these device profiles.
  case exists(user: String, profiles: [String])
  /// The user is, or the request cannot be read.
  case failure(PhoneError)
  /// Nothing came back.
  case obstacle(Obstacle)
  /// Somebody else runs the cluster.
  case notSimulated
}

/// Why a cluster cannot ask another one.
package enum Obstacle: String, Sendable, CaseIterable {
  /// The other one does not answer: 40, shown as 23.
  case silent
  /// There is no connection: 208.
  case disconnected
  /// One does not trust the other's certificates: 208.
  case untrusted
  /// The last update of the remote cluster was refused because of the cluster ID: 212.
  case updateRefused

  /// The error that comes of it.
  package var error: PhoneError {
    switch self {
    case .silent: .noResponseFromRemoteHost
    case .disconnected, .untrusted: .emserviceConnectionError
    case .updateRefused: .clusterIDInvalid
    }
  }

  /// In a few words.
  package var text: String {
    switch self {
    case .silent: "does not answer"
    case .disconnected: "cannot be reached"
    case .untrusted: "is not reached: the certificates are not trusted"
    case .updateRefused: "refused the last update because of the cluster ID"
    }
  }
}

/// An answer with what came out at the home's gates.
package struct CheckUserReply: Sendable, Equatable {
  /// The answer.
  package var answer: CheckUserAnswer
  /// What came out; empty where the user is not the cluster's.
  package var records: [GateRecord]

  /// Makes a reply.
  package init(_ answer: CheckUserAnswer, records: [GateRecord] = []) {
    self.answer = answer
    self.records = records
  }
}

/// What the visited cluster asks the home cluster: log the user in.
package struct HomeLoginRequest: Sendable, Equatable {
  /// The home cluster as the visited one knows it.
  package var to: RuntimeRemoteCluster
  /// Handle of the visited cluster.
  package var visiting: String
  /// Version of the visited cluster.
  package var visitingVersion: UnifiedCMVersion?
  /// Security mode of the visited cluster.
  package var visitingSecurityMode: RuntimeCluster.SecurityMode
  /// User ID.
  package var user: String
  /// The PIN.
  package var pin: String
  /// Device profile.
  package var profile: String
  /// Device name of the phone.
  package var device: String
  /// The phone is authenticated or encrypted.
  package var isPhoneSecure: Bool
  /// The phone supports EMCC.
  package var supportsEMCC: Bool
  /// Where the phone stands.
  package var geolocation: RuntimeGeolocation?

  /// Makes a request.
  package init(
    to: RuntimeRemoteCluster, visiting: String, visitingVersion: UnifiedCMVersion? = nil,
    visitingSecurityMode: RuntimeCluster.SecurityMode, user: String, pin: String, profile: String, device: String,
    isPhoneSecure: Bool, supportsEMCC: Bool, geolocation: RuntimeGeolocation? = nil
  ) {
    self.to = to
    self.visiting = visiting
    self.visitingVersion = visitingVersion
    self.visitingSecurityMode = visitingSecurityMode
    self.user = user
    self.pin = pin
    self.profile = profile
    self.device = device
    self.isPhoneSecure = isPhoneSecure
    self.supportsEMCC = supportsEMCC
    self.geolocation = geolocation
  }
}

/// What the home cluster answers.
package struct HomeLoginReply: Sendable, Equatable {
  /// What the home cluster made of the phone, or why it did not.
  package enum Answer: Sendable, Equatable {
    /// The user is logged in.
    case accepted(PhoneAfterLogin)
    /// The user is not.
    case failure(PhoneError)
  }

  /// The answer.
  package var answer: Answer
  /// What came out at the home's gates.
  package var records: [GateRecord]
  /// What other clusters have to do.
  package var effects: [LoginEffect]

  /// Makes a reply.
  package init(_ answer: Answer, records: [GateRecord], effects: [LoginEffect] = []) {
    self.answer = answer
    self.records = records
    self.effects = effects
  }
}
