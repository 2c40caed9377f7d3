import EMService
import EMServiceWire
import EMTestSupport
import Foundation
import Testing

/// Reads a request as it came over the network: request line, headers, blank line, body.
func request(_ name: String) throws -> WireRequest {
  let url = URL(filePath: fixturesDirectory).appending(path: "wire/clients/\(name).http")
  let bytes = Array(try Data(contentsOf: url))
  let separator = Array("\r\n\r\n".utf8)
  let end = try #require(bytes.indices.first { bytes[$0...].starts(with: separator) })
  let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
  let words = lines[0].split(separator: " ").map(String.init)
  let target = words[1].split(separator: "?", maxSplits: 1).map(String.init)
  var request = WireRequest(words[0], target[0])
  request.query = target.count > 1 ? Array(target[1].utf8) : []
  request.headers = lines.dropFirst().map { line in
    let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    return WireRequest.Header(parts[0], parts[1])
  }
  request.body = Array(bytes[(end + 4)...])
  request.peerAddress = "10.9.9.9"
  let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
  try #require(request.body.count == length, "the body of \(name) is not as long as it says")
  return request
}

/// A client's request through the wire and, with an answer of the service, back.
struct Exchange {
  /// The wire that it goes through.
  var wire = Wire(host: "em.example.com:8080")
  /// Now.
  var now = 1000

  /// What a request asks of the service.
  mutating func parse(_ request: WireRequest) throws -> ParsedRequest {
    guard case .request(let parsed) = wire.parse(request, at: now) else {
      throw TestFailure("the request is answered at once")
    }
    return parsed
  }

  /// The answer to a request that does not get to the service.
  mutating func refusal(_ request: WireRequest) throws -> WireResponse {
    guard case .response(let response) = wire.parse(request, at: now) else {
      throw TestFailure("the request is passed on")
    }
    return response
  }

  /// The body of the answer, if the service answers so.
  mutating func text(_ request: WireRequest, _ answer: ServiceAnswer) throws -> String {
    let parsed = try parse(request)
    let response = wire.response(answer, for: parsed, at: now)
    try #require(response.status == 200)
    return response.text
  }
}

/// Why a test cannot go on.
struct TestFailure: Error {
  /// The reason.
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension WireResponse {
  /// The body as text, by the encoding of its header.
  var text: String {
    if header("Content-Type")?.contains("iso-8859-1") == true {
      return String(String.UnicodeScalarView(body.map { Unicode.Scalar($0) }))
    }
    return String(decoding: body, as: UTF8.self)
  }

  /// The value of a header.
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// A request of the EM API in a form.
func api(_ xml: String, method: String = "POST") -> WireRequest {
  var request = WireRequest(method, WirePath.api)
  let encoded = Array(xml.utf8).map { byte in
    String(format: "%%%02X", byte)
  }
  let fields = Array("xml=\(encoded.joined())".utf8)
  if method == "POST" { request.body = fields } else { request.query = fields }
  return request
}

/// A request of a phone.
func phone(_ query: String, _ headers: [WireRequest.Header] = [], path: String = WirePath.application) -> WireRequest {
  var request = WireRequest("GET", path)
  request.query = Array(query.utf8)
  request.headers = [.init("Host", "10.0.0.1:8080")] + headers
  request.peerAddress = "10.9.9.9"
  return request
}

/// What a public client authenticates with.
let application = Caller.application(id: "emproxy", certificate: "secret")

/// Runs xmllint with the data on its input; nil where there is none.
func xmllint(_ arguments: [String], _ data: [UInt8]) throws -> (status: Int32, output: String)? {
  guard let path = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first(where: FileManager.default.isExecutableFile)
  else { return nil }
  let directory = try TemporaryDirectory()
  let file = try directory.write("document.xml", data)
  let process = Process()
  process.executableURL = URL(filePath: path)
  process.arguments = arguments + ["--noout", "--nonet", file]
  let output = Pipe()
  process.standardError = output
  process.standardOutput = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, text)
}

/// The bytes of a fixture.
func fixture(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(filePath: fixturesDirectory).appending(path: name)))
}
