import EMBundle

/// The AXL requests of one cluster as files of the bundle; each is made while it is written.
struct AXLFiles {
  private let plan: AXLPlan
  private let directory: String

  /// Plans the requests of a cluster; `directory` is where the cluster's files go.
  init(_ cluster: Cluster, in deployment: Deployment, directory: String) {
    plan = AXLPlan(cluster, in: deployment)
    self.directory = directory
  }

  /// The files: bodies in the order of sending, then the index.
  var files: [BundleFile] {
    let plan = plan
    let bodies = plan.phases.flatMap { phase in
      [AXLBody.Form.add, .update, .do].flatMap { files(of: phase, $0) }
    }
    let index = BundleFile(path: "\(directory)/axl/requests.json") { sink in
      var index = AXLIndex(plan)
      try index.write(to: &sink)
    }
    return bodies + [index]
  }

  private func files(of phase: AXLPlan.Phase, _ form: AXLBody.Form) -> [BundleFile] {
    let items = phase.items.filter { AXLFiles.has($0, form) }
    let version = plan.version
    return stride(from: 0, to: items.count, by: AXLPlan.bodiesPerFile).map { start in
      let part = items[start..<min(start + AXLPlan.bodiesPerFile, items.count)]
      let name = AXLFiles.place(phase.phase, form, start).file
      return BundleFile(path: "\(directory)/axl/\(name)") { sink in
        try sink.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<requests>\n")
        var body = AXLBody(version)
        for item in part {
          item.write(form, into: &body)
          try sink.write(body.bytes)
          try sink.write("\n")
        }
        try sink.write("</requests>\n")
      }
    }
  }

  /// True where a request has a body of a form.
  static func has(_ item: AXLItem, _ form: AXLBody.Form) -> Bool {
    switch (item.mode, form) {
    case (.addOrUpdate, .add), (.addOrUpdate, .update), (.add, .add), (.update, .update), (.do, .do): true
    default: false
    }
  }

  /// File and line, from 1, of a phase's body of a form; `position` counts those from 0.
  static func place(_ phase: AXLPhase, _ form: AXLBody.Form, _ position: Int) -> (file: String, line: Int) {
    let number = (AXLPhase.allCases.firstIndex(of: phase) ?? 0) + 1
    let part = position / AXLPlan.bodiesPerFile + 1
    let file = "\(padded(number, 2))-\(phase.rawValue)-\(form.rawValue)-\(padded(part, 3)).xml"
    return (file, position % AXLPlan.bodiesPerFile + 3)
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
