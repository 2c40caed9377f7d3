import EMDSL
import EMSimulation

/// Numbers to dial that are no emergency: taken from a cluster's own patterns and extensions.
struct SampleNumbers: Sendable {
  /// Purposes of patterns that a number is made for, in the order of the columns; calls inside the company are tried
  /// with real extensions.
  static let purposes: [CallPattern.Purpose] = [.local, .national, .international]

  /// A number and the pattern that it was made from.
  struct Number: Sendable {
    /// What is dialled.
    let number: String
    /// The pattern.
    let pattern: String
  }

  private struct Key: Hashable {
    var partition: Int?
    var purpose: CallPattern.Purpose
  }

  /// The first pattern of each purpose in each partition that leads outside.
  private let numbers: [Key: Number]
  /// Two extensions, so that nobody has to call oneself.
  private let extensions: [String]

  /// Looks through a cluster's patterns and lines.
  init(_ cluster: Cluster, _ plan: DialPlan) {
    var numbers: [Key: Number] = [:]
    for pattern in plan.patterns {
      guard pattern.target.leadsOutside, let purpose = pattern.purpose, Self.purposes.contains(purpose) else {
        continue
      }
      let key = Key(partition: pattern.partition, purpose: purpose)
      guard numbers[key] == nil, let sample = DialPattern(pattern.text).sample else { continue }
      numbers[key] = Number(number: sample, pattern: pattern.text)
    }
    self.numbers = numbers
    extensions = cluster.isExternal ? [] : Self.extensions(of: cluster)
  }

  /// A number that a pattern of this purpose takes, in the first partition of a chain that has one.
  func sample(for purpose: CallPattern.Purpose, _ chain: [ChainLink], _ plan: DialPlan) -> Number? {
    for css in chain.compactMap(\.css) where plan.searchSpaces.indices.contains(css) {
      for partition in plan.searchSpaces[css].partitions {
        if let number = numbers[Key(partition: partition, purpose: purpose)] { return number }
      }
    }
    return numbers[Key(partition: nil, purpose: purpose)]
  }

  /// An extension that is not the caller's own.
  func fellow(of number: String?) -> String? {
    let own = number.map(Self.dialled)
    return extensions.first { $0 != own }
  }

  private static func extensions(of cluster: Cluster) -> [String] {
    var found: [String] = []
    for profile in cluster.deviceProfiles where profile.isKnown {
      guard let dn = profile.lines.first?.dn else { continue }
      let number = dialled(dn.string)
      if !found.contains(number) { found.append(number) }
      if found.count == 2 { break }
    }
    return found
  }

  /// An extension as it is dialled: `\+` stands for the plus.
  private static func dialled(_ number: String) -> String { String(number.filter { $0 != "\\" }) }
}

extension CallPattern.Target {
  /// True where calls go on to somebody; translations have patterns of their own behind them.
  fileprivate var leadsOutside: Bool {
    switch self {
    case .routeList, .gateway, .trunk: true
    case .translation, .block, .unknown: false
    }
  }
}
