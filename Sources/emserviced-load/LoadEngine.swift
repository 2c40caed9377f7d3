import Glibc

/// Asks a server over many connections at once, each one request after the other, from one thread.
final class LoadEngine {
  /// What a request is for.
  struct Job {
    /// A number that whoever gives the job knows it by.
    var number: Int
    /// The request as it is sent.
    var request: [UInt8]
  }

  /// A connection.
  private final class Connection {
    let descriptor: Int32
    var job: Job?
    var sent = 0
    var received: [UInt8] = []
    var began = 0.0

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
  }

  private var connections: [Connection] = []
  private var waited: [pollfd] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 14)

  /// Opens connections to a port of this machine.
  init(port: UInt16, connections count: Int) throws {
    for _ in 0..<count {
      let connection = Connection(try Self.connected(port))
      connections.append(connection)
      waited.append(pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0))
    }
  }

  private static func connected(_ port: UInt16) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw LoadFailure("no socket: \(lastError())") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &address) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      let failure = LoadFailure("no connection: \(lastError())")
      close(descriptor)
      throw failure
    }
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    return descriptor
  }

  /// Sends what `next` gives until it gives nothing any more, and hands over each answer's body with the seconds that it
  /// took; false where the server has gone.
  ///
  /// With a rate so many requests a second are begun, however slow the answers are, as long as a connection is free;
  /// seconds count from the moment at which it was a request's turn, so that one slow answer does not hide others.
  func run(perSecond rate: Double? = nil, next: () -> Job?, done: (Job, ArraySlice<UInt8>, Double) -> Void) -> Bool {
    var idle = Array(connections.indices.reversed())
    var isOver = false
    var count = 0
    let start = now()
    while true {
      let time = now()
      while !isOver, !idle.isEmpty {
        let turn = rate.map { start + Double(count) / $0 } ?? time
        guard turn <= time else { break }
        guard let job = next() else {
          isOver = true
          break
        }
        count += 1
        let connection = connections[idle.removeLast()]
        guard begin(job, connection, at: rate == nil ? now() : turn) else { return false }
      }
      if isOver, idle.count == connections.count { return true }
      let ready = poll(&waited, UInt(waited.count), rate == nil || isOver ? 10_000 : 1)
      guard ready > 0 || rate != nil && ready == 0 else { return false }
      for index in waited.indices where waited[index].revents != 0 {
        let connection = connections[index]
        guard receive(connection) else { return false }
        guard let job = connection.job, let body = Self.body(connection.received) else { continue }
        done(job, connection.received[body], now() - connection.began)
        connection.job = nil
        connection.received.removeAll(keepingCapacity: true)
        idle.append(index)
      }
    }
  }

  /// Sends a request, which fits into the socket's buffer.
  private func begin(_ job: Job, _ connection: Connection, at time: Double) -> Bool {
    connection.job = job
    connection.began = time
    let count = job.request.withUnsafeBytes {
      send(connection.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    return count == job.request.count
  }

  private func receive(_ connection: Connection) -> Bool {
    let count = recv(connection.descriptor, &buffer, buffer.count, 0)
    if count < 0, errno == EAGAIN || errno == EINTR { return true }
    guard count > 0 else { return false }
    connection.received += buffer[..<count]
    return true
  }

  /// Where the body of a complete answer stands; nil for one that is not complete.
  private static func body(_ bytes: [UInt8]) -> Range<Int>? {
    let mark = Array("\r\n\r\n".utf8)
    guard bytes.count > 4,
      let end = (0...(bytes.count - 4)).first(where: { bytes[$0] == 13 && bytes[$0..<$0 + 4].elementsEqual(mark) })
    else { return nil }
    let header = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
    guard let line = header.split(separator: "\r\n").first(where: { $0.hasPrefix("content-length:") }),
      let length = Int(line.dropFirst(15).drop { $0 == " " })
    else { return nil }
    return bytes.count >= end + 4 + length ? end + 4..<end + 4 + length : nil
  }
}
