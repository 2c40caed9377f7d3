internal import EMJSON

/// The file of what the clusters share: who they are, and who visits whom.
enum RuntimeDeploymentFile {
  /// What the file says.
  struct Content {
    /// The clusters without their configuration, the pairs and the roaming members.
    var deployment = RuntimeDeployment(clusters: [])
    /// Handles of the clusters that have a file.
    var configured: [String] = []
  }

  // MARK: Writing

  /// The file; the caller has sorted the deployment.
  static func bytes(_ content: Content) -> [UInt8] {
    let configured = Set(content.configured)
    var json = JSONWriter(.pretty)
    json.beginRuntimeFile()
    json.key("clusters")
    json.beginObject()
    for cluster in content.deployment.clusters {
      json.key(cluster.handle)
      json.beginObject(inline: true)
      json.member("clusterId", cluster.clusterID)
      json.optional("version", cluster.version?.description)
      json.member("securityMode", cluster.securityMode.rawValue)
      json.flag("external", cluster.isExternal, unless: false)
      json.list("certificates", cluster.certificates.map(\.hexadecimal))
      if configured.contains(cluster.handle) { json.member("file", RuntimeFormat.clusterFile(cluster.handle)) }
      json.endObject()
    }
    json.endObject()
    writeMesh(content.deployment.emccMesh, to: &json)
    json.member("roamingGroup", content.deployment.roamingMembers)
    json.endObject()
    json.endLine()
    return json.take()
  }

  /// A line for each home cluster, with the clusters that its users visit.
  private static func writeMesh(_ mesh: [RuntimeDeployment.Pair], to json: inout JSONWriter) {
    json.key("emccMesh")
    json.beginObject()
    var rest = mesh[...]
    while let home = rest.first?.home {
      let own = rest.prefix { $0.home == home }
      json.member(home, own.map(\.visiting))
      rest = rest.dropFirst(own.count)
    }
    json.endObject()
  }

  // MARK: Reading

  /// Reads the file.
  static func read(_ reader: inout RuntimeFileReader) throws(RuntimeFailure) -> Content {
    try reader.beginFile()
    var content = Content()
    var missing: Set = ["clusters", "emccMesh", "roamingGroup"]
    while let key = try reader.key(of: &missing) {
      switch key {
      case "clusters":
        try reader.beginObject()
        while let handle = try reader.key() { try readCluster(handle, &reader, into: &content) }
      case "emccMesh":
        try reader.beginObject()
        while let home = try reader.key() { try readVisits(of: home, &reader, into: &content.deployment) }
      case "roamingGroup":
        try reader.beginList()
        while try reader.element() {
          content.deployment.roamingMembers.append(try reader.name(in: content.deployment.clusters, "cluster"))
        }
      default: throw reader.unknown(key)
      }
    }
    try reader.end()
    return content
  }

  private static func readCluster(
    _ handle: String, _ reader: inout RuntimeFileReader, into content: inout Content
  ) throws(RuntimeFailure) {
    guard RuntimeFormat.isHandle(handle) else { throw reader.failure("'\(handle)' cannot be a cluster's handle") }
    var cluster = RuntimeCluster(handle: handle, version: nil)
    var missing: Set = ["clusterId", "securityMode"]
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "clusterId": cluster.clusterID = try reader.text()
      case "version":
        let text = try reader.text()
        cluster.version = UnifiedCMVersion(text)
        if cluster.version == nil { throw reader.failure("'\(text)' is no version of Unified CM") }
      case "securityMode": cluster.securityMode = try reader.word(RuntimeCluster.SecurityMode.self)
      case "external": cluster.isExternal = try reader.flag()
      case "certificates": cluster.certificates = try reader.digests()
      case "file":
        let file = try reader.text()
        guard file == RuntimeFormat.clusterFile(handle) else {
          throw reader.failure("'\(file)' is not where the configuration of '\(handle)' belongs")
        }
        content.configured.append(handle)
      default: throw reader.unknown(key)
      }
    }
    if cluster.isExternal, content.configured.last == handle {
      throw reader.failure("the external cluster '\(handle)' has a configuration of ours")
    }
    content.deployment.clusters.append(cluster)
  }

  private static func readVisits(
    of home: String, _ reader: inout RuntimeFileReader, into deployment: inout RuntimeDeployment
  ) throws(RuntimeFailure) {
    guard deployment.clusters[home] != nil else { throw reader.failure("there is no cluster '\(home)'") }
    try reader.beginList()
    while try reader.element() {
      let visiting = try reader.name(in: deployment.clusters, "cluster")
      deployment.emccMesh.append(RuntimeDeployment.Pair(home: home, visiting: visiting))
    }
  }
}
