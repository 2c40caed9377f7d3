/// The text of `deployment.yaml`: what all clusters share.
struct DeploymentFile {
  private let plan: DeploymentPlan
  private var text = YAMLText()

  private init(_ plan: DeploymentPlan) { self.plan = plan }

  /// The whole file.
  static func text(of plan: DeploymentPlan) -> YAMLText {
    var file = DeploymentFile(plan)
    file.text.head("deployment", plan.name)
    file.group()
    file.clusters()
    file.emergencyNumbers()
    file.certificateExchange()
    file.text.line("everyCluster:                       # in every member of the group, word for word")
    file.geolocations()
    file.emergencyRouting()
    file.text.line("  commonDeviceConfigurations:")
    file.text.line("    CDC-EMCC: {ipAddressingMode: ipv4Only}")
    return file.text
  }

  private var handles: [String] { plan.clusters.map(\.handle) }

  private mutating func group() {
    text.line("emccGroup:")
    text.line("  members: \(flow(handles + (plan.hasPartner ? [Partner.handle] : [])))")
    text.line("  mesh: full")
    text.line("  services: {emcc: true, pstnAccess: true, rsvpAgent: false}")
    text.line("  maxAudioBitRate: 64 kbps")
    text.line("  maxVideoCallBitRate: 384 kbps")
    text.line("  linkLossType: lowLoss")
    text.blank()
  }

  private mutating func clusters() {
    guard plan.hasPartner else { return }
    text.line("clusters:")
    text.line("  \(Partner.handle):                          # run by somebody else: our side of it only")
    text.line("    external: true")
    text.line("    clusterId: Partner-CUCM")
    text.line("    version: 14.0.1.13900-155")
    text.line("    securityMode: mixed")
    text.blank()
  }

  private mutating func emergencyNumbers() {
    text.line("emergencyNumbers:                   # as dialled, with and without the digit for an outside line")
    for country in plan.countries {
      text.line("  \(country.code): \(quotedFlow(country.dialledEmergencyNumbers))")
    }
    text.blank()
  }

  private mutating func certificateExchange() {
    func dated(_ date: String) -> String { handles.map { "\($0): \(date)" }.joined(separator: ", ") }
    text.line("certificateExchange:")
    text.line("  sftp: {server: sftp.acme.example, directory: /emcc}")
    text.line("  types: [tomcat, tftp, capf, itlRecovery]")
    text.line("  exported: {\(dated("2025-03-01"))}")
    text.line("  consolidated: {on: \(handles[0]), at: 2025-03-03}")
    text.line("  imported: {\(dated("2025-03-08"))}")
    text.blank()
  }

  /// One geolocation a town; the filter looks at the town too, because clusters share countries.
  private mutating func geolocations() {
    text.line("  geolocations:")
    for cluster in plan.clusters {
      for (country, city) in cluster.towns { geolocation(country, city) }
    }
    if plan.hasPartner { for city in Partner.country.cities { geolocation(Partner.country, city) } }
    text.line("  geolocationFilters:")
    text.line("    GF-EMCC: [country, communityName]")
  }

  private mutating func geolocation(_ country: Country, _ city: City) {
    let division = city.division.isEmpty ? "" : "nationalSubDivision: \(city.division), "
    let place = "{country: \(country.code), \(division)communityName: \(city.name)}"
    text.line("    GEO-\(country.code)-\(city.code): \(place)")
  }

  private mutating func emergencyRouting() {
    let codes = plan.countries.map(\.code)
    let flags = "to: RL-EMERGENCY, purpose: emergency, urgentPriority: true"
    text.line("  partitions: \(flow(codes.map { "PT-EMER-\($0)" } + ["PT-EMER-HABIT"]))")
    text.line("  routeLists:")
    text.line("    RL-EMERGENCY: [Standard Local Route Group]")
    text.line("  routePatterns:")
    for country in plan.countries {
      let patterns = country.emergency + country.emergency.map { "\(country.accessCode).\($0)" }
      let head = "    - {partition: PT-EMER-\(country.code), patterns: \(quotedFlow(patterns))"
      text.line("\(head), \(flags), discardDigits: preDot}")
    }
    text.line("    # what a traveller dials out of habit")
    let habit = "    - {partition: PT-EMER-HABIT, patterns:"
    text.line("\(habit) \(quotedFlow(plan.bareEmergencyNumbers)), \(flags)}")
    text.line("\(habit) \(quotedFlow(plan.emergencyNumbersBehindAccessCode)), \(flags), discardDigits: preDot}")
    text.line("  callingSearchSpaces:              # adjunct CSS of the roaming pools")
    for code in codes { text.line("    CSS-ADJ-\(code): [PT-EMER-\(code), PT-EMER-HABIT]") }
    text.line("    CSS-ADJ-ANY: [PT-EMER-HABIT]    # a phone that matches no roaming pool")
  }
}

extension DeploymentPlan {
  /// Emergency numbers of all countries, each once, without access codes.
  var bareEmergencyNumbers: [String] { eachOnce(countries.flatMap(\.emergency)) }

  /// The same as patterns with the access codes that people are used to, `9.911`.
  var emergencyNumbersBehindAccessCode: [String] {
    eachOnce(countries.flatMap { country in country.emergency.map { "\(country.accessCode).\($0)" } })
  }

  /// Everything that people of all countries dial in an emergency, each once.
  var dialledEmergencyNumbers: [String] { eachOnce(countries.flatMap(\.dialledEmergencyNumbers)) }

  private func eachOnce(_ numbers: [String]) -> [String] {
    numbers.reduce(into: []) { found, number in
      if !found.contains(number) { found.append(number) }
    }
  }
}

extension Country {
  /// What people dial in an emergency: without and with the access code.
  var dialledEmergencyNumbers: [String] { emergency + emergency.map { accessCode + $0 } }
}
