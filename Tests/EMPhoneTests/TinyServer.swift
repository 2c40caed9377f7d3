import EMHTTPClient
import Foundation
import Glibc

/// A server on a free port of this machine with the pages of `WireService`, and `/large`, which is too large.
///
/// Unchecked: only its thread has the service.
final class TinyServer: @unchecked Sendable {
  /// The port.
  let port: UInt16
  private let descriptor: Int32
  private let service = WireService()

  /// Listens; nil where the system refuses.
  init?() {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (socket, size) = (descriptor, length)
    let isBound = withUnsafeMutablePointer(to: &address) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 && listen(socket, 16) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    guard isBound else { return nil }
    Thread.detachNewThread { [self] in serve() }
  }

  /// Ends the server.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let connection = accept(descriptor, nil, nil)
      guard connection >= 0 else { break }
      answer(connection)
      close(connection)
    }
    close(descriptor)
  }

  private func answer(_ connection: Int32) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      bytes += buffer[..<count]
    }
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    let target = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? "/"
    var reply = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
    var body = [UInt8](repeating: 0x20, count: 100 << 10)
    if target != "/large" {
      let headers = lines.dropFirst().filter { $0.contains(": ") }
      var call = HTTPCall(url: "http://127.0.0.1\(target)", headers: Array(headers), body: nil, timeout: 1)
      call.wantedHeaders = ["Content-Type", "Refresh"]
      guard case .success(let answer) = service.answer(call) else { return }
      for (name, value) in answer.headers { reply += "\(name): \(value)\r\n" }
      body = answer.body
    }
    let whole = Array("\(reply)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    var rest = whole[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
