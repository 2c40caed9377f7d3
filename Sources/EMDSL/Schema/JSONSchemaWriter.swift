internal import EMJSON

/// Writes the JSON Schema (draft 2020-12) of one document of the language out of the declarations.
///
/// It accepts every correct document. Required keys are demanded only where `defaults` cannot supply them, and what
/// the language reads as text may also be the number or the truth value that other YAML readers make of it.
package enum JSONSchemaWriter {
  /// The schema as text, the same on every run.
  package static func document() -> String {
    var builder = JSONSchemaBuilder(.current)
    builder.writeDocument()
    return builder.json.text
  }
}

/// The schema under construction.
struct JSONSchemaBuilder {
  /// What is written so far.
  var json = JSONWriter(.pretty)
  private let language: LanguageSchema
  /// Entities whose objects may get required keys from `defaults`.
  private let defaultable: Set<String>
  /// Entities to define, in the order in which they were first referred to.
  private var pending: [EntitySchema] = []
  private var known: Set<String> = []

  /// Begins a schema without definitions; they follow from what is referred to.
  init(_ language: LanguageSchema) {
    self.language = language
    defaultable = Set(language.sections(of: language.cluster).compactMap { $0.child?.name })
  }

  /// Writes the whole schema; called once.
  mutating func writeDocument() {
    json.beginObject()
    json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
    json.member("title", "emcc \(LanguageSchema.version)")
    json.member(
      "description",
      "One YAML document that describes a Cisco Unified CM cluster, or what all clusters of a deployment share. "
        + "For readers of YAML 1.2; written from the declarations of emcc-lint by `emcc-dev docs`.")
    json.member("type", "object")
    json.member("required", ["emcc"])
    json.key("if")
    json.beginObject(inline: true)
    json.member("required", ["cluster"])
    json.endObject()
    reference("then", "ClusterDocument")
    reference("else", "DeploymentDocument")
    json.key("$defs")
    json.beginObject()
    writeClusterDocument()
    writeDeploymentDocument()
    writeEveryCluster()
    var next = 0
    while next < pending.count {
      writeEntity(pending[next])
      next += 1
    }
    json.endObject()
    json.endObject()
    json.endLine()
  }

  // MARK: Documents

  private mutating func writeClusterDocument() {
    beginMapping("ClusterDocument", "A cluster, or a part of it: one of any number of documents about it.")
    writeHead("cluster", "Handle of the cluster: the name that other documents use for it.", example: "US")
    writeFields(language.cluster)
    writeDefaults(language.cluster)
    writeExisting()
    endMapping(required: ["emcc", "cluster"])
  }

  private mutating func writeDeploymentDocument() {
    beginMapping("DeploymentDocument", language.deployment.info.summary)
    writeHead("deployment", "Name of the deployment: all clusters together.", example: "ACME")
    writeFields(language.deployment)
    writeDefaults(language.shared)
    endMapping(required: ["emcc", "deployment"])
  }

  private mutating func writeEveryCluster() {
    beginMapping("EveryCluster", "Sections that are the same, word for word, in every member of emccGroup.")
    writeFields(language.shared)
    endMapping(required: [])
  }

  private mutating func writeHead(_ key: String, _ summary: String, example: String) {
    json.key("emcc")
    json.beginObject()
    json.member("description", "Version of the language.")
    json.member("const", LanguageSchema.version)
    json.endObject()
    json.key(key)
    json.beginObject()
    json.member("description", summary)
    json.member("type", ValueFormat.any.jsonTypes)
    json.member("minLength", 1)
    json.member("examples", [example])
    json.endObject()
  }

  private mutating func writeDefaults(_ schema: EntitySchema) {
    json.key("defaults")
    json.beginObject()
    json.member("description", "Values for the objects of this document that do not name them, by section.")
    json.member("type", "object")
    json.key("properties")
    json.beginObject()
    for field in language.sections(of: schema) {
      guard let child = field.child else { continue }
      json.key(field.key)
      json.beginObject(inline: true)
      json.member("type", "object")
      reference("$ref", child)
      json.endObject()
    }
    json.endObject()
    endOpen()
    json.endObject()
  }

  private mutating func writeExisting() {
    json.key("existing")
    json.beginObject()
    json.member(
      "description",
      "Names of objects that live in the cluster but not here, by section: they may be referred to, and are never "
        + "written.")
    json.member("type", "object")
    json.key("properties")
    json.beginObject()
    for (section, kind) in LanguageSchema.existingKinds {
      json.key(section)
      json.beginObject()
      json.member("description", "Names of \(kind.noun)s.")
      json.member("type", "array")
      json.key("items")
      json.beginObject(inline: true)
      json.member("type", ValueFormat.any.jsonTypes)
      json.endObject()
      json.endObject()
    }
    json.endObject()
    endOpen()
    json.endObject()
  }

  // MARK: Objects

  private mutating func writeEntity(_ schema: EntitySchema) {
    let required =
      defaultable.contains(schema.name)
      ? [] : schema.visibleFields.filter { $0.isRequired && $0.defaultText == nil }.map(\.key)
    let mayBeEmpty = schema.info.form == .keyed && required.isEmpty
    beginMapping(schema.name, JSONSchemaText.description(of: schema), mayBeEmpty: mayBeEmpty)
    writeFields(schema)
    endMapping(required: required)
  }

  private mutating func beginMapping(_ name: String, _ description: String, mayBeEmpty: Bool = false) {
    json.key(name)
    json.beginObject()
    json.member("description", description)
    if mayBeEmpty { json.member("type", ["object", "null"]) } else { json.member("type", "object") }
    json.key("properties")
    json.beginObject()
  }

  private mutating func endMapping(required: [String]) {
    json.endObject()
    if !required.isEmpty { json.member("required", required) }
    endOpen()
    json.endObject()
  }

  /// Keys that begin with `x-` are free for anything; all others must be known.
  private mutating func endOpen() {
    writeExtensions()
    json.member("additionalProperties", false)
  }

  /// Lets keys that begin with `x-` hold anything, for notes and anchors of the operator.
  mutating func writeExtensions() {
    json.key("patternProperties")
    json.beginObject(inline: true)
    json.member("^x-", true)
    json.endObject()
  }

  private mutating func writeFields(_ schema: EntitySchema) {
    for field in schema.visibleFields {
      json.key(field.key)
      json.beginObject()
      json.member(
        "description", JSONSchemaText.description(of: field, mayBeDefaulted: defaultable.contains(schema.name)))
      writeValue(field)
      json.endObject()
    }
  }

  /// Writes a reference to an entity's definition, which is then written too.
  mutating func reference(_ key: String, _ schema: EntitySchema) {
    let isShared = schema.info.kind == .cluster
    if !isShared, known.insert(schema.name).inserted { pending.append(schema) }
    reference(key, isShared ? "EveryCluster" : schema.name)
  }

  private mutating func reference(_ key: String, _ name: String) {
    if key == "$ref" { return json.member(key, "#/$defs/\(name)") }
    json.key(key)
    json.beginObject(inline: true)
    json.member("$ref", "#/$defs/\(name)")
    json.endObject()
  }
}

extension EntitySchema {
  /// The fields that have a key of their own: all but the name that is itself the key of a mapping.
  var visibleFields: ArraySlice<Field> { info.form == .keyed ? fields.dropFirst() : fields[...] }
}

extension Field {
  /// The entity of nested objects.
  var child: EntitySchema? { if case .rows(let schema) = kind { schema } else { nil } }
}
