internal import Compiler
internal import EMCommandLine
internal import EMDSL
internal import EMDiagnostics

/// Whom and what a simulation is about, as typed; nil where it is left to the configuration.
struct SubjectWords {
  /// Handle of the user's cluster.
  var home: String?
  /// User ID.
  var user: String?
  /// Handle of the phone's cluster.
  var visiting: String?
  /// Device name of the phone.
  var phone: String?
  /// Device pool whose first phone stands for all of them.
  var site: String?

  /// Takes the words of a line with the options `--home`, `--user`, `--visiting`, `--phone` and `--site`.
  init(_ line: CommandLine) {
    home = line.value(.home)
    user = line.value(.user)
    visiting = line.value(.visiting)
    phone = line.value(.phone)
    site = line.value(.site)
  }
}

/// What the words of a command line turned out to mean.
struct SimulationSubject {
  /// A user and the cluster where the user is at home; nil for a phone on which nobody is logged in.
  var traveller: (user: Entity<UserRow>, home: Cluster)?
  /// The phone.
  var phone: Entity<PhoneRow>
  /// The phone's own cluster.
  var visiting: Cluster

  /// The traveller as a user of the phone's own cluster; nil where the login goes across clusters.
  ///
  /// Of users whom it knows itself a cluster never asks another one (Seeds 001: that is how EM roaming works).
  var localUser: Entity<UserRow>? {
    guard let traveller else { return nil }
    if traveller.home === visiting { return traveller.user }
    return visiting.users.first { $0.name == traveller.user.name }
  }
}

/// Why the words mean nothing; a sentence for standard error.
struct SubjectProblem: Error {
  /// The sentence.
  var message: String
}

extension CommandOption {
  /// The user's cluster.
  static let home = CommandOption(
    "home", "HANDLE", .text, summary: "cluster of the user; may be left out where only one has that user")
  /// The user.
  static let user = CommandOption(
    "user", "ID", .text, summary: "user who is logged in; without it nobody is logged in on the phone")
  /// The phone's cluster.
  static let visiting = CommandOption(
    "visiting", "HANDLE", .text,
    summary: "cluster of the phone; may be left out where only one has that phone, or for the user's own")
  /// The phone.
  static let phone = CommandOption("phone", "NAME", .text, summary: "device name of the phone, such as SEP0A2101000001")
  /// The site.
  static let site = CommandOption(
    "site", "POOL", .text, summary: "in place of --phone: the first phone with Extension Mobility in this device pool")
}

/// Finds users, clusters and phones by what was typed, with advice where there is none.
struct SubjectFinder {
  /// Where to look.
  let deployment: Deployment

  private var clusters: [Cluster] { deployment.clusters.filter { !$0.isExternal } }

  /// Finds all that the words name.
  func find(_ words: SubjectWords) throws(SubjectProblem) -> SimulationSubject {
    if clusters.isEmpty {
      throw SubjectProblem(message: "no document declares a cluster, so there is nothing to simulate")
    }
    let home = try words.home.map { name throws(SubjectProblem) in try cluster(name, option: "home") }
    let visiting = try words.visiting.map { name throws(SubjectProblem) in try cluster(name, option: "visiting") }
    var traveller: (user: Entity<UserRow>, home: Cluster)?
    if let name = words.user { traveller = try user(name, home: home) }
    if let name = words.phone {
      let found = try phone(name, visiting: visiting)
      return SimulationSubject(traveller: traveller, phone: found.phone, visiting: found.cluster)
    }
    guard let place = visiting ?? traveller?.home else {
      throw SubjectProblem(message: "--phone is missing: say which phone dials, or name --visiting and --site")
    }
    return SimulationSubject(
      traveller: traveller, phone: try representative(of: words.site, in: place), visiting: place)
  }

  private func cluster(_ handle: String, option: String) throws(SubjectProblem) -> Cluster {
    if let found = deployment.clusters.first(where: { $0.handle == handle }) {
      guard found.isExternal else { return found }
      throw SubjectProblem(message: "--\(option) \(handle): somebody else runs it, so nothing is known of it")
    }
    throw unknown("--\(option) \(handle): no such cluster", handle, among: clusters.map(\.handle), listing: "there are")
  }

