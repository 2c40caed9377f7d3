import EMDSL
import EMDiagnostics
import EMService

/// Which device pool the phones of each visited cluster take in each home cluster.
struct RoamingSurvey: Sendable {
  /// Phones of a visited cluster that are the same through the home's filter.
  struct Outcome {
    /// Their geolocations, in the order of the first phone of each.
    var geolocations: [Entity<GeolocationRow>]
    /// All fields of the first geolocation.
    let numbers: GeolocationNumbers
    /// The phones.
    var phones: Sample
    /// The pool that they take.
    let choice: RoamingPoolChooser.Choice
  }

  private var choosers: [ClusterID: RoamingPoolChooser] = [:]
  private var visitors: [ClusterID: (phones: VisitorPhones, numbers: [GeolocationNumbers])] = [:]
  private var roamingPools: [ClusterID: [ClusterID: [Entity<DevicePoolRow>]]] = [:]

  /// Looks at all clusters that take part in a pair of the mesh.
  init(_ deployment: Deployment) {
    var numbering = GeolocationNumbering()
    for id in Set(deployment.mesh.pairs.map(\.home)) where deployment[id].isJudged {
      choosers[id] = RoamingPoolChooser(deployment[id], &numbering)
      for pool in deployment[id].devicePools {
        if let peer = pool.roamingFor { roamingPools[id, default: [:]][peer, default: []].append(pool) }
      }
    }
    for id in Set(deployment.mesh.pairs.map(\.visiting)) where deployment[id].isJudged {
      let phones = VisitorPhones(deployment[id])
      visitors[id] = (phones, phones.groups.map { numbering.numbers(of: $0.geolocation) })
    }
  }

  /// How a home cluster chooses; nil where it has no usable filter.
  func chooser(_ home: ClusterID) -> RoamingPoolChooser? { choosers[home] }

  /// The phones for visitors of a cluster; nil where nobody visits it, and where its documents could not all be read.
  func phones(_ visiting: ClusterID) -> VisitorPhones? { visitors[visiting]?.phones }

  /// Device pools of a home cluster that are meant for a peer, in the order of the files.
  func pools(_ pair: Mesh.Pair) -> [Entity<DevicePoolRow>] { roamingPools[pair.home]?[pair.visiting] ?? [] }

  /// What becomes of the phones of a pair's visited cluster; empty where nothing certain can be said.
  func outcomes(_ pair: Mesh.Pair) -> [Outcome] {
    guard let chooser = choosers[pair.home], chooser.isCertain, let visitors = visitors[pair.visiting] else {
      return []
    }
    var slots: [GeolocationNumbers: Int] = [:]
    var outcomes: [Outcome] = []
    for (group, numbers) in zip(visitors.phones.groups, visitors.numbers) {
      let filtered = chooser.filtered(numbers)
      if let slot = slots[filtered] {
        outcomes[slot].geolocations.append(group.geolocation)
        outcomes[slot].phones.add(group.phones)
      } else {
        slots[filtered] = outcomes.count
        outcomes.append(
          Outcome(
            geolocations: [group.geolocation], numbers: numbers, phones: group.phones,
            choice: chooser.choose(for: numbers)))
      }
    }
    return outcomes
  }
}

/// A deployment's survey, made when first asked for: several rules need it.
final class RoamingSurveyCache: Sendable {
  private let cached = Locked<RoamingSurvey?>(nil)

  /// The survey of the deployment that owns the cache.
  func survey(of deployment: Deployment) -> RoamingSurvey {
    cached.withLock { cached in
      let survey = cached ?? RoamingSurvey(deployment)
      cached = survey
      return survey
    }
  }
}

extension Deployment {
  /// Which device pool the phones of each visited cluster take in each home cluster.
  var roamingSurvey: RoamingSurvey { roamingSurveyCache.survey(of: self) }
}
