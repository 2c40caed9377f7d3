internal import CLibXML2

/// How large a document may be, so that nobody can make the service work or remember without end.
package struct XMLLimits: Sendable {
  /// Bytes of the document.
  package var bytes: Int
  /// Elements within each other.
  package var depth: Int
  /// Elements in all.
  package var elements: Int
  /// Attributes in all.
  package var attributes: Int
  /// Bytes of one element's text.
  package var text: Int

  /// Makes limits; those that are not given are those of requests.
  package init(
    bytes: Int = 64 << 10, depth: Int = 32, elements: Int = 4096, attributes: Int = 4096, text: Int = 4096
  ) {
    self.bytes = bytes
    self.depth = depth
    self.elements = elements
    self.attributes = attributes
    self.text = text
  }
}

/// Why a document is not taken.
package enum XMLRefusal: Error, Equatable {
  /// It is empty, or its bytes are not those of its encoding.
  case unreadable
  /// It is larger than a limit allows.
  case tooLarge
  /// It declares entities or attributes of its own, or refers to such.
  case declaresEntities
  /// It is not well-formed.
  case malformed
}

/// Reads one document by libxml2, without network, files, entities and messages of its own.
///
/// Elements are made as they come: a document that breaks a limit is left at once, and nothing of it remains. A
/// document type declaration is passed over; what it names is never looked for.
package func readXML(
  _ bytes: some Collection<UInt8>, limits: XMLLimits = XMLLimits()
) -> Result<XMLElement, XMLRefusal> {
  guard bytes.count <= limits.bytes else { return .failure(.tooLarge) }
  guard let text = decodeXMLText(bytes) else { return .failure(.unreadable) }
  guard !text.isEmpty else { return .failure(.unreadable) }
  let builder = XMLTreeBuilder(limits: limits)
  let isRead = builder.parse(text)
  if let refusal = builder.refusal { return .failure(refusal) }
  guard isRead, let root = builder.root else { return .failure(.malformed) }
  return .success(root)
}

/// The bytes of a document as UTF-8, without what stands before the first tag; nil where they are neither that nor, if
/// the document says so, ISO 8859-1.
///
/// libxml2 gets nothing but valid UTF-8, so that it never converts anything; without zero bytes, by which it would take a
/// text for UTF-16.
private func decodeXMLText(_ bytes: some Collection<UInt8>) -> [UInt8]? {
  var rest = bytes[...]
  if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
  // Clients send blank lines before the root, even before the declaration.
  rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
  guard !rest.contains(0) else { return nil }
  guard String(validating: rest, as: UTF8.self) == nil else { return Array(rest) }
  let declaration = String(decoding: rest.prefix(100), as: UTF8.self).lowercased().prefix { $0 != ">" }
  guard declaration.hasPrefix("<?xml"), declaration.contains("iso-8859-1") else { return nil }
  return rest.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
}

/// Prepares libxml2 once, whichever thread comes first.
private let isLibraryReady: Bool = {
  xmlInitParser()
  return true
}()

/// Makes a tree of what libxml2 finds.
private final class XMLTreeBuilder {
  private let limits: XMLLimits
  private var context: xmlParserCtxtPtr?
  private var open: [XMLElement] = []
  private var elements = 0
  private var attributes = 0
  /// The outermost element, once it is closed.
  private(set) var root: XMLElement?
  /// Why the document was left.
  private(set) var refusal: XMLRefusal?

  init(limits: XMLLimits) { self.limits = limits }

