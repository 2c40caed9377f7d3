package import EMService

/// Why a message of another cluster cannot be read.
package enum PeerFormatError: Error, Equatable {
  /// It is not XML within the limits.
  case unreadable
  /// It is of a version that this service does not know; the version, as written.
  case version(String)
  /// An element lacks something, or has something that nobody knows; the name of what is wrong.
  case content(String)
}

/// Messages between clusters of this service as XML, version 1: an own format, since Cisco's is not public.
///
/// The outermost element names the direction and the version, the one in it the message. Values are attributes, lists are
/// elements; what is nil is left out. Characters that XML cannot hold become U+FFFD. The PIN is in the messages: they go
/// over TLS only, and never into logs.
package enum PeerCodec {
  /// The version of the messages.
  static let version = "1"
  /// Limits of a request.
  static let requestLimits = XMLLimits(bytes: 64 << 10, text: 64 << 10)
  /// Limits of an answer, which holds a phone with its lines.
  static let answerLimits = XMLLimits(bytes: 256 << 10, elements: 16_384, attributes: 65_536, text: 64 << 10)

  /// Bytes of the largest answer that is read.
  package static var largestAnswer: Int { answerLimits.bytes }

  /// A request as it is sent.
  package static func bytes(_ request: PeerRequest) -> [UInt8] { bytes("emccRequest", request) }

  /// An answer as it is sent.
  package static func bytes(_ answer: PeerAnswer) -> [UInt8] { bytes("emccResponse", answer) }

  /// Reads a request.
  package static func request(_ bytes: [UInt8]) -> Result<PeerRequest, PeerFormatError> {
    read("emccRequest", bytes, requestLimits)
  }

  /// Reads an answer.
  package static func answer(_ bytes: [UInt8]) -> Result<PeerAnswer, PeerFormatError> {
    read("emccResponse", bytes, answerLimits)
  }

  /// What goes back to the cluster that asked.
  static func response(_ answer: ServiceAnswer) -> WireResponse {
    let message: PeerAnswer =
      switch answer {
      case .peer(let answer): answer
      case .failure(let error, _): .failure(error)
      default: .failure(.unknownError)
      }
    var response = WireResponse.xml("")
    response.body = bytes(message)
    return response
  }

  private static func bytes(_ name: String, _ message: some PeerMessage) -> [UInt8] {
    var root = XMLElement(name)
    root.set("version", version)
    root.children = [message.element]
    var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
    root.write(to: &text)
    return Array("\(text)\n".utf8)
  }

  private static func read<Message: PeerMessage>(
    _ name: String, _ bytes: [UInt8], _ limits: XMLLimits
  ) -> Result<Message, PeerFormatError> {
    guard case .success(let root) = readXML(bytes, limits: limits), root.name == name else {
      return .failure(.unreadable)
    }
    guard root[attribute: "version"] == version else { return .failure(.version(root[attribute: "version"] ?? "")) }
    guard root.children.count == 1, let element = root.children.first else { return .failure(.content(name)) }
    do {
      return .success(try Message(element))
    } catch {
      return .failure(error)
    }
  }
}

/// A message: its element's name says which.
protocol PeerMessage {
  /// The message in XML.
  var element: XMLElement { get }
  /// Reads a message.
  init(_ element: XMLElement) throws(PeerFormatError)
}

extension XMLElement {
  /// Writes the element without line breaks.
  func write(to text: inout String) {
    text += "<\(name)"
    for attribute in attributes { text += " \(attribute.name)=\"\(escapedXML(attribute.value, isAttribute: true))\"" }
    if children.isEmpty, self.text.isEmpty {
      text += "/>"
      return
    }
    text += ">\(escapedXML(self.text))"
    for child in children { child.write(to: &text) }
    text += "</\(name)>"
  }
}
