/// The text of `cluster.yaml`: nodes, parameters and what makes the cluster a member.
struct ClusterFile {
  private let plan: DeploymentPlan
  private let cluster: ClusterPlan
  private var text = YAMLText()

  private init(_ plan: DeploymentPlan, _ cluster: ClusterPlan) {
    self.plan = plan
    self.cluster = cluster
  }

  /// The whole file.
  static func text(of plan: DeploymentPlan, _ cluster: ClusterPlan) -> YAMLText {
    var file = ClusterFile(plan, cluster)
    file.identity()
    file.nodes()
    file.existing()
    file.parameters()
    file.featureConfiguration()
    file.membership()
    file.certificates()
    return file.text
  }

  private mutating func identity() {
    text.head("cluster", cluster.handle)
    text.line("clusterId: \(cluster.clusterID)")
    text.line("version: \(cluster.version)")
    text.line("securityMode: mixed")
    text.line("maxPhones: 60000")
    text.line("unmanagedPhones: \(1_200 + cluster.index * 350)   # registered here, not written here")
    text.blank()
  }

  private mutating func nodes() {
    let prefix = cluster.hostPrefix
    text.line("nodes:")
    let publisher = "role: publisher, services: [ils, bulkProvisioning]"
    text.line("  \(prefix)-pub:  {address: \(prefix)-pub.acme.example, \(publisher)}")
    text.line("  \(prefix)-tftp: {address: \(prefix)-tftp.acme.example, services: [tftp]}")
    for number in 1...cluster.subscriberCount {
      let name = "\(prefix)-sub\(number)"
      let services = number == 1 ? ", tftp" : ""
      text.line("  \(name): {address: \(name).acme.example, services: [callManager, extensionMobility\(services)]}")
    }
    text.blank()
  }

  private mutating func existing() {
    text.line("existing:                           # in CUCM, not written here")
    text.line("  partitions: [PT-VM]")
    for (section, prefix) in [("mediaResourceGroupLists", "MRGL"), ("locations", "LOC")] {
      text.line("  \(section):")
      for site in cluster.sites { text.line("    - \(prefix)-\(site.code)") }
    }
    text.blank()
  }

  private mutating func parameters() {
    text.line("enterpriseParameters:")
    text.line("  defaultGeolocation: Unspecified")
    text.line("  enableLogicalPartitioning: false")
    text.line("  synchronizeAutoDeviceProfile: true")
    text.blank()
    text.line("extensionMobilityParameters:")
    text.line("  intraclusterMaximumLoginTime: '10:00'")
    text.line("  interclusterMaximumLoginTime: '10:00'")
    text.line("  maximumConcurrentRequests: 15")
    text.line("  multipleLoginBehavior: notAllowed")
    text.line("  alphanumericUserId: true")
    text.line("  emccAllowProxy: true")
    text.blank()
  }

  private mutating func featureConfiguration() {
    let prefix = cluster.hostPrefix
    text.line("emccFeatureConfiguration:")
    text.line("  defaultTftpServer: \(prefix)-tftp")
    text.line("  backupTftpServer: \(prefix)-sub1")
    text.line("  expiredDeviceMaintenanceInterval: 60 min")
    if cluster.servesOneCountry {
      text.line("  pstnAccessTrunkCss: trunkCss")
    } else {
      text.line("  pstnAccessTrunkCss: originalDeviceCss   # one trunk CSS cannot serve several countries")
    }
    text.line("  geolocationFilter: GF-EMCC")
    text.line("  remoteClusterUpdateServer: \(prefix)-sub1")
    text.line("  backupRemoteClusterUpdateServer: \(prefix)-sub2")
    text.line("  remoteClusterUpdateInterval: 30 min")
    text.blank()
  }

  private mutating func membership() {
    text.line("interclusterServiceProfile:")
    text.line("  emcc: {active: true}")
    text.line("  pstnAccess: {active: true, sipTrunk: EMCC-TRUNK}")
    text.line("  rsvpAgent: {active: false}")
    text.blank()
    if plan.hasPartner {
      text.line("remoteClusters:")
      text.line("  \(Partner.handle): {address: cucm-sub1.partner.example, description: Run by the partner}")
      text.blank()
    }
    text.line("emccTemplate:")
    text.line("  EMCC-TEMPLATE: {devicePool: DP-EMCC-BASE, commonDeviceConfiguration: CDC-EMCC}")
    let count = cluster.baseDeviceCount
    text.line("emccBaseDevices: {count: \(count), template: EMCC-TEMPLATE, expectedLogins: \(count * 3 / 5)}")
    text.blank()
    let hub = plan.clusters[0].handle
    let role = cluster.index == 0 ? "role: hub" : "role: spoke, hub: \(hub)"
    text.line("ils: {\(role), authentication: tls}")
    text.blank()
  }

  private mutating func certificates() {
    text.line("certificates:")
    for type in ["tomcat", "callManager"] {
      text.line("  \(type): {signedBy: ACME-CA, generated: 2025-02-20, notAfter: 2030-02-20}")
    }
    text.line("  itlRecovery: {selfSigned: true, generated: 2020-05-01, notAfter: 2040-05-01}")
  }
}
