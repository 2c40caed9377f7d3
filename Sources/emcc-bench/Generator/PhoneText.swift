/// The text of one phone.
struct PhoneText {
  /// The cluster of the phone.
  let cluster: ClusterPlan
  /// True: descriptions of the file may leave ASCII.
  let localWords: Bool

  /// Head and defaults of every file with phones.
  static func head(_ cluster: ClusterPlan) -> YAMLText {
    var text = YAMLText()
    text.head("cluster", cluster.handle)
    text.line("defaults:")
    text.line("  phones: {protocol: SIP, softkeyTemplate: Standard User}")
    text.line("phones:")
    return text
  }

  /// The phone of a person, with one mistake if wanted; `previous` is the phone written before it.
  func text(of person: Person, previous: String, seed: UInt64, _ mistake: Mistake?) -> YAMLText {
    var random = Random(seed: seed ^ 0x50, cluster.index, person.index)
    var fields = keys(of: person, &random)
    plant(mistake, in: &fields)
    let name = mistake == .duplicateName ? previous : person.phone
    var text = YAMLText()
    if random.once(in: 60) { text.line("  # floor \(person.index % 12), \(random.once(in: 2) ? "east" : "west") wing") }
    if mistake == nil, random.once(in: 14) {
      let flat = fields.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
      text.line("  \(name): {\(flat)}")
      return text
    }
    text.line("  \(name):")
    for (key, value) in fields { text.line("    \(key): \(value)") }
    return text
  }

  private typealias Fields = [(key: String, value: String)]

  private func keys(of person: Person, _ random: inout Random) -> Fields {
    let site = person.site
    var fields: Fields = [
      ("description", description(of: person, &random)), ("model", "Cisco \(person.model)"),
      ("devicePool", "DP-\(site.code)"), ("css", "CSS-DEV-\(site.country.code)"), ("location", "LOC-\(site.code)"),
      ("mediaResourceGroupList", "MRGL-\(site.code)"),
      ("phoneButtonTemplate", "Standard \(person.model) SIP"), ("userLocale", site.country.locale),
    ]
    if random.once(in: 2) { fields.insert(("protocol", "SIP"), at: 2) }
    if random.once(in: 2) { fields.append(("softkeyTemplate", "Standard User")) }
    if random.once(in: 2) { fields.append(("commonPhoneProfile", "Standard Common Phone Profile")) }
    guard person.hasPersonalPhone else {
      fields.append(("extensionMobility", "true"))
      if random.once(in: 4) { fields.append(("logoutProfile", "LOGOUT-\(site.code)")) }
      if random.once(in: 4) { fields.append(("geolocation", "GEO-\(site.code)")) }
      return fields
    }
    if random.once(in: 2) { fields.append(("extensionMobility", "false")) }
    if random.once(in: 2) { fields.append(("securityProfile", "SEC-\(person.model)-ENC")) }
    let number = "dn: '\(person.number(3, in: cluster))', partition: PT-DN-\(cluster.handle)"
    let line = "\(number), css: CSS-LINE-\(cluster.handle)"
    fields.append(("lines", "[{\(line), label: \(person.first.prefix(1)). \(person.last)}]"))
    return fields
  }

  private func description(of person: Person, _ random: inout Random) -> String {
    if person.hasPersonalPhone { return "\(person.first) \(person.last) \(person.site.code)" }
    let room = "\(digits(person.index % 12, 2))-\(digits(person.index % 173, 3))"
    let local = localWords && random.once(in: 3)
    return "\(local ? person.site.country.sharedDesk : "Hot desk") \(person.site.city.name) \(room)"
  }

  private func plant(_ mistake: Mistake?, in fields: inout Fields) {
    func index(_ key: String) -> Int { fields.firstIndex { $0.key == key } ?? 0 }
    switch mistake {
    case .unknownKey: fields[index("description")].key = "descripton"
    case .unknownReference: fields[index("devicePool")].value += "X"
    case .wrongKind: fields[index("description")].value = "[Hot desk, 12]"
    case .missingKey: fields.remove(at: index("devicePool"))
    case .unknownEnumValue:
      fields.removeAll { $0.key == "protocol" }
      fields.insert(("protocol", "SPI"), at: 2)
    default: break
    }
  }
}
