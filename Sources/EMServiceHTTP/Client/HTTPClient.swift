internal import CCurl
internal import EMDiagnostics
internal import Glibc

/// A request that goes out.
struct HTTPCall: Sendable {
  /// How the other side is known, and how it knows us.
  struct TLS: Sendable {
    /// File with the certificates that the other side may have.
    var authorities: String
    /// The other side has one of these public keys: SHA-256, as libcurl writes it; empty for any.
    var pins: String = ""
    /// File with our certificate.
    var certificate: String = ""
    /// File with our key.
    var key: String = ""
  }

  /// Where it goes.
  var url: String
  /// Header fields, such as `Content-Type: text/xml`.
  var headers: [String]
  /// The body; sent by POST.
  var body: [UInt8]
  /// Seconds until the answer must be there.
  var timeout: Int
  /// Bytes of the answer at most.
  var largestAnswer = 1 << 18
  /// TLS with certificates of both sides; nil for what the system trusts.
  var tls: TLS?
}

/// What comes back.
struct HTTPCallAnswer: Sendable {
  /// The status.
  var status: Int
  /// The body.
  var body: [UInt8]
}

/// Why nothing came back.
enum HTTPCallFailure: Error, Equatable {
  /// There is no connection.
  case disconnected(String)
  /// The connection or the answer took too long, or broke off.
  case silent(String)
  /// The certificates are not trusted by one of both.
  case untrusted(String)
  /// The client is stopped.
  case stopped

  /// A few words for logs.
  var reason: String {
    switch self {
    case .disconnected(let reason), .silent(let reason), .untrusted(let reason): reason
    case .stopped: "the service is about to end"
    }
  }
}

/// Sends requests from one thread, all at once, and keeps connections.
final class HTTPClient: Sendable {
  /// What is called when a request has come to its end.
  typealias Completion = @Sendable (Result<HTTPCallAnswer, HTTPCallFailure>) -> Void

  /// A request that nobody has begun to send.
  struct Pending: Sendable {
    var call: HTTPCall
    var completion: Completion
  }

  /// Requests that were not begun.
  private struct Queue {
    var pending: [Pending] = []
    var isStopped = false
  }

  /// The library's handle, whose `curl_multi_wakeup` any thread may call.
  struct Multi: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  private let queue = Locked(Queue())
  private let multi: Multi
  private let thread = Locked<ServiceThread?>(nil)

  /// Starts the client's thread.
  init() throws(ServiceFailure) {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let pointer = curl_multi_init() else {
      throw ServiceFailure("libcurl cannot be started")
    }
    multi = Multi(pointer: pointer)
    // The thread has the queue and the handle, not the client, so that the client's end can end it.
    let (queue, multi) = (queue, multi)
    let started = ServiceThread { HTTPClientLoop(multi).run { HTTPClient.take(queue) } }
    guard let started else { throw ServiceFailure("no thread can be started") }
    thread.withLock { $0 = started }
  }

  deinit { stop() }

  /// Sends a request; what it comes to is told on the client's thread, which must not wait.
  func send(_ call: HTTPCall, then completion: @escaping Completion) {
    let isQueued = queue.withLock { queue in
      guard !queue.isStopped else { return false }
      queue.pending.append(Pending(call: call, completion: completion))
      // Under the lock: the thread gives the handle back only after it has seen that the client is stopped.
      curl_multi_wakeup(multi.pointer)
      return true
    }
    if !isQueued { completion(.failure(.stopped)) }
  }

  /// Ends the client; requests under way fail.
  func stop() {
    let left = queue.withLock { queue -> [Pending] in
      if !queue.isStopped {
        queue.isStopped = true
        curl_multi_wakeup(multi.pointer)
      }
      defer { queue.pending = [] }
      return queue.pending
    }
    for pending in left { pending.completion(.failure(.stopped)) }
    let running = thread.withLock { thread -> ServiceThread? in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  /// What is to be sent; nil where the client is stopped.
  private static func take(_ queue: Locked<Queue>) -> [Pending]? {
    queue.withLock { queue in
      guard !queue.isStopped else { return nil }
      defer { queue.pending = [] }
      return queue.pending
    }
  }
}
