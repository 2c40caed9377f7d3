// A libFuzzer target over what comes to the service over the network; Scripts/fuzz builds it together with the modules.
internal import EMService
internal import EMServiceWire

/// Reads the data and stops the process if a promise is broken.
///
/// The first byte says how: as the fields of a phone, a document of the EM API, or a message between clusters.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWire(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let first = bytes.first else { return 0 }
  let rest = Array(bytes.dropFirst())
  switch Int(first) % 3 {
  case 0: fuzzForm(rest)
  case 1: fuzzDocument(rest)
  default: fuzzPeer(rest)
  }
  return 0
}

/// A query of a phone: whatever is asked, each kind of answer is a page within its limits, without the PIN.
private func fuzzForm(_ bytes: [UInt8]) {
  for path in [WirePath.application, WirePath.credential] {
    for method in ["GET", "HEAD"] {
      var wire = Wire(host: "localhost:8080")
      var request = WireRequest(method, path)
      request.query = bytes
      switch wire.parse(request, at: 0) {
      case .response(let response): check(response)
      case .request(let parsed):
        for answer in answers { check(wire.response(answer, for: parsed, at: 0)) }
        if case .login(let call) = parsed.request { precondition(method == "GET" && !call.device.isEmpty) }
      }
    }
  }
}

/// A form of the EM API, whose document may be encoded or not.
private func fuzzDocument(_ bytes: [UInt8]) {
  var wire = Wire(host: "localhost:8080")
  var request = WireRequest("POST", WirePath.api)
  request.body = Array("xml=".utf8) + bytes
  switch wire.parse(request, at: 0) {
  case .response(let response): check(response)
  case .request(let parsed):
    for answer in answers { check(wire.response(answer, for: parsed, at: 0)) }
    if case .login(let call) = parsed.request, case .minutes(let minutes) = call.duration {
      precondition((1...999_999_999).contains(minutes), "a duration is out of range")
    }
  }
}

/// A message between clusters: what is read is read again when it is written.
private func fuzzPeer(_ bytes: [UInt8]) {
  if case .success(let message) = PeerCodec.request(bytes) {
    precondition(PeerCodec.request(PeerCodec.bytes(message)) == .success(message), "a request changes")
  }
  if case .success(let message) = PeerCodec.answer(bytes) {
    precondition(PeerCodec.answer(PeerCodec.bytes(message)) == .success(message), "an answer changes")
  }
}

private func check(_ response: WireResponse) {
  precondition([200, 414].contains(response.status), "a client gets \(response.status)")
  precondition(response.body.count > 10, "an answer is empty")
}

private let answers: [ServiceAnswer] = [
  .done, .loggedOut([]), .changePIN, .chooseProfile(["a", "b"]), .pinChange(.changed),
  .failure(.authenticationError, detail: "\u{0}"),
  .phonePage(PhonePage(isInUse: false, rememberedUser: "a", allowsLetters: true, userLocale: "Japanese Japan")),
]
