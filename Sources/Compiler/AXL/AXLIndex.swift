import EMBundle
import EMDSL
import EMJSON

/// The index of a cluster's AXL requests, `requests.json`.
struct AXLIndex {
  private static let format = 1
  /// Bytes after which the writer's output moves on to the disk.
  private static let portion = 1 << 18

  private let plan: AXLPlan
  private var json = JSONWriter(.pretty)
  private var body: AXLBody

  /// Makes the index of a plan.
  init(_ plan: AXLPlan) {
    self.plan = plan
    body = AXLBody(plan.version, isKept: false)
  }

  /// Writes the file.
  mutating func write(to sink: inout ByteSink) throws {
    json.beginObject()
    json.member("format", AXLIndex.format)
    json.member("cluster", plan.cluster.handle)
    json.member("clusterId", plan.cluster.clusterID)
    json.member("version", plan.cluster.version?.description ?? "")
    json.member("axlVersion", plan.version.text)
    json.member("namespace", plan.version.namespace)
    texts("notes", plan.notes)
    writeOperations()
    writePhases()
    json.key("requests")
    json.beginArray()
    for phase in plan.phases {
      var positions: [AXLBody.Form: Int] = [:]
      for (offset, item) in phase.items.enumerated() {
        write(item, phase, phase.first + offset, &positions)
        if json.bytes.count > AXLIndex.portion { try sink.write(json.take()) }
      }
    }
    json.endArray()
    json.endObject()
    json.endLine()
    try sink.write(json.take())
  }

  // MARK: Head

  private mutating func writeOperations() {
    var operations: Set<String> = []
    var objects: [AXLObject] = []
    for phase in plan.phases {
      for item in phase.items {
        if objects.last != item.object, !objects.contains(item.object) { objects.append(item.object) }
        for form in [AXLBody.Form.add, .update, .do] where AXLFiles.has(item, form) {
          operations.insert(item.operation(form))
        }
      }
    }
    for object in objects {
      operations.insert(object.get)
      if let remove = object.remove(in: plan.version) { operations.insert(remove) }
    }
    json.key("soapActions")
    json.beginObject()
    for operation in operations.sorted(by: ResolvedJSON.precedes) {
      json.member(operation, plan.version.soapAction(operation))
    }
    json.endObject()
    json.key("objects")
    json.beginObject()
    for object in objects {
      json.key(object.rawValue)
      json.beginObject(inline: true)
      json.member("get", object.get)
      if let remove = object.remove(in: plan.version) { json.member("remove", remove) }
      json.endObject()
    }
    json.endObject()
  }

  private mutating func writePhases() {
    json.key("phases")
    json.beginArray()
    for phase in plan.phases {
      json.beginObject(inline: true)
      json.member("phase", phase.phase.rawValue)
      json.member("title", phase.phase.title)
      json.member("first", phase.first)
      json.member("count", phase.items.count)
      if let before = phase.phase.before { json.member("before", before) }
      texts("notes", plan.notes(of: phase.phase))
      json.endObject()
    }
    json.endArray()
  }

  // MARK: Requests

  private mutating func write(
    _ item: AXLItem, _ phase: AXLPlan.Phase, _ order: Int, _ positions: inout [AXLBody.Form: Int]
  ) {
    json.beginObject(inline: true)
    json.member("order", order)
    json.member("phase", phase.phase.rawValue)
    json.member("object", item.object.rawValue)
    json.key("key")
    json.beginObject(inline: true)
    for (name, value) in item.key.members {
      json.key(String(describing: name))
      if let value { json.string(value) } else { json.null() }
    }
    json.endObject()
    json.member("mode", item.mode.rawValue)
    var needed: Set<Int> = []
    var notes: [String] = []
    for form in [AXLBody.Form.add, .update, .do] where AXLFiles.has(item, form) || item.mode == .get && form == .update
    {
      item.write(form, into: &body)
      needed.formUnion(body.references.compactMap { plan.orders[$0] })
      needed.formUnion(body.lines.compactMap { plan.lineOrders[$0] })
      for note in body.notes where !notes.contains(note) { notes.append(note) }
      if AXLFiles.has(item, form) { writePlace(item, phase.phase, form, &positions) }
    }
    if !needed.isEmpty {
      json.key("dependsOn")
      json.beginArray(inline: true)
      for order in needed.sorted() { json.number(order) }
      json.endArray()
    }
    if item.mode != .get { texts("replaces", body.replaces) }
    writeSecrets(item)
    json.member("undo", undo(item))
    texts("notes", notes)
    json.endObject()
  }

  private mutating func writePlace(
    _ item: AXLItem, _ phase: AXLPhase, _ form: AXLBody.Form, _ positions: inout [AXLBody.Form: Int]
  ) {
    let place = AXLFiles.place(phase, form, positions[form, default: 0])
    positions[form, default: 0] += 1
    json.key(form.rawValue)
    json.beginObject(inline: true)
    json.member("operation", item.operation(form))
    json.member("file", place.file)
    json.member("line", place.line)
    json.endObject()
  }

  private mutating func writeSecrets(_ item: AXLItem) {
    guard case .user(let user) = item, let source = user.pinFrom.first else { return }
    json.key("secrets")
    json.beginArray(inline: true)
    json.beginObject(inline: true)
    json.member("placeholder", AXLSecret.placeholder(user))
    if let env = source.env { json.member("env", env.string) }
    if let file = source.file { json.member("file", file.string) }
    json.endObject()
    json.endArray()
  }

  private func undo(_ item: AXLItem) -> String {
    switch item.mode {
    case .addOrUpdate: "remove"
    case .add: item.object.remove(in: plan.version) == nil ? "none" : "remove"
    case .update: "restore"
    case .get: "none"
    case .do: if case .groupMembers = item { "removeMembers" } else { "none" }
    }
  }

  private mutating func texts(_ key: String, _ texts: [String]) {
    if !texts.isEmpty { json.member(key, texts) }
  }
}
