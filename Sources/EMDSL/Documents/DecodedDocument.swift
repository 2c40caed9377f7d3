import EMDiagnostics

/// What one document says, before it is merged with the others: facts as they stand, nothing resolved.
struct DecodedDocument {
  /// What the document is about.
  enum Subject {
    /// One cluster, or a part of it.
    case cluster
    /// What all clusters share.
    case deployment
  }

  /// A name under `existing`.
  struct ExistingName {
    var kind: EntityKind
    var name: UInt32
    var at: UInt32
  }

  var subject: Subject
  /// Number of the handle's name in the worker's table.
  var handle: UInt32
  /// 1 + byte offset of the handle.
  var handleAt: UInt32
  var file: FileID
  /// Arena index of the `ClusterRow` or `DeploymentRow`.
  var row: UInt32
  var existing: [ExistingName] = []
  /// Byte ranges of the document's `defaults`, to tell a value's origin.
  var defaults: [Range<UInt32>] = []
}

/// What a file came to.
struct DecodedFile {
  var documents: [DecodedDocument] = []
  /// Documents without `emcc:` that were passed over.
  var foreignDocuments = 0
  /// True where the text breaks off at a syntax error: what follows is unknown.
  var isTruncated = false
}
