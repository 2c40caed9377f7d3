import Foundation
import FoundationXML
import Testing

/// Expects the sizes of Cisco's schema for phones (Cisco IP Phone Services, version 3.3.4).
func expectValidPage(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let root = try #require(try XMLDocument(xmlString: text).rootElement())
  func children(_ element: FoundationXML.XMLElement, _ name: String) -> [FoundationXML.XMLElement] {
    element.elements(forName: name)
  }
  func check(_ element: FoundationXML.XMLElement, _ name: String, _ range: ClosedRange<Int>) {
    for child in children(element, name) {
      let count = (child.stringValue ?? "").unicodeScalars.count
      #expect(range.contains(count), "\(name) has \(count) characters", sourceLocation: sourceLocation)
    }
  }
  check(root, "Title", 1...32)
  check(root, "Prompt", 0...32)
  check(root, "Text", 1...4000)
  check(root, "URL", 1...256)
  let inputs = children(root, "InputItem")
  #expect(inputs.count <= 5, sourceLocation: sourceLocation)
  for input in inputs {
    check(input, "DisplayName", 1...32)
    check(input, "QueryStringParam", 1...32)
    check(input, "DefaultValue", 0...32)
    let flags = children(input, "InputFlags").first?.stringValue ?? ""
    #expect(["A", "N", "NP"].contains(flags), sourceLocation: sourceLocation)
  }
  let items = children(root, "MenuItem")
  #expect(items.count <= 100, sourceLocation: sourceLocation)
  for item in items {
    check(item, "Name", 1...64)
    check(item, "URL", 1...256)
  }
  let keys = children(root, "SoftKeyItem")
  #expect(keys.count <= 8, sourceLocation: sourceLocation)
  for key in keys {
    check(key, "Name", 1...32)
    check(key, "URL", 1...256)
  }
  #expect(keys.map { $0.elements(forName: "Position").first?.stringValue } == (0..<keys.count).map { "\($0 + 1)" })
  let names = (root.children ?? []).filter { $0.kind == .element }.compactMap(\.name)
  if root.name == "CiscoIPPhoneText" {
    #expect(names.prefix(3) == ["Title", "Text", "Prompt"], sourceLocation: sourceLocation)
  }
}
