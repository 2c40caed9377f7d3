/// Why a text is not the JSON that a reader wants; nothing behind the place was looked at.
package struct JSONFailure: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Problem: Hashable, Sendable {
    /// The text is longer than the limit, in bytes.
    case tooLong(limit: Int)
    /// Objects and arrays are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// The text ends within a value.
    case endsEarly
    /// Something stands behind the value.
    case goesOn
    /// A character stands where none like it may.
    case badCharacter
    /// A text is not UTF-8.
    case notUTF8
    /// A control character stands in a text without being escaped.
    case bareControl
    /// An escape is unknown, or is half of a surrogate pair.
    case badEscape
    /// A number has a leading zero, no digits and the like.
    case badNumber
    /// A key stands twice in one object.
    case duplicateKey(String)
    /// Another kind of value was wanted; the text says which, such as `a text`.
    case wanted(String)
  }

  /// Where: bytes from the beginning of the text.
  package var offset: Int
  /// What is wrong there.
  package var problem: Problem

  /// Makes a failure.
  package init(_ offset: Int, _ problem: Problem) {
    self.offset = offset
    self.problem = problem
  }

  /// Half a sentence for the user, with the place in bytes.
  package var reason: String {
    switch problem {
    case .tooLong: problem.text
    case .endsEarly: "\(problem.text), at byte \(offset)"
    default: "byte \(offset): \(problem.text)"
    }
  }
}

extension JSONFailure.Problem {
  /// Half a sentence for the user, without the place.
  package var text: String {
    switch self {
    case .tooLong(let limit): "it is longer than \(limit) bytes"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .endsEarly: "it ends early"
    case .goesOn: "something stands behind the end"
    case .badCharacter: "this is not JSON"
    case .notUTF8: "a text is not UTF-8"
    case .bareControl: "a control character stands in a text"
    case .badEscape: "an escape in a text is wrong"
    case .badNumber: "this is no number of JSON"
    case .duplicateKey(let key): "the key '\(key)' stands twice"
    case .wanted(let kind): "\(kind) is wanted here"
    }
  }
}
