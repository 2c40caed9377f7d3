package import EMDiagnostics

/// What a call can meet in one cluster: partitions, patterns, and what they lead to, as values.
///
/// Objects refer to each other by their index in the arrays of the same plan. An index is nil where nothing is named,
/// or where what is named cannot be read.
package struct DialPlan: Sendable {
  /// Our handle of the cluster.
  package var cluster: String
  /// True for a cluster run by somebody else, of which nothing is known: a call that enters it is out of sight.
  package var isExternal = false
  /// Partitions, with where they are declared.
  package var partitions: [NamedPlace] = []
  /// Indexes of partitions that the cluster has and this repository does not describe: they may hold more patterns.
  package var incompletePartitions: Set<Int> = []
  /// A pattern that is written but not here, because it or its partition cannot be read; nil where there is none.
  package var gap: String?
  /// Calling search spaces.
  package var searchSpaces: [SearchSpace] = []
  /// Route and translation patterns, in the order of the files.
  package var patterns: [CallPattern] = []
  /// Transformation patterns of the calling number.
  package var callingTransformations: [TransformationPattern] = []
  /// Transformation patterns of the called number.
  package var calledTransformations: [TransformationPattern] = []
  /// The extensions; many, so they are asked for and not listed.
  package var directoryNumbers: any DirectoryNumbers = NoDirectoryNumbers()
  /// Route lists.
  package var routeLists: [RouteList] = []
  /// Route groups.
  package var routeGroups: [RouteGroup] = []
  /// Gateways to the public network.
  package var gateways: [CallGateway] = []
  /// SIP trunks, ordinary ones and for EMCC.
  package var trunks: [CallTrunk] = []
  /// Device pools.
  package var devicePools: [CallDevicePool] = []
  /// PSTN Access of the intercluster service profile; nil where it is not active.
  package var pstnAccess: PSTNAccess?

  /// Makes an empty plan.
  package init(cluster: String) { self.cluster = cluster }
}

/// A name and where its object is declared.
package struct NamedPlace: Sendable, Hashable {
  /// The object's name.
  package var name: String
  /// Where it is declared; nil for what Unified CM brings along.
  package var place: Place?

  /// Names an object.
  package init(_ name: String, _ place: Place? = nil) {
    self.name = name
    self.place = place
  }
}

/// A calling search space.
package struct SearchSpace: Sendable {
  /// Its name and place.
  package var name: NamedPlace
  /// Indexes of its partitions, the preferred one first.
  package var partitions: [Int]
  /// What of it is not known, such as `calling search space CSS-OLD, of which only the name is known`; nil where all of
  /// its partitions are.
  package var gap: String?

  /// Makes a calling search space.
  package init(_ name: NamedPlace, partitions: [Int], gap: String? = nil) {
    self.name = name
    self.partitions = partitions
    self.gap = gap
  }
}

/// The extensions of a cluster.
package protocol DirectoryNumbers: Sendable {
  /// The extension with exactly these digits in a partition (nil: `<None>`); nil when there is none.
  func find(_ digits: String, in partition: Int?) -> NamedPlace?
  /// Some extension of a partition that begins with the digits and is longer; nil when there is none.
  func longer(than digits: String, in partition: Int?) -> NamedPlace?
}

/// A cluster without extensions.
package struct NoDirectoryNumbers: DirectoryNumbers {
  /// Makes it.
  package init() {}
  /// None.
  package func find(_ digits: String, in partition: Int?) -> NamedPlace? { nil }
  /// None.
  package func longer(than digits: String, in partition: Int?) -> NamedPlace? { nil }
}
