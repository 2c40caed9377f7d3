import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Values that all members must have in common: who is named, and what counts as the same.
@Suite struct AgreementTests {
  /// Six small members; `values` are what each writes into its feature configuration, `group` what the group has.
  private func members(_ values: [String], group: String = "", versions: [String] = []) throws -> [Diagnostic] {
    let handles = values.indices.map { "C\($0 + 1)" }
    var text = """
      emcc: v1
      deployment: TEST
      emccGroup: {members: [\(handles.joined(separator: ", "))], mesh: []\(group.isEmpty ? "" : ", \(group)")}

      """
    for (index, value) in values.enumerated() {
      let version = index < versions.count ? versions[index] : "12.5.1.14900-63"
      text += """
        ---
        emcc: v1
        cluster: \(handles[index])
        version: \(version)
        securityMode: mixed
        emccFeatureConfiguration: {\(value)}

        """
    }
    return try check(text, rules: [AudioBitRateDiffers.self, VideoBitRateDiffers.self, LinkLossTypeDiffers.self])
      .map(\.diagnostic).filter { $0.code.hasPrefix("EM3") }
  }

  @Test func `the minority is named, with what most have`() throws {
    let found = try members([
      "maxAudioBitRate: 64 kbps", "maxAudioBitRate: 8 kbps", "maxAudioBitRate: 64 kbps", "maxAudioBitRate: 16 kbps",
      "maxAudioBitRate: 64 kbps", "maxAudioBitRate: 64 kbps",
    ])
    #expect(
      found.lines == [
        "EM3061 error: the maximum audio bit rate of EMCC differs between the members: 8 kbps in C2, 16 kbps in C4, 64 kbps in C1, C3, C5 and 1 more"
      ])
    #expect(
      found.first?.related.map(\.message) == [
        "16 kbps in C4", "64 kbps in C1", "64 kbps in C3", "64 kbps in C5", "64 kbps in C6",
      ])
    #expect(found.first?.clusters == ["C1", "C2", "C3", "C4", "C5", "C6"])
  }

  @Test func `where as many have one as the other, the group's value is right`() throws {
    let found = try members(["maxVideoCallBitRate: 512 kbps", ""], group: "maxVideoCallBitRate: 384 kbps")
    #expect(
      found.lines == [
        "EM3062 error: the maximum video call bit rate of EMCC differs between the members: 512 kbps in C1, 384 kbps in C2"
      ])
    #expect(
      try members(["", "maxVideoCallBitRate: 512 kbps"], group: "maxVideoCallBitRate: 512 kbps").isEmpty)
  }

  @Test func `the defaults of Unified CM are what nobody writes`() throws {
    #expect(try members(["maxAudioBitRate: 8 kbps, maxVideoCallBitRate: 384 kbps, linkLossType: lowLoss", ""]).isEmpty)
    #expect(try members(["maxAudioBitRate: 64 kbps", ""]).map(\.code) == ["EM3061"])
  }

  @Test func `a value that cannot be read is not compared`() throws {
    #expect(try members(["maxAudioBitRate: 7 kbps", "maxAudioBitRate: 8 kbps"]).isEmpty)
    // The typo may be the rate.
    #expect(try members(["maxAudioBitRat: 64 kbps", "maxAudioBitRate: 64 kbps"]).isEmpty)
  }

  @Test func `a list and a type of the same meaning are equal across versions`() throws {
    for list in ["Factory Default low loss", "FACTORY DEFAULT LOW LOSS", "'Factory  Default low loss '"] {
      #expect(
        try members(["audioCodecPreferenceList: \(list)", "linkLossType: lowLoss"], versions: ["14.0.1.13900-155"])
          .isEmpty)
    }
    let found = try members(
      ["audioCodecPreferenceList: Factory Default lossy", "linkLossType: lowLoss"], versions: ["14.0.1.13900-155"])
    #expect(
      found.lines == [
        "EM3063 error: the link loss type of EMCC differs between the members: lossy in C1, lowLoss in C2"
      ])
  }

  @Test func `before 14 the list has no meaning`() throws {
    #expect(try members(["audioCodecPreferenceList: Factory Default lossy", ""]).isEmpty)
  }

  @Test func `lists of one's own are compared by name among clusters of 14 and later`() throws {
    let versions = ["14.0.1.13900-155", "15.0.1.11900-23"]
    #expect(
      try members(["audioCodecPreferenceList: Ours", "audioCodecPreferenceList: ours"], versions: versions).isEmpty)
    let found = try members(["audioCodecPreferenceList: Ours", "audioCodecPreferenceList: Theirs"], versions: versions)
    #expect(
      found.lines == [
        "EM3063 error: the link loss type of EMCC differs between the members: list 'Theirs' in C2, list 'Ours' in C1"
      ])
  }

  @Test func `a list of one's own beside an older cluster is a warning`() throws {
    let found = try members(
      ["audioCodecPreferenceList: Ours", "linkLossType: lowLoss"], versions: ["14.0.1.13900-155"])
    #expect(found.map(\.severity) == [.warning])
  }
}
