internal import EMDiagnostics
package import EMService
internal import EMStoreSQLite
internal import Glibc

/// PINs of a cluster's users and passwords of its applications, in a database of their own.
///
/// Not in the store of logins: `emserviced credentials` changes them while the service runs, which has the store for
/// itself; a backup of the logins holds no hash; and writing down wrong attempts keeps no login waiting.
///
/// Hashes are computed by a few threads; what comes while too much waits is `busy`. A user who does not exist, a wrong
/// PIN and a locked user take the same time. After some wrong attempts an owner is locked out for a while; attempts are
/// on the disk before they are answered, and where they cannot be written they still count in memory.
package final class Credentials: Sendable {
  /// How credentials are looked at.
  package struct Options: Sendable {
    /// What a hash costs; older hashes are renewed when their owner is let in.
    package var cost = HashingCost.standard
    /// Hashes that are computed at once.
    package var threads = min(4, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    /// Questions that may wait.
    package var maximumWaiting = 256
    /// What new PINs must be like.
    package var pins = PINPolicy()
    /// When somebody is locked out.
    package var lockOut = LockOutPolicy()
    /// Seconds since 1970.
    package var clock: @Sendable () -> Int = { time(nil) }
    /// Extensions of a user, none of which may be the PIN.
    package var extensions: @Sendable (_ user: String) -> [String] = { _ in [] }

    /// The usual ways.
    package init() {}
  }

  let options: Options
  let hash: CredentialHash
  let desk: CredentialDesk
  private let pool: HashingPool

  /// Opens the database after making or migrating it; throws where it belongs to another secret.
  package init(_ path: String, secret: ServerSecret, options: Options = Options()) throws(StoreFailure) {
    self.options = options
    guard let hash = CredentialHash(secret, options.cost) else {
      throw StoreFailure(reason: "there is no memory to hash PINs in", isTemporary: true)
    }
    self.hash = hash
    desk = CredentialDesk(try CredentialTables(path, fingerprint: hash.fingerprint), options)
    pool = try HashingPool(threads: options.threads, limit: options.maximumWaiting)
  }

  deinit { close() }

  /// Looks at credentials, and says what comes of it on another thread; at once where too much waits.
  package func ask(_ question: CredentialQuestion, then answer: @escaping @Sendable (CredentialVerdict) -> Void) {
    let isTaken = pool.run { [self] in answer(verdict(question)) }
    if !isTaken { answer(.busy) }
  }

  /// Changes a PIN, and says what became of it on another thread; at once where too much waits.
  package func change(_ change: PINChange, then answer: @escaping @Sendable (PINChangeResult) -> Void) {
    let isTaken = pool.run { [self] in answer(result(change)) }
    if !isTaken { answer(.unavailable) }
  }

  /// True where nobody has credentials.
  package func isEmpty() throws(StoreFailure) -> Bool {
    try desk.administer { tables throws(StoreFailure) in try tables.isEmpty() }
  }

  /// Answers what waits, and ends.
  package func close() { pool.close() }

  private func verdict(_ question: CredentialQuestion) -> CredentialVerdict {
    switch question {
    case .pin(let user, let pin):
      verdict(CredentialOwner(.user, user), WipedBytes(Array(pin.utf8))) { .right(mustChange: $0.mustChange) }
    case .application(let id, let certificate):
      verdict(CredentialOwner(.application, id), WipedBytes(Array(certificate.utf8))) {
        .application(isProxy: $0.isProxy)
      }
    case .decoy(user: "", let pin): refuse(WipedBytes(Array(pin.utf8)), CredentialOwner(.user, ""), as: .wrong)
    case .decoy(let user, let pin): verdict(.pin(user: user, pin: pin))
    }
  }

  private func verdict(
    _ owner: CredentialOwner, _ word: WipedBytes, right: (CredentialRecord) -> CredentialVerdict
  ) -> CredentialVerdict {
    switch desk.admit(owner) {
    case .unavailable: return .unavailable
    case .busy: return .busy
    case .unknown:
      let verdict = refuse(word, owner, as: .wrong)
      desk.dismiss(owner)
      return verdict
    case .locked: return refuse(word, owner, as: .locked)
    case .admitted(let record):
      guard let isRight = hash.isRight(word, of: owner, record.hash) else {
        desk.leave(owner)
        return .unavailable
      }
      guard desk.conclude(owner, isRight: isRight) else { return .unavailable }
      if isRight { renew(record.hash, word, owner) }
      return isRight ? right(record) : .wrong
    }
  }

  /// Says no after as much work as a wrong PIN makes.
  private func refuse(_ word: WipedBytes, _ owner: CredentialOwner, as verdict: CredentialVerdict) -> CredentialVerdict
  {
    hash.wasteTime(word, of: owner)
    return desk.wasteTime() ? verdict : .unavailable
  }

  private func renew(_ old: String, _ word: WipedBytes, _ owner: CredentialOwner) {
    guard hash.isOutdated(old), let newer = hash.hash(word, of: owner) else { return }
    // Where it fails, the next time will do.
    _ = desk.use { tables throws(StoreFailure) in try tables.replace(old, by: newer, of: owner) }
  }

  private func result(_ change: PINChange) -> PINChangeResult {
    guard ![change.user, change.current, change.new, change.confirmation].contains("") else { return .blank }
    guard change.new == change.confirmation else { return .confirmationDiffers }
    let owner = CredentialOwner(.user, change.user)
    let pin = WipedBytes(Array(change.new.utf8))
    if let defect = pin.withBytes({ options.pins.formDefect($0) }) { return defect }
    switch verdict(.pin(user: change.user, pin: change.current)) {
    case .right: break
    case .wrong, .application: return .wrongCredentials
    case .locked: return .locked
    case .busy, .unavailable: return .unavailable
    }
    let extensions = options.extensions(change.user)
    if pin.withBytes({ options.pins.isTrivial($0, extensions: extensions) }) { return .trivial }
    return replace(pin, owner)
  }

  private func replace(_ pin: WipedBytes, _ owner: CredentialOwner) -> PINChangeResult {
    let count = options.pins.history
    let hashes = desk.use { tables throws(StoreFailure) in
      guard let present = try tables.record(owner)?.hash else { return [String]() }
      return [present] + (try tables.formerHashes(owner, count: count))
    }
    // Nothing: an administrator has just removed the user.
    guard let hashes, !hashes.isEmpty else { return .unavailable }
    for former in hashes {
      guard let isSame = hash.isRight(pin, of: owner, former) else { return .unavailable }
      if isSame { return .usedBefore }
    }
    guard let new = hash.hash(pin, of: owner) else { return .unavailable }
    let now = options.clock()
    let isDone = desk.use { tables throws(StoreFailure) in
      try tables.change(owner, hash: new, history: count, at: now)
      return true
    }
    return isDone == nil ? .unavailable : .changed
  }
}
