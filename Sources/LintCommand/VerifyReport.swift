internal import EMBundle
internal import EMDiagnostics
internal import EMJSON

/// What `verify` prints.
struct VerifyReport {
  private let bundle: String
  private let verification: BundleVerification

  /// Makes the report of a bundle that the user named so.
  init(bundle: String, _ verification: BundleVerification) {
    self.bundle = bundle
    self.verification = verification
  }

  /// For people: a line for each problem, then what the bundle is; only the problems when it is to be quiet.
  func text(isQuiet: Bool) -> String {
    var lines = verification.problems.map { "\($0.path.map { "\(bundle)/\($0)" } ?? bundle): \($0.reason)" }
    let more = verification.problemCount - verification.problems.count
    if more > 0 { lines.append("\(bundle): and \(counted(more, "more problem"))") }
    if !isQuiet { lines += summary }
    return lines.map { TerminalText($0).string + "\n" }.joined()
  }

  private var summary: [String] {
    guard verification.isGood, let manifest = verification.manifest else {
      return ["\(bundle): not good: \(counted(verification.problemCount, "problem")); do not use it"]
    }
    let about = "\(counted(manifest.files.count, "file")), \(bytes(manifest)) bytes"
    let signature =
      switch verification.signature {
      case .none, .bad: "not signed"
      case .unchecked(let key): "signed by key \(key), which was not checked: name it with --public-key"
      case .good(let key, let comment): "signed by key \(key): \(comment)"
      }
    return ["\(bundle): good: \(about), compiled by emcc-lint \(manifest.compilerVersion)", "\(bundle): \(signature)"]
  }

  /// For programs.
  var json: String {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.member("bundle", bundle)
    json.member("good", verification.isGood)
    if let manifest = verification.manifest {
      json.member("formatVersion", BundleVersion.current)
      json.member("compilerVersion", manifest.compilerVersion)
      json.member("inputSha256", manifest.inputDigest.hexadecimal)
      json.member("files", manifest.files.count)
      json.member("bytes", bytes(manifest))
    }
    write(verification.signature, to: &json)
    json.member("problemCount", verification.problemCount)
    json.key("problems")
    json.beginArray()
    for problem in verification.problems {
      json.beginObject(inline: true)
      json.member("kind", problem.kind.rawValue)
      if let path = problem.path { json.member("path", path) }
      json.member("reason", problem.reason)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.text
  }

  private func write(_ signature: BundleVerification.Signature, to json: inout JSONWriter) {
    json.key("signature")
    json.beginObject()
    switch signature {
    case .none: json.member("state", "none")
    case .bad: json.member("state", "bad")
    case .unchecked(let key):
      json.member("state", "unchecked")
      json.member("key", key)
    case .good(let key, let comment):
      json.member("state", "good")
      json.member("key", key)
      json.member("trustedComment", comment)
    }
    json.endObject()
  }

  /// Bytes of all files; the verification has added them within its limits.
  private func bytes(_ manifest: Manifest) -> UInt64 { manifest.files.reduce(0) { $0 + $1.size } }
}
