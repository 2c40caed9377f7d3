import EMTestSupport
import Testing

@testable import emcc_dev

/// A short run of what `emcc-dev soak` does; `.ci/run soak` asks for 50,000 logins.
@Suite("Deployments in which everything goes wrong")
struct SoakTests {
  @Test("come to agree", arguments: 1...6 as ClosedRange<UInt64>)
  func agree(seed: UInt64) {
    var world = SoakWorld(seed: seed, logins: 120)
    let result = world.run()
    #expect(result.failure == nil)
    #expect(result.logins >= 120)
  }

  @Test("the same seed gives the same history")
  func replay() {
    var histories: [String] = []
    for _ in 0..<2 {
      var history = ""
      var world = SoakWorld(seed: 42, logins: 60) { history += $0 }
      _ = world.run()
      histories.append(history)
    }
    #expect(!histories[0].isEmpty)
    #expect(histories[0] == histories[1])
  }
}
