internal import EMJSON

/// Members that are left out where they say nothing.
extension JSONWriter {
  /// Writes what each file begins with.
  mutating func beginRuntimeFile() {
    beginObject()
    member("format", RuntimeFormat.name)
    member("formatVersion", RuntimeFormat.version)
  }

  /// Writes a text; nothing for nil.
  mutating func optional(_ key: String, _ value: String?) {
    if let value { member(key, value) }
  }

  /// Writes a truth value; nothing where it is what a reader takes without it.
  mutating func flag(_ key: String, _ value: Bool, unless usual: Bool) {
    if value != usual { member(key, value) }
  }

  /// Writes a list of texts; nothing where it is empty.
  mutating func list(_ key: String, _ values: [String]) {
    if !values.isEmpty { member(key, values) }
  }
}
