/// `emcc-bench generate`: a company of a given size.
struct GenerateCommand {
  /// Options it takes.
  static let options = ["out", "size-mb", "clusters", "wrong", "seed"]

  private let directory: String
  private let megabytes: Int
  private let plan: DeploymentPlan

  /// Checks the options.
  init(_ options: Options) throws(BenchError) {
    directory = try options.required("out")
    megabytes = try options.number("size-mb", in: 1...1_000)
    let clusters = try options.number("clusters", in: 2...Country.blueprints.count, default: 4)
    var plan = DeploymentPlan.company(megabytes: megabytes, clusters: clusters)
    plan.wrongEvery = try options.number("wrong", in: 0...1_000_000, default: 0)
    plan.seed = UInt64(try options.number("seed", in: 0...Int.max, default: 1))
    if plan.wrongEvery == 1 { throw .usage("'--wrong 1': at least every other object stays right") }
    self.plan = plan
  }

  /// Writes the files and prints what was planted.
  func run() throws(BenchError) {
    try plan.write(to: directory, stamp: CorpusStamp(megabytes: megabytes, wrongEvery: plan.wrongEvery))
  }
}

/// `emcc-bench brownfield`: twelve clusters that have grown over the years, right by the rules.
struct BrownfieldCommand {
  /// Options it takes.
  static let options = ["out", "seed"]

  private let directory: String
  private let plan: DeploymentPlan

  /// Checks the options.
  init(_ options: Options) throws(BenchError) {
    directory = try options.required("out")
    var plan = DeploymentPlan.brownfield()
    plan.seed = UInt64(try options.number("seed", in: 0...Int.max, default: 1))
    self.plan = plan
  }

  /// Writes the files and prints the counts.
  func run() throws(BenchError) { try plan.write(to: directory, stamp: CorpusStamp(megabytes: 0, wrongEvery: 0)) }
}

extension DeploymentPlan {
  /// Writes all files below a directory that holds nothing else, the stamp last.
  func write(to directory: String, stamp: CorpusStamp) throws(BenchError) {
    try makeDirectory(directory)
    guard try yamlFiles(below: directory).isEmpty else { throw .outside("\(directory) holds YAML files already") }
    var planter = MistakePlanter(every: wrongEvery)
    try writeFile(directory + "/deployment.yaml", DeploymentFile.text(of: self).bytes)
    for cluster in clusters {
      var writer = ClusterWriter(self, cluster, below: directory)
      try writer.write(&planter)
    }
    try stamp.write(to: directory)
    printText(planter.json)
  }
}
