/// What the first keys of a document say.
struct DocumentHead {
  /// True when `emcc` has been read, also with a version that is not ours.
  var hasLanguage = false
  /// Whether the document is about a cluster or about the deployment; nil before either key.
  var subject: DecodedDocument.Subject?
  /// The worker's number of the cluster's handle or deployment's name; nil where none can be used.
  var handle: UInt32?
  /// 1 + byte offset of that value; 0 without one.
  var handleAt: UInt32 = 0
  /// The first key that is none of the head's.
  var early: YAMLToken?
  /// The text of that key, for the finding.
  var earlyName = ""
  /// True when something in the head was reported: the document is not judged any further.
  var isFaulty = false

  /// True when the body may be read; only then is it known which keys are allowed.
  var isComplete: Bool { hasLanguage && handle != nil && early == nil && !isFaulty }
}

extension DecodeProblem {
  /// The advice of most findings about the head.
  static let headHelp = "begin with 'emcc: v1' and 'cluster: HANDLE' or 'deployment: NAME'"
  /// A document without `emcc` and without a subject, in a file that was named by the user.
  static let notOurs = DecodeProblem(
    code: "EM1013", message: "this document is not one of ours: it lacks 'emcc: v1'", help: headHelp)
  /// A document with a subject, but without `emcc`.
  static let noLanguage = DecodeProblem(
    code: "EM1013", message: "the document lacks 'emcc: v1', the version of the language",
    help: "write 'emcc: v1' as its first line")
  /// A document with `emcc`, but without a subject.
  static let noSubject = DecodeProblem(
    code: "EM1013", message: "the document does not say what it is about", help: headHelp)
  /// A document with both subjects, or with one of them twice.
  static let twoSubjects = DecodeProblem(
    code: "EM1013", message: "a document is about one cluster or about the deployment",
    help: "start a new document with '---' for the other one")
  /// The reserved key `csv`, in a document's body.
  static let csvUnavailable = DecodeProblem(
    code: "EM1016", message: "CSV files are not read by this version",
    help: "write the objects as YAML; 'csv' is reserved for them")

  /// A key of the body before the head is complete.
  static func headFirst(_ key: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1013", message: "'\(key)' stands before the head of the document is complete", help: headHelp)
  }

  /// A key of the head with a mapping, a list or nothing.
  static func headValue(_ key: String) -> DecodeProblem {
    DecodeProblem(code: "EM1013", message: "'\(key)' needs a plain value", help: headHelp)
  }

  /// A handle of other characters or of another length than allowed: it becomes part of file names.
  static func handle(_ text: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1013", message: "'\(text)' cannot be the handle of a cluster",
      help: "a handle is a letter or digit and up to 49 more of letters, digits, '-', '_' and '.', such as 'US-EAST'")
  }

  /// An unknown key in the head that is near to one of the head's.
  static func misspeltHead(_ key: String, _ meant: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1013", message: "'\(key)' stands in the head of the document",
      help: "did you mean '\(meant)'? \(headHelp)")
  }

  /// Another version of the language than ours.
  static func languageVersion(_ text: String) -> DecodeProblem {
    DecodeProblem(
      code: "EM1013", message: "this version reads the language '\(LanguageSchema.version)', not '\(text)'",
      help: "write 'emcc: \(LanguageSchema.version)'")
  }
}
