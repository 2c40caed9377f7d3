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

  /// The case of a name, with the name in it; nil where it has none.
  fileprivate init(kind: String, name given: String?) throws(PeerFormatError) {
    let name = given ?? ""
    let objects: [Self] = [
      .cluster, .serviceParameters, .featureConfiguration, .interclusterServiceProfile, .remoteClusters,
      .remoteCluster(name), .baseDevices, .geolocationFilter(name), .node(name), .phoneService(name), .user(name),
      .deviceProfile(name), .devicePool(name), .phone(name), .roamingGroup,
    ]
    guard let object = objects.first(where: { $0.kind == (kind, given) }) else { throw .content("item \(kind)") }
    self = object
  }
}
