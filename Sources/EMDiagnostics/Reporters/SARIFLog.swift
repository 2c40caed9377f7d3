/// The parts of a SARIF 2.1.0 log that are written here, named as in the standard.
enum SARIFLog {
  /// The schema that the output satisfies.
  static let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  /// The name under which relative URIs are resolved: the directory in which the command ran.
  static let baseID = BaseIDs.CodingKeys.root.rawValue

  /// `message`, `shortDescription` and the like.
  struct Text: Encodable {
    /// Plain text; readers show no Markdown here.
    var text: String
  }

  /// The program that made the log.
  struct Tool: Encodable {
    /// Required, and all that there is: no extensions.
    var driver: Driver
  }

  /// The program's only component.
  struct Driver: Encodable {
    /// The command's name.
    var name = "emcc-lint"
    /// The program's version, as `--version` prints it.
    var version: String
    /// All rules, sorted by code; `ruleIndex` counts in them.
    var rules: [Rule]
  }

  /// A rule (`reportingDescriptor`).
  struct Rule: Encodable {
    /// `EM` and four digits.
    var id: String
    /// The kebab-case name.
    var name: String
    /// What the rule finds, in one sentence.
    var shortDescription: Text
    /// What goes wrong otherwise.
    var fullDescription: Text
    /// How it is put right.
    var help: Text
    /// A page about the rule; nil is left out.
    var helpUri: String?
    /// How bad its findings are, where nothing else is said.
    var defaultConfiguration: Configuration
  }

  /// A rule's default (`reportingConfiguration`).
  struct Configuration: Encodable {
    /// `error`, `warning` or `note`, SARIF's word for advice.
    var level: String
  }

  /// What relative URIs are relative to.
  struct BaseIDs: Encodable {
    /// The only base, under the name that readers know.
    var root = Root()

    /// The key cannot be a Swift name.
    enum CodingKeys: String, CodingKey { case root = "%SRCROOT%" }

    /// The base; without `uri`, because the output must not depend on where the command ran.
    struct Root: Encodable {
      /// Says which directory, in the place of a URI.
      var description = Text(text: "The directory in which emcc-lint ran.")
    }
  }

  /// A finding.
  struct Result: Encodable {
    /// The code.
    var ruleId: String
    /// Place of the rule in `Driver.rules`; nil for a code that is none of them.
    var ruleIndex: Int?
    /// The finding's own level, which may differ from the rule's.
    var level: String
    /// What is wrong, and what to do, for readers that show nothing else.
    var message: Text
    /// The place; nil, and left out, for findings about the whole deployment.
    var locations: [Location]?
    /// Other places that explain it; nil where there is none, for an empty list would be noise.
    var relatedLocations: [Location]?
    /// What else we know, for programs that read the log.
    var properties: Properties
  }

  /// A place; `id` and `message` only for related ones.
  struct Location: Encodable {
    /// 1-based within the finding; nil for the finding's own place.
    var id: Int?
    /// The file and the region.
    var physicalLocation: PhysicalLocation
    /// What is to be seen there; nil for the finding's own place.
    var message: Text?
  }

  /// A file, and mostly a region of it.
  struct PhysicalLocation: Encodable {
    /// The file.
    var artifactLocation: ArtifactLocation
    /// The part of the file; nil for findings about the whole file.
    var region: Region?
  }

  /// A file.
  struct ArtifactLocation: Encodable {
    /// Relative to `uriBaseId`, or absolute with `file://`; percent-encoded.
    var uri: String
    /// The name of the base; nil for absolute URIs.
    var uriBaseId: String?
  }

  /// Lines and columns are 1-based, the end is exclusive, columns count Unicode scalars; bytes are those on the disk.
  struct Region: Encodable {
    /// 1-based.
    var startLine: Int
    /// 1-based, in Unicode scalars.
    var startColumn: Int
    /// 1-based; the line on which the region ends.
    var endLine: Int
    /// 1-based and exclusive, in Unicode scalars.
    var endColumn: Int
    /// 0-based, in bytes of the file.
    var byteOffset: Int
    /// In bytes of the file; 0 where something is missing.
    var byteLength: Int
  }

  /// What SARIF has no member for.
  struct Properties: Encodable {
    /// Handles of the clusters that are concerned; empty where that is open.
    var clusters: [String]
    /// What to do, also as part of the message; nil where nothing can be said.
    var help: String?
    /// The error that a phone shows; nil where it shows none.
    var phoneShows: String?
  }
}
