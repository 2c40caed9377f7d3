package import EMBundle

/// What a phone or an API client asks of the cluster of the phone.
package struct LoginRequest: Sendable, Equatable {
  /// How the request came.
  package enum Origin: Sendable {
    /// Services button of the phone.
    case servicesButton
    /// EM API.
    case api
  }

  /// Where the request came from, as far as Validate IP Address and Allow Proxy ask.
  package struct Sender: Sendable, Equatable {
    /// Address or host name; nil where it does not matter.
    package var address: String?
    /// It is that of a registered device, or of a request that was trusted a short time ago.
    package var isRegistered = true
    /// The request came through a proxy, which sets the Via header.
    package var isBehindProxy = false

    /// A registered phone without a proxy.
    package init() {}
  }

  /// Device name.
  package var device: String
  /// What the user typed in beside the PIN.
  package var user: String
  /// The PIN.
  package var pin: String
  /// The phone service that was pressed; nil: user ID and PIN, local users only.
  package var service: RuntimePhoneService?
  /// The device profile that the user chose; nil before the choice.
  package var profile: String?
  /// How the request came.
  package var origin = Origin.servicesButton
  /// Where it came from.
  package var sender = Sender()
  /// How long the session lasts.
  package var duration = LoginCall.Duration.configured
  /// Who asks vouches for the user (EM API): nobody asks for a PIN.
  package var isVouched = false

  /// Makes a request.
  package init(device: String, user: String, pin: String, service: RuntimePhoneService?) {
    self.device = device
    self.user = user
    self.pin = pin
    self.service = service
  }
}

/// What a cluster's credentials say of a PIN.
package enum PINVerdict: Sendable {
  /// It is the user's; the configuration says whether it must be changed.
  case right
  /// It is the user's, who need not change it.
  case rightAndFresh
  /// It is the user's, who must change it.
  case rightButOld
  /// It is not.
  case wrong
  /// Nobody looks at it: there were too many wrong ones.
  case locked
  /// Too many wait for an answer.
  case busy
  /// The identity management system does not answer.
  case directoryDown
}

/// A part of a cluster that does not work.
package enum Outage: Sendable, Hashable, CaseIterable {
  /// EMApp could not initialise.
  case application
  /// EMService does not run anywhere.
  case service
  /// The database.
  case database
  /// Real-time information service.
  case ris
}

/// Extension Mobility of one cluster: what it is configured to do, and what it can ask.
package struct EMServiceContext: Sendable {
  /// The cluster.
  package let cluster: RuntimeCluster
  /// The roaming device pools.
  package let pools: RoamingPools
  /// The cluster is a member of the EM roaming group.
  package let isRoamingMember: Bool
  /// The other members, by handle.
  package let roamingPeers: [String]
  /// What does not work.
  package var outages: Set<Outage> = []
  /// Now, in seconds since any fixed moment.
  package var now: Int
  /// Asks the cluster's credentials: user ID, PIN.
  package var verify: @Sendable (_ user: String, _ pin: String) -> PINVerdict
  /// Finds names without regard to case; nil: names are compared letter by letter, one after the other.
  package var index: LoginIndex?

  /// Makes a context; `pools` are those of the cluster.
  package init(
    cluster: RuntimeCluster, pools: RoamingPools, roamingMembers: [String], now: Int,
    verify: @escaping @Sendable (_ user: String, _ pin: String) -> PINVerdict
  ) {
    self.cluster = cluster
    self.pools = pools
    isRoamingMember = roamingMembers.contains(cluster.handle)
    roamingPeers = roamingMembers.filter { $0 != cluster.handle }
    self.now = now
    self.verify = verify
  }
}
