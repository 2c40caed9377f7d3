/// What the first keys of a document say.
struct DocumentHead {
  var hasLanguage = false
  var subject: DecodedDocument.Subject?
  var handle: UInt32?
  var handleAt: UInt32 = 0
  /// The first key that is none of the head's.
  var early: YAMLToken?
  var earlyName = ""
  var isFaulty = false

  var isComplete: Bool { hasLanguage && handle != nil && early == nil && !isFaulty }
}

extension DecodeProblem {
  static let headHelp = "begin with 'emcc: v1' and 'cluster: HANDLE' or 'deployment: NAME'"
  static let notOurs = DecodeProblem(
    code: "EM1013", message: "this document is not one of ours: it lacks 'emcc: v1'", help: headHelp)
  static let noLanguage = DecodeProblem(
    code: "EM1013", message: "the document lacks 'emcc: v1', the version of the language",
    help: "write 'emcc: v1' as its first line")
  static let noSubject = DecodeProblem(
    code: "EM1013", message: "the document does not say what it is about", help: headHelp)
  static let twoSubjects = DecodeProblem(
    code: "EM1013", message: "a document is about one cluster or about the deployment",
    help: "start a new document with '---' for the other one")
  static let csvUnavailable = DecodeProblem(
    code: "EM1016", message: "CSV files are not read by this version",
    help: "write the objects as YAML; 'csv' is reserved for them")

  static func headFirst(_ key: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1013", message: "'\(key)' stands before the head of the document is complete", help: headHelp)
  }

  static func headValue(_ key: String) -> DecodeProblem {
    DecodeProblem(code: "EM1013", message: "'\(key)' needs a plain value", help: headHelp)
  }

  static func handle(_ text: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1013", message: "'\(text)' cannot be the handle of a cluster",
      help: "a handle is a letter or digit and up to 49 more of letters, digits, '-', '_' and '.', such as 'US-EAST'")
  }

  static func misspeltHead(_ key: String, _ meant: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1013", message: "'\(key)' stands in the head of the document",
      help: "did you mean '\(meant)'? \(headHelp)")
  }

  static func languageVersion(_ text: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1013", message: "this version reads the language '\(LanguageSchema.version)', not '\(text)'",
      help: "write 'emcc: \(LanguageSchema.version)'")
  }
}