  /// Reads a document; false where libxml2 does not find it well-formed.
  func parse(_ text: [UInt8]) -> Bool {
    _ = isLibraryReady
    // What has no context at hand would be printed.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    return text.withUnsafeBytes { buffer in
      guard let context = xmlCreateMemoryParserCtxt(buffer.baseAddress, CInt(clamping: buffer.count)) else {
        return false
      }
      defer { xmlFreeParserCtxt(context) }
      let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      _ = xmlCtxtUseOptions(context, CInt(bitPattern: options))
      var handler = saxHandler()
      let own = context.pointee.sax
      self.context = context
      defer {
        context.pointee.sax = own
        self.context = nil
      }
      return withUnsafeMutablePointer(to: &handler) { handler in
        context.pointee.sax = handler
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        return xmlParseDocument(context) == 0 && context.pointee.wellFormed == 1
      }
    }
  }

  /// Leaves the document.
  func refuse(_ reason: XMLRefusal) {
    if refusal == nil { refusal = reason }
    root = nil
    open = []
    if let context { xmlStopParser(context) }
  }

  /// An element begins.
  func begin(_ name: String, _ found: [XMLElement.Attribute]) {
    guard refusal == nil else { return }
    elements += 1
    attributes += found.count
    let isSmall = found.allSatisfy { $0.value.utf8.count <= limits.text }
    guard elements <= limits.elements, attributes <= limits.attributes, open.count < limits.depth, isSmall else {
      return refuse(.tooLarge)
    }
    var element = XMLElement(name)
    element.attributes = found
    open.append(element)
  }

  /// An element ends.
  func end() {
    guard refusal == nil, let element = open.popLast() else { return }
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }

  /// Text within an element.
  func add(_ text: String) {
    guard refusal == nil, !open.isEmpty else { return }
    open[open.count - 1].text += text
    if open[open.count - 1].text.utf8.count > limits.text { refuse(.tooLarge) }
  }
}

/// The builder behind libxml2's user data.
private func builder(_ data: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
  data.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
}

/// A C string; empty for none.
private func string(_ pointer: UnsafePointer<xmlChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

/// What libxml2 tells of: tags and texts, and all that is refused.
///
/// Whatever is missing here is passed over.
private func saxHandler() -> xmlSAXHandler {
  var handler = xmlSAXHandler()
  handler.initialized = XML_SAX2_MAGIC
  handler.startElementNs = { data, name, _, _, _, _, count, _, values in
    builder(data)?.begin(string(name), saxAttributes(values, count: Int(count)))
  }
  handler.endElementNs = { data, _, _, _ in builder(data)?.end() }
  handler.characters = { data, text, length in builder(data)?.add(saxText(text, length)) }
  handler.cdataBlock = { data, text, length in builder(data)?.add(saxText(text, length)) }
  handler.entityDecl = { data, _, _, _, _, _ in builder(data)?.refuse(.declaresEntities) }
  handler.unparsedEntityDecl = { data, _, _, _, _ in builder(data)?.refuse(.declaresEntities) }
  handler.reference = { data, _ in builder(data)?.refuse(.declaresEntities) }
  // Each element would get the attributes that a declaration gives it.
  handler.attributeDecl = { data, _, _, _, _, _, tree in
    xmlFreeEnumeration(tree)
    builder(data)?.refuse(.declaresEntities)
  }
  handler.serror = { data, error in
    guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    builder(data)?.refuse(.malformed)
  }
  return handler
}

/// Text of a known length.
private func saxText(_ text: UnsafePointer<xmlChar>?, _ length: CInt) -> String {
  String(decoding: UnsafeBufferPointer(start: text, count: Int(length)), as: UTF8.self)
}

/// Attributes: each is five pointers, of which the first is its name, the last two enclose its value.
private func saxAttributes(
  _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
) -> [XMLElement.Attribute] {
  guard let values, count > 0 else { return [] }
  return (0..<count).map { index in
    let (start, end) = (values[index * 5 + 3], values[index * 5 + 4])
    var bytes = UnsafeBufferPointer<xmlChar>(start: nil, count: 0)
    if let start, let end { bytes = UnsafeBufferPointer(start: start, count: end - start) }
    return XMLElement.Attribute(name: string(values[index * 5]), value: withAmpersands(bytes))
  }
}

/// The value of an attribute, in which libxml2 leaves each ampersand as `&#38;` unless it substitutes entities.
private func withAmpersands(_ bytes: UnsafeBufferPointer<xmlChar>) -> String {
  guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
  let reference = Array("&#38;".utf8)
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    result.append(bytes[index])
    index += bytes[index...].starts(with: reference) ? reference.count : 1
  }
  return String(decoding: result, as: UTF8.self)
}
