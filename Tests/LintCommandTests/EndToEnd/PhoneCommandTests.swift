import EMTestSupport
import Foundation
import Testing

/// `phone`, which leaves the work to another program.
@Suite struct PhoneCommandTests {
  @Test func whatIsMissingIsNamed() throws {
    let run = try LintRun(["phone", "--url", "http://127.0.0.1/"], variables: ["PATH": "/nonexistent::."])
    #expect(run.code == 3)
    #expect(
      run.messages == """
        emcc-lint: 'phone' needs the program emcc-phone, which is neither beside emcc-lint nor in PATH; \
        'swift build --configuration release --product emcc-phone' makes it

        """)
  }

  @Test func theProgramInPATHIsStarted() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("emcc-phone", "#!/bin/sh\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let run = try LintRun(
      ["phone", "--url", "http://127.0.0.1/"], variables: ["PATH": "/nonexistent:\(directory.path)"])
    #expect(run.code == 3)
    #expect(run.messages == "emcc-lint: \(path) cannot be started: no program can be started\n")
  }

  @Test func wrongWordsAreFoundBefore() throws {
    #expect(try LintRun(["phone", "--ulr", "x"]).messages.contains("did you mean '--url'?"))
    #expect(try LintRun(["phone", "x"]).code == 2)
    #expect(try LintRun(["phone", "--help"]).output.hasPrefix("emcc-lint phone: press the buttons of a phone"))
  }
}
