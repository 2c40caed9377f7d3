/// What stands for a character that XML 1.0 cannot hold.
private let replacement = "\u{FFFD}"

/// Text with what would end it escaped: for texts and for values in double quotes.
///
/// Line breaks and tabs become references where `isAttribute`: a reader turns them into blanks otherwise.
func escapedXML(_ text: String, isAttribute: Bool = false) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += isAttribute ? "&quot;" : "\""
    case "\r": result += "&#13;"
    case "\t", "\n":
      if isAttribute { result += "&#\(scalar.value);" } else { result.unicodeScalars.append(scalar) }
    case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += replacement
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
