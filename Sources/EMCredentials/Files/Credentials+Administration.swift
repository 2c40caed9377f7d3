internal import EMDiagnostics
package import EMService
internal import EMStoreSQLite

/// What became of a credential file.
package struct CredentialLoadReport: Sendable, Equatable {
  /// Credentials of owners who had none.
  package var added = 0
  /// Credentials that took the place of others.
  package var replaced = 0
  /// Credentials that were there already: `mustChange` and locks stay as they are.
  package var unchanged = 0
  /// Lines with PINs that a user could not choose under the policy.
  package var weakLines: [Int] = []

  /// Nothing became of it.
  package init() {}
}

extension Credentials {
  /// What an entry of a file comes to.
  private enum Work: Sendable {
    case unchanged
    case set(hash: String)
    case noMemory
  }

  /// Adds the credentials of a file and puts them in place of others, all or none; who is not in it stays as is.
  ///
  /// The owners of new ones are unlocked, and must change their PINs as configured. Hashing takes all threads for some
  /// milliseconds for each entry; `hashed` is called after each, on any of them, and nothing is changed before the last.
  /// The file must be without problems.
  package func load(
    _ file: CredentialFile, hashed: @escaping @Sendable () -> Void = {}
  ) throws(StoreFailure) -> CredentialLoadReport {
    let works = try prepare(file, hashed)
    let now = options.clock()
    let history = options.pins.history
    var report = CredentialLoadReport()
    report.weakLines = file.entries.filter(isWeak).map(\.line)
    let owners = zip(file.entries, works).compactMap { if case .set = $1 { $0.owner } else { nil } }
    let counts = try desk.administer(unlocking: owners) {
      tables throws(StoreFailure) -> (added: Int, replaced: Int) in
      try tables.database.transaction { () throws(StoreFailure) in
        var counts = (added: 0, replaced: 0)
        for (entry, work) in zip(file.entries, works) {
          guard case .set(let hash) = work else { continue }
          let isKnown = try tables.set(
            entry.owner, hash: hash, isProxy: entry.isProxy, history: history, at: now)
          if isKnown { counts.replaced += 1 } else { counts.added += 1 }
        }
        return counts
      }
    }
    report.added = counts.added
    report.replaced = counts.replaced
    report.unchanged = works.count - counts.added - counts.replaced
    return report
  }

  /// Hashes what is new.
  private func prepare(_ file: CredentialFile, _ hashed: @Sendable () -> Void) throws(StoreFailure) -> [Work] {
    let known = try desk.administer { tables throws(StoreFailure) in
      var known: [CredentialRecord?] = []
      for entry in file.entries { known.append(try tables.record(entry.owner)) }
      return known
    }
    let works = Locked([Work](repeating: .unchanged, count: known.count))
    let queue = WorkQueue(count: known.count)
    runWorkers(options.threads) {
      while let index = queue.take() {
        let work = work(file.entries[index], known[index])
        works.withLock { $0[index] = work }
        hashed()
      }
    }
    let result = works.withLock { $0 }
    guard !result.contains(where: { if case .noMemory = $0 { true } else { false } }) else {
      throw StoreFailure(reason: "there is not enough memory to hash in", isTemporary: true)
    }
    return result
  }

  private func work(_ entry: CredentialFile.Entry, _ known: CredentialRecord?) -> Work {
    if let known, known.isProxy == entry.isProxy {
      guard let isSame = hash.isRight(entry.word, of: entry.owner, known.hash) else { return .noMemory }
      if isSame { return .unchanged }
    }
    return hash.hash(entry.word, of: entry.owner).map(Work.set) ?? .noMemory
  }

  private func isWeak(_ entry: CredentialFile.Entry) -> Bool {
    guard entry.owner.kind == .user else { return false }
    let extensions = options.extensions(entry.owner.id)
    return entry.word.withBytes {
      options.pins.formDefect($0) != nil || options.pins.isTrivial($0, extensions: extensions)
    }
  }

  /// Refuses what is there and no store of credentials that were hashed with a secret, and changes nothing.
  package static func inspect(_ path: String, secret: ServerSecret) throws(StoreFailure) {
    try SQLiteDatabase.inspect(path, schema: .credentials) { database throws(StoreFailure) in
      _ = try CredentialTables.isBound(database, to: secret.fingerprint)
    }
  }

  /// Copies the credentials into a file, in place of what was there; without the server's secret nobody can use it.
  package static func backup(_ path: String, to target: String) throws(StoreFailure) {
    try SQLiteBackup.write(path, to: target)
  }
}
