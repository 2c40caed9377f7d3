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
  /// `order` of what the request at hand depends on, some of it twice.
  private var needed: [Int] = []

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
      var places = AXLPlaces(phase.phase)
      for (offset, item) in phase.items.enumerated() {
        write(item, phase, phase.first + offset, &places)
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
      for item in phase.items where objects.last != item.object && !objects.contains(item.object) {
        objects.append(item.object)
      }
      for form in AXLBody.Form.allCases {
        // The items of a phase do the same to objects of one type.
        if let item = phase.items.first(where: { $0.mode.has(form) }) { operations.insert(item.operation(form)) }
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
    _ item: AXLItem, _ phase: AXLPlan.Phase, _ order: Int, _ places: inout AXLPlaces
  ) {
    json.beginObject(inline: true)
    json.member("order", order)
    json.member("phase", phase.phase.rawValue)
    json.member("object", item.object.rawValue)
    json.key("key")
    json.beginObject(inline: true)
    item.key.forEachMember { member in
      json.key(String(describing: member.name))
      if let value = member.value { json.string(value.string) } else { json.null() }
    }
    json.endObject()
    json.member("mode", item.mode.rawValue)
    needed.removeAll(keepingCapacity: true)
    var notes: [String] = []
    for form in item.mode.forms {
      item.write(form, into: &body)
      for row in body.references { if let order = plan.orders[row] { needed.append(order) } }
      for line in body.lines { if let order = plan.lineOrders[line] { needed.append(order) } }
      for note in body.notes where !notes.contains(note) { notes.append(note) }
      if item.mode.has(form) { writePlace(item, form, places.next(form)) }
    }
    writeNeeded()
    if item.mode != .get { texts("replaces", body.replaces) }
    writeSecrets(item)
    json.member("undo", undo(item))
    texts("notes", notes)
    json.endObject()
  }

  private mutating func writePlace(_ item: AXLItem, _ form: AXLBody.Form, _ place: (file: String, line: Int)) {
    json.key(form.rawValue)
    json.beginObject(inline: true)
    json.member("operation", item.operation(form))
    json.member("file", place.file)
    json.member("line", place.line)
    json.endObject()
  }

  /// Writes what the request depends on, each once.
  private mutating func writeNeeded() {
    guard !needed.isEmpty else { return }
    needed.sort()
    json.key("dependsOn")
    json.beginArray(inline: true)
    var last = 0
    for order in needed where order != last {
      json.number(order)
      last = order
    }
    json.endArray()
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

/// Counts the bodies of a phase while its requests are listed.
private struct AXLPlaces {
  private let phase: AXLPhase
  private var counts: [AXLBody.Form: Int] = [:]
  /// The file at hand of each form.
  private var files: [AXLBody.Form: String] = [:]

  init(_ phase: AXLPhase) { self.phase = phase }

  /// File and line, from 1, of the next body of a form.
  mutating func next(_ form: AXLBody.Form) -> (file: String, line: Int) {
    let position = counts[form, default: 0]
    counts[form] = position + 1
    let (part, rest) = position.quotientAndRemainder(dividingBy: AXLPlan.bodiesPerFile)
    if rest == 0 { files[form] = AXLFiles.name(phase, form, part: part + 1) }
    return (files[form] ?? "", rest + AXLFiles.firstLine)
  }
}
