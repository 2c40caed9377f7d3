import EMDSL

/// A check of the linked deployment: a pure function, one file each, that knows no other rule.
package protocol Rule: Sendable {
  /// What it is.
  static var descriptor: RuleDescriptor { get }
  /// Looks at the deployment and reports what it finds.
  static func check(_ deployment: Deployment, _ report: inout Report)
}

/// A rule that looks at each cluster of ours by itself.
package protocol ClusterRule: Rule {
  /// Looks at one cluster.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report)
}

extension ClusterRule {
  /// Looks at all clusters of ours whose documents could all be read.
  package static func check(_ deployment: Deployment, _ report: inout Report) {
    for cluster in deployment.clusters where cluster.isJudged { check(cluster, in: deployment, &report) }
  }
}

/// A rule that looks at each member of the EMCC group by itself.
package protocol EMCCMemberRule: Rule {
  /// Looks at one member.
  static func check(_ cluster: Cluster, in deployment: Deployment, _ report: inout Report)
}

extension EMCCMemberRule {
  /// Looks at all members of the EMCC group that are ours and whose documents could all be read.
  package static func check(_ deployment: Deployment, _ report: inout Report) {
    for cluster in deployment.members where cluster.isJudged { check(cluster, in: deployment, &report) }
  }
}

/// A rule that looks at the simulated emergency calls of visitors, which all rules of this kind share.
package protocol EmergencyCallRule: Rule {
  /// Looks at the calls.
  static func check(_ survey: EmergencySurvey, _ report: inout Report)
}

extension EmergencyCallRule {
  /// Looks at the calls of a deployment.
  package static func check(_ deployment: Deployment, _ report: inout Report) {
    check(deployment.emergencySurvey, &report)
  }
}

extension Cluster {
  /// True where rules may judge what is missing: ours, with all documents read.
  package var isJudged: Bool { !isExternal && !isIncomplete }
}
