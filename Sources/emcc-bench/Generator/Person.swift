/// One person of a cluster: a phone, mostly a profile, and a user.
struct Person {
  /// Place among the people of the cluster.
  let index: Int
  /// Given name.
  let first: String
  /// Family name.
  let last: String
  /// Unique across clusters, lower case.
  let userID: String
  /// Where the person's phone stands.
  let site: Site
  /// True: a phone of one's own without Extension Mobility; false: a desk that anybody logs in to.
  let hasPersonalPhone: Bool
  /// True: has a profile and may log in anywhere.
  let travels: Bool
  /// Name of the phone: `SEP` and 12 hexadecimal digits, unique across clusters.
  let phone: String
  /// Kind of phone, `8851`.
  let model: String

  /// Name of the device profile.
  var profile: String { "UDP-" + userID }
  /// Every twelve people share a line.
  var team: Int { index / 12 }

  private static let models = ["8851", "8851", "8841", "8861", "7841", "8811"]
  private static let vendorPrefixes = ["2C3ECF", "00562B", "6C2056", "F87B20", "1CDEA7"]

  /// All models that occur.
  static let distinctModels = ["8851", "8841", "8861", "7841", "8811"]

  /// The person with a number in a cluster; depends on nothing that was generated before.
  init(_ index: Int, in cluster: ClusterPlan, sites: [Site], of plan: DeploymentPlan) {
    var random = Random(seed: plan.seed, cluster.index, index)
    (first, last, userID) = Names.person(plan.personNumber(index, in: cluster))
    self.index = index
    site = sites[random.below(sites.count)]
    hasPersonalPhone = random.below(100) < cluster.personalPercent
    travels = !hasPersonalPhone || random.once(in: 3)
    model = Self.models[random.below(Self.models.count)]
    // 20 bits of a one-to-one mix of the index behind four bits of the cluster.
    let mixed = index &* 0x9_E375 & 0xF_FFFF
    let suffix = String(cluster.index << 20 | mixed, radix: 16, uppercase: true)
    let vendor = Self.vendorPrefixes[random.below(Self.vendorPrefixes.count)]
    phone = "SEP" + vendor + String(repeating: "0", count: max(0, 6 - suffix.count)) + suffix
  }

  /// Directory number of the person's n-th own line: 8 digits.
  func number(_ line: Int, in cluster: ClusterPlan) -> String {
    cluster.numberPrefix + digits(100_000 + index * 4 + line, 6)
  }

  /// Directory number of the team's shared line.
  static func teamNumber(_ team: Int, in cluster: ClusterPlan) -> String {
    cluster.numberPrefix + digits(900_000 + team, 6)
  }
}
