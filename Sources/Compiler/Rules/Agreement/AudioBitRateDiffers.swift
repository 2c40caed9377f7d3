import EMDSL
import EMDiagnostics

/// Rule 61: unequal audio bit rates.
enum AudioBitRateDiffers: Rule {
  /// The texts of EM3061 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3061", name: "emcc-region-audio-mismatch", severity: .error,
    summary: "The EMCC region's maximum audio bit rate differs between the members.",
    why: "Both clusters of a session must allow the same codecs: otherwise calls fail or lose their reservation.",
    fix: "write the rate once, as 'maxAudioBitRate' of emccGroup",
    source: "Seeds 000, table 2: the same in all participating clusters",
    mistakes: [
      RuleExample(
        "One cluster has a rate of its own.",
        ["  backupTftpServer: home-sub2\n": "  backupTftpServer: home-sub2\n  maxAudioBitRate: «8 kbps»\n"])
    ],
    right: [
      RuleExample(
        "The same rate, written again.",
        ["  backupTftpServer: home-sub2\n": "  backupTftpServer: home-sub2\n  maxAudioBitRate: 64 kbps\n"])
    ])

  /// The rates of all members, by what most of them have; in kbps.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    CommonValue(deployment, \.maxAudioBitRate, \.maxAudioBitRate).report(
      "the maximum audio bit rate of EMCC differs", &report, help: { help("maxAudioBitRate", $0) },
      text: { "\($0) kbps" })
  }

  /// What to do about a rate.
  static func help(_ key: String, _ common: Int) -> String {
    "remove '\(key)' from the members and write '\(key): \(common) kbps' under 'emccGroup', the same for all"
  }
}
