import EMDiagnostics
import EMTestSupport
import Glibc
import LintCommand
import Testing

/// PATHs and the files that they mean.
struct FileFinderTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func make(_ names: String...) throws {
    for name in names { try directory.write(name, "emcc: v1\n") }
  }

  private func link(_ name: String, to target: String) {
    #expect(symlink(target, "\(directory.path)/\(name)") == 0)
  }

  /// Finds with paths below the directory, shown relative to it.
  private func find(_ paths: String...) -> (files: [String], failures: [String], empty: [String]) {
    let found = FileFinder.find(paths.map { $0 == "-" ? $0 : "\(directory.path)/\($0)" })
    func short(_ path: String) -> String { String(path.replacing("\(directory.path)/", with: "")) }
    return (
      found.files.map { ($0.isNamed ? "*" : "") + short($0.path) }, found.failures.map { short($0.reason) },
      found.emptyDirectories.map(short)
    )
  }

  @Test func directoryIsSearchedInByteOrderWithoutHiddenThings() throws {
    try make(
      "d/b.yaml", "d/a/z.yml", "d/a.yaml", "d/B.yaml", "d/ä.yaml", "d/.hidden.yaml", "d/.git/x.yaml", "d/notes.txt",
      "d/yaml", "d/x.yaml.bak", "d/deep/er/x.yaml", "d/x.json")
    #expect(find("d").files == ["d/B.yaml", "d/a.yaml", "d/a/z.yml", "d/b.yaml", "d/deep/er/x.yaml", "d/ä.yaml"])
    #expect(find("d").failures == [])
  }

  @Test func namedFilesAreTakenWhateverTheirNames() throws {
    try make("d/.hidden.yaml", "d/a.txt", "d/b.yaml")
    #expect(find("d/.hidden.yaml", "d/a.txt", "-").files == ["*-", "*d/.hidden.yaml", "*d/a.txt"])
  }

  @Test func sameFileIsReadOnce() throws {
    try make("d/a.yaml", "d/sub/b.yaml")
    link("d/link.yaml", to: "a.yaml")
    link("aa.yaml", to: "d/a.yaml")
    #expect(find("d/a.yaml", "d//./a.yaml", "d/", "d/sub").files == ["*d/a.yaml", "d/sub/b.yaml"])
    #expect(find("d", "aa.yaml").files == ["*aa.yaml", "d/sub/b.yaml"])
    #expect(find("d/sub", "d") == find("d", "d/sub"))
  }

  @Test func linkedDirectoryIsFollowedOnceUnderItsOwnNameFirst() throws {
    try make("d/real/x.yaml", "other/y.yaml")
    link("d/a-link", to: "real")
    link("d/real/up", to: "..")
    link("d/z1", to: "../other")
    link("d/z2", to: "../other")
    #expect(find("d").files == ["d/real/x.yaml", "d/z1/y.yaml"])
    #expect(find("d/a-link").files == ["d/a-link/x.yaml", "d/a-link/up/z1/y.yaml"].sorted())
  }

  @Test func oddThingsAreLeftToTheReader() throws {
    try make("d/ok.yaml")
    link("d/loop.yaml", to: "loop.yaml")
    link("d/gone.yaml", to: "nowhere")
    link("d/loop", to: "loop")
    #expect(mkfifo("\(directory.path)/d/fifo.yaml", 0o600) == 0)
    #expect(mkdir("\(directory.path)/d/folder.yaml", 0o700) == 0)
    #expect(find("d").files == ["d/fifo.yaml", "d/gone.yaml", "d/loop.yaml", "d/ok.yaml"])
  }

  @Test func missingPathsAndEmptyDirectoriesAreTold() throws {
    try make("d/a.yaml")
    #expect(mkdir("\(directory.path)/empty", 0o700) == 0)
    link("self", to: "self")
    let found = find("none.yaml", "d", "empty", "self", "d/a.yaml/b")
    #expect(found.files == ["d/a.yaml"])
    #expect(
      found.failures == [
        "d/a.yaml/b: no such file or directory", "none.yaml: no such file or directory",
        "self: symbolic links lead in a circle",
      ])
    #expect(found.empty == ["empty"])
  }

  @Test func nameThatIsNotUTF8IsTold() throws {
    try make("d/a.yaml")
    let path = Array("\(directory.path)/d/".utf8) + [0xFF] + Array(".yaml".utf8) + [0]
    let descriptor = open(path.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    #expect(find("d").failures == ["d/\u{FFFD}.yaml: input or output error: its name is not UTF-8"])
  }

  @Test func pathsAreShownWithoutDecoration() {
    // The package's own files, seen from the directory in which the tests run, are enough to look at relative paths.
    let found = FileFinder.find(["./no-such-file", "no//such/", "./-"])
    #expect(found.failures.map(\.path) == ["./-", "no-such-file", "no/such"])
    #expect(FileFinder.find(["-"]).files == [FoundFiles.File(path: "-", isNamed: true)])
  }

  @Test func deepDirectoriesNeedNoStack() throws {
    let name = String(repeating: "d/", count: 1500)
    try make("deep/\(name)x.yaml")
    #expect(find("deep").files == ["deep/\(name)x.yaml"])
  }
}
