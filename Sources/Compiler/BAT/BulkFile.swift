/// A header-driven file for the Bulk Administration Tool: one insert job with one template.
struct BulkFile: Sendable {
  /// The path below the bundle's directory.
  var path: String
  /// The menu of the job.
  var menu: String
  /// What the template must hold, for the runbook.
  var template: RunbookText
  /// Column names in order.
  var header: [String]
  /// How many rows there are.
  var rowCount: Int
  /// Makes the rows, one at a time.
  var rows: @Sendable (_ add: ([String]) throws -> Void) throws -> Void
}

/// Lines of a bulk file: fields with commas between them, those that need it in quotes.
enum BulkText {
  /// One line with its line break.
  static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\n" }

  /// A field; empty lines within it are taken out, because the tool refuses a file with an empty line anywhere.
  static func field(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var needsQuotes = false
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r": continue
      case "\n" where last == "\n" || last == nil: continue
      case "\"":
        scalars.append("\"")
        needsQuotes = true
      case ",", "\n": needsQuotes = true
      default: break
      }
      scalars.append(scalar)
      last = scalar
    }
    if last == "\n" { scalars.removeLast() }
    return needsQuotes ? "\"\(String(scalars))\"" : String(scalars)
  }
}
