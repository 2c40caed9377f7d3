import EMTestSupport
import Foundation
import Testing

/// Files for the Bulk Administration Tool.
///
/// Scripts/check-bat reads them back with another CSV reader.
@Suite struct BulkFileTests {
  @Test func textsSurvive() throws {
    let bundle = try CompiledBundle("\(fixturesDirectory)/bulk")
    let files = ["users.txt", "phones-1.txt", "device-profiles-1.txt"]
    let text = try files.map { "# \($0)\n" + (try bundle.text("clusters/SE/bat/\($0)")) }.joined()
    Golden.expect(text, matches: "bulk/expected.txt")
  }

  /// Each file goes with one template: what it has no column for is the same in all its rows.
  @Test func filesAreOneATemplate() throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/three-continents")
    let step = try #require(try bundle.runbook().step("US.bat-inserts"))
    #expect(step.optional == true)
    let rows = try #require(step.do[1].rows)
    for row in rows { #expect(bundle.has(row[0]), "\(row[0])") }
    #expect(
      rows.map(\.last).contains(
        "user device profile template with Device Type 'Cisco 8851', Device Protocol 'SIP', "
          + "Phone Button Template 'Standard 8851 SIP', Softkey Template 'Standard User', "
          + "Extension Mobility Cross Cluster CSS 'CSS-EMCC-US'; "
          + "line 1 with partition / line CSS 'PT-DN-US / CSS-LINE-US'"
      ))
    let counts = try rows.map { row in
      try bundle.text(row[0]).split(separator: "\n").count - 1 == Int(row[1])
    }
    #expect(counts.allSatisfy { $0 })
  }

  /// A template that ten objects share gets a file, one that nine share leaves them to the requests.
  @Test(arguments: [(9, 10, ["phones-1.txt 10"]), (10, 10, ["phones-1.txt 10", "phones-2.txt 10"]), (9, 9, [])])
  func rareTemplatesGetNoFile(_ first: Int, _ second: Int, _ expected: [String]) throws {
    func phones(_ count: Int, _ model: String, _ kind: Int) -> String {
      (0..<count).map { number in
        "  SEP00AA1\(kind)0000\(number < 10 ? "0" : "")\(number): {model: Cisco \(model), protocol: SIP, devicePool: Default}\n"
      }.joined()
    }
    let directory = try TemporaryDirectory()
    let source = try directory.write(
      "a.yaml",
      "emcc: v1\ncluster: A\nclusterId: A\nversion: 14.0.1\nsecurityMode: nonSecure\nphones:\n"
        + phones(first, "8851", 1)
        + phones(second, "8841", 2))
    let bundle = try CompiledBundle(source)
    let found = try ["phones-1.txt", "phones-2.txt"].compactMap { name -> String? in
      let path = "clusters/A/bat/\(name)"
      return bundle.has(path) ? "\(name) \(try bundle.text(path).split(separator: "\n").count - 1)" : nil
    }
    #expect(found == expected)
  }

  @Test func usersOfLDAPAreLeftOutAndOldVersionsHaveNoLoginTime() throws {
    let bundle = try CompiledBundle("\(examplesDirectory)/three-continents")
    let new = try bundle.text("clusters/LKF-US/bat/users.txt").split(separator: "\n")
    #expect(new.count == 2)
    #expect(new[0].hasSuffix(",ATTENDEES ACCESS CODE,EM MAX LOGIN TIME"))
    #expect(new[1].hasPrefix("Lobby,,Denver,lobbyden,,,,Facilities,{{pin:lobbyden}},"))
    let old = try bundle.text("clusters/LKF-APAC/bat/users.txt")
    #expect(old.split(separator: "\n")[0].hasSuffix(",ATTENDEES ACCESS CODE"))
  }

  /// The archive as the stock tar lists and prints it.
  @Test func archivesAreThereOnlyWhenAskedFor() throws {
    let name = "clusters/SE/bat/import-export.tar"
    #expect(!(try CompiledBundle("\(fixturesDirectory)/bulk")).has(name))
    let bundle = try CompiledBundle("\(fixturesDirectory)/bulk", options: ["--bat-tar"])
    let directory = try TemporaryDirectory()
    let archive = try directory.write("import-export.tar", Array(try bundle.bytes(name)))
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = ["tar", "--extract", "--to-stdout", "--verbose", "--file", archive]
    let pipe = Pipe()
    tar.standardOutput = pipe
    tar.standardError = pipe
    try tar.run()
    let output = try #require(try pipe.fileHandleForReading.readToEnd())
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
    let lines = Set(String(decoding: output, as: UTF8.self).split(separator: "\n"))
    for item in ["partition", "css", "geolocationfilter", "emccfeatureconfig", "remotecluster"] {
      #expect(lines.contains("\(item).csv") && lines.contains("File : \(item)"), "\(item)")
    }
    #expect(lines.contains("GF-EMCC,NULL,t,f,f,f,f,f,f,f,f,f,f,f,f,f,f,f,f"))
    #expect(lines.contains("PSTN Access,EMCC-TRUNK,t") && lines.contains("EMCCRegionAudioBW,64"))
    #expect(!lines.contains("File : phoneservices"))
  }
}
