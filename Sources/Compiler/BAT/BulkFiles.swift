import EMBundle
import EMDSL

/// The bulk files of a cluster: local users, phones and device profiles (Bulk Administration Guide; dialect with a
/// header line).
///
/// Every file needs a template that somebody makes by hand, so the objects of rare templates are left to the requests.
struct BulkFiles {
  /// Objects from which on making a template by hand is worth the work; a kind with one template gets its file anyway.
  static let objectsPerTemplate = 10

  private let cluster: Cluster

  /// Looks at a cluster of ours.
  init(_ cluster: Cluster) { self.cluster = cluster }

  /// Where the file of the users goes.
  var userPath: String { "\(folder)users.txt" }

  /// Users that LDAP does not own, sorted.
  var localUsers: [Entity<UserRow>] {
    cluster.users.filter { !$0.isPoison && $0.ldap != true }
      .sorted { ResolvedJSON.precedes($0.name.string, $1.name.string) }
  }

  /// True where users have a maximum login time of their own: from 12.5 on.
  var hasLoginTime: Bool { cluster.version.map { $0 >= UnifiedCMVersion(12, 5) } ?? true }

  private var folder: String { "clusters/\(cluster.clusterID)/bat/" }

  /// The files in the order in which they are inserted.
  var files: [BulkFile] { phoneFiles + profileFiles + [userFile].compactMap(\.self) }

  /// A file of the bundle.
  static func bundleFile(_ file: BulkFile) -> BundleFile {
    BundleFile(path: file.path) { sink in
      try sink.write(BulkText.line(file.header))
      var portion = ""
      try file.rows { row in
        portion += BulkText.line(row)
        if portion.utf8.count > 1 << 16 {
          try sink.write(portion)
          portion = ""
        }
      }
      try sink.write(portion)
    }
  }

  // MARK: Phones and profiles

  /// Whatever decides the template of an object, as numbers of names and rows: equal where the template is.
  private typealias TemplateKey = [UInt32]

  /// Objects that share a template, which holds what the file has no column for.
  private struct Group<R: Row> {
    var device: [String]
    var lines: [String]
    /// Name of the first member.
    var first: String
    var members: [Entity<R>]
  }

  private var phoneFiles: [BulkFile] {
    var groups: [TemplateKey: [Entity<PhoneRow>]] = [:]
    for phone in cluster.phones where BulkFiles.address(of: phone) != nil {
      var key: TemplateKey = [
        phone.model?.id, phone.protocol.map { UInt32($0.rawValue) }, phone.devicePool?.index, phone.css?.index,
        phone.securityProfile?.index, phone.phoneButtonTemplate?.index, phone.extensionMobility == true ? 1 : 0,
      ].map { $0 ?? .max }
      for line in phone.lines { key.append(line.css?.index ?? .max) }
      groups[key, default: []].append(phone)
    }
    let named = groups.values.compactMap { members in members.first.map { group(of: $0, members) } }
    return BulkFiles.sorted(named).enumerated().map { index, group in
      let phones = BulkFiles.sortedByName(group.members, \.name)
      return BulkFile(
        path: "\(folder)phones-\(index + 1).txt", menu: "Bulk Administration > Phones > Insert Phones",
        template: BulkFiles.template(
          "phone template", zip(BulkFiles.phoneFields, group.device), "line CSS", group.lines),
        header: ["MAC ADDRESS", "DESCRIPTION"] + group.lines.indices.flatMap(BulkFiles.phoneLineColumns),
        rowCount: phones.count
      ) { add in
        for phone in phones {
          let lines = phone.lines.flatMap { line in
            [
              line.dn?.string ?? "", line.partition?.name.string ?? "", "", line.display ?? "",
              BulkFiles.ascii(line.display), line.alertingName ?? "", BulkFiles.ascii(line.alertingName),
            ]
          }
          try add([BulkFiles.address(of: phone) ?? "", phone.description ?? ""] + lines)
        }
      }
    }
  }

  private static func phoneLineColumns(_ index: Int) -> [String] {
    [
      "DIRECTORY NUMBER", "ROUTE PARTITION", "LINE DESCRIPTION", "DISPLAY", "ASCII DISPLAY", "ALERTING NAME",
      "ASCII ALERTING NAME",
    ].map { "\($0)  \(index + 1)" }
  }

  /// The hardware address in a phone's name; nil for names of another form.
  private static func address(of phone: Entity<PhoneRow>) -> String? {
    let name = phone.name.string
    let digits = name.utf8.dropFirst(3)
    let isAddress = digits.count == 12 && digits.allSatisfy { "0123456789ABCDEFabcdef".utf8.contains($0) }
    return name.hasPrefix("SEP") && isAddress ? String(name.dropFirst(3)) : nil
  }

