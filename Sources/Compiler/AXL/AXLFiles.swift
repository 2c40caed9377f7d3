import EMBundle

/// The AXL requests of one cluster as files of the bundle; each is made while it is written.
struct AXLFiles {
  private let plan: AXLPlan
  private let directory: String

  /// The requests of a plan, below the directory of its cluster's files.
  init(_ plan: AXLPlan, directory: String) {
    self.plan = plan
    self.directory = directory
  }

  /// The files: the index, which takes longest, then bodies in the order of sending.
  var files: [BundleFile] {
    let plan = plan
    let bodies = plan.phases.flatMap { phase in
      AXLBody.Form.allCases.flatMap { files(of: phase, $0) }
    }
    let index = BundleFile(path: "\(directory)/axl/requests.json") { sink in
      var index = AXLIndex(plan)
      try index.write(to: &sink)
    }
    return [index] + bodies
  }

  private func files(of phase: AXLPlan.Phase, _ form: AXLBody.Form) -> [BundleFile] {
    let items = AXLFiles.items(of: phase, form)
    let version = plan.version
    return stride(from: 0, to: items.count, by: AXLPlan.bodiesPerFile).map { start in
      let part = items.dropFirst(start).prefix(AXLPlan.bodiesPerFile)
      let name = AXLFiles.name(phase.phase, form, part: start / AXLPlan.bodiesPerFile + 1)
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

  /// The requests with a body of a form; mostly all or none, which need no copy.
  private static func items(of phase: AXLPlan.Phase, _ form: AXLBody.Form) -> ArraySlice<AXLItem> {
    if phase.items.allSatisfy({ $0.mode.has(form) }) { return phase.items[...] }
    return phase.items.filter { $0.mode.has(form) }[...]
  }

  /// Line of the first body of a file, from 1.
  static let firstLine = 3

  /// Name of the file of some of a phase's bodies of a form; `part` counts those files from 1.
  static func name(_ phase: AXLPhase, _ form: AXLBody.Form, part: Int) -> String {
    let number = (AXLPhase.allCases.firstIndex(of: phase) ?? 0) + 1
    return "\(padded(number, 2))-\(phase.rawValue)-\(form.rawValue)-\(padded(part, 3)).xml"
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
