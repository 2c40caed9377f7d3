import EMDSL
import EMDiagnostics

/// Rule 45: base devices without a template.
enum NoDefaultTemplate: ClusterRule {
  /// The texts of EM3045 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3045", name: "emcc-no-default-template", severity: .error,
    summary: "EMCC base devices are to be inserted without a default EMCC template.",
    why: "The job that inserts base devices needs a default template, and fails without one.",
    fix: "name a template of the section emccTemplate",
    source: "Bulk Administration Guide, EMCC template and EMCC devices",
    mistakes: [
      RuleExample(
        "The template exists and is not named.",
        [
          "emccBaseDevices: {count: 20, template: TEMPLATE-EMCC, expectedLogins: 12}":
            "emccBaseDevices: «{count: 20, expectedLogins: 12}»"
        ])
    ],
    right: [
      RuleExample(
        "No base devices, no template.",
        [
          "mesh: full": "mesh: [{home: AWAY, visiting: HOME}]",
          "emccBaseDevices: {count: 20, template: TEMPLATE-EMCC, expectedLogins: 12}": "emccBaseDevices: {count: 0}",
        ])
    ])

  /// Clusters with base devices; a template that could not be read counts as one.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report) {
    guard let devices = cluster.emccBaseDevices.first, let count = devices.count, count > 0, devices.template == nil,
      !cluster.hasDamaged(\.emccTemplate)
    else { return }
    let templates = cluster.emccTemplate
    let help =
      templates.first.map { "write 'template: \($0.name)'" + (templates.count > 1 ? ", or another one" : "") }
      ?? "declare one under 'emccTemplate', with a device pool and a common device configuration, and name it as "
      + "'template'"
    report.add(
      "\(Phrase.count(count, "EMCC base device")) of \(cluster.handle) \(count == 1 ? "has" : "have") no template: "
        + "the job that inserts them fails",
      devices, help: help, clusters: cluster)
  }
}