  private func user(
    _ name: String, home: Cluster?
  ) throws(SubjectProblem) -> (user: Entity<UserRow>, home: Cluster) {
    var found: [(user: Entity<UserRow>, home: Cluster)] = []
    for cluster in home.map({ [$0] }) ?? clusters {
      if let user = cluster.users.first(where: { $0.name == name }) { found.append((user, cluster)) }
    }
    // Users of EM roaming exist in several clusters; one of them says that it is their home.
    let atHome = found.filter { $0.user.homeCluster != false }
    if let first = atHome.first ?? found.first, found.count == 1 || atHome.count == 1 { return first }
    guard found.isEmpty else {
      let handles = found.map(\.home.handle).joined(separator: ", ")
      throw SubjectProblem(message: "user '\(name)' is at home in \(handles): say which with --home")
    }
    let names = (home.map { [$0] } ?? clusters).lazy.flatMap { $0.users.lazy.map { $0.name.string } }
    throw unknown("no user '\(name)'\(home.map { " in \($0.handle)" } ?? "")", name, among: names)
  }

  private func phone(
    _ name: String, visiting: Cluster?
  ) throws(SubjectProblem) -> (phone: Entity<PhoneRow>, cluster: Cluster) {
    var found: [(phone: Entity<PhoneRow>, cluster: Cluster)] = []
    for cluster in visiting.map({ [$0] }) ?? clusters {
      if let phone = cluster.phones.first(where: { $0.name == name }) { found.append((phone, cluster)) }
    }
    if let first = found.first, found.count == 1 { return first }
    guard found.isEmpty else {
      let handles = found.map(\.cluster.handle).joined(separator: ", ")
      throw SubjectProblem(message: "phone '\(name)' is in \(handles): say which with --visiting")
    }
    let names = (visiting.map { [$0] } ?? clusters).lazy.flatMap { $0.phones.lazy.map { $0.name.string } }
    throw unknown("no phone '\(name)'\(visiting.map { " in \($0.handle)" } ?? "")", name, among: names)
  }

  /// A phone that stands for those of a site; without a site, the only one's.
  private func representative(of site: String?, in cluster: Cluster) throws(SubjectProblem) -> Entity<PhoneRow> {
    var sites: [(pool: String, phone: Entity<PhoneRow>)] = []
    var seen: Set<UInt32> = []
    for phone in cluster.phones where phone.extensionMobility == true {
      guard let pool = phone.devicePool, !pool.isPoison, seen.insert(pool.index).inserted else { continue }
      sites.append((pool.name.string, phone))
    }
    let names = sites.map(\.pool)
    if let site {
      if let found = sites.first(where: { $0.pool == site }) { return found.phone }
      throw unknown(
        "--site \(site): no phone with Extension Mobility of \(cluster.handle) is in this device pool", site,
        among: names,
        listing: "there are phones in")
    }
    guard let first = sites.first else {
      throw SubjectProblem(message: "\(cluster.handle) has no phone with Extension Mobility: name one with --phone")
    }
    guard sites.count == 1 else {
      throw SubjectProblem(
        message:
          "\(cluster.handle) has phones in \(few(names)): say which with --site, or name one with --phone")
    }
    return first.phone
  }

  /// Names in a sentence; of many the first ones and how many more there are.
  private func few(_ names: [String]) -> String {
    let limit = 6
    guard names.count > limit + 1 else { return listed(names, "and") }
    return listed(names.prefix(limit) + ["\(names.count - limit) more"], "and")
  }

  private func unknown(
    _ problem: String, _ word: String, among names: some Sequence<String>, listing: String? = nil
  ) -> SubjectProblem {
    if let near = Suggestion.nearest(to: word, in: names) {
      return SubjectProblem(message: "\(problem); did you mean '\(near)'?")
    }
    guard let listing else { return SubjectProblem(message: problem) }
    return SubjectProblem(message: "\(problem); \(listing) \(few(Array(names)))")
  }
}
