import EMDSL

/// What is known of phone models by their names.
///
/// The database of Unified CM says for each model whether it supports EMCC; that list is not public. Models that are
/// known not to support it stand here, every other one is taken to support it.
struct PhoneModels {
  private var known: [UInt32: Bool] = [:]
  private var last: (id: UInt32, supports: Bool)?

  /// Starts without knowledge; keep the value for the length of a loop.
  init() {}

  /// True unless phones of the model are known not to support EMCC.
  mutating func supportEMCC(_ model: Interned) -> Bool {
    if let last, last.id == model.id { return last.supports }
    let supports = known[model.id] ?? !PhoneModels.lacksEMCC(model.string)
    known[model.id] = supports
    last = (model.id, supports)
    return supports
  }

  /// True for models that are known not to support EMCC: soft clients, CTI devices, analog gateways, remote devices.
  static func lacksEMCC(_ model: String) -> Bool {
    let name = model.lowercased()
    return withoutEMCC.contains { name.contains($0) }
  }

  /// Parts of the names of such models, in lower case.
  private static let withoutEMCC = [
    // Jabber on each platform: CSF, TCT, BOT, TAB.
    "jabber", "client services framework", "dual mode for", "carrier-integrated mobile",
    // Cisco IP Communicator and Personal Communicator.
    "ip communicator", "personal communicator",
    // Devices without a phone.
    "cti port", "cti remote device", "spark remote device", "webex remote device", "cti route point", "webex app",
    "third-party", "analog phone", "vgc phone", "vgc virtual phone", "cisco ata", "ip-ste",
    // Entries that are no phones, and the base devices themselves.
    "universal device template", "emcc base phone", "remote destination profile",
  ]
}
