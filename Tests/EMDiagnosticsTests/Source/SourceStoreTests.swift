import EMDiagnostics
import EMTestSupport
import Glibc
import Testing

/// Files that are there, that are not, and that change.
struct SourceStoreTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func failure(_ path: String) throws -> ReadFailure {
    let store = SourceStore(paths: [path])
    var text = SourceText()
    return try #require(throws: ReadFailure.self) { try store.load(FileID(0), into: &text) }
  }

  @Test func bufferIsUsedAgain() throws {
    let first = try directory.write("a.yaml", "emcc: v1\ncluster: Zürich\n")
    let second = try directory.write("b.yaml", "emcc: v1\n")
    let store = SourceStore(paths: [first, second])
    #expect(store.count == 2)
    #expect(store.path(FileID(1)) == second)
    #expect(store.path(FileID(2)) == "")
    var text = SourceText()
    #expect(try store.load(FileID(0), into: &text) == nil)
    #expect(!text.isASCII)
    #expect(try store.load(FileID(1), into: &text) == nil)
    #expect(text.bytes == Array("emcc: v1\n".utf8))
    #expect(text.isASCII)
    #expect(try store.load(FileID(0), into: &text) == nil)
    #expect(text.bytes.count == 26)
  }

  @Test func emptyFileIsEmptyText() throws {
    let store = SourceStore(paths: [try directory.write("empty.yaml", "")])
    var text = SourceText("before")
    #expect(try store.load(FileID(0), into: &text) == nil)
    #expect(text.bytes.isEmpty)
  }

  @Test func whatIsNoFileIsNamed() throws {
    let fifo = directory.path + "/fifo.yaml"
    #expect(mkfifo(fifo, 0o600) == 0)
    let loop = directory.path + "/loop.yaml"
    #expect(symlink("loop.yaml", loop) == 0)
    let dangling = directory.path + "/dangling.yaml"
    #expect(symlink("nowhere", dangling) == 0)
    #expect(try failure(directory.path) == .isDirectory)
    #expect(try failure(fifo) == .notRegularFile("a FIFO"))
    #expect(try failure("/dev/null") == .notRegularFile("a device"))
    #expect(try failure(loop) == .symlinkLoop)
    #expect(try failure(dangling) == .notFound)
    #expect(try failure(directory.path + "/none.yaml") == .notFound)
    #expect(try failure(String(repeating: "x", count: 300)) == .ioError("file name too long"))
  }

  @Test func socketIsNamed() throws {
    let path = directory.path + "/s"
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(status == 0)
    #expect(try failure(path) == .notRegularFile("a socket"))
  }

  @Test func unreadableFileSaysWhy() throws {
    let path = try directory.write("secret.yaml", "a: b\n")
    #expect(chmod(path, 0) == 0)
    // Nothing is unreadable for root.
    guard geteuid() != 0 else { return }
    #expect(try failure(path) == .notReadable("permission denied"))
  }

  @Test func fileOverTheLimitIsNotRead() throws {
    let store = SourceStore(paths: [try directory.write("big.yaml", "0123456789")], maximumBytes: 9)
    var text = SourceText()
    #expect(try store.load(FileID(0), into: &text) == .tooLarge(size: 10, limit: 9))
    #expect(text.bytes.isEmpty)
  }

  @Test func fileWithoutASizeIsReadToItsEnd() throws {
    let store = SourceStore(paths: ["/proc/self/status"], maximumBytes: 100)
    var text = SourceText()
    #expect(try store.load(FileID(0), into: &text) == .tooLarge(size: 101, limit: 100))
  }

  /// What may happen to a file between two loads.
  enum Change: CaseIterable {
    case longer, sameSizeAndTime, removed, becameDirectory
  }

  @Test(arguments: Change.allCases)
  func changeBetweenTwoLoadsIsNoticed(_ change: Change) throws {
    let path = try directory.write("a.yaml", "cluster: US\n")
    let store = SourceStore(paths: [path])
    var text = SourceText()
    #expect(try store.load(FileID(0), into: &text) == nil)
    #expect(try store.load(FileID(0), into: &text) == nil)
    var status = stat()
    #expect(stat(path, &status) == 0)
    switch change {
    case .longer: try directory.write("a.yaml", "cluster: USA\n")
    case .sameSizeAndTime:
      try directory.write("a.yaml", "cluster: EU\n")
      let times = [status.st_atim, status.st_mtim]
      #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
    case .removed: #expect(unlink(path) == 0)
    case .becameDirectory:
      #expect(unlink(path) == 0)
      #expect(mkdir(path, 0o700) == 0)
    }
    #expect(throws: ReadFailure.changed) { try store.load(FileID(0), into: &text) }
  }

  @Test func reasonsAreEndsOfSentences() {
    let failures: [ReadFailure] = [
      .notFound, .notReadable("permission denied"), .isDirectory, .notRegularFile("a FIFO"), .symlinkLoop, .changed,
      .ioError("file name too long"),
    ]
    #expect(
      failures.map(\.reason) == [
        "no such file or directory", "cannot be read: permission denied", "is a directory, not a file",
        "is a FIFO, not a regular file", "symbolic links lead in a circle",
        "changed while it was being checked; run the command again", "input or output error: file name too long",
      ])
  }
}
