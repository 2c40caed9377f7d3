internal import EMJSON

extension RuntimeGeolocation {
  /// Writes the members of the geolocation's object, in the order of the form.
  func write(to json: inout JSONWriter) {
    for field in CivicField.allCases { json.optional(field.rawValue, texts[field]) }
  }

  /// Reads the geolocation's object.
  init(name: String, from reader: inout RuntimeFileReader) throws(RuntimeFailure) {
    self.init(name: name, texts: [:])
    try reader.beginObject()
    while let key = try reader.key() {
      guard let field = CivicField(rawValue: key) else { throw reader.unknown(key) }
      texts[field] = try reader.text()
    }
  }
}
