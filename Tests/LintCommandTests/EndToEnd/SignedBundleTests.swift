import EMTestSupport
import Foundation
import Testing

/// `compile --sign` and `verify --public-key`, against the stock minisign.
@Suite(.enabled(if: Minisign.isThere)) struct SignedBundleTests {
  private let input: TemporaryDirectory
  private let minisign: Minisign

  init() throws {
    input = try TemporaryDirectory()
    minisign = try Minisign()
    try input.write("us.yaml", "emcc: v1\ncluster: US\nversion: 14.0.1.13900-155\nsecurityMode: mixed\n")
    try minisign.makeKeys("plain")
  }

  private var bundle: String { minisign.file("bundle") }
  private var archive: String { minisign.file("bundle.tar.gz") }

  private func compile(_ words: String..., variables: [String: String] = [:], typed: String? = nil) throws -> LintRun {
    try LintRun(
      ["compile", "--quiet", "--bundle", bundle, "--archive", archive] + words + [input.path], variables: variables,
      typed: typed)
  }

  private func verify(_ path: String, key: String = "plain.pub") throws -> LintRun {
    try LintRun(["verify", path, "--public-key", minisign.file(key)])
  }

  private func stockVerify(key: String = "plain.pub") throws -> Int32 {
    try minisign.run(["-V", "-H", "-m", "\(bundle)/manifest.json", "-p", minisign.file(key)])
  }

  private func content(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  @Test func minisignAcceptsOurSignatureAndWeDo() throws {
    #expect(try compile("--sign", minisign.file("plain.key")).code == 0)
    #expect(try stockVerify() == 0)
    for path in [bundle, archive] {
      let run = try verify(path)
      #expect(run.code == 0)
      #expect(run.output.contains(": compiler:emcc-lint 0.1.0    input:sha256 "))
      #expect(run.output.hasSuffix("    file:manifest.json    hashed\n"))
    }
    let first = try (content("\(bundle)/manifest.json.minisig"), content(archive))
    #expect(try compile("--sign", minisign.file("plain.key")).code == 0)
    #expect(try content("\(bundle)/manifest.json.minisig") == first.0)
    #expect(try content(archive) == first.1)
  }

  @Test func keyMayBeGivenAsText() throws {
    #expect(try compile("--sign", minisign.file("plain.key")).code == 0)
    let key = String(decoding: try content(minisign.file("plain.pub")), as: UTF8.self).split(separator: "\n")[1]
    #expect(try LintRun(["verify", archive, "--public-key", String(key)]).code == 0)
  }

  @Test func signatureOfAnotherKeyIsRefused() throws {
    try minisign.makeKeys("other")
    #expect(try compile("--sign", minisign.file("other.key")).code == 0)
    let run = try verify(archive)
    #expect(run.code == 1)
    #expect(run.output.contains("manifest.json.minisig: was made with key "))
    #expect(try verify(archive, key: "other.pub").code == 0)
  }

  @Test func missingSignatureIsRefused() throws {
    #expect(try compile().code == 0)
    for path in [bundle, archive] {
      #expect(
        try verify(path).output.hasPrefix(
          "\(path)/manifest.json.minisig: is missing: the bundle is not signed\n\(path): not good: 1 problem"))
    }
    #expect(try LintRun(["verify", bundle]).output.hasSuffix("bundle: not signed\n"))
  }

  @Test(arguments: [[], ["-l"]]) func whatMinisignSignedIsAccepted(options: [String]) throws {
    #expect(try compile().code == 0)
    let words = ["-S", "-s", minisign.file("plain.key"), "-m", "\(bundle)/manifest.json", "-t", "by hand"]
    #expect(try minisign.run(words + options) == 0)
    #expect(try verify(bundle).output.hasSuffix(": by hand\n"))
  }

  @Test func everyPartOfTheSignatureCounts() throws {
    #expect(try compile("--sign", minisign.file("plain.key")).code == 0)
    let path = "\(bundle)/manifest.json.minisig"
    let lines = String(decoding: try content(path), as: UTF8.self).split(separator: "\n").map(String.init)
    func verdict(_ change: (inout [String]) -> Void) throws -> String {
      var changed = lines
      change(&changed)
      try Data((changed.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
      let run = try verify(bundle)
      #expect(run.code == (run.output.contains(": good: ") ? 0 : 1))
      return String(run.output.split(separator: "\n")[0].replacing(path, with: ""))
    }
    #expect(try verdict { $0[0] = "untrusted comment: anything" }.contains(": good: "))
    #expect(try verdict { $0[2] += "!" } == ": has a trusted comment that was changed")
    #expect(
      try verdict { $0[1].replace("RU", with: "RW", maxReplacements: 1) } == ": does not fit manifest.json and the key")
    #expect(try verdict { $0[3] = $0[3].replacing("A", with: "B") + "A" } == ": is no signature of minisign")
    #expect(try verdict { $0.removeLast() } == ": is no signature of minisign")
    #expect(try verdict { $0.append("more") } == ": is no signature of minisign")
    #expect(try verdict { $0[1] = "" } == ": is no signature of minisign")
    #expect(try stockVerify() != 0)
  }

  @Test func changedManifestDoesNotFit() throws {
    #expect(try compile("--sign", minisign.file("plain.key")).code == 0)
    let path = "\(bundle)/manifest.json"
    let text = String(decoding: try content(path), as: UTF8.self)
    try Data(text.replacing("\"0.1.0\"", with: "\"0.1.1\"").utf8).write(to: URL(filePath: path))
    let run = try verify(bundle)
    #expect(run.code == 1)
    #expect(run.output.hasPrefix("\(path).minisig: does not fit manifest.json and the key\n"))
  }

  @Test func passwordComesFromAFileAVariableOrTheTerminal() throws {
    try minisign.makeKeys("locked", password: "correct häst")
    let key = minisign.file("locked.key")
    let file = try minisign.directory.write("password", "correct häst\r\nsecond line\n")
    #expect(try compile("--sign", key, "--password-file", file).code == 0)
    #expect(try stockVerify(key: "locked.pub") == 0)
    #expect(try verify(archive, key: "locked.pub").code == 0)
    #expect(try compile("--sign", key, variables: ["EMCC_LINT_PASSWORD": "correct häst"]).code == 0)
    #expect(try compile("--sign", key, typed: "correct häst").code == 0)
  }

  @Test func keyThatDoesNotOpenWritesNothing() throws {
    try minisign.makeKeys("locked", password: "right")
    let key = minisign.file("locked.key")
    let none = try compile("--sign", key)
    #expect(none.code == 3)
    #expect(
      none.messages
        == "emcc-lint: \(key) is under a password: name its file with --password-file, or set EMCC_LINT_PASSWORD\n")
    let wrong = try compile("--sign", key, typed: "wrong")
    #expect(wrong.code == 3)
    #expect(wrong.messages == "emcc-lint: \(key) does not open with this password\n")
    #expect(!FileManager.default.fileExists(atPath: bundle))
    #expect(!FileManager.default.fileExists(atPath: archive))
  }

  @Test func whatIsNoKeyIsTold() throws {
    let publicKey = minisign.file("plain.pub")
    let secretKey = minisign.file("plain.key")
    let signing = try compile("--sign", publicKey)
    #expect(signing.code == 3)
    #expect(signing.messages == "emcc-lint: \(publicKey) is no secret key of minisign\n")
    #expect(try compile("--sign", minisign.file("nothing")).code == 3)
    #expect(try compile("--password-file", secretKey).code == 2)
    #expect(try compile().code == 0)
    let verifying = try verify(bundle, key: "plain.key")
    #expect(verifying.code == 2)
    #expect(
      verifying.messages
        == "emcc-lint: \(secretKey): is no public key of minisign\nusage: --public-key FILE|KEY\n")
    #expect(try verify(bundle, key: "nothing").code == 2)
  }
}
