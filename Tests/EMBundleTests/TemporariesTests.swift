import EMTestSupport
import Foundation
import Glibc
import Testing

@testable import EMBundle

/// What is half-written goes when the process is interrupted.
struct TemporariesTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() }
  }

  @Test func temporariesAreRemovedWithWhatIsInThem() throws {
    try directory.write("stage/a/b.txt", "x")
    try directory.write("half.json", "x")
    try directory.write("kept.txt", "x")
    try directory.write("renamed.txt", "x")
    #expect(symlink("../kept.txt", "\(directory.path)/stage/link") == 0)
    #expect(symlink("..", "\(directory.path)/stage/up") == 0)
    let temporaries = Temporaries()
    for name in ["stage", "half.json", "renamed.txt", "never-made"] { temporaries.add("\(directory.path)/\(name)") }
    temporaries.remove("\(directory.path)/renamed.txt")
    temporaries.removeAll()
    #expect(try names == ["kept.txt", "renamed.txt"])
  }

  @Test func noStepFallsBetweenTheRemovalAndTheEnd() throws {
    let temporaries = Temporaries()
    let path = "\(directory.path)/half"
    temporaries.add(path)
    let threads = 4
    var ends = 0
    // Steps of other threads wait until the end, which in a program never comes back.
    let group = DispatchGroup()
    for _ in 0..<threads {
      DispatchQueue.global().async(group: group) {
        for _ in 0..<200 { _ = temporaries.perform { close(open(path, O_WRONLY | O_CREAT, 0o600)) } }
      }
    }
    temporaries.removeAll {
      ends += 1
      #expect(access(path, F_OK) != 0)
    }
    group.wait()
    #expect(ends == 1)
  }
}
