internal import EMJSON

extension RuntimeRemoteCluster {
  /// Writes the remote cluster's object.
  func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.optional("peer", peer)
    json.member("clusterId", clusterID)
    json.optional("address", address)
    json.member("emcc", offersEMCC)
    json.member("pstnAccess", offersPSTNAccess)
    json.endObject()
  }

  /// Reads the remote cluster's object.
  init(from reader: inout RuntimeFileReader, _ clusters: NamedTable<RuntimeCluster>) throws(RuntimeFailure) {
    self.init(peer: nil, clusterID: "")
    var missing: Set = ["clusterId", "emcc", "pstnAccess"]
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "peer": peer = try reader.name(in: clusters, "cluster")
      case "clusterId": clusterID = try reader.text()
      case "address": address = try reader.text()
      case "emcc": offersEMCC = try reader.flag()
      case "pstnAccess": offersPSTNAccess = try reader.flag()
      default: throw reader.unknown(key)
      }
    }
  }

  /// Compares by everything that tells two apart.
  static func precedes(_ left: RuntimeRemoteCluster, _ right: RuntimeRemoteCluster) -> Bool {
    let texts = [(left.peer, right.peer), (left.clusterID, right.clusterID), (left.address, right.address)]
    for (one, other) in texts where one != other { return utf8Precedes(one ?? "", other ?? "") }
    return !left.offersEMCC && right.offersEMCC
  }
}

extension RuntimeBaseDevices {
  /// Writes the members of the base devices' object.
  func write(to json: inout JSONWriter) {
    json.member("count", count)
    json.optional("template", template)
    json.optional("templateDevicePool", templateDevicePool)
    json.flag("secure", isSecure, unless: false)
  }

  /// Reads the base devices' object.
  init(from reader: inout RuntimeFileReader, _ pools: NamedTable<RuntimeDevicePool>) throws(RuntimeFailure) {
    self.init()
    var missing: Set = ["count"]
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "count": count = try reader.number()
      case "template": template = try reader.text()
      case "templateDevicePool": templateDevicePool = try reader.name(in: pools, "device pool")
      case "secure": isSecure = try reader.flag()
      default: throw reader.unknown(key)
      }
    }
  }
}

extension RuntimeILS {
  /// Writes the members of the object.
  func write(to json: inout JSONWriter) {
    json.member("role", isHub ? "hub" : "spoke")
    json.optional("hub", hub)
  }

  /// Reads the object.
  init(from reader: inout RuntimeFileReader, _ clusters: NamedTable<RuntimeCluster>) throws(RuntimeFailure) {
    self.init(isHub: false)
    var missing: Set = ["role"]
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "role":
        let role = try reader.text()
        guard role == "hub" || role == "spoke" else { throw reader.failure("'\(role)' is none of 'hub', 'spoke'") }
        isHub = role == "hub"
      case "hub": hub = try reader.name(in: clusters, "cluster")
      default: throw reader.unknown(key)
      }
    }
  }
}

extension RuntimeNode {
  /// Writes the members of the node's object.
  func write(to json: inout JSONWriter) {
    json.member("address", address)
    json.flag("extensionMobility", runsExtensionMobility, unless: false)
    json.flag("tftp", runsTFTP, unless: false)
    json.flag("ils", runsILS, unless: false)
  }

  /// Reads the node's object.
  init(name: String, from reader: inout RuntimeFileReader) throws(RuntimeFailure) {
    self.init(name: name, runsExtensionMobility: false, runsTFTP: false)
    var missing: Set = ["address"]
    try reader.beginObject()
    while let key = try reader.key(of: &missing) {
      switch key {
      case "address": address = try reader.text()
      case "extensionMobility": runsExtensionMobility = try reader.flag()
      case "tftp": runsTFTP = try reader.flag()
      case "ils": runsILS = try reader.flag()
      default: throw reader.unknown(key)
      }
    }
  }
}

extension RuntimePhoneService {
  /// Writes the members of the service's object.
  func write(to json: inout JSONWriter) {
    json.flag("emcc", asksOtherClusters, unless: false)
    json.optional("loginType", loginType?.text)
    json.flag("enterpriseSubscription", isEnterpriseSubscription, unless: false)
    json.flag("enabled", isEnabled, unless: true)
    json.flag("changeCredential", isChangeCredential, unless: false)
    json.optional("node", node)
  }

  /// Reads the service's object.
  init(name: String, from reader: inout RuntimeFileReader, _ nodes: NamedTable<RuntimeNode>) throws(RuntimeFailure) {
    self.init(name: name, asksOtherClusters: false)
    try reader.beginObject()
    while let key = try reader.key() {
      switch key {
      case "emcc": asksOtherClusters = try reader.flag()
      case "loginType": loginType = LoginType(try reader.text())
      case "enterpriseSubscription": isEnterpriseSubscription = try reader.flag()
      case "enabled": isEnabled = try reader.flag()
      case "changeCredential": isChangeCredential = try reader.flag()
      case "node": node = try reader.name(in: nodes, "node")
      default: throw reader.unknown(key)
      }
    }
  }
}
