import EMDiagnostics

extension Diagnostic {
  /// A YAML problem as a finding.
  init(_ problem: YAMLProblem, file: FileID) {
    self.init(
      code: problem.kind.code, severity: .error, message: problem.message,
      place: Place(file: file, offset: problem.offset, extent: .bytes(problem.length)),
      related: problem.related.map {
        Related(Place(file: file, offset: $0.offset, extent: .bytes($0.length)), $0.message)
      }, help: problem.help)
  }

  /// A fault of a file's bytes as a finding.
  init(_ problem: TextProblem, file: FileID) {
    let (code, message, offset, help) = problem.wording
    self.init(
      code: code, severity: .error, message: message,
      place: Place(file: file, offset: UInt32(clamping: offset ?? 0), extent: offset == nil ? .file : .bytes(0)),
      help: help)
  }
}

extension YAMLProblem.Kind {
  /// The code of the finding.
  package var code: String {
    switch self {
    case .syntax: "EM0001"
    case .textTooLong, .outOfMemory: "EM0005"
    case .tooDeep: "EM0006"
    case .tooManyAliasNodes: "EM0007"
    case .scalarTooLong, .tooManyBlanks: "EM0008"
    case .undefinedAlias: "EM0009"
    case .recursiveAlias: "EM0010"
    case .badMergeKey: "EM0011"
    case .dialPattern: "EM0012"
    }
  }
}

extension TextProblem {
  fileprivate var wording: (code: String, message: String, offset: Int?, help: String?) {
    switch self {
    case .invalidUTF8(let offset):
      (
        "EM0002", "the file is not UTF-8: the bytes at offset \(offset) are no character", offset,
        "save the file as UTF-8"
      )
    case .oddUTF16(let offset):
      ("EM0002", "the file is not UTF-16: half a character at offset \(offset)", offset, "save the file as UTF-8")
    case .nul(let offset):
      ("EM0003", "a NUL character", offset, "remove it")
    case .controlCharacter(let offset, let value):
      (
        "EM0003", "the control character U+\(String(value, radix: 16, uppercase: true)) may not stand in YAML", offset,
        "remove it"
      )
    case .binary: ("EM0004", "the file is binary, not YAML", nil, "name YAML files, or move this one out of the folder")
    case .tooLarge(let size, let limit):
      (
        "EM0005", "the file has \(size) bytes; at most \(limit) are read", nil,
        "split it: a cluster may stand in any number of files"
      )
    }
  }
}
