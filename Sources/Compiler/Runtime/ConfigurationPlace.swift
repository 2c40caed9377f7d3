package import EMBundle
import EMDSL
package import EMDiagnostics

/// Where a configuration item stands: the line of YAML to look at, or the object that lacks it.
package struct ConfigurationPlace: Sendable {
  /// Where the item comes from.
  package enum Origin: String, Sendable {
    /// The object says it.
    case written
    /// The `defaults` of the object's document say it.
    case defaults
    /// Nobody wrote it: the place is that of the object, the section or the cluster that lacks it.
    case absent
  }

  /// The line; nil where nothing that leads there is written.
  package var place: Place?
  /// Where the item comes from.
  package var origin: Origin
  /// What the item belongs to, such as `user 'adiaz' of US`.
  package var object: String
  /// Key of the field in YAML; nil for the object as a whole.
  package var field: String?
}

extension LoginModel {
  /// Finds an item in the configuration.
  package func place(of item: ConfigurationItem) -> ConfigurationPlace {
    var result = ConfigurationPlace(place: nil, origin: .absent, object: title(item), field: item.field)
    guard let cluster = source.clusters.first(where: { $0.handle == item.cluster }) else { return result }
    result.place = cluster.place
    if item.object == .roamingGroup {
      result.place = source.roamingGroup?.place ?? cluster.place
      result.origin = source.roamingGroup == nil ? .absent : .written
      return result
    }
    if item.object == .remoteClusters {
      guard let first = cluster.remoteClusters.first else { return result }
      result.place = first.place ?? cluster.place
      result.origin = .written
      return result
    }
    if let external = cluster.external {
      if let field = LanguageSchema.current.deployment.field("clusters"), case .rows(let schema) = field.kind {
        find(item.field, in: external.anyRow(schema), &result)
      }
      return result
    }
    let rows = rows(of: item, in: cluster)
    guard !rows.isEmpty else { return result }
    // Settings of a cluster may stand in any of its documents: the one that says it counts.
    let found = rows.map { row in
      var candidate = result
      find(item.field, in: row, &candidate)
      return candidate
    }
    result = found.first { $0.origin != .absent } ?? found[0]
    if result.origin == .absent, case .remoteCluster = item.object { lookInGroup(item, &result) }
    return result
  }

  /// Follows the keys of a field from a row; where one is not written, the place stays at the last one that is.
  private func find(_ field: String?, in row: AnyRow, _ result: inout ConfigurationPlace) {
    result.place = row.head.place ?? result.place
    guard let field else {
      result.origin = .written
      return
    }
    var row = row
    var keys = field.split(separator: ".")[...]
    while let key = keys.popFirst() {
      guard let field = row.schema.field(String(key)) else { return }
      switch source.origin(row.head, at: row.at(field)) {
      case .written(let place): (result.place, result.origin) = (place, .written)
      case .defaults(let place): (result.place, result.origin) = (place, .defaults)
      case .derived, .builtIn:
        result.origin = .absent
        return
      }
      guard !keys.isEmpty, case .rows = field.kind else { return }
      let children = row.rows(field)
      let index = keys.first.flatMap { Int($0) }
      if index != nil { keys.removeFirst() }
      guard let child = index.map({ children.indices.contains($0) ? children[$0] : nil }) ?? children.first else {
        result.origin = .absent
        return
      }
      if !keys.isEmpty { result.origin = .absent }
      row = child
      if index != nil { result.place = child.head.place ?? result.place }
    }
  }

  /// Services that a remote cluster does not name are those of the EMCC group.
  private func lookInGroup(_ item: ConfigurationItem, _ result: inout ConfigurationPlace) {
    guard let services = source.emccGroup?.services.first else { return }
    switch item.field {
    case "services.emcc" where services.isWritten(\.emcc):
      (result.place, result.origin) = (services.place(\.emcc), .written)
    case "services.pstnAccess" where services.isWritten(\.pstnAccess):
      (result.place, result.origin) = (services.place(\.pstnAccess), .written)
    default: break
    }
  }

  /// The rows that an item may stand in.
  private func rows(of item: ConfigurationItem, in cluster: Cluster) -> [AnyRow] {
    let schema = LanguageSchema.current.cluster
    let parts = cluster.parts.filter { !$0.head.marks.contains(.mesh) }.map { $0.anyRow(schema) }
    let section = section(of: item.object)
    guard let key = section.key else { return parts }
    // What `mesh` derives stands in parts of its own; its place is that of `mesh`.
    let all = section.name == nil ? parts : cluster.parts.map { $0.anyRow(schema) }
    guard let field = schema.field(key), case .rows = field.kind else { return parts }
    let written = all.filter { $0.at(field) != 0 }
    guard let name = section.name else { return written.flatMap { $0.rows(field) } }
    return written.lazy.flatMap { $0.rows(field) }.first { $0.name == name }.map { [$0] } ?? []
  }

  private func section(of object: ConfigurationItem.Object) -> (key: String?, name: String?) {
    switch object {
    case .cluster, .roamingGroup: (nil, nil)
    case .remoteClusters: ("remoteClusters", nil)
    case .serviceParameters: ("extensionMobilityParameters", nil)
    case .featureConfiguration: ("emccFeatureConfiguration", nil)
    case .interclusterServiceProfile: ("interclusterServiceProfile", nil)
    case .baseDevices: ("emccBaseDevices", nil)
    case .remoteCluster(let name): ("remoteClusters", name)
    case .geolocationFilter(let name): ("geolocationFilters", name)
    case .node(let name): ("nodes", name)
    case .phoneService(let name): ("phoneServices", name)
    case .user(let name): ("users", name)
    case .deviceProfile(let name): ("deviceProfiles", name)
    case .devicePool(let name): ("devicePools", name)
    case .phone(let name): ("phones", name)
    }
  }

  /// What an item belongs to, for people.
  private func title(_ item: ConfigurationItem) -> String {
    let thing: String
    switch item.object {
    case .cluster: return "cluster \(item.cluster)"
    case .roamingGroup: return "the EM roaming group"
    case .serviceParameters: thing = "the service parameters"
    case .featureConfiguration: thing = "the EMCC feature configuration"
    case .interclusterServiceProfile: thing = "the intercluster service profile"
    case .remoteClusters: thing = "the remote clusters"
    case .remoteCluster(let name): thing = "remote cluster '\(name)'"
    case .baseDevices: thing = "the EMCC base devices"
    case .geolocationFilter(let name): thing = "geolocation filter '\(name)'"
    case .node(let name): thing = "node '\(name)'"
    case .phoneService(let name): thing = "phone service '\(name)'"
    case .user(let name): thing = "user '\(name)'"
    case .deviceProfile(let name): thing = "device profile '\(name)'"
    case .devicePool(let name): thing = "device pool '\(name)'"
    case .phone(let name): thing = "phone '\(name)'"
    }
    return "\(thing) of \(item.cluster)"
  }
}
