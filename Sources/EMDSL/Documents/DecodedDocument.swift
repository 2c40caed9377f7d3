package import EMDiagnostics

/// What one document says, before it is merged with the others: facts as they stand, nothing resolved.
package struct DecodedDocument {
  /// What the document is about.
  package enum Subject {
    /// One cluster, or a part of it.
    case cluster
    /// What all clusters share.
    case deployment
  }

  /// A name under `existing`.
  package struct ExistingName {
    /// What it is.
    package var kind: EntityKind
    /// Number of the name in the worker's table.
    package var name: UInt32
    /// 1 + byte offset.
    package var at: UInt32
  }

  /// What the document is about.
  package var subject: Subject
  /// Number of the handle's name in the worker's table.
  package var handle: UInt32
  /// 1 + byte offset of the handle.
  package var handleAt: UInt32
  /// The file.
  package var file: FileID
  /// Arena index of the `ClusterRow` or `DeploymentRow`.
  package var row: UInt32
  /// Names under `existing`.
  package var existing: [ExistingName] = []
  /// True where a section or the `defaults` could not be read: what refers to its objects is not judged.
  package var isIncomplete = false
  /// True where `defaults` hold a mistake: what objects lack is not reported.
  package var hasDamagedDefaults = false
  /// Byte ranges of the document's `defaults`, to tell a value's origin.
  package var defaults: [Range<UInt32>] = []
}

/// What a file came to.
package struct DecodedFile {
  /// The file's documents of ours, in order.
  package var documents: [DecodedDocument] = []
  /// Documents without `emcc:` that were passed over.
  package var foreignDocuments = 0
  /// True where a document was refused because of its head: nobody knows what it holds.
  package var hasRefusedDocument = false
  /// True where the text breaks off at a syntax error: what follows is unknown.
  package var isTruncated = false
}
