package import EMDiagnostics

/// A route list.
package struct RouteList: Sendable {
  /// What a route list tries.
  package enum Member: Sendable, Equatable {
    /// A route group.
    case group(Int)
    /// Standard Local Route Group: what the caller's device pool says.
    case standardLocal
    /// A named local route group.
    case named(String)
    /// Something that is not in this repository or could not be read.
    case unknown(String)
  }

  /// Its name and place.
  package var name: NamedPlace
  /// Members, the preferred one first, each with where it is listed.
  package var members: [(member: Member, place: Place?)]

  /// Makes a route list.
  package init(_ name: NamedPlace, members: [(member: Member, place: Place?)]) {
    self.name = name
    self.members = members
  }
}

/// A route group.
package struct RouteGroup: Sendable {
  /// What takes the calls of a route group.
  package enum Member: Sendable, Equatable {
    /// A gateway.
    case gateway(Int)
    /// A trunk.
    case trunk(Int)
    /// Something that is not in this repository or could not be read.
    case unknown(String)
  }

  /// Its name and place.
  package var name: NamedPlace
  /// Members, the preferred one first.
  package var members: [Member]
  /// True where any member may be the first, in turn.
  package var isCircular: Bool

  /// Makes a route group.
  package init(_ name: NamedPlace, members: [Member], isCircular: Bool) {
    self.name = name
    self.members = members
    self.isCircular = isCircular
  }
}

/// A gateway to the public network.
package struct CallGateway: Sendable {
  /// Its name and place.
  package var name: NamedPlace
  /// Index of its device pool.
  package var devicePool: Int?
  /// Country whose public network it reaches: its own, else that of its pool's geolocation; two letters.
  package var country: String?
  /// Where the country is written.
  package var countryPlace: Place?
  /// Index of the calling search space for transformations of the calling number: its own, else its pool's.
  package var callingTransformationCSS: Int?
  /// Index of the calling search space for transformations of the called number: its own, else its pool's.
  package var calledTransformationCSS: Int?

  /// Makes a gateway.
  package init(
    _ name: NamedPlace, devicePool: Int? = nil, country: String?, countryPlace: Place? = nil,
    callingTransformationCSS: Int? = nil, calledTransformationCSS: Int? = nil
  ) {
    self.name = name
    self.devicePool = devicePool
    self.country = country
    self.countryPlace = countryPlace
    self.callingTransformationCSS = callingTransformationCSS
    self.calledTransformationCSS = calledTransformationCSS
  }
}

/// A SIP trunk.
package struct CallTrunk: Sendable {
  /// Where a trunk leads.
  package enum Far: Sendable, Equatable {
    /// Into a cluster of the deployment, arriving on a trunk of it (nil: the peer has none towards us).
    case cluster(Int, trunk: Int?)
    /// Out of sight: its destination belongs to no cluster of the deployment.
    case outside
    /// It is an EMCC trunk: to the cluster of the phone.
    case emcc
  }

  /// Its name and place.
  package var name: NamedPlace
  /// Where it leads.
  package var far: Far
  /// Index of its device pool.
  package var devicePool: Int?
  /// Country of its pool's geolocation, for a trunk to a provider; two letters.
  package var country: String?
  /// Index of the inbound calling search space.
  package var css: Int?
  /// Where the inbound calling search space is written; else where the trunk is.
  package var cssPlace: Place?
  /// Index of the calling search space for transformations of the calling number: its own, else its pool's.
  package var callingTransformationCSS: Int?
  /// Index of the calling search space for transformations of the called number: its own, else its pool's.
  package var calledTransformationCSS: Int?
  /// How many digits of an incoming number count, from the right; nil for all.
  package var significantDigits: Int?
  /// Digits put before the number of an incoming call.
  package var prefixDigits: String?

  /// Makes a trunk.
  package init(
    _ name: NamedPlace, far: Far, devicePool: Int? = nil, country: String? = nil, css: Int? = nil,
    cssPlace: Place? = nil, callingTransformationCSS: Int? = nil, calledTransformationCSS: Int? = nil,
    significantDigits: Int? = nil, prefixDigits: String? = nil
  ) {
    self.name = name
    self.far = far
    self.devicePool = devicePool
    self.country = country
    self.css = css
    self.cssPlace = cssPlace
    self.callingTransformationCSS = callingTransformationCSS
    self.calledTransformationCSS = calledTransformationCSS
    self.significantDigits = significantDigits
    self.prefixDigits = prefixDigits
  }
}

/// What calls need to know of a device pool.
package struct CallDevicePool: Sendable {
  /// Its name and place.
  package var name: NamedPlace
  /// Index of the route group behind Standard Local Route Group; nil where there is none.
  package var standardLocalRouteGroup: Int?
  /// Where the local route group is written; nil where it is not.
  package var localRouteGroupPlace: Place?
  /// Indexes of the route groups behind the named local route groups.
  package var namedLocalRouteGroups: [String: Int]
  /// True where the local route group is named but could not be read, so that nothing can be said.
  package var isLocalRouteGroupUnknown: Bool

  /// Makes a device pool.
  package init(
    _ name: NamedPlace, standardLocalRouteGroup: Int? = nil, localRouteGroupPlace: Place? = nil,
    namedLocalRouteGroups: [String: Int] = [:], isLocalRouteGroupUnknown: Bool = false
  ) {
    self.name = name
    self.standardLocalRouteGroup = standardLocalRouteGroup
    self.localRouteGroupPlace = localRouteGroupPlace
    self.namedLocalRouteGroups = namedLocalRouteGroups
    self.isLocalRouteGroupUnknown = isLocalRouteGroupUnknown
  }
}

/// PSTN Access of a cluster: how emergency calls of EMCC sessions leave a home and enter a visited cluster.
package struct PSTNAccess: Sendable {
  /// Index of the EMCC trunk; nil where it is not in this repository.
  package var trunk: Int?
  /// True with `originalDeviceCss`: the visited cluster looks the number up in the phone's own calling search space.
  package var usesOriginalDeviceCSS: Bool
  /// Where the mode is written; else where the feature configuration is.
  package var modePlace: Place?

  /// Makes the setting.
  package init(trunk: Int?, usesOriginalDeviceCSS: Bool, modePlace: Place? = nil) {
    self.trunk = trunk
    self.usesOriginalDeviceCSS = usesOriginalDeviceCSS
    self.modePlace = modePlace
  }
}
