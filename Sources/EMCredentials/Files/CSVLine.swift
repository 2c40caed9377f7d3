/// A line of CSV.
enum CSVLine {
  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")

  /// The fields; nil where the quotes are wrong.
  static func fields(_ line: ArraySlice<UInt8>) -> [[UInt8]]? {
    var fields: [[UInt8]] = []
    var rest = line
    while true {
      guard let field = rest.first == quote ? quoted(&rest) : plain(&rest) else { return nil }
      fields.append(field)
      guard let next = rest.popFirst() else { return fields }
      guard next == comma else { return nil }
    }
  }

  private static func plain(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    let field = rest.prefix { $0 != comma }
    rest = rest.dropFirst(field.count)
    return field.contains(quote) ? nil : Array(field)
  }

  /// Takes a field in quotes, in which two of them are one; nil where the last one is missing.
  private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    rest = rest.dropFirst()
    var field: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == quote else {
        field.append(byte)
        continue
      }
      guard rest.first == quote else { return field }
      field.append(quote)
      rest = rest.dropFirst()
    }
    return nil
  }
}
