package import EMDiagnostics

/// Who calls, from where: everything about a call but the digits.
package struct CallSetup: Sendable {
  /// Index of the cluster that routes the call: the phone's own, or the home of an EMCC session.
  package var cluster: Int
  /// Calling search spaces in the order in which they are searched.
  package var chain: [ChainLink]
  /// The line that calls.
  package var line: CallingLine?
  /// Index, in `cluster`, of the device pool whose local route groups count; for EMCC the roaming device pool.
  package var devicePool: Int?
  /// The phone abroad; nil for a call that its own cluster routes.
  package var visited: VisitedPhone?
  /// Country in which the phone stands, two letters; nil where it is not known.
  package var country: String?
  /// Where the country is written.
  package var countryPlace: Place?

  /// Makes a set-up.
  package init(
    cluster: Int, chain: [ChainLink], line: CallingLine? = nil, devicePool: Int? = nil, visited: VisitedPhone? = nil,
    country: String? = nil, countryPlace: Place? = nil
  ) {
    self.cluster = cluster
    self.chain = chain
    self.line = line
    self.devicePool = devicePool
    self.visited = visited
    self.country = country
    self.countryPlace = countryPlace
  }
}

/// One calling search space of the chain that a caller has.
package struct ChainLink: Sendable, Hashable {
  /// Where in the chain it stands.
  package enum Role: String, Sendable, CaseIterable {
    /// Adjunct CSS of the roaming device pool: first for EMCC (Technical note 213965).
    case adjunct
    /// CSS of the line.
    case line
    /// EMCC CSS of the device profile: last for EMCC.
    case emcc
    /// CSS of the phone: after the line's.
    case device
    /// Inbound CSS of a trunk.
    case trunk
    /// CSS of a translation pattern.
    case translation
  }

  /// Where in the chain it stands.
  package var role: Role
  /// Index of the calling search space; nil where there is none.
  package var css: Int?
  /// Where it is named; else the object that could name it.
  package var place: Place?

  /// Makes a link.
  package init(_ role: Role, css: Int?, place: Place? = nil) {
    self.role = role
    self.css = css
    self.place = place
  }
}

/// The line that calls.
package struct CallingLine: Sendable, Hashable {
  /// The extension.
  package var number: String
  /// External phone number mask.
  package var externalMask: String?
  /// Where the line is written.
  package var place: Place?

  /// Makes a line.
  package init(number: String, externalMask: String? = nil, place: Place? = nil) {
    self.number = number
    self.externalMask = externalMask
    self.place = place
  }
}

/// A phone of another cluster on which the caller is logged in.
package struct VisitedPhone: Sendable, Hashable {
  /// Index of the phone's own cluster.
  package var cluster: Int
  /// Index, there, of its own device pool.
  package var devicePool: Int?
  /// Index, there, of its own calling search space.
  package var css: Int?
  /// Where its own calling search space is written; else where the phone is.
  package var cssPlace: Place?

  /// Makes a visited phone.
  package init(cluster: Int, devicePool: Int?, css: Int?, cssPlace: Place? = nil) {
    self.cluster = cluster
    self.devicePool = devicePool
    self.css = css
    self.cssPlace = cssPlace
  }
}
