import EMCredentials
import EMService
import EMStoreSQLite
import EMTestSupport

/// Credentials in a directory of their own, and a clock that tests turn.
final class CredentialBox {
  let directory: TemporaryDirectory
  let time = Monitor(1_000_000)
  var options = Credentials.Options()
  var path: String { "\(directory.path)/credentials.sqlite" }

  init(_ file: String = "user,pin\njohn,48213\n") throws {
    directory = try TemporaryDirectory()
    options.clock = { [time] in time.update { $0 } }
    options.threads = 2
    options.extensions = { $0 == "john" ? ["\\+1408555", "5551234"] : [] }
    let credentials = try open()
    _ = try credentials.load(CredentialFile(Array(file.utf8)))
    credentials.close()
  }

  func open(secret: String = "a secret that is long enough for a test") throws(StoreFailure) -> Credentials {
    try Credentials(path, secret: ServerSecret(Array(secret.utf8)), options: options)
  }

  /// The credentials as whoever administers them sees them.
  func roster() throws(StoreFailure) -> CredentialRoster {
    try CredentialRoster(path) { [time] in time.update { $0 } }
  }

  /// The database as another process sees it.
  func database() throws(StoreFailure) -> SQLiteDatabase { try SQLiteDatabase(path, schema: .credentials) }
}

extension Credentials {
  /// Asks and waits.
  func verdict(_ question: CredentialQuestion) -> CredentialVerdict {
    let answer = Monitor<CredentialVerdict?>(nil)
    ask(question) { verdict in answer.update { $0 = verdict } }
    return answer.wait { $0 }
  }

  func pin(_ user: String, _ pin: String) -> CredentialVerdict { verdict(.pin(user: user, pin: pin)) }

  /// Changes a PIN and waits.
  func change(_ user: String, _ current: String, _ new: String, again: String? = nil) -> PINChangeResult {
    let answer = Monitor<PINChangeResult?>(nil)
    change(PINChange(device: "SEP1", user: user, current: current, new: new, confirmation: again ?? new)) { result in
      answer.update { $0 = result }
    }
    return answer.wait { $0 }
  }

  func load(_ text: String) throws(StoreFailure) -> CredentialLoadReport { try load(CredentialFile(Array(text.utf8))) }
}

extension Monitor<Bool> {
  /// Waits until it is true.
  func waitUntilTrue() {
    let _: Bool = wait { isTrue in isTrue ? true : nil }
  }
}
