/// The text of `sites.yaml`: places, device pools and phone services.
struct SitesFile {
  private let plan: DeploymentPlan
  private let cluster: ClusterPlan
  private let sites: [Site]
  private var text = YAMLText()

  private init(_ plan: DeploymentPlan, _ cluster: ClusterPlan) {
    self.plan = plan
    self.cluster = cluster
    sites = cluster.sites
  }

  /// The whole file: one document for the places, one for the pools.
  static func text(of plan: DeploymentPlan, _ cluster: ClusterPlan) -> YAMLText {
    var file = SitesFile(plan, cluster)
    file.text.head("cluster", cluster.handle)
    file.groups()
    file.geolocations()
    file.survivability()
    file.phoneServices()
    file.text.head("cluster", cluster.handle)
    file.localPools()
    file.roamingPools()
    return file.text
  }

  /// Towns of the other clusters, with the cluster that serves them.
  private var remoteTowns: [(handle: String, country: Country, city: City)] {
    var found: [(handle: String, country: Country, city: City)] = []
    for other in plan.clusters where other.index != cluster.index {
      found += other.towns.map { (other.handle, $0.country, $0.city) }
    }
    if plan.hasPartner { found += Partner.country.cities.map { (Partner.handle, Partner.country, $0) } }
    return found
  }

  private mutating func groups() {
    let prefix = cluster.hostPrefix
    text.line("callManagerGroups:")
    text.line("  CMG-1: [\(prefix)-sub1, \(prefix)-sub2]")
    if cluster.subscriberCount >= 4 { text.line("  CMG-2: [\(prefix)-sub3, \(prefix)-sub4]") }
    text.line("regions: [REG-\(cluster.handle)]")
    text.line("dateTimeGroups:")
    var written: [String] = []
    for city in cluster.towns.map(\.city) + remoteTowns.map(\.city) where !written.contains(city.zone) {
      written.append(city.zone)
      text.line("  \(city.dateTimeGroup): \(city.zone)")
    }
    text.blank()
  }

  /// The buildings; town and country are spelt as in `everyCluster`, so that visitors find their roaming pool.
  private mutating func geolocations() {
    text.line("geolocations:")
    for site in sites {
      text.line("  GEO-\(site.code):")
      text.line("    country: \(site.country.code)")
      if !site.city.division.isEmpty { text.line("    nationalSubDivision: \(site.city.division)") }
      text.line("    communityName: \(site.city.name)")
      text.line("    houseNumber: '\(site.houseNumber)'")
    }
    text.blank()
  }

  private mutating func survivability() {
    text.line("srstReferences:")
    for site in sites {
      text.line("  SRST-\(site.code): 10.\(20 + cluster.index).\(site.index % 250).\(1 + site.index / 250)")
    }
    text.blank()
  }

  private mutating func phoneServices() {
    let prefix = cluster.hostPrefix
    text.line("phoneServices:")
    text.line(
      "  Extension Mobility: {kind: extensionMobility, node: \(prefix)-sub1, emcc: true, enterpriseSubscription: true}")
    text.line("  Change PIN: {kind: changeCredential, node: \(prefix)-sub2}")
    text.line("  Directory: {url: 'http://dir.acme.example/xml?name=#DEVICENAME#'}")
    text.blank()
  }

  private mutating func localPools() {
    text.line("defaults:                           # for the objects of this document only")
    text.line("  devicePools: {callManagerGroup: CMG-1, region: REG-\(cluster.handle)}")
    text.line("devicePools:")
    for site in sites {
      text.line("  DP-\(site.code):")
      if cluster.subscriberCount >= 4, site.index % 2 == 1 { text.line("    callManagerGroup: CMG-2") }
      text.line("    dateTimeGroup: \(site.city.dateTimeGroup)")
      text.line("    geolocation: GEO-\(site.code)")
      text.line("    localRouteGroup: RG-\(site.code)")
      text.line("    srst: SRST-\(site.code)")
      text.line("    mediaResourceGroupList: MRGL-\(site.code)")
      text.line("    location: LOC-\(site.code)")
    }
    let base = "dateTimeGroup: \(sites[0].city.dateTimeGroup), adjunctCss: CSS-ADJ-ANY"
    text.line("  DP-EMCC-BASE: {\(base)}   # of the EMCC template")
  }

  private mutating func roamingPools() {
    text.line("  # roaming device pools: our users abroad")
    for (handle, country, city) in remoteTowns {
      text.line("  DP-ROAM-\(country.code)-\(city.code):")
      text.line("    roamingFor: \(handle)")
      text.line("    dateTimeGroup: \(city.dateTimeGroup)")
      text.line("    geolocation: GEO-\(country.code)-\(city.code)")
      text.line("    adjunctCss: CSS-ADJ-\(country.code)")
    }
  }
}
