/// A change of what a cluster keeps about logins: what a store makes durable.
///
/// Changes of one reaction belong together: all are kept or none.
package enum StateChange: Sendable, Equatable {
  /// A session begins on a phone of the cluster, in place of another one there; its user is the last one of the phone.
  case beginHere(LoginSession)
  /// The session on a phone of the cluster ends.
  case endHere(device: String)
  /// A session of a user of the cluster begins abroad, on its base device.
  case beginAbroad(LoginSession)
  /// The session on a base device ends.
  case endAbroad(baseDevice: Int)
  /// A device profile keeps do-not-disturb.
  case doNotDisturb(profile: String, isOn: Bool)
  /// A message must reach another cluster.
  case enqueue(OutboxMessage)
  /// It has.
  case dequeue(id: String)
  /// A message of another cluster was carried out: `answer` is given again when it comes again.
  case handled(id: String, peer: String, at: Int)
  /// Messages that were handled before a moment are forgotten.
  case forgetHandled(before: Int)
}

/// Keeps a cluster's state where a crash does not reach it.
///
/// What `commit` was given is durable when it returns: after `kill -9` and loss of power `load` gives it back. Commits
/// are made in the order of the calls; several that wait may become one.
package protocol ServiceStore: Sendable {
  /// Everything that was committed.
  func load() throws(StoreFailure) -> ServiceState
  /// Makes the changes of one reaction durable, and says so on any thread; without changes it writes nevertheless, and
  /// so shows whether the store works.
  func commit(_ changes: [StateChange], then completion: @escaping @Sendable (Result<Void, StoreFailure>) -> Void)
}

/// Why a store cannot do what it is asked.
package struct StoreFailure: Error, Equatable {
  /// One sentence for the log.
  package var reason: String
  /// True where it may work again without anybody's doing, such as a disk that was full.
  package var isTemporary: Bool

  /// Makes a failure.
  package init(reason: String, isTemporary: Bool) {
    self.reason = reason
    self.isTemporary = isTemporary
  }
}
