/// The schemas of the language's documents.
public struct LanguageSchema: Sendable {
  /// Documents with `cluster:`.
  public let cluster: EntitySchema
  /// Documents with `deployment:`.
  public let deployment: EntitySchema
  /// What `everyCluster` may hold.
  public let shared: EntitySchema

  /// The language version that a document's head names.
  public static let version = "v1"
  /// The keys of a document's head, which come before all others but `x-` keys.
  public static let headKeys = ["emcc", "cluster", "deployment"]

  /// The schemas, read once from the declarations.
  public static let current = LanguageSchema()

  private init() {
    cluster = EntitySchema(of: ClusterRow.self)
    shared = cluster.restricted(to: ClusterRow.sharedSections)
    deployment = EntitySchema(of: DeploymentRow.self).replacing("everyCluster", by: shared)
  }

  /// The fields of a document that hold objects, and so may have defaults.
  func sections(of schema: EntitySchema) -> [Field] {
    schema.fields.filter { field in
      guard case .rows(let child) = field.kind else { return false }
      return child.info.form != .single
    }
  }

  /// Kinds of objects that `existing` may name, by section.
  public static let existingKinds: [(section: String, kind: EntityKind)] = EntityKind.allCases
    .filter { kind in
      switch kind {
      case .part, .cluster, .deployment, .externalCluster, .node, .remoteCluster, .routePattern, .translationPattern,
        .callingPartyTransformation, .calledPartyTransformation, .directoryNumber:
        false
      default: true
      }
    }
    .map { ($0.section, $0) }
    .sorted { $0.0 < $1.0 }
}
