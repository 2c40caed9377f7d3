import EMBundle
import EMDSL
import EMDiagnostics

/// Rule 63: unequal link loss types, or codec preference lists that mean different things.
enum LinkLossTypeDiffers: Rule {
  /// The texts of EM3063 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3063", name: "emcc-linkloss-mismatch", severity: .error,
    summary: "The EMCC region's link loss type, from 14 on its codec preference list, differs between the members.",
    why: "The clusters of a session prefer different codecs, and speech goes one way only.",
    fix:
      "write 'linkLossType' once under emccGroup; from 14 on it is deployed as the codec preference list of the same "
      + "meaning",
    source:
      "Seeds 000, table 2: a difference breaks two-way audio; from 14 on an audio codec preference list stands in its "
      + "place",
    mistakes: [
      RuleExample(
        "One cluster takes the network for lossy.",
        ["  backupTftpServer: away-sub2\n": "  backupTftpServer: away-sub2\n  linkLossType: «lossy»\n"]),
      RuleExample(
        "The list of a 14.0 cluster means another type than a 12.5 cluster has.",
        [
          "  backupTftpServer: home-sub2\n":
            "  backupTftpServer: home-sub2\n  audioCodecPreferenceList: «Factory Default lossy»\n"
        ]),
      RuleExample(
        "A list of one's own beside an older cluster, which has none: a warning, for its content is not known here.",
        [
          "  backupTftpServer: home-sub2\n":
            "  backupTftpServer: home-sub2\n  audioCodecPreferenceList: «Low loss of ours»\n"
        ]),
    ],
    right: [
      RuleExample(
        "The same meaning in the words of both versions.",
        [
          "  backupTftpServer: home-sub2\n":
            "  backupTftpServer: home-sub2\n  audioCodecPreferenceList: Factory Default low loss\n",
          "  backupTftpServer: away-sub2\n": "  backupTftpServer: away-sub2\n  linkLossType: lowLoss\n",
        ])
    ])

  /// What a cluster prefers.
  fileprivate enum Preference: Hashable {
    case type(LinkLossType)
    /// A codec preference list of one's own, in lower case.
    case list(String)
  }

  /// Link loss types, and from 14 on codec preference lists where they are written.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    let group = deployment.emccGroup
    let groupType = group?.linkLossType
    var values = CommonValue<Preference>(groupValue: groupType.map { .type($0) })
    var lists: [Preference: String] = [:]
    for member in deployment.members where !member.isExternal {
      guard let version = member.version else { continue }
      let features = member.emccFeatures
      if version >= UnifiedCMVersion(14, 0), let features, features.isWritten(\.audioCodecPreferenceList) {
        guard let list = features.audioCodecPreferenceList?.string else { continue }
        let preference = preference(of: list)
        lists[preference] = list
        values.add(member, preference, features.place(\.audioCodecPreferenceList))
      } else if let features, features.isWritten(\.linkLossType) {
        if let type = features.linkLossType { values.add(member, .type(type), features.place(\.linkLossType)) }
      } else if member.followsGroup, let group, let groupType {
        values.add(
          member, .type(groupType), group.isWritten(\.linkLossType) ? group.place(\.linkLossType) : member.place)
      }
    }
    let severity = severity(values)
    let help: (Preference) -> String = { common in
      if severity == .warning { return "make sure that the list prefers the codecs that the older clusters prefer" }
      guard case .type(let type) = common else { return "give all members the same list, or the factory's for all" }
      return "write 'linkLossType: \(type.token)' under 'emccGroup' and remove what the members write themselves"
    }
    values.report(
      "the link loss type of EMCC \(severity == .warning ? "may differ" : "differs")", &report, severity: severity,
      help: help,
      text: { preference in
        switch preference {
        case .type(let type): type.token
        case .list: "list '\(lists[preference] ?? "")'"
        }
      })
  }

  /// A warning where only lists of one's own differ from the types of older clusters.
  private static func severity(_ values: CommonValue<Preference>) -> Severity {
    let isCertain = Set(values.holdings.filter { $0.isOfType }.map(\.value)).count > 1
    let newer = values.holdings.filter { ($0.cluster.version ?? UnifiedCMVersion(0, 0)) >= UnifiedCMVersion(14, 0) }
    return isCertain || Set(newer.map(\.value)).count > 1 ? .error : .warning
  }

  private static func preference(of list: String) -> Preference {
    let name = list.split { $0.isWhitespace }.joined(separator: " ").lowercased()
    return switch name {
    case "factory default low loss": .type(.lowLoss)
    case "factory default lossy": .type(.lossy)
    default: .list(name)
    }
  }
}

extension CommonValue.Holding where Value == LinkLossTypeDiffers.Preference {
  /// True for one of the two types, whichever way it is written.
  fileprivate var isOfType: Bool { if case .type = value { true } else { false } }
}
