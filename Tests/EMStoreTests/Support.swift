import EMService
import EMStoreSQLite
import EMTestSupport

/// A store in a directory of its own, and what waiting for it takes.
final class StoreBox {
  let directory: TemporaryDirectory
  var path: String { "\(directory.path)/state.sqlite" }

  init() throws { directory = try TemporaryDirectory() }

  /// Opens the store; at most one login of a user where `isOnly`.
  func open(options: SQLiteStore.Options = .init(), isOnly: Bool = true) throws(StoreFailure) -> SQLiteStore {
    try SQLiteStore(path, cluster: "US", options: options) { _ in isOnly }
  }

  /// What is kept, seen by a store that is opened anew.
  func reopened() throws(StoreFailure) -> [StateChange] {
    let store = try open()
    defer { store.close() }
    return try store.changes()
  }
}

extension ServiceStore {
  /// Commits and waits; nil where the changes are kept.
  func keep(_ changes: [StateChange]) -> StoreFailure? {
    let answer = Monitor<Result<Void, StoreFailure>?>(nil)
    commit(changes) { result in answer.update { $0 = result } }
    switch answer.wait({ $0 }) {
    case .success: return nil
    case .failure(let failure): return failure
    }
  }
}

/// A session on a phone of the cluster.
func here(_ device: String, _ user: String, since: Int = 100) -> LoginSession {
  LoginSession(
    device: device, visiting: "US", user: user, home: "US", profile: "udp-\(user)", kind: .local, since: since)
}

/// A session of a user of the cluster abroad.
func abroad(_ device: String, _ user: String, baseDevice: Int) -> LoginSession {
  LoginSession(
    device: device, visiting: "UK", user: user, home: "US", profile: "udp-\(user)", kind: .emcc,
    baseDevice: baseDevice, since: 100, until: 36_100)
}

/// What a store gives back of a login that is over.
func over(_ device: String, _ user: String) -> [StateChange] {
  let session = LoginSession(device: device, visiting: "", user: user, home: "", profile: "", kind: .local)
  return [.beginHere(session), .endHere(device: device)]
}

extension Monitor<Bool> {
  /// Waits until it is true.
  func waitUntilTrue() {
    let _: Bool = wait { isTrue in isTrue ? true : nil }
  }
}
