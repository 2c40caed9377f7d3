import EMHTTPClient
import EMPhone
import EMTestSupport
import Foundation
import Testing

/// The bytes of a fixture.
func fixture(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(filePath: fixturesDirectory).appending(path: name)))
}

/// A phone that has opened a service whose first page is this document.
func opened(_ document: [UInt8], headers: [String: String] = [:]) throws -> Phone {
  var phone = Phone(PhoneIdentity(device: "SEP001122334455"), start: "http://127.0.0.1/start?device=#DEVICENAME#")
  #expect(try url(phone.open()) == "http://127.0.0.1/start?device=SEP001122334455")
  let need = phone.take(.success(HTTPCallAnswer(status: 200, headers: headers, body: document)))
  #expect(need == nil)
  return phone
}

/// The address of the request that a phone needs.
func url(_ need: Phone.Need?) throws -> String {
  guard case .request(let call)? = need else { throw PhoneTestFailure(reason: "no request") }
  return call.url
}

/// Whether the phone is put away.
func isEnd(_ need: Phone.Need?) -> Bool { if case .end? = need { true } else { false } }

/// Why a test cannot go on.
struct PhoneTestFailure: Error {
  /// The reason.
  let reason: String
}
