package import EMDSL
import EMDiagnostics
package import EMSimulation

/// The dial plans of a deployment, and which index of a plan an object of the configuration has.
package struct DialPlans: Sendable {
  /// One plan for each cluster, external ones included; the index is `ClusterID.ordinal`.
  package let plans: [DialPlan]
  /// Index of an object in its array of the plan, by cluster and arena index of its row.
  private let slots: [[UInt32: Int]]
  /// By cluster, what stands for calling search spaces and device pools that are not known.
  private let unknown: [(searchSpace: Int?, devicePool: Int?)]

  /// Makes the plans of all clusters; extensions are read when first asked for.
  init(_ deployment: Deployment, emergencyNumbers: [String: [String]]) {
    var builders = deployment.clusters.map { DialPlanBuilder($0) }
    let beginnings = NumberBeginnings(
      deployment.storage, emergencyNumbers: emergencyNumbers.values.joined())
    for index in builders.indices where !builders[index].plan.isExternal {
      builders[index].build(beginnings)
    }
    TrunkPairing.connect(&builders)
    plans = builders.map(\.plan)
    slots = builders.map(\.slots)
    unknown = builders.map { ($0.unknownSearchSpace, $0.unknownDevicePool) }
  }

  /// The index of a calling search space; nil for none.
  package func index(of space: Entity<CallingSearchSpaceRow>?, in cluster: ClusterID) -> Int? {
    space.flatMap { $0.isPoison ? unknown[cluster.ordinal].searchSpace : slots[cluster.ordinal][$0.index] }
  }

  /// What stands for a calling search space that is not known.
  func unknownSearchSpace(in cluster: ClusterID) -> Int? { unknown[cluster.ordinal].searchSpace }

  /// The index of a device pool; nil for none.
  package func index(of pool: Entity<DevicePoolRow>?, in cluster: ClusterID) -> Int? {
    pool.flatMap { $0.isPoison ? unknown[cluster.ordinal].devicePool : slots[cluster.ordinal][$0.index] }
  }

  /// The index of a partition; nil for `<None>`, and for one that cannot be read.
  package func index(of partition: Entity<PartitionRow>?, in cluster: ClusterID) -> Int? {
    partition.flatMap { slots[cluster.ordinal][$0.index] }
  }
}

/// A deployment's dial plans and the simulator over them, made when first asked for: several rules need them.
final class DialPlanCache: Sendable {
  private let cached = Locked<(plans: DialPlans, simulator: CallSimulator)?>(nil)

  /// The plans and the simulator of the deployment that owns the cache.
  func value(of deployment: Deployment) -> (plans: DialPlans, simulator: CallSimulator) {
    cached.withLock { cached in
      if let cached { return cached }
      let emergencyNumbers = deployment.emergencyNumbersByCountry
      let plans = DialPlans(deployment, emergencyNumbers: emergencyNumbers)
      let made = (plans, CallSimulator(plans: plans.plans, emergencyNumbers: emergencyNumbers))
      cached = made
      return made
    }
  }
}

extension Deployment {
  /// The dial plans of all clusters.
  package var dialPlans: DialPlans { dialPlanCache.value(of: self).plans }

  /// The simulator over `dialPlans`.
  package var callSimulator: CallSimulator { dialPlanCache.value(of: self).simulator }

  /// Emergency numbers as people dial them, by two-letter country.
  package var emergencyNumbersByCountry: [String: [String]] {
    var numbers: [String: [String]] = [:]
    for country in documents.flatMap({ Array($0.emergencyNumbers) }) where !country.isPoison {
      numbers[country.name.string, default: []] += country.numbers.compactMap { $0.value?.string }
    }
    return numbers
  }
}
