/// Writes the files of one cluster.
struct ClusterWriter {
  private let plan: DeploymentPlan
  private let cluster: ClusterPlan
  private let sites: [Site]
  private let directory: String
  private var written = 0
  private var people = 0

  /// Files go to a directory named after the cluster.
  init(_ plan: DeploymentPlan, _ cluster: ClusterPlan, below directory: String) {
    self.plan = plan
    self.cluster = cluster
    self.directory = "\(directory)/\(cluster.hostPrefix)"
    sites = cluster.sites
  }

  /// Writes everything.
  mutating func write(_ planter: inout MistakePlanter) throws(BenchError) {
    try makeDirectory(directory)
    try write("cluster", ClusterFile.text(of: plan, cluster))
    try write("sites", SitesFile.text(of: plan, cluster))
    try write("dialplan", DialPlanFile.text(of: plan, cluster))
    try write("desks", desks())
    try writePeople(&planter)
    try write("teams", teams())
    if plan.directoryEverywhere { try writeDirectory() }
  }

  private mutating func write(_ name: String, _ text: YAMLText) throws(BenchError) {
    written += text.bytes.count
    try writeFile("\(directory)/\(name).yaml", text.bytes)
  }

  /// Security profiles of personal phones, and what a shared desk shows when nobody is logged in.
  private func desks() -> YAMLText {
    var text = YAMLText()
    text.head("cluster", cluster.handle)
    text.line("phoneSecurityProfiles:")
    for model in Person.distinctModels {
      let mode = "deviceSecurityMode: encrypted, tftpEncryptedConfig: true"
      text.line("  SEC-\(model)-ENC: {model: Cisco \(model), protocol: SIP, \(mode)}")
    }
    text.blank()
    text.line("defaults:")
    text.line("  deviceProfiles:")
    text.line("    model: Cisco 8851")
    text.line("    protocol: SIP")
    text.line("    phoneButtonTemplate: Standard 8851 SIP")
    text.line("    emccCss: none")
    text.line("deviceProfiles:")
    for site in sites {
      text.line("  LOGOUT-\(site.code):")
      text.line("    description: Nobody logged in")
      text.line("    lines:")
      text.line("      - dn: '\(cluster.deskNumber(of: site))'")
      text.line("        partition: PT-DN-\(cluster.handle)")
      text.line("        css: CSS-LINE-\(cluster.handle)")
      text.line("        label: Hot desk")
    }
    return text
  }

  private mutating func writePeople(_ planter: inout MistakePlanter) throws(BenchError) {
    var phones = PartedSection(directory: directory, stem: "phones", head: PhoneText.head(cluster))
    var profiles = PartedSection(directory: directory, stem: "profiles", head: PersonText.profilesHead(cluster))
    var users = PartedSection(directory: directory, stem: "users", head: PersonText.usersHead(cluster))
    let texts = PersonText(cluster: cluster, seed: plan.seed)
    var previous = ""
    while people < cluster.maximumPeople, written + phones.total + profiles.total + users.total < cluster.byteBudget {
      let person = Person(people, in: cluster, sites: sites, of: plan)
      let phoneText = PhoneText(cluster: cluster, localWords: phones.isInFirstPart)
      let fitting = Mistake.ofPhones.filter { $0 != .duplicateName || !previous.isEmpty }
      try phones.add(phoneText.text(of: person, previous: previous, seed: plan.seed, planter.next(of: fitting)))
      if person.travels {
        try profiles.add(texts.profile(of: person, planter.next(of: Mistake.ofProfiles)))
        try users.add(texts.user(of: person, planter.next(of: Mistake.ofUsers)))
      } else {
        try users.add(texts.user(of: person, nil))
      }
      previous = person.phone
      people += 1
    }
    try phones.finish()
    try profiles.finish()
    try users.finish()
    written += phones.total + profiles.total + users.total
  }

  /// The lines that teams share.
  private func teams() -> YAMLText {
    var text = YAMLText()
    text.head("cluster", cluster.handle)
    text.line("directoryNumbers:")
    for team in 0...(people / 12) {
      text.line("  - dn: '\(Person.teamNumber(team, in: cluster))'")
      text.line("    partition: PT-DN-\(cluster.handle)")
      text.line("    css: CSS-LINE-\(cluster.handle)")
      text.line("    alertingName: \(Names.department(team)) \(team + 1)")
    }
    return text
  }

  /// Everybody else's users, as LDAP brings them in: not at home here.
  private func writeDirectory() throws(BenchError) {
    var head = YAMLText()
    head.head("cluster", cluster.handle)
    head.line("defaults:")
    head.line("  users: {ldap: true, homeCluster: false}")
    head.line("users:")
    var directoryUsers = PartedSection(directory: directory, stem: "directory", head: head)
    for other in plan.clusters where other.index != cluster.index {
      for index in 0..<other.maximumPeople {
        let person = Names.person(plan.personNumber(index, in: other))
        var text = YAMLText()
        text.line("  \(person.userID): {lastName: \(person.last)}")
        try directoryUsers.add(text)
      }
    }
    try directoryUsers.finish()
  }
}
