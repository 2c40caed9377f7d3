internal import EMDiagnostics
package import EMHTTPClient
internal import Glibc

/// The phone's connection: sends one request at a time, and wakes whoever polls when the answer is there.
package final class PhoneLine: Sendable {
  private struct State {
    var number = 0
    var result: Result<HTTPCallAnswer, HTTPCallFailure>?
  }

  private let client: HTTPClient
  private let state = Locked(State())
  /// What is readable when an answer is there.
  let descriptor: Int32
  private let wakeDescriptor: Int32

  /// Connects; nil where libcurl cannot be started.
  package init?() {
    guard let client = HTTPClient(), let pipe = WakePipe() else { return nil }
    self.client = client
    descriptor = pipe.reading
    wakeDescriptor = pipe.writing
  }

  deinit {
    // The client's thread may still write to the pipe.
    client.stop()
    close(descriptor)
    close(wakeDescriptor)
  }

  /// Sends a request; the answer to the one before is no longer wanted.
  package func send(_ call: HTTPCall) {
    let number = state.withLock { state in
      state.number += 1
      state.result = nil
      return state.number
    }
    client.send(call) { [state, wakeDescriptor] result in
      let isWanted = state.withLock { state in
        guard state.number == number else { return false }
        state.result = result
        return true
      }
      var byte: UInt8 = 0
      if isWanted { _ = write(wakeDescriptor, &byte, 1) }
    }
  }

  /// Forgets the request that was sent last.
  func abandon() {
    state.withLock { state in
      state.number += 1
      state.result = nil
    }
  }

  /// The answer that has come; nil where none has.
  func take() -> Result<HTTPCallAnswer, HTTPCallFailure>? {
    var bytes: [UInt8] = Array(repeating: 0, count: 16)
    while read(descriptor, &bytes, bytes.count) > 0 {}
    return state.withLock { state in
      defer { state.result = nil }
      return state.result
    }
  }

  /// Sends a request and waits for the answer.
  package func answer(to call: HTTPCall) -> Result<HTTPCallAnswer, HTTPCallFailure> {
    send(call)
    while true {
      if let result = take() { return result }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      poll(&waiting, 1, -1)
    }
  }
}
