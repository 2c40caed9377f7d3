import EMDiagnostics

extension LinkedText {
  /// What stands at a place, up to the next blank or mark of YAML; nil without a place.
  func word(at place: Place?) throws -> String? {
    guard let place else { return nil }
    var text = SourceText()
    _ = try store.load(place.file, into: &text)
    let rest = text.bytes.dropFirst(Int(place.offset)).prefix { !" ,:{}[]\n".utf8.contains($0) }
    return String(decoding: rest, as: UTF8.self)
  }
}
