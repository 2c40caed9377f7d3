internal import EMBundle

extension ConfigurationItem: PeerValue {
  /// Reads the item.
  init(_ element: XMLElement) throws(PeerFormatError) {
    let object = try Object(kind: try element.get("kind"), name: element[attribute: "name"])
    self.init(try element.get("cluster"), object, element[attribute: "field"])
  }

  /// Fills in the element.
  func write(to element: inout XMLElement) {
    element.set("cluster", cluster)
    element.set("kind", object.kind.text)
    element.set("name", object.kind.name)
    element.set("field", field)
  }
}

extension ConfigurationItem.Object {
  /// The name of the case, and the name in it; nil where it has none.
  fileprivate var kind: (text: String, name: String?) {
    switch self {
    case .cluster: ("cluster", nil)
    case .serviceParameters: ("serviceParameters", nil)
    case .featureConfiguration: ("featureConfiguration", nil)
    case .interclusterServiceProfile: ("interclusterServiceProfile", nil)
    case .remoteClusters: ("remoteClusters", nil)
    case .remoteCluster(let name): ("remoteCluster", name)
    case .baseDevices: ("baseDevices", nil)
    case .geolocationFilter(let name): ("geolocationFilter", name)
    case .node(let name): ("node", name)
    case .phoneService(let name): ("phoneService", name)
    case .user(let name): ("user", name)
    case .deviceProfile(let name): ("deviceProfile", name)
    case .devicePool(let name): ("devicePool", name)
    case .phone(let name): ("phone", name)
    case .roamingGroup: ("roamingGroup", nil)
    }
  }

  /// Reads the name of a case, and the name in it.
  fileprivate init(kind: String, name: String?) throws(PeerFormatError) {
    switch (kind, name) {
    case ("cluster", nil): self = .cluster
    case ("serviceParameters", nil): self = .serviceParameters
    case ("featureConfiguration", nil): self = .featureConfiguration
    case ("interclusterServiceProfile", nil): self = .interclusterServiceProfile
    case ("remoteClusters", nil): self = .remoteClusters
    case ("remoteCluster", let name?): self = .remoteCluster(name)
    case ("baseDevices", nil): self = .baseDevices
    case ("geolocationFilter", let name?): self = .geolocationFilter(name)
    case ("node", let name?): self = .node(name)
    case ("phoneService", let name?): self = .phoneService(name)
    case ("user", let name?): self = .user(name)
    case ("deviceProfile", let name?): self = .deviceProfile(name)
    case ("devicePool", let name?): self = .devicePool(name)
    case ("phone", let name?): self = .phone(name)
    case ("roamingGroup", nil): self = .roamingGroup
    default: throw .content("item \(kind)")
    }
  }
}
