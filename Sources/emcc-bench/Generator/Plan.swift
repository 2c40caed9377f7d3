/// What is to be generated, before any text.
struct DeploymentPlan {
  /// Name of the deployment.
  var name: String
  /// All clusters that have files of their own, in order.
  var clusters: [ClusterPlan]
  /// True: every person stands in every cluster, as after an LDAP synchronization of the whole directory.
  var directoryEverywhere = false
  /// True: a cluster run by somebody else is a member of the group.
  var hasPartner = false
  /// Makes another deployment of the same shape.
  var seed: UInt64 = 1
  /// One object in so many is wrong; 0 = none.
  var wrongEvery = 0

  /// Countries of all members, in the order of `Country.all`, the partner's last.
  var countries: [Country] {
    let codes = clusters.flatMap(\.countries).map(\.code)
    return Country.all.filter { codes.contains($0.code) } + (hasPartner ? [Partner.country] : [])
  }

  /// The people of a cluster are numbered across clusters, so that no user ID repeats.
  func personNumber(_ index: Int, in cluster: ClusterPlan) -> Int { index * clusters.count + cluster.index }
}

/// One cluster.
struct ClusterPlan {
  /// Place among the clusters; also tells device names and directory numbers apart.
  var index: Int
  /// Our name for it.
  var handle: String
  /// Full version.
  var version: String
  /// Countries it serves.
  var countries: [Country]
  /// Towns of a country that belong to this cluster: every `of`-th, beginning with the `share`-th.
  var shares: [(share: Int, of: Int)]
  /// Sites over all its countries.
  var siteCount: Int
  /// People, as far as known before they are written: sizes nodes and base devices.
  var expectedPeople: Int
  /// Written bytes at which no more people are added.
  var byteBudget = Int.max
  /// People at most.
  var maximumPeople = 200_000
  /// Share of personal phones (no Extension Mobility), in percent.
  var personalPercent = 14

  /// The handle as it stands in host names.
  var hostPrefix: String { handle.lowercased() }
  /// The enterprise parameter.
  var clusterID: String { handle + "-CUCM" }
  /// First two digits of every directory number of the cluster.
  var numberPrefix: String { String(21 + index) }
  /// Nodes that phones register with.
  var subscriberCount: Int { min(4, 2 + expectedPeople / 7_500) }
  /// Base devices for visitors; with twice their number every cluster stays below 60,000.
  var baseDeviceCount: Int { max(20, min(600, expectedPeople / 25)) }
  /// True: one inbound CSS of the EMCC trunk can serve all its phones.
  var servesOneCountry: Bool { countries.count == 1 }

  /// Directory number of a site's shared desks while nobody is logged in.
  func deskNumber(of site: Site) -> String { numberPrefix + digits(990_000 + site.index, 6) }

  /// Sites, spread over the countries in turn and over each country's towns in turn.
  var sites: [Site] {
    (0..<siteCount).map { number in
      let country = number % countries.count
      let (share, of) = shares[country]
      let towns = countries[country].cities.enumerated().filter { $0.offset % of == share }.map(\.element)
      let round = number / countries.count
      return Site(
        index: number, country: countries[country], city: towns[round % towns.count],
        building: round / towns.count + 1)
    }
  }

  /// Towns with a site, each once, in the order of the sites.
  var towns: [(country: Country, city: City)] {
    sites.filter { $0.building == 1 }.map { ($0.country, $0.city) }
  }
}

/// One building with phones in it.
struct Site {
  /// Place among the sites of the cluster.
  let index: Int
  /// Country of the site.
  let country: Country
  /// Town of the site.
  let city: City
  /// Number of the building in the town, from 1.
  let building: Int

  /// `GB-LON-02`: the middle of the names of everything that belongs to the site.
  var code: String { "\(country.code)-\(city.code)-\(digits(building, 2))" }
  /// Building number, as RFC 4119 HNO.
  var houseNumber: String { String(building * 4 + index % 4) }
}

/// The cluster run by somebody else.
enum Partner {
  /// Our name for it.
  static let handle = "PARTNER"
  /// First two digits of its directory numbers.
  static let numberPrefix = "89"
  /// Where it is.
  static let country = Country.netherlands
}

extension Country {
  /// Countries, towns and versions of up to eight clusters; from the fifth on they share the first ones' countries.
  static let blueprints: [(handle: String, countries: [Country], version: String)] = [
    ("US-EAST", [unitedStates], "14.0.1.13900-155"), ("US-WEST", [unitedStates], "15.0.1.11900-23"),
    ("EU", [britain, germany, france], "12.5.1.14900-63"), ("APAC", [australia, japan], "14.0.1.13900-155"),
    ("US-SOUTH", [unitedStates], "12.5.1.14900-63"), ("EU-2", [germany, france], "15.0.1.11900-23"),
    ("UK", [britain], "14.0.1.13900-155"), ("JAPAN", [japan], "15.0.1.11900-23"),
  ]
}

extension DeploymentPlan {
  /// A company of about `megabytes` million bytes, shared evenly by the clusters.
  static func company(megabytes: Int, clusters count: Int) -> DeploymentPlan {
    let blueprints = Country.blueprints.prefix(count)
    let budget = megabytes * 1_000_000 / count
    let people = budget / bytesPerPerson
    var clusters: [ClusterPlan] = []
    for (index, blueprint) in blueprints.enumerated() {
      clusters.append(
        ClusterPlan(
          index: index, handle: blueprint.handle, version: blueprint.version, countries: blueprint.countries,
          shares: [], siteCount: max(2, blueprint.countries.count, people / 125), expectedPeople: people,
          byteBudget: budget))
    }
    return DeploymentPlan(name: "ACME", clusters: sharingTowns(clusters))
  }

  /// Twelve grown clusters, two in each of six countries, and a partner.
  static func brownfield() -> DeploymentPlan {
    let versions = ["12.5.1.14900-63", "14.0.1.13900-155", "15.0.1.11900-23"]
    let clusters = (0..<12).map { index in
      let country = Country.all[index / 2]
      return ClusterPlan(
        index: index, handle: "\(country.code)\(index % 2 + 1)", version: versions[index % 3], countries: [country],
        shares: [], siteCount: 4 + index % 3, expectedPeople: 90 + index * 5, maximumPeople: 90 + index * 5,
        personalPercent: 40)
    }
    return DeploymentPlan(
      name: "GROWN", clusters: sharingTowns(clusters), directoryEverywhere: true, hasPartner: true)
  }

  /// Bytes of one person with phone, profile, user and a part of the site: sizes the sites before the people are written.
  private static let bytesPerPerson = 1_060

  /// Deals the towns of each country out to the clusters that serve it.
  private static func sharingTowns(_ clusters: [ClusterPlan]) -> [ClusterPlan] {
    clusters.map { cluster in
      var result = cluster
      result.shares = cluster.countries.map { country in
        let sharers = clusters.filter { other in other.countries.contains { $0.code == country.code } }
        return (sharers.filter { $0.index < cluster.index }.count, sharers.count)
      }
      return result
    }
  }
}
