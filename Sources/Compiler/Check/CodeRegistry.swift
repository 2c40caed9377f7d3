package import EMDiagnostics
package import EMService

/// What a code stands for: a rule, or something that goes wrong before rules can run.
package struct CodeEntry: Sendable {
  /// `EM` and four digits.
  package let code: String
  /// Kebab-case name.
  package let name: String
  /// How bad a finding is.
  package let severity: Severity
  /// What it finds, in one sentence.
  package let summary: String
  /// What goes wrong otherwise.
  package let why: String
  /// How it is put right.
  package let fix: String
  /// Where the fact comes from; nil for the language's own.
  package let source: String?
  /// What a phone shows; nil where it shows nothing.
  package let phone: PhoneError?
}

/// All codes, of the language and of the rules, sorted.
package enum CodeRegistry {
  /// The codes.
  package static let all: [CodeEntry] =
    (language
    + RuleRegistry.rules.map { rule in
      let descriptor = rule.descriptor
      return CodeEntry(
        code: descriptor.code, name: descriptor.name, severity: descriptor.severity, summary: descriptor.summary,
        why: descriptor.why, fix: descriptor.fix, source: descriptor.source, phone: descriptor.phone)
    }).sorted { $0.code < $1.code }

  /// The entry of a code or name; case does not matter.
  package static func find(_ text: String) -> CodeEntry? {
    all.first { $0.code.lowercased() == text.lowercased() || $0.name == text.lowercased() }
  }

  private static func entry(
    _ code: String, _ name: String, _ summary: String, why: String, fix: String, severity: Severity = .error
  ) -> CodeEntry {
    CodeEntry(code: code, name: name, severity: severity, summary: summary, why: why, fix: fix, source: nil, phone: nil)
  }

  private static let language: [CodeEntry] = [
    entry(
      "EM0001", "yaml-syntax", "The text is not YAML.",
      why: "Nothing after the place can be read; the clusters of the file are checked only in part.",
      fix: "mend the text at the place"),
    entry(
      "EM0002", "text-encoding", "The file is not UTF-8 or UTF-16.", why: "No text can be read from it.",
      fix: "save the file as UTF-8"),
    entry(
      "EM0003", "control-character", "A control character stands in the text.",
      why: "YAML forbids it, and nobody can see it.", fix: "remove it"),
    entry(
      "EM0004", "binary-file", "The file is binary.",
      why: "It was named, or its name ends like a YAML file's, but it holds no text.",
      fix: "name YAML files, or move this one out of the folder"),
    entry(
      "EM0005", "file-too-large", "The file is larger than is read.",
      why: "A bound keeps memory and time small whatever is in the folder.",
      fix: "split it: a cluster may stand in any number of files"),
    entry(
      "EM0006", "nested-too-deep", "Mappings and lists are nested too deep.",
      why: "No document of the language is nested so deep.", fix: "look for brackets that are not closed"),
    entry(
      "EM0007", "alias-expansion", "Aliases expand to too many values.",
      why: "A few lines can expand to billions of values.", fix: "use fewer aliases within aliases"),
    entry(
      "EM0008", "scalar-too-long", "One value is too long.",
      why: "No value of the language is so long; often a quote is not closed.",
      fix: "look for a quote that is not closed"),
    entry(
      "EM0009", "undefined-alias", "An alias names an anchor that is not defined before it.",
      why: "Nothing stands behind it.",
      fix: "define the anchor earlier in the same document, for example under a key that begins with x-"),
    entry(
      "EM0010", "recursive-alias", "An alias stands inside the value that it stands for.", why: "It would never end.",
      fix: "move the alias out of its own value"),
    entry(
      "EM0011", "bad-merge-key", "A merge key has something else than a mapping.",
      why: "Only the keys of a mapping can be merged.", fix: "write '<<: *anchor' with the anchor of a mapping"),
    entry(
      "EM0012", "unquoted-dial-pattern", "A dial pattern without quotes is read as something else by YAML.",
      why: "Brackets, *, !, @ and # mean something to YAML.", fix: "put the pattern in single quotes"),
    entry(
      "EM1001", "unknown-key", "A key that the object does not have.", why: "It would be left out silently.",
      fix: "take one of the allowed keys, or begin it with x- if it is yours"),
    entry(
      "EM1002", "duplicate-key", "A key stands twice in one mapping.", why: "YAML tools differ in which one they take.",
      fix: "keep one"),
    entry(
      "EM1003", "missing-key", "A key that must be there is missing.",
      why: "Unified CM cannot make the object without it.", fix: "add it, or give it under defaults"),
    entry(
      "EM1004", "wrong-kind", "A value is of another kind than expected.",
      why: "A list, a mapping and a single value are not the same.", fix: "write it as the message shows"),
    entry(
      "EM1005", "out-of-range", "A number that Unified CM does not accept here.", why: "The request would be refused.",
      fix: "take a number of the range"),
    entry(
      "EM1006", "text-too-long", "A text is longer than Unified CM keeps.", why: "The request would be refused.",
      fix: "shorten it"),
    entry(
      "EM1007", "forbidden-character", "A text holds a character that Unified CM refuses here.",
      why: "The request would be refused.", fix: "leave the character out"),
    entry(
      "EM1008", "unknown-word", "A word that is none of the possible ones.", why: "It has no meaning here.",
      fix: "take one of the words"),
    entry(
      "EM1009", "malformed-value", "A value is not written as its kind demands.",
      why: "A pattern, an address, a day or a time has a form.", fix: "write it as the message shows"),
    entry(
      "EM1010", "missing-unit", "A quantity lacks its unit.", why: "60 can be minutes or seconds.",
      fix: "write the unit"),
    entry(
      "EM1011", "secret-in-file", "A secret stands in the configuration.",
      why: "What is in git is known; a hash of a PIN is as good as the PIN.",
      fix: "remove it, change the PIN, and use pinFrom if the bundle must set it"),
    entry(
      "EM1012", "no-value", "A key has no value.", why: "It is unclear whether nothing or the default is meant.",
      fix: "write a value, or leave the key out"),
    entry(
      "EM1013", "document-head", "A document does not begin with its head.",
      why: "Nobody could tell which cluster it is about.",
      fix: "begin with 'emcc: v1' and 'cluster: HANDLE' or 'deployment: NAME'"),
    entry(
      "EM1014", "too-many-members", "A list is longer than Unified CM takes.", why: "The request would be refused.",
      fix: "shorten the list"),
    entry(
      "EM1015", "ambiguous-scalar", "Other YAML tools read a value differently.",
      why: "NO becomes false, 0123 becomes 83: editors and scripts may write it back changed.",
      fix: "put it in single quotes", severity: .info),
    entry(
      "EM1016", "csv-not-read", "CSV files are not read by this version.", why: "The key is reserved.",
      fix: "write the objects as YAML"),
    entry(
      "EM2001", "unknown-reference", "A reference leads nowhere.",
      why: "Unified CM would refuse the object, or take None.",
      fix: "correct the name, declare the object, or list it under existing"),
    entry(
      "EM2002", "declared-twice", "The same object or setting is declared twice.",
      why: "Only one of the two can be meant.", fix: "remove or rename one"),
    entry(
      "EM2003", "unknown-cluster", "A handle that no cluster has.",
      why: "The cluster has no documents and is not external.", fix: "correct the handle, or declare the cluster"),
    entry(
      "EM2004", "pattern-declared-twice", "A pattern stands twice in one partition.",
      why: "Unified CM keeps one numbering plan for all kinds of patterns.", fix: "remove one, or use another partition"
    ),
    entry(
      "EM2005", "two-deployments", "Documents of two deployments are checked together.",
      why: "They share clusters by accident.", fix: "check one deployment at a time"),
    entry(
      "EM2006", "every-cluster-without-members", "everyCluster reaches no cluster.",
      why: "It goes to the members of emccGroup, and there are none.", fix: "name the members", severity: .warning),
    entry(
      "EM4001", "suppression-without-effect", "A comment silences nothing.",
      why: "The mistake is gone, or the comment stands in the wrong place.", fix: "remove the comment",
      severity: .warning),
    entry(
      "EM4002", "suppression-malformed", "A comment that should silence findings is malformed.",
      why: "It silences nothing.", fix: "write '# emcc-lint: ignore EM3061 until 2027-12-31 CHG0012345'",
      severity: .warning),
  ]
}
