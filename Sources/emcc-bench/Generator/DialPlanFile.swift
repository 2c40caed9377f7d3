/// The text of `dialplan.yaml`: partitions, search spaces, patterns, trunks and gateways.
struct DialPlanFile {
  private let plan: DeploymentPlan
  private let cluster: ClusterPlan
  private let sites: [Site]
  private var text = YAMLText()

  private init(_ plan: DeploymentPlan, _ cluster: ClusterPlan) {
    self.plan = plan
    self.cluster = cluster
    sites = cluster.sites
  }

  /// The whole file.
  static func text(of plan: DeploymentPlan, _ cluster: ClusterPlan) -> YAMLText {
    var file = DialPlanFile(plan, cluster)
    file.text.head("cluster", cluster.handle)
    file.partitions()
    file.searchSpaces()
    file.routeGroupsAndLists()
    file.routePatterns()
    file.translationPatterns()
    file.callingPartyTransformations()
    file.trunks()
    file.gateways()
    return file.text
  }

  private var codes: [String] { cluster.countries.map(\.code) }

  /// The other clusters: handle, number prefix, addresses.
  private var peers: [(handle: String, prefix: String, destinations: [String])] {
    var found = plan.clusters.filter { $0.index != cluster.index }.map { other in
      let hosts = ["sub1", "sub2"].map { "\(other.hostPrefix)-\($0).acme.example" }
      return (other.handle, other.numberPrefix, hosts)
    }
    if plan.hasPartner { found.append((Partner.handle, Partner.numberPrefix, ["cucm-sub1.partner.example"])) }
    return found
  }

  private mutating func partitions() {
    let perCountry = codes.flatMap { ["PT-PSTN-\($0)", "PT-HABIT-\($0)"] }
    text.line("partitions:")
    for name in ["PT-DN-\(cluster.handle)", "PT-ICT"] + perCountry { text.line("  - \(name)") }
    for site in sites { text.line("  - PT-CLG-\(site.code)") }
    text.blank()
  }

  private mutating func searchSpaces() {
    text.line("callingSearchSpaces:")
    text.line("  CSS-LINE-\(cluster.handle): [PT-DN-\(cluster.handle), PT-ICT, PT-VM]   # on the line of every profile")
    for code in codes {
      text.line("  CSS-DEV-\(code): [PT-EMER-\(code), PT-HABIT-\(code), PT-PSTN-\(code)]   # on every phone")
      text.line("  CSS-EMCC-\(code): [PT-PSTN-\(code)]   # the EMCC CSS of the profiles")
    }
    if cluster.servesOneCountry {
      text.line("  CSS-EMCC-IN: [PT-EMER-\(codes[0]), PT-HABIT-\(codes[0])]   # inbound CSS of the EMCC trunk")
    }
    for site in sites { text.line("  CSS-CLG-\(site.code): [PT-CLG-\(site.code)]") }
    text.blank()
  }

  private mutating func routeGroupsAndLists() {
    text.line("routeGroups:")
    for site in sites { text.line("  RG-\(site.code): [GW-\(site.code)-1, GW-\(site.code)-2]") }
    text.line("routeLists:")
    for code in codes {
      let first = sites.filter { $0.country.code == code }.prefix(4).map { "RG-\($0.code)" }
      text.line("  RL-HOME-\(code): \(flow(first))   # travellers leave at home, never by the local route group")
    }
    text.blank()
  }

  private mutating func routePatterns() {
    text.line("routePatterns:")
    for country in cluster.countries {
      let head = "  - {partition: PT-PSTN-\(country.code)"
      let list = "to: RL-HOME-\(country.code)"
      let national = "purpose: national, discardDigits: preDot"
      text.line("\(head), patterns: \(quotedFlow(country.nationalPatterns)), \(list), \(national)}")
      let international = "\(list), purpose: international"
      if let abroad = pattern(abroad: country) {
        text.line("\(head), patterns: ['\(abroad)'], \(international), discardDigits: preDot}")
        text.line("\(head), patterns: ['\(abroad)#'], \(international), discardDigits: preDotTrailingHash}")
      } else {
        text.line("\(head), patterns: ['\\+!'], \(international)}")
        text.line("\(head), patterns: ['\\+!#'], \(international), discardDigits: trailingHash}")
      }
    }
    for peer in peers {
      text.line("  - partition: PT-ICT")
      text.line("    patterns: ['\(peer.prefix)XXXXXX']")
      text.line("    to: ICT-\(peer.handle)")
      text.line("    purpose: internal")
    }
    text.blank()
  }

  /// International calls by prefix; nil where they are dialled as +E.164 only.
  ///
  /// That is where the digits would begin like an emergency number of some member: behind 0 for an outside line, 0011
  /// and 00 begin with Australia's 000.
  private func pattern(abroad country: Country) -> String? {
    let prefix = country.accessCode + country.internationalPrefix
    let isTaken = plan.dialledEmergencyNumbers.contains { prefix.hasPrefix($0) || $0.hasPrefix(prefix) }
    return isTaken ? nil : "\(country.accessCode).\(country.internationalPrefix)!"
  }

  /// Other countries' emergency numbers become this country's first one.
  private mutating func translationPatterns() {
    text.line("translationPatterns:")
    for country in cluster.countries {
      let own = country.dialledEmergencyNumbers
      let foreign = plan.dialledEmergencyNumbers.filter { !own.contains($0) }
      text.line("  - partition: PT-HABIT-\(country.code)")
      text.line("    patterns: \(quotedFlow(foreign))")
      text.line("    css: CSS-DEV-\(country.code)")
      text.line("    calledPartyMask: '\(country.emergency[0])'")
      text.line("    purpose: emergency")
      text.line("    urgentPriority: true")
    }
    text.blank()
  }

  /// The cluster's extensions become full numbers; visitors show the site's shared desks, which can be called back.
  private mutating func callingPartyTransformations() {
    text.line("callingPartyTransformationPatterns:   # an emergency centre must be able to call back")
    for site in sites {
      let head = "  - {partition: PT-CLG-\(site.code), patterns:"
      let national = site.country.callingCode + "55"
      text.line("\(head) ['\(cluster.numberPrefix)XXXXXX'], mask: '\(national)\(cluster.numberPrefix)XXXXXX'}")
      text.line("\(head) ['!'], mask: '\(national)\(cluster.deskNumber(of: site))'}")
    }
    text.blank()
  }

  private mutating func trunks() {
    let pool = "devicePool: DP-\(sites[0].code)"
    let inbound = cluster.servesOneCountry ? "css: CSS-EMCC-IN, " : ""
    text.line("sipTrunks:")
    text.line("  EMCC-TRUNK: {serviceType: emcc, \(pool), \(inbound)sendGeolocation: true}")
    for peer in peers {
      text.line("  ICT-\(peer.handle):")
      text.line("    \(pool)")
      text.line("    css: CSS-LINE-\(cluster.handle)")
      text.line("    destinations: \(flow(peer.destinations))")
    }
    text.blank()
  }

  private mutating func gateways() {
    text.line("gateways:")
    for site in sites {
      for number in 1...2 {
        let place = "devicePool: DP-\(site.code), country: \(site.country.code)"
        let css = "callingPartyTransformationCss: CSS-CLG-\(site.code)"
        text.line("  GW-\(site.code)-\(number): {\(place), \(css)}")
      }
    }
  }
}
