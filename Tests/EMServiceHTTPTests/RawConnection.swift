import Glibc

/// A connection to a server on this machine, for what no decent client does.
final class RawConnection {
  private let descriptor: Int32

  /// Connects to a port of 127.0.0.1; nil where nobody listens.
  init?(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
      close(descriptor)
      return nil
    }
    // A test that hangs shall fail.
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends a text as it is.
  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// One answer: its header, and as much body as it announces; what has come so far where the connection ends.
  func answer(hasBody: Bool = true) -> String {
    var bytes: [UInt8] = []
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.firstRange(of: "\r\n\r\n") {
        let header = text[..<end.lowerBound].lowercased()
        let length = header.split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
          .flatMap { Int($0.dropFirst(16)) }
        if text[end.upperBound...].utf8.count >= (hasBody ? length ?? 0 : 0) { return text }
      }
      guard let more = read() else { return text }
      bytes += more
    }
  }

  /// True when the other side has closed the connection without saying anything more.
  func isClosed() -> Bool { read() == nil }

  private func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}

extension String {
  /// The body of an answer.
  var httpBody: String { firstRange(of: "\r\n\r\n").map { String(self[$0.upperBound...]) } ?? "" }

  /// The status of an answer.
  var httpStatus: Int { split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }
}
