internal import CCurl
internal import EMDiagnostics

/// Sends requests from one thread, all at once, and keeps connections.
package final class HTTPClient: Sendable {
  /// What is called when a request has come to its end.
  package typealias Completion = @Sendable (Result<HTTPCallAnswer, HTTPCallFailure>) -> Void

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
  private let thread: ServiceThread

  /// Starts the client's thread; nil where libcurl or the thread cannot be started.
  package init?() {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let pointer = curl_multi_init() else { return nil }
    multi = Multi(pointer: pointer)
    // The thread has the queue and the handle, not the client, so that the client's end can end it.
    let (queue, multi) = (queue, multi)
    guard let thread = ServiceThread({ HTTPClientLoop(multi).run { HTTPClient.take(queue) } }) else { return nil }
    self.thread = thread
  }

  deinit { stop() }

  /// Sends a request; what it comes to is told on the client's thread, which must not wait.
  package func send(_ call: HTTPCall, then completion: @escaping Completion) {
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
  package func stop() {
    let left = queue.withLock { queue -> [Pending] in
      if !queue.isStopped {
        queue.isStopped = true
        curl_multi_wakeup(multi.pointer)
      }
      defer { queue.pending = [] }
      return queue.pending
    }
    for pending in left { pending.completion(.failure(.stopped)) }
    thread.join()
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
