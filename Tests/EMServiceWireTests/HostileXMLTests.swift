import EMService
import EMServiceWire
import EMTestSupport
import Foundation
import Testing

private let info = "<appInfo><appID>emproxy</appID><appCertificate>secret</appCertificate></appInfo>"
private let all = "<request>\(info)<logoutAll/></request>"

/// Documents that mean harm are refused, soon and in silence.
@Suite(.serialized) struct HostileXMLTests {
  private static let manyEntities: String = {
    let names = "abcdefghij".map(String.init)
    let entities = zip(names, names.dropFirst()).map { name, next in
      "<!ENTITY \(name) \"\(String(repeating: "&\(next);", count: 10))\">"
    }
    return "<!DOCTYPE request [\(entities.joined())<!ENTITY j \"ha\">]><request>&a;</request>"
  }()

  private static let oneLongEntity =
    "<!DOCTYPE request [<!ENTITY a \"\(String(repeating: "x", count: 20_000))\">]>"
    + "<request>\(String(repeating: "&a;", count: 10_000))</request>"

  private static let externalEntity =
    "<!DOCTYPE request [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
    + "<request><appInfo><appID>&a;</appID><appCertificate>x</appCertificate></appInfo><logoutAll/></request>"

  private static let defaults: String = {
    let attributes = (0..<1000).map { "a\($0) CDATA 'x'" }.joined(separator: " ")
    return "<!DOCTYPE request [<!ATTLIST b \(attributes)>]><request>\(String(repeating: "<b/>", count: 4000))</request>"
  }()

  private static let documents: [String] = [
    manyEntities, oneLongEntity, externalEntity, defaults,
    "<!DOCTYPE request [<!ENTITY % a SYSTEM \"http://127.0.0.1:1/x\">%a;]>\(all)",
    "<!DOCTYPE request [<!ENTITY a \"x\">]>\(all)", "<!DOCTYPE request [%a;]>\(all)",
    "<!DOCTYPE request SYSTEM \"http://127.0.0.1:1/x.dtd\"><request>&a;</request>",
    "<!DOCTYPE request SYSTEM \"x\"><request a=\"&a;\"/>",
    "<request>&#0;</request>", "<request>&#x110000;</request>", "<a:request xmlns:a='x' b:c='d'/>",
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?><request", all.map { "\($0)\u{0}" }.joined(),
    all.map { "\u{0}\($0)" }.joined(), "<\u{0}?\u{0}x\u{0}m\u{0}l\u{0}", "\u{0}\u{0}\u{0}<", "\u{FEFF}\u{FEFF}",
    "<request><![CDATA[", "<!--", "<?pi", "<!DOCTYPE",
    String(repeating: "<a>", count: 20_000), String(repeating: "<request>", count: 7000),
    String(repeating: "<a>", count: 33) + String(repeating: "</a>", count: 33),
    "<request \((0..<9000).map { "a\($0)=''" }.joined(separator: " "))/>",
    "<request>\(String(repeating: "<b/>", count: 5000))</request>",
    "<request>\(String(repeating: "x", count: 5000))</request>",
    "<request a='\(String(repeating: "x", count: 5000))'/>",
    "<request>\(String(repeating: "<![CDATA[xxxxxxxxxx]]>", count: 2000))</request>",
    "<request>\(String(repeating: " ", count: 70_000))</request>",
    "<request>\(String(repeating: "&amp;", count: 6000))</request>",
  ]

  @Test func refusesAtOnceAndSaysNothing() throws {
    let clock = ContinuousClock()
    let printed = try silently {
      for document in Self.documents {
        var exchange = Exchange()
        var request = WireRequest("POST", WirePath.api)
        request.body = Array("xml=\(document)".utf8)
        let start = clock.now
        let text = try exchange.refusal(request).text
        let time = clock.now - start
        #expect(text.contains("<error code=\"1\">"), "\(document.prefix(60))")
        #expect(time < .seconds(2), "\(document.prefix(60))")
      }
    }
    // Results of other tests are printed there too.
    #expect(!printed.contains("parser") && !printed.contains("Entity:") && !printed.contains("error :"), "\(printed)")
  }

