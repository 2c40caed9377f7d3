import EMBundle
import EMJSON

/// Writes a runbook as data: the same steps as the Markdown, in the same order.
struct RunbookJSON {
  /// The runbook.
  let runbook: Runbook

  /// The whole file.
  func bytes() -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.beginObject()
    json.member("format", BundleVersion.current)
    json.member("deployment", runbook.deployment)
    json.key("clusters")
    json.beginArray()
    for cluster in runbook.clusters { write(cluster, &json) }
    json.endArray()
    json.key("windows")
    json.beginArray()
    for window in runbook.windows { write(window, &json) }
    json.endArray()
    json.key("peers")
    json.beginArray()
    for peer in runbook.peers {
      json.beginObject()
      json.member("cluster", peer.handle)
      json.member("clusterId", peer.clusterID)
      steps(peer.steps, &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.take()
  }

  private func write(_ cluster: RunbookCluster, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("cluster", cluster.handle)
    json.member("clusterId", cluster.clusterID)
    json.member("version", cluster.version)
    json.member("phones", cluster.phones)
    json.key("timeZones")
    json.beginArray()
    for zone in cluster.timeZones {
      json.beginObject(inline: true)
      json.member("name", zone.name)
      json.member("phones", zone.phones)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func write(_ window: RunbookWindow, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("id", window.id)
    json.member("title", window.title)
    if let cluster = window.cluster { json.member("cluster", cluster) }
    json.member("impact", window.impact.rawValue)
    json.member("reason", window.reason.plain)
    json.member("minutes", window.minutes)
    json.member("phones", window.phones)
    if let start = window.start {
      json.member("start", start)
      if let zone = runbook.zone(of: window) { json.member("timeZone", zone.name) }
    }
    if let decision = window.decision { json.member("decideBy", decision) }
    steps(window.steps, &json)
    json.endObject()
  }

  private func steps(_ steps: [RunbookStep], _ json: inout JSONWriter) {
    json.key("steps")
    json.beginArray()
    for step in steps { write(step, &json) }
    json.endArray()
  }

  private func write(_ step: RunbookStep, _ json: inout JSONWriter) {
    json.beginObject()
    json.member("id", step.id)
    if let cluster = step.cluster { json.member("cluster", cluster) }
    json.member("file", "\(runbook.file(of: step.id))#\(RunbookMarkdown.anchor(step.id))")
    json.member("title", step.title.plain)
    json.member("why", step.why.plain)
    json.member("after", step.after)
    json.key("do")
    json.beginArray()
    for action in step.actions { write(action, &json) }
    json.endArray()
    json.key("verify")
    json.beginArray()
    for check in step.verify { json.string(check.plain) }
    json.endArray()
    json.member("undo", step.undo.plain)
    json.member("usersNotice", step.notice.plain)
    json.member("minutes", step.minutes)
    if step.isOptional { json.member("optional", true) }
    json.member("phones", step.phones)
    if case .pointOfNoReturn(let reason) = step.back { json.member("pointOfNoReturn", reason.plain) }
    json.endObject()
  }

  private func write(_ action: RunbookAction, _ json: inout JSONWriter) {
    json.beginObject()
    switch action {
    case .say(let sentence): json.member("say", sentence.plain)
    case .requests(let requests):
      json.member("requests", requests.index)
      json.member("phases", requests.phases.map(\.rawValue))
      if requests.extent == .additions { json.member("addOnly", true) }
    case .command(let command): json.member("command", command)
    case .table(let columns, let rows):
      json.member("columns", columns)
      json.key("rows")
      json.beginArray()
      for row in rows {
        json.beginArray(inline: true)
        // A cell that is one name is that name, so that programs can compare it.
        for cell in row { json.string(cell.value) }
        json.endArray()
      }
      json.endArray()
    }
    json.endObject()
  }
}

extension RunbookText {
  /// A name alone without quotes; any other sentence as `plain`.
  var value: String {
    if pieces.count == 1, case .name(let name) = pieces[0] { return name }
    if pieces.count == 1, case .step(_, let shown) = pieces[0] { return shown }
    return plain
  }
}
