/// A small deployment that works, of random shape: two or three clusters in one or two countries each.
///
/// What is wrong with a case is done to it afterwards (`TextMutation`).
struct RandomDeployment {
  /// A country as people dial there.
  struct Country {
    /// Two letters.
    let code: String
    /// Emergency numbers, without a digit for an outside line.
    let emergency: [String]
    /// The digit for an outside line.
    let outside: String
    /// National numbers, with the dot behind the digit for an outside line.
    let national: String

    /// The countries that cases are made of.
    static let all = [
      Country(code: "US", emergency: ["911"], outside: "9", national: "9.1[2-9]XX[2-9]XXXXXX"),
      Country(code: "GB", emergency: ["999", "112"], outside: "9", national: "9.0[1-8]!"),
      Country(code: "DE", emergency: ["112", "110"], outside: "0", national: "0.0[1-8]!"),
      Country(code: "JP", emergency: ["110", "119"], outside: "0", national: "0.0[1-9]!"),
    ]
  }

  /// A cluster.
  struct Site {
    /// Its handle.
    var handle: String
    /// Its version.
    var version: String
    /// Its sites' countries.
    var countries: [Country]
    /// True where visitors' calls are looked up in the CSS of the phone.
    var usesOriginalCSS: Bool
    /// Login type of its EM service; nil for the default.
    var loginType: String?
    /// What becomes of a second login.
    var multipleLogins: String
    /// How many users it has.
    var users: Int
    /// True where an ordinary trunk leads to each other cluster.
    var hasTrunks: Bool
    /// True where extensions begin like numbers of the public network.
    var hasLongExtensions: Bool
  }

  /// The clusters.
  let clusters: [Site]
  /// True where all clusters are in mixed mode.
  let isMixed: Bool
  /// True where `mesh` says who visits whom; else each cluster lists its remote clusters.
  let hasMesh: Bool

  /// True where a super user of EM roaming is in all clusters.
  let hasSuperUser: Bool

  /// Draws a deployment.
  init(_ random: inout RandomSource) {
    isMixed = random.chance(60)
    hasMesh = random.chance(75)
    var countries = Country.all.shuffled(using: &random)[...]
    let count = random.chance(70) ? 2 : 3
    var clusters: [Site] = []
    for number in 0..<count {
      // No country belongs to two clusters: the filter compares nothing else.
      let isSpare = countries.count > count - number
      let own = Array(countries.prefix(isSpare && random.chance(35) ? 2 : 1))
      countries = countries.dropFirst(own.count)
      clusters.append(
        Site(
          handle: "C\(number)", version: random.pick(Self.versions), countries: own,
          usesOriginalCSS: own.count > 1 || random.chance(30), loginType: random.pick([nil, nil, nil, "UID"]),
          multipleLogins: random.pick(["notAllowed", "allowed", "autoLogout"]), users: 1 + random.below(3),
          hasTrunks: random.chance(50), hasLongExtensions: random.chance(20)))
    }
    // A cluster before 12.0 cannot read a login type (Seeds 000 table 5).
    if clusters.contains(where: { $0.version.hasPrefix("11.") }) {
      for number in clusters.indices { clusters[number].loginType = nil }
    }
    if random.chance(20) {
      // All of them read a login type, and one asks for something else than the user ID.
      for number in clusters.indices where clusters[number].version.hasPrefix("11.") {
        clusters[number].version = Self.versions[0]
      }
      clusters[random.below(clusters.count)].loginType = random.pick(["DN", "SP"])
    }
    hasSuperUser = random.chance(20)
    self.clusters = clusters
  }

  private static let versions = [
    "15.0.1.12900-43", "14.0.1.13900-155", "12.5.1.14900-63", "12.0.1.23036-1", "11.5.1.14900-11",
  ]

  /// The countries of all clusters, each once, in the order of their codes.
  var countries: [Country] {
    Country.all.filter { country in clusters.contains { $0.countries.contains { $0.code == country.code } } }
      .sorted { $0.code < $1.code }
  }

  /// The documents, as one YAML stream.
  var text: String { ([deploymentText] + clusters.indices.map(clusterText)).joined(separator: "---\n") }

  /// Numbers as they are dialled in a country, with and without the digit for an outside line.
  func dialled(_ country: Country) -> [String] {
    country.emergency + country.emergency.map { country.outside + $0 }
  }

  func list(_ items: [String]) -> String { "[" + items.map { "'\($0)'" }.joined(separator: ", ") + "]" }

  /// Each number once, in the order of its first appearance.
  func unique(_ items: [String]) -> [String] {
    var seen: Set<String> = []
    return items.filter { seen.insert($0).inserted }
  }

  private var deploymentText: String {
    let codes = countries.map(\.code)
    // 112 is dialled everywhere, out of habit from a mobile phone.
    let bare = unique(countries.flatMap(\.emergency) + ["112"])
    let outside = unique(countries.flatMap { country in country.emergency.map { "\(country.outside).\($0)" } })
    var text = """
      emcc: v1
      deployment: RANDOM
      emccGroup:
        members: [\(clusters.map(\.handle).joined(separator: ", "))]
      \(hasMesh ? "  mesh: full" : "  services: {emcc: true, pstnAccess: true}")
        maxAudioBitRate: 64 kbps
      \(hasSuperUser ? "roamingGroup: {members: [" + clusters.map(\.handle).joined(separator: ", ") + "]}" : "")
      emergencyNumbers:
      \(countries.map { "  \($0.code): \(list(dialled($0)))" }.joined(separator: "\n"))
      everyCluster:
        geolocations:
      \(codes.map { "    GEO-\($0): {country: \($0)}" }.joined(separator: "\n"))
        geolocationFilters:
          GF-EMCC: [country]
        commonDeviceConfigurations:
          CDC-EMCC: {ipAddressingMode: ipv4Only}
        partitions: [\((codes.map { "PT-EMER-\($0)" } + ["PT-HABIT"]).joined(separator: ", "))]
        routeLists:
          RL-EMERGENCY: [Standard Local Route Group]
        callingSearchSpaces:
      \(codes.map { "    CSS-ADJ-\($0): [PT-EMER-\($0), PT-HABIT]" }.joined(separator: "\n"))
        routePatterns:
          - {partition: PT-HABIT, patterns: \(list(bare)), to: RL-EMERGENCY, purpose: emergency, urgentPriority: true}
          - {partition: PT-HABIT, patterns: \(list(outside)), to: RL-EMERGENCY, purpose: emergency, urgentPriority: true, discardDigits: preDot}

      """
    for country in countries {
      let dotted = country.emergency.map { "\(country.outside).\($0)" }
      text += """
            - {partition: PT-EMER-\(country.code), patterns: \(list(country.emergency)), to: RL-EMERGENCY, purpose: emergency, urgentPriority: true}
            - {partition: PT-EMER-\(country.code), patterns: \(list(dotted)), to: RL-EMERGENCY, purpose: emergency, urgentPriority: true, discardDigits: preDot}

        """
    }
    return text
  }
}