  @Test func limitsAreExact() throws {
    func isTaken(_ xml: String) -> Bool {
      var wire = Wire(host: "a")
      var request = WireRequest("POST", WirePath.api)
      request.body = Array("xml=\(xml)".utf8)
      if case .request = wire.parse(request, at: 0) { return true }
      return false
    }
    // Five elements are around the names.
    func devices(_ count: Int) -> String {
      "<query>\(info)<deviceUserQuery>\(String(repeating: "<deviceName/>", count: count))</deviceUserQuery></query>"
    }
    #expect(isTaken(devices(4091)))
    #expect(!isTaken(devices(4092)))
    func logout(_ count: Int) -> String {
      "<request>\(info)<logout><deviceName>\(String(repeating: "x", count: count))</deviceName></logout></request>"
    }
    #expect(isTaken(logout(4096)))
    #expect(!isTaken(logout(4097)))
    func attributes(_ count: Int) -> String {
      "<request>\(info)<logoutAll \((0..<count).map { "a\($0)=''" }.joined(separator: " "))/></request>"
    }
    #expect(isTaken(attributes(4096)))
    #expect(!isTaken(attributes(4097)))
    #expect(isTaken(all + String(repeating: " ", count: (64 << 10) - all.utf8.count - 4)))
    #expect(!isTaken(all + String(repeating: " ", count: (64 << 10) - all.utf8.count - 3)))
    #expect(!isTaken("<!DOCTYPE request [<!ATTLIST logoutAll a CDATA 'x'>]>\(all)"))
  }

  @Test func depthIsLimited() {
    func isTaken(_ depth: Int) -> Bool {
      let inner = String(repeating: "<a>", count: depth - 2) + String(repeating: "</a>", count: depth - 2)
      let text = "<emccRequest version=\"1\"><update clusterId=\"a\">\(inner)</update></emccRequest>"
      if case .success = PeerCodec.request(Array(text.utf8)) { return true }
      return false
    }
    #expect(isTaken(32))
    #expect(!isTaken(33))
  }

  @Test func passesOverADocumentType() throws {
    var exchange = Exchange()
    for type in [
      "<!DOCTYPE request>", "<!DOCTYPE request SYSTEM \"http://127.0.0.1:1/x.dtd\">",
      "<!DOCTYPE request PUBLIC \"-//X//Y\" \"file:///etc/passwd\">",
      "<!DOCTYPE request [<!ELEMENT request ANY> <!-- text -->]>",
    ] {
      #expect(try exchange.parse(api("\(type)\(all)")).request == .logoutAll(application))
    }
  }

  @Test func passesOverCommentsAndInstructions() throws {
    var exchange = Exchange()
    let xml = "\u{FEFF}<?xml version='1.0'?><!-- a --><?b c?>\(all)<!-- d -->\n"
    #expect(try exchange.parse(api(xml)).request == .logoutAll(application))
  }

  /// What is written to the standard error output meanwhile; it goes on to where it was meant to.
  private func silently(_ body: () throws -> Void) throws -> String {
    let directory = try TemporaryDirectory()
    // Not a pipe: other tests, which print their results there, would wait for a reader.
    let path = try directory.write("stderr", [])
    let file = open(path, O_WRONLY | O_APPEND)
    let saved = dup(2)
    try #require(file >= 0 && saved >= 0)
    dup2(file, 2)
    let result = Result { try body() }
    dup2(saved, 2)
    close(saved)
    close(file)
    let printed = try Data(contentsOf: URL(filePath: path))
    FileHandle.standardError.write(printed)
    try result.get()
    return String(decoding: printed, as: UTF8.self)
  }
}
