internal import EMDiagnostics
internal import EMHTTPClient
internal import EMService

/// Posts lines to an address, one after the other, again and again with growing pauses; what cannot be sent ends up in a
/// file.
package final class Webhook: Sendable {
  /// How it is done.
  package struct Settings: Sendable, Equatable {
    /// Where lines are posted to.
    package var url: String
    /// File for what could not be sent; it may be sent by hand later.
    package var deadLetters: String
    /// Value of the header `Authorization`; nil for none.
    package var authorization: String?
    /// File with the certificates that the server may have; nil for those that the system trusts.
    package var authorities: String?
    /// Lines that may wait; more are dead letters at once.
    package var capacity = 10_000
    /// How often a line is sent before it is a dead letter.
    package var attempts = 6
    /// Seconds before the second attempt; doubled for each further one.
    package var firstPause = 1.0
    /// Seconds that the server has for an answer.
    package var timeout = 5

    /// Makes settings.
    package init(url: String, deadLetters: String) {
      self.url = url
      self.deadLetters = deadLetters
    }

    /// Refuses what can never be sent to: otherwise every event would become a dead letter.
    func inspect() throws(ServiceFailure) {
      // The address may hold a secret, so it is not shown.
      guard ["http://", "https://"].contains(where: url.lowercased().hasPrefix) else {
        throw ServiceFailure("the webhook's address must begin with http:// or https://")
      }
      if let authorities { _ = try SecretFile.read(authorities, isSecret: false) }
    }
  }

  /// What the thread is given.
  private enum Step: Sendable {
    case line([UInt8])
    case answer(Bool, String)
  }

  private let settings: Settings
  private let client: HTTPClient
  private let deadLetters: LineFile
  private let mailbox = Mailbox<Step>()
  private let waiting = Locked(0)
  private let thread = Locked<ServiceThread?>(nil)
  private let log: ServiceLog
  private let metrics: ShellMetrics

  /// Starts to send.
  package init(_ settings: Settings, log: ServiceLog, metrics: ShellMetrics) throws(ServiceFailure) {
    self.settings = settings
    self.log = log
    self.metrics = metrics
    try settings.inspect()
    guard let client = HTTPClient() else { throw ServiceFailure("libcurl cannot be started") }
    self.client = client
    deadLetters = try LineFile(settings.deadLetters)
    let started = ServiceThread { [self] in run() }
    guard let started else { throw ServiceFailure("no thread can be started") }
    thread.withLock { $0 = started }
  }

  /// Sends a line, later; one too many becomes a dead letter.
  func send(_ line: [UInt8]) {
    let hasRoom = waiting.withLock { waiting in
      guard waiting < settings.capacity else { return false }
      waiting += 1
      return true
    }
    guard hasRoom, mailbox.push(.line(line)) else { return bury(line, "too many wait already") }
  }

  /// Opens the file of dead letters anew.
  func reopen() throws(ServiceFailure) { try deadLetters.reopen() }

  /// Ends the sending; what waits becomes dead letters.
  func stop() {
    mailbox.close()
    client.stop()
    thread.withLock { $0 }?.join()
  }

  // MARK: Sending

  /// One line after the other, in order.
  private func run() {
    var queue: [[UInt8]] = []
    var next = 0
    var attempt = 0
    var isTaking = true
    var isUnderWay = false
    var pause: MonotonicTime?
    while let steps = mailbox.takeAll(until: isUnderWay ? nil : pause) {
      for step in steps {
        switch step {
        case .line(let line): queue.append(line)
        case .answer(let isGood, let reason):
          isUnderWay = false
          attempt += 1
          if isGood != isTaking { note(isGood, reason) }
          isTaking = isGood
          guard !isGood, attempt < settings.attempts else {
            if isGood { metrics.count(.webhookSent) } else { bury(queue[next], reason) }
            finished(&queue, &next, &attempt)
            continue
          }
          let seconds = min(settings.firstPause * Double(1 << min(attempt - 1, 10)), 60)
          pause = MonotonicTime.now.after(seconds: seconds)
        }
      }
      if let moment = pause, MonotonicTime.now >= moment { pause = nil }
      guard !isUnderWay, pause == nil, next < queue.count else { continue }
      isUnderWay = true
      post(queue[next])
    }
    for line in queue[next...] { bury(line, "the service has ended") }
  }

  /// Goes on to the next line.
  private func finished(_ queue: inout [[UInt8]], _ next: inout Int, _ attempt: inout Int) {
    waiting.withLock { $0 -= 1 }
    next += 1
    attempt = 0
    if next == queue.count || next > 1024 {
      queue.removeFirst(next)
      next = 0
    }
  }

  private func post(_ line: [UInt8]) {
    var headers = ["Content-Type: application/json", "Expect:"]
    if let authorization = settings.authorization { headers.append("Authorization: \(authorization)") }
    var call = HTTPCall(url: settings.url, headers: headers, body: line, timeout: settings.timeout)
    if let authorities = settings.authorities { call.tls = .authorities(authorities) }
    client.send(call) { [mailbox] result in
      switch result {
      case .success(let answer):
        mailbox.push(.answer((200..<300).contains(answer.status), "status \(answer.status)"))
      case .failure(let failure): mailbox.push(.answer(false, failure.reason))
      }
    }
  }

  /// Says that the address takes nothing, or takes lines again, so that an outage shows before its first dead letter.
  private func note(_ isGood: Bool, _ reason: String) {
    log.log(
      isGood ? .info : .warning, "webhook", [.init("reason", reason), .init("state", isGood ? "sending" : "retrying")])
  }

  private func bury(_ line: [UInt8], _ reason: String) {
    metrics.count(.deadLetters)
    let isKept = deadLetters.append(line)
    log.log(
      isKept ? .warning : .error, "webhook",
      [.init("reason", reason), .init("deadLetter", isKept ? "written" : "lost")])
  }
}
