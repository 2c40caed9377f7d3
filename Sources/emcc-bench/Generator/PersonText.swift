/// The text of a person's device profile and user.
struct PersonText {
  /// The person's home cluster.
  let cluster: ClusterPlan
  /// The run's seed: the same one makes the same text.
  let seed: UInt64

  /// Head and defaults of every file with profiles.
  static func profilesHead(_ cluster: ClusterPlan) -> YAMLText {
    var text = YAMLText()
    text.head("cluster", cluster.handle)
    text.line("defaults:")
    let css = "emccCss: CSS-EMCC-\(cluster.countries[0].code)"
    text.line("  deviceProfiles: {protocol: SIP, \(css), softkeyTemplate: Standard User}")
    text.line("deviceProfiles:")
    return text
  }

  /// Head and defaults of every file with users.
  static func usersHead(_ cluster: ClusterPlan) -> YAMLText {
    var text = YAMLText()
    text.head("cluster", cluster.handle)
    text.line("defaults:")
    text.line("  users: {ldap: true, emcc: true}")
    text.line("users:")
    return text
  }

  /// The device profile of a person who travels.
  func profile(of person: Person, _ mistake: Mistake?) -> YAMLText {
    var random = Random(seed: seed ^ 0x51, cluster.index, person.index)
    let country = person.site.country
    var text = YAMLText()
    if random.once(in: 80) { text.line("  # moved here from \(person.site.city.name)") }
    text.line("  \(person.profile):")
    let description = "\(person.first) \(person.last), \(Names.department(person.team))"
    switch mistake {
    case .unknownKey: text.line("    desciption: \(description)")
    case .wrongKind: text.line("    description: [\(description)]")
    default: text.line("    description: \(description)")
    }
    text.line("    model: Cisco \(person.model)")
    text.line("    phoneButtonTemplate: Standard \(person.model) SIP")
    if random.once(in: 2) { text.line("    softkeyTemplate: Standard User") }
    if country.code != cluster.countries[0].code || random.once(in: 3) {
      text.line("    emccCss: CSS-EMCC-\(country.code)")
    }
    if !random.once(in: 3) { text.line("    userLocale: \(country.locale)") }
    if mistake == .unknownEnumValue {
      text.line("    doNotDisturb: {option: ringerOf}")
    } else if random.once(in: 6) {
      text.line("    doNotDisturb: {option: ringerOff, alert: beepOnly}")
    }
    if mistake == .profileWithoutLine {
      text.line("    lines: []")
    } else {
      lines(of: person, mistake, &random, &text)
    }
    return text
  }

  private func lines(of person: Person, _ mistake: Mistake?, _ random: inout Random, _ text: inout YAMLText) {
    let roll = random.below(20)
    let count = roll < 4 ? 1 : roll < 10 ? 2 : roll < 16 ? 3 : 4
    let department = Names.department(person.team)
    text.line("    lines:")
    ownLine(0, of: person, label(person, &random), mistake, &text)
    for line in 1..<4 where line < count {
      if line == 1 {
        let shared = Person.teamNumber(person.team, in: cluster)
        text.line("      - {dn: '\(shared)', partition: PT-DN-\(cluster.handle), label: \(department)}")
      } else {
        ownLine(line - 1, of: person, "\(label(person, &random)) \(line)", nil, &text)
      }
    }
  }

  private func ownLine(_ line: Int, of person: Person, _ label: String, _ mistake: Mistake?, _ text: inout YAMLText) {
    let number = person.number(line, in: cluster)
    if mistake == .missingKey {
      text.line("      - partition: PT-DN-\(cluster.handle)")
    } else {
      text.line("      - dn: '\(number)'")
      text.line("        partition: PT-DN-\(cluster.handle)")
    }
    text.line("        css: CSS-\(mistake == .unknownReference ? "LNIE" : "LINE")-\(cluster.handle)")
    text.line("        label: \(label)")
    text.line("        alertingName: \(person.first) \(person.last)")
    text.line("        externalMask: '\(person.site.country.callingCode)55\(number)'")
  }

  private func label(_ person: Person, _ random: inout Random) -> String {
    let short = "\(person.first.prefix(1)). \(person.last)"
    return random.once(in: 5) ? person.last : short
  }

  /// The user of a person.
  func user(of person: Person, _ mistake: Mistake?) -> YAMLText {
    var random = Random(seed: seed ^ 0x52, cluster.index, person.index)
    var text = YAMLText()
    guard person.travels else {
      text.line("  \(person.userID): {lastName: \(person.last), emcc: false}")
      return text
    }
    let profiles =
      switch mistake {
      case .unknownReference: "[UDP_\(person.userID)]"
      case .userWithoutProfile: "[]"
      default: "[\(person.profile)]"
      }
    let number = person.number(0, in: cluster)
    if mistake == nil, random.once(in: 12) {
      let keys = "controlledProfiles: \(profiles), primaryExtension: '\(number)', selfServiceId: '\(number)'"
      text.line("  \(person.userID): {lastName: \(person.last), \(keys)}")
      return text
    }
    text.line("  \(person.userID):")
    text.line("    lastName: \(mistake == .wrongKind ? "{name: \(person.last)}" : quoted(person.last, &random))")
    text.line("    controlledProfiles: \(profiles)")
    text.line("    \(mistake == .unknownKey ? "primaryExtention" : "primaryExtension"): '\(number)'")
    text.line("    selfServiceId: '\(number)'")
    if mistake == .outOfRange {
      text.line("    maximumLoginTime: '200:00'")
    } else if random.once(in: 5) {
      text.line("    maximumLoginTime: '\(8 + random.below(5)):00'   # shift")
    }
    if random.once(in: 10) { text.line("    homeCluster: true") }
    if random.once(in: 3) { text.line("    accessControlGroups: [Standard CCM End Users]") }
    return text
  }

  private func quoted(_ name: String, _ random: inout Random) -> String {
    random.once(in: 7) ? "\"\(name)\"" : name
  }
}