  private var profileFiles: [BulkFile] {
    var groups: [TemplateKey: [Entity<DeviceProfileRow>]] = [:]
    for profile in cluster.deviceProfiles where !profile.isPoison {
      var key: TemplateKey = [
        profile.model?.id, profile.protocol.map { UInt32($0.rawValue) }, profile.phoneButtonTemplate?.index,
        profile.softkeyTemplate?.index, profile.emccCss?.index,
      ].map { $0 ?? .max }
      for line in profile.lines { key += [line.partition?.index ?? .max, line.css?.index ?? .max] }
      groups[key, default: []].append(profile)
    }
    let named = groups.values.compactMap { members in members.first.map { group(of: $0, members) } }
    return BulkFiles.sorted(named).enumerated().map { index, group in
      let profiles = BulkFiles.sortedByName(group.members, \.name)
      return BulkFile(
        path: "\(folder)device-profiles-\(index + 1).txt",
        menu: "Bulk Administration > User Device Profiles > Insert User Device Profiles",
        template: BulkFiles.template(
          "user device profile template", zip(BulkFiles.profileFields, group.device), "partition / line CSS",
          group.lines),
        header: ["DEVICE PROFILE NAME", "DESCRIPTION"] + group.lines.indices.flatMap(BulkFiles.profileLineColumns),
        rowCount: profiles.count
      ) { add in
        for profile in profiles {
          let lines = profile.lines.flatMap { line in
            [
              line.dn?.string ?? "", "", line.alertingName ?? "", BulkFiles.ascii(line.alertingName),
              line.display ?? "",
              BulkFiles.ascii(line.display), line.label ?? "",
            ]
          }
          try add([profile.name.string, profile.description ?? ""] + lines)
        }
      }
    }
  }

  private static func profileLineColumns(_ index: Int) -> [String] {
    [
      "DIRECTORY NUMBER", "LINE DESCRIPTION", "ALERTING NAME", "ASCII ALERTING NAME", "DISPLAY", "ASCII DISPLAY",
      "LINE TEXT LABEL",
    ].map { "\($0)  \(index + 1)" }
  }

  private func group(of phone: Entity<PhoneRow>, _ members: [Entity<PhoneRow>]) -> Group<PhoneRow> {
    let device = [
      phone.model?.string, phone.protocol?.token, phone.devicePool?.name.string, phone.css?.name.string,
      phone.securityProfile?.name.string, phone.phoneButtonTemplate?.name.string,
      phone.extensionMobility == true ? "on" : "off",
    ]
    return Group(
      device: device.map { $0 ?? "" }, lines: phone.lines.map { $0.css?.name.string ?? "<None>" },
      first: phone.name.string,
      members: members)
  }

  private func group(
    of profile: Entity<DeviceProfileRow>, _ members: [Entity<DeviceProfileRow>]
  ) -> Group<DeviceProfileRow> {
    let device = [
      profile.model?.string, profile.protocol?.token, profile.phoneButtonTemplate?.name.string,
      profile.softkeyTemplate?.name.string, profile.emccCss?.name.string,
    ]
    let lines = profile.lines.map { "\($0.partition?.name.string ?? "<None>") / \($0.css?.name.string ?? "<None>")" }
    return Group(device: device.map { $0 ?? "" }, lines: Array(lines), first: profile.name.string, members: members)
  }

  /// Those that deserve a file, by what the templates hold; the first member's name decides between templates that read
  /// alike.
  private static func sorted<R>(_ groups: [Group<R>]) -> [Group<R>] {
    let frequent = groups.count == 1 ? groups : groups.filter { $0.members.count >= objectsPerTemplate }
    return frequent.sorted { left, right in
      let (one, other) = (left.device + left.lines, right.device + right.lines)
      guard one == other else { return one.lexicographicallyPrecedes(other, by: ResolvedJSON.precedes) }
      return ResolvedJSON.precedes(left.first, right.first)
    }
  }

  private static func sortedByName<R>(_ rows: [Entity<R>], _ name: KeyPath<R, Name>) -> [Entity<R>] {
    rows.map { ($0[dynamicMember: name], $0) }.sorted { $0.0.bytes.lexicographicallyPrecedes($1.0.bytes) }.map(\.1)
  }

  /// A field of a template's page, and what stands for a value that is not written; nil where the page can be left alone.
  private typealias TemplateField = (title: String, standard: RunbookText?)

  /// In the order of `Group.device`; the page of the phones wants template and security profile in any case.
  private static let phoneFields: [TemplateField] = [
    ("Device Type", nil), ("Device Protocol", nil), ("Device Pool", nil), ("Calling Search Space", nil),
    ("Device Security Profile", "the model's standard nonsecure one"),
    ("Phone Button Template", "the model's standard one"), ("Enable Extension Mobility", nil),
  ]
  private static let profileFields: [TemplateField] = [
    ("Device Type", nil), ("Device Protocol", nil), ("Phone Button Template", "the model's standard one"),
    ("Softkey Template", nil), ("Extension Mobility Cross Cluster CSS", nil),
  ]

  private static func template(
    _ kind: String, _ fields: some Sequence<(TemplateField, String)>, _ lineWords: String, _ lines: [String]
  ) -> RunbookText {
    var text: RunbookText = "\(words: kind)"
    var separator = " with "
    for (field, value) in fields {
      guard !value.isEmpty || field.standard != nil else { continue }
      text += "\(words: separator)\(field: field.title) \(value.isEmpty ? field.standard ?? "" : .name(value))"
      separator = ", "
    }
    for (index, line) in lines.enumerated() { text += "; line \(index + 1) with \(words: lineWords) \(name: line)" }
    return text
  }

  /// A text for a phone that shows ASCII only; empty where it would have to be changed for that.
  private static func ascii(_ text: String?) -> String {
    guard let text, text.utf8.allSatisfy({ $0 < 0x80 }) else { return "" }
    return text
  }
}
