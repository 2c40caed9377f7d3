/// The parts of a SARIF 2.1.0 log that are written here, named as in the standard.
enum SARIFLog {
  /// The schema that the output satisfies.
  static let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  /// The name under which relative URIs are resolved: the directory in which the command ran.
  static let baseID = BaseIDs.CodingKeys.root.rawValue

  /// `message`, `shortDescription` and the like.
  struct Text: Encodable {
    var text: String
  }

  /// The program that made the log.
  struct Tool: Encodable {
    var driver: Driver
  }

  /// The program's only component.
  struct Driver: Encodable {
    var name = "emcc-lint"
    var version: String
    var rules: [Rule]
  }

  /// A rule (`reportingDescriptor`).
  struct Rule: Encodable {
    var id: String
    var name: String
    var shortDescription: Text
    var fullDescription: Text
    var help: Text
    var helpUri: String?
    var defaultConfiguration: Configuration
  }

  /// A rule's default (`reportingConfiguration`).
  struct Configuration: Encodable {
    var level: String
  }

  /// What relative URIs are relative to.
  struct BaseIDs: Encodable {
    var root = Root()

    enum CodingKeys: String, CodingKey { case root = "%SRCROOT%" }

    /// The base; without `uri`, because the output must not depend on where the command ran.
    struct Root: Encodable {
      var description = Text(text: "The directory in which emcc-lint ran.")
    }
  }

  /// A finding.
  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int?
    var level: String
    var message: Text
    var locations: [Location]?
    var relatedLocations: [Location]?
    var properties: Properties
  }

  /// A place; `id` and `message` only for related ones.
  struct Location: Encodable {
    var id: Int?
    var physicalLocation: PhysicalLocation
    var message: Text?
  }

  /// A file, and mostly a region of it.
  struct PhysicalLocation: Encodable {
    var artifactLocation: ArtifactLocation
    var region: Region?
  }

  /// A file.
  struct ArtifactLocation: Encodable {
    var uri: String
    var uriBaseId: String?
  }

  /// Lines and columns are 1-based, the end is exclusive, columns count Unicode scalars; bytes are those on the disk.
  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int
    var endLine: Int
    var endColumn: Int
    var byteOffset: Int
    var byteLength: Int
  }

  /// What SARIF has no member for.
  struct Properties: Encodable {
    var clusters: [String]
    var help: String?
    var phoneShows: String?
  }
}
