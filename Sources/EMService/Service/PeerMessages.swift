/// What one cluster asks another one.
///
/// `id` is chosen by the sender and the same when a message is sent again: the receiver answers a repeated one as the
/// first time and does nothing twice.
package enum PeerRequest: Sendable, Equatable {
  /// Whose user is it?
  case checkUser(CheckUserRequest)
  /// Log the user in on one of your base devices.
  case homeLogin(HomeLoginRequest, id: String)
  /// Something that has happened and must be known in the end; sent until it is acknowledged.
  case effect(LoginEffect, id: String)
  /// What version, cluster ID and services have you? (Update Remote Cluster)
  case update(clusterID: String)
  /// Which of the sessions that both of us have a part in do you know, on these phones of cluster `visiting`?
  ///
  /// Asked by the maintenance of expired EMCC devices; `visiting` is the handle of one of the two, at most 100 phones.
  case sessions(devices: [String], visiting: String)
  /// Change the PIN of your user, who has shown the right one at a phone of ours and must change it.
  case changePIN(PINChange)
}

/// What a cluster answers another one.
package enum PeerAnswer: Sendable, Equatable {
  /// Of a user.
  case checkUser(CheckUserReply)
  /// Of a login.
  case homeLogin(HomeLoginReply)
  /// Done, or known already.
  case acknowledged
  /// Of itself.
  case update(RemoteClusterStatus)
  /// Those it knows, by device name.
  case sessions([LoginSession])
  /// What became of a change of a PIN.
  case pinChange(PINChangeResult)
  /// It does not serve the sender.
  case failure(PhoneError)
}

/// What a cluster says of itself when it is asked for an update.
package struct RemoteClusterStatus: Sendable, Equatable {
  /// Its cluster ID.
  package var clusterID: String
  /// Its version, as written.
  package var version: String
  /// EMCC is activated.
  package var isEMCCActive: Bool

  /// Makes a status.
  package init(clusterID: String, version: String, isEMCCActive: Bool) {
    self.clusterID = clusterID
    self.version = version
    self.isEMCCActive = isEMCCActive
  }
}

/// A message that waits for another cluster's acknowledgement.
package struct OutboxMessage: Sendable, Equatable {
  /// Different for all messages of the cluster that ever were.
  package var id: String
  /// Handle of the cluster that must know.
  package var peer: String
  /// What it must know.
  package var effect: LoginEffect

  /// Makes a message.
  package init(id: String, peer: String, effect: LoginEffect) {
    self.id = id
    self.peer = peer
    self.effect = effect
  }
}
