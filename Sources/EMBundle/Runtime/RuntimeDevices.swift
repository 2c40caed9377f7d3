/// A line of a phone or device profile.
package struct RuntimeLine: Sendable, Hashable {
  /// The directory number.
  package var number: String
  /// Name of its partition.
  package var partition: String?
  /// Name of its calling search space.
  package var css: String?
  /// Text beside the button.
  package var label: String?
  /// External phone number mask.
  package var externalMask: String?
  /// Advertised through ILS.
  package var isAdvertised = false

  /// Makes a line.
  package init(number: String, partition: String? = nil, css: String? = nil) {
    self.number = number
    self.partition = partition
    self.css = css
  }
}

/// What a phone is made of, as far as profile and phone must fit each other.
package struct RuntimeModel: Sendable, Hashable {
  /// Signalling protocol.
  package enum Signalling: String, Sendable, CaseIterable {
    /// SIP.
    case sip = "SIP"
    /// Skinny.
    case sccp = "SCCP"
  }

  /// Phone model, as Unified CM writes it.
  package var name: String
  /// Signalling protocol.
  package var signalling: Signalling

  /// Makes a model.
  package init(_ name: String, _ signalling: Signalling = .sip) {
    self.name = name
    self.signalling = signalling
  }
}

/// A device profile.
package struct RuntimeDeviceProfile: Named, Sendable, Equatable {
  /// Its name.
  package var name: String
  /// Model that it is made for.
  package var model: RuntimeModel
  /// Lines, the first button first.
  package var lines: [RuntimeLine]
  /// EMCC calling search space: device CSS of a visited phone.
  package var emccCSS: String?
  /// Language; nil: the device pool's.
  package var userLocale: String?
  /// Expansion modules.
  package var modules: [String] = []
  /// Names of the subscribed phone services, beside those for everybody.
  package var services: [String] = []
  /// User as whom a phone logs in after a logout, for a logout profile.
  package var loginUser: String?

  /// Makes a profile.
  package init(name: String, model: RuntimeModel, lines: [RuntimeLine] = []) {
    self.name = name
    self.model = model
    self.lines = lines
  }
}

/// A phone.
package struct RuntimePhone: Named, Sendable, Equatable {
  /// Device name.
  package var name: String
  /// What it is.
  package var model: RuntimeModel
  /// Its model supports EMCC.
  package var supportsEMCC = true
  /// Enable Extension Mobility.
  package var isEMEnabled = true
  /// Authenticated or encrypted, by its security profile.
  package var isSecure = false
  /// Profile while nobody is logged in; nil: the phone's own settings.
  package var logoutProfile: String?
  /// Name of its device pool.
  package var devicePool: String
  /// Name of its own calling search space.
  package var css: String?
  /// Language while nobody is logged in, the pool's included.
  package var userLocale: String?
  /// Where it stands: its own geolocation, else its pool's, else the enterprise parameter's.
  package var geolocation: RuntimeGeolocation?
  /// Where it has its geolocation from; nil where it has none.
  package var geolocationOrigin: RuntimeGeolocation.Origin?
  /// Expansion modules.
  package var modules: [String] = []
  /// Names of the subscribed phone services, beside those for everybody.
  package var services: [String] = []
  /// Lines while nobody is logged in.
  package var lines: [RuntimeLine] = []
  /// User whose personal phone it is.
  package var owner: String?

  /// Makes a phone.
  package init(name: String, model: RuntimeModel, devicePool: String) {
    self.name = name
    self.model = model
    self.devicePool = devicePool
  }
}

/// A device pool.
package struct RuntimeDevicePool: Named, Sendable, Equatable {
  /// Its name.
  package var name: String
  /// Where devices that name no geolocation stand.
  package var geolocation: RuntimeGeolocation?
  /// Adjunct calling search space: first of an EMCC phone.
  package var adjunctCSS: String?
  /// IANA time zone of its date/time group.
  package var timeZone: String?
  /// Name of its region.
  package var region: String?
  /// Tones of the country; the enterprise parameter's included.
  package var networkLocale: String?
  /// Name of its Unified CM group.
  package var callManagerGroup: String?
  /// Handle of the cluster whose phones are meant to take it.
  package var roamingFor: String?

  /// Makes a pool.
  package init(name: String) { self.name = name }
}
