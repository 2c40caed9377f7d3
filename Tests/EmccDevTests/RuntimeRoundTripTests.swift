import EMTestSupport
import LintCommand
import Testing

@testable import emcc_dev

/// The runtime configuration of random deployments: what is read is what was compiled.
@Suite struct RuntimeRoundTripTests {
  @Test func randomDeployments() throws {
    let directory = try TemporaryDirectory()
    var compiled = 0
    for number in 0..<25 {
      var random = RandomSource(seed: 3, case: number)
      let text = RandomDeployment(&random).text
      let file = try directory.write("\(number).yaml", text)
      let bundle = "\(directory.path)/\(number)"
      let run = try LintRun(["compile", "--quiet", "--bundle", bundle, file])
      // An old cluster may lack what EM roaming needs: an error, and no bundle.
      if run.code == 1 { continue }
      #expect(run.code == 0, "case \(number): \(run.messages)")
      compiled += 1
      var said = ""
      #expect(RuntimeCommand(bundle: bundle, files: [file]) { said += $0 }.run() == .clean, "case \(number): \(said)")
    }
    #expect(compiled > 15)
  }

  @Test func otherFilesAreNoticed() throws {
    let directory = try TemporaryDirectory()
    var random = RandomSource(seed: 4, case: 1)
    let file = try directory.write("one.yaml", RandomDeployment(&random).text)
    let other = try directory.write("other.yaml", RandomDeployment(&random).text)
    let bundle = "\(directory.path)/bundle"
    #expect(try LintRun(["compile", "--quiet", "--bundle", bundle, file]).code == 0)
    var said = ""
    #expect(RuntimeCommand(bundle: bundle, files: [other]) { said += $0 }.run() == .findings)
    #expect(said.contains("the bundle is not what the files say\n"))
    #expect(RuntimeCommand(bundle: directory.path, files: []) { said += $0 }.run() == .couldNotRun)
  }
}
