import EMDiagnostics
import EMServiceHTTP
import Testing

/// What clients can do to a server, and what not.
struct HTTPServerTests {
  /// Answers with what was asked: method, target, body; `/later` from another thread.
  private struct Echo: HTTPHandler {
    func handle(_ request: HTTPRequest) -> HTTPHandling {
      let text = "\(request.method) \(request.target) \(String(decoding: request.body, as: UTF8.self))"
      guard request.target == "/later" else { return .now(.text(200, text)) }
      return .later { reply in
        runWorkers(2) { reply { .text(200, "later") } }
      }
    }
  }

  private func serve(_ limits: HTTPLimits = HTTPLimits()) throws -> HTTPServer {
    try HTTPServer(ListenAddress(address: "127.0.0.1", port: 0), limits: limits, handler: Echo())
  }

  @Test func `the system chooses a port, and requests on one connection are answered in order`() throws {
    let server = try serve()
    #expect(server.address.port != 0)
    let connection = try #require(RawConnection(port: server.address.port))
    connection.send("GET /one?a=%20b HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(connection.answer().httpBody == "GET /one?a=%20b \n")
    connection.send("POST /two HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
    #expect(connection.answer().httpBody == "POST /two hello\n")
    server.stop()
  }

  @Test func `IPv6 is served too, and addresses that are none are refused`() throws {
    let server = try HTTPServer(ListenAddress(address: "::1", port: 0), handler: Echo())
    #expect(server.address.text == "[::1]:\(server.address.port)")
    server.stop()
    #expect(throws: ServiceFailure("'localhost' is no address of IPv4 or IPv6")) {
      try HTTPServer(ListenAddress(address: "localhost", port: 0), handler: Echo())
    }
    let taken = try serve()
    #expect(throws: ServiceFailure.self) { try HTTPServer(taken.address, handler: Echo()) }
    taken.stop()
  }

  @Test func `an answer that comes later is sent when it is there, once`() throws {
    let server = try serve()
    let connection = try #require(RawConnection(port: server.address.port))
    for _ in 0..<50 {
      connection.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(connection.answer().httpBody == "later\n")
    }
    #expect(server.waiting == 0)
    server.stop()
  }

  @Test func `HEAD has the length and no body`() throws {
    let server = try serve()
    let connection = try #require(RawConnection(port: server.address.port))
    connection.send("HEAD /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    let answer = connection.answer(hasBody: false)
    #expect(answer.contains("Content-Length: 9"))
    #expect(answer.httpBody.isEmpty)
    server.stop()
  }

  @Test func `a query of any number of fields is answered at once`() throws {
    let server = try serve()
    let connection = try #require(RawConnection(port: server.address.port))
    let target = "/?" + Array(repeating: "a=b", count: 5000).joined(separator: "&")
    connection.send("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(connection.answer().httpBody == "GET \(target) \n")
    server.stop()
  }

  @Test func `a body that is too long is refused, announced or not`() throws {
    var limits = HTTPLimits()
    limits.body = 1000
    let server = try serve(limits)
    let announced = try #require(RawConnection(port: server.address.port))
    announced.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n")
    #expect(announced.answer().httpStatus == 413)
    let chunked = try #require(RawConnection(port: server.address.port))
    chunked.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in 0..<3 { chunked.send("190\r\n\(String(repeating: "x", count: 400))\r\n") }
    #expect(chunked.isClosed())
    let fitting = try #require(RawConnection(port: server.address.port))
    fitting.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n\(String(repeating: "x", count: 1000))")
    #expect(fitting.answer().httpStatus == 200)
    server.stop()
  }

  @Test(arguments: [
    "Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nContent-Length: 6",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
  ]) func `a body whose length is not clear is refused, and what follows is no request`(fields: String) throws {
    let server = try serve()
    let connection = try #require(RawConnection(port: server.address.port))
    connection.send(
      "POST /x HTTP/1.1\r\nHost: x\r\n\(fields)\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(connection.answer().httpStatus == 400)
    #expect(connection.isClosed())
    server.stop()
  }

  @Test func `a header that is too long is refused`() throws {
    let server = try serve()
    let connection = try #require(RawConnection(port: server.address.port))
    connection.send("GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "x", count: 1 << 16))\r\n\r\n")
    #expect([0, 400, 413, 431, 494].contains(connection.answer().httpStatus))
    let other = try #require(RawConnection(port: server.address.port))
    other.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(other.answer().httpStatus == 200)
    server.stop()
  }

  @Test func `a client that sends its request too slowly is cut off, one that waits for its answer is not`() throws {
    let server = try serve()
    let slow = try #require(RawConnection(port: server.address.port))
    slow.send("GET / HTTP/1.1\r\nHost:")
    let good = try #require(RawConnection(port: server.address.port))
    good.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(good.answer().httpStatus == 200)
    // The header has taken longer than it may; the other connection may wait for its next request some time more.
    server.closeOverdue(at: MonotonicTime.now.after(seconds: Double(HTTPLimits().requestTime) + 1))
    #expect(slow.isClosed())
    good.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(good.answer().httpStatus == 200)
    server.closeOverdue(
      at: MonotonicTime.now.after(seconds: Double(HTTPLimits().requestTime + HTTPLimits().idleTime) + 1))
    #expect(good.isClosed())
    server.stop()
  }

  @Test func `one address has so many connections and no more`() throws {
    var limits = HTTPLimits()
    limits.connectionsPerAddress = 2
    let server = try serve(limits)
    var connections: [RawConnection] = []
    for _ in 0..<2 {
      let connection = try #require(RawConnection(port: server.address.port))
      connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(connection.answer().httpStatus == 200)
      connections.append(connection)
    }
    let third = try #require(RawConnection(port: server.address.port))
    third.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(third.answer().isEmpty)
    server.stop()
  }
}
