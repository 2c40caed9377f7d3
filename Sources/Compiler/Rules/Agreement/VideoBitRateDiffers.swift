import EMDSL
import EMDiagnostics

/// Rule 62: unequal video bit rates.
enum VideoBitRateDiffers: Rule {
  /// The texts of EM3062 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3062", name: "emcc-region-video-mismatch", severity: .error,
    summary: "The EMCC region's maximum video call bit rate differs between the members.",
    why:
      "Both clusters of a session must allow the same bandwidth: otherwise video calls have no picture or are "
      + "negotiated anew.",
    fix: "write the rate once, as 'maxVideoCallBitRate' of emccGroup",
    source: "Seeds 000, table 2: the same in all participating clusters",
    mistakes: [
      RuleExample(
        "One cluster has a rate of its own.",
        ["  backupTftpServer: home-sub2\n": "  backupTftpServer: home-sub2\n  maxVideoCallBitRate: «512 kbps»\n"])
    ],
    right: [
      RuleExample(
        "Unified CM's default, written out.",
        ["  backupTftpServer: home-sub2\n": "  backupTftpServer: home-sub2\n  maxVideoCallBitRate: 384 kbps\n"])
    ])

  /// The rates of all members, by what most of them have; in kbps.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    CommonValue(deployment, \.maxVideoCallBitRate, \.maxVideoCallBitRate).report(
      "the maximum video call bit rate of EMCC differs", &report,
      help: { AudioBitRateDiffers.help("maxVideoCallBitRate", $0) }, text: { "\($0) kbps" })
  }
}
