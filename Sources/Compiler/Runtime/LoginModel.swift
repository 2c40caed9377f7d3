package import EMBundle
import EMDSL

/// A linked deployment as the values that logins work on, and the way back from them to lines of YAML.
///
/// Defaults of Unified CM and of `emccGroup` are filled in. What could not be read or resolved is left out; `gaps` say
/// of what.
package struct LoginModel: Sendable {
  /// Something that the values lack, because it could not be read, or because nobody wrote it down.
  package struct Gap: Sendable, Equatable {
    /// What lacks it.
    package var item: ConfigurationItem
    /// What is missing, in a sentence without a full stop.
    package var text: String
  }

  /// The values.
  package let values: RuntimeDeployment
  /// What they lack, in the order of the files.
  package let gaps: [Gap]
  /// What the values were made from.
  let source: Deployment

  /// Makes the values; reads every object of the deployment once.
  package init(_ source: Deployment) {
    self.source = source
    var gaps: [Gap] = []
    var values = Self.frame(of: source)
    values.clusters = NamedTable(
      source.clusters.map { cluster in
        var builder = RuntimeClusterBuilder(cluster, in: source)
        let result = builder.cluster()
        gaps += builder.gaps
        return result
      })
    self.values = values
    self.gaps = gaps
  }

  /// What the clusters share, and of each cluster only who it is.
  static func frame(of source: Deployment) -> RuntimeDeployment {
    var frame = RuntimeDeployment(clusters: NamedTable(source.clusters.map(RuntimeClusterBuilder.head)))
    frame.emccMesh = source.mesh.pairs.filter { $0.home != $0.visiting }.map {
      RuntimeDeployment.Pair(home: source[$0.home].handle, visiting: source[$0.visiting].handle)
    }
    frame.roamingMembers = source.roamingMembers.map(\.handle)
    return frame
  }

  /// What the values lack of an object.
  package func gaps(of object: ConfigurationItem.Object, in cluster: String) -> [Gap] {
    gaps.filter { $0.item.cluster == cluster && $0.item.object == object }
  }
}
