internal import EMBundle
internal import EMService
internal import EMSimulation

/// What somebody at a help desk should do about a login that failed at a gate.
enum LoginAdvice {
  /// About a phone that shows no service.
  static let subscription = "subscribe the phone to a service of kind 'extensionMobility'"

  /// What to change, in a sentence without a full stop.
  static func text(_ record: GateRecord, _ scene: LoginScene) -> String {
    let home = record.side == .home ? record.cluster : scene.home?.handle ?? "the home cluster"
    let visiting = scene.visiting.handle
    if let stranded = stranded(record, scene) { return stranded.text }
    switch record.gate {
    case .application, .service, .database:
      return "see to the services of \(record.cluster): Cisco Extension Mobility, Cisco Tomcat, the database"
    case .deviceName: return "name the device in the request: 'device=#DEVICENAME#' in the address of the service"
    case .loginType: return "write the login type as UID, SP or DN, in capitals"
    case .proxy: return "let \(visiting) allow a proxy ('allowProxy: true'), or come without one"
    case .emccProxy: return "let \(visiting) allow a proxy for EMCC ('emccAllowProxy: true'), or come without one"
    case .device: return "add the phone to \(visiting), or correct its name"
    case .deviceEnabled: return "write 'extensionMobility: true' for the phone"
    case .deviceFree:
      return "let whoever is logged in log out, or log the phone out in the administration of \(visiting)"
    case .credentials: return "type in both, the user ID and the PIN"
    case .concurrency:
      return "try again in a moment; if that happens often, raise 'maximumConcurrentRequests' of \(visiting)"
    case .address: return "add the sender to 'trustedIps' of \(visiting), or send the request from a trusted machine"
    case .localUser, .homeUser:
      return "give each user a primary extension of their own, or log in with another login type"
    case .pin, .homePIN, .pinAgain: return pin(record, scene)
    case .pinChange, .homePINChange: return "let the user choose a new PIN in Change Credential, then log in again"
    case .profile, .homeProfile:
      return "name a device profile of the user under 'controlledProfiles', with at least one line"
    case .profileChoice, .emccProfileChoice: return "choose one of the profiles under 'controlledProfiles'"
    case .multipleLogin, .homeMultipleLogin:
      return "let the user log out on the other phone, or set 'multipleLoginBehavior' of \(record.cluster) to allowed"
        + " or autoLogout"
    case .otherClusters where misplaced(record, scene) != nil: return misplaced(record, scene)?.text ?? ""
    case .otherClusters:
      return "press a phone service that asks other clusters ('emcc: true'), or give the phone one; if the user belongs"
        + " to \(visiting), the user ID is mistyped or missing there"
    case .deviceSupport: return "use a phone of a model that supports EMCC"
    case .homePolicy where record.error == .deviceDoesNotSupportEMCC32:
      return "use a phone of a model that supports EMCC"
    case .emccActive, .homeActive:
      return "activate EMCC in the intercluster service profile of \(record.cluster): 'emcc: {active: true}'"
    default: return travel(record, home, scene)
    }
  }

  /// About gates that only travellers pass.
  private static func travel(_ record: GateRecord, _ home: String, _ scene: LoginScene) -> String {
    let visiting = scene.visiting.handle
    switch record.gate {
    case .pstnAccess:
      return "activate PSTN access in the intercluster service profile of \(visiting), with an EMCC trunk: 'pstnAccess:"
        + " {active: true, sipTrunk: TRUNK}'"
    case .remoteClusters:
      return misplaced(record, scene)?.text
        ?? "add the remote clusters of \(visiting), with EMCC on, or the pair to 'mesh'"
    case .findHome: return misplaced(record, scene)?.text ?? findHome(record, home, visiting)
    case .homeRequest: return "take the login type out of the service in \(visiting), or upgrade \(home)"
    case .visitingCluster: return visitingCluster(record, home, scene)
    case .userEnabled, .homePolicy: return "write 'emcc: true' for the user in \(home)"
    case .securityModes:
      return "use a nonsecure phone: a secure one needs a home cluster in mixed mode from version 9.0 on"
    case .deviceNameAtHome:
      return "remove the phone from \(home): a device may be registered in one of the two clusters only (switch"
        + " auto-registration off there, it makes such phones)"
    case .baseDevice: return "raise 'count' of 'emccBaseDevices' in \(home), or wait until somebody logs out"
    case .baseDeviceSecurity: return "give the EMCC base devices of \(home) a nonsecure phone security profile"
    case .tftp:
      return "set 'defaultTftpServer' of 'emccFeatureConfiguration' in \(home) to a node that runs Cisco Tftp"
    default: return "see the detail above"
    }
  }

  private static func pin(_ record: GateRecord, _ scene: LoginScene) -> String {
    if record.error == .directoryServerError {
      return "see to the identity management system: nobody's PIN can be checked"
    }
    let typed = scene.attempt.user
    if typed != scene.user, scene.attempt.pin == .right {
      return
        "give each user a number of their own, or log in with another login type: in \(record.cluster) '\(typed)' is"
        + " somebody else's"
    }
    return "type in the right PIN, or reset it"
  }

  private static func findHome(_ record: GateRecord, _ home: String, _ visiting: String) -> String {
    switch record.error {
    case .emserviceConnectionError:
      "see to the connection from \(visiting) to \(home): the network, the EMService there, and the exchange of"
        + " certificates"
    case .clusterIDInvalid: "correct the cluster ID of the remote cluster in \(visiting), then update it"
    case .noResponseFromRemoteHost: "see to the EMService of the clusters that do not answer, and try again"
    default:
      "check the user ID; the user must exist in a cluster that \(visiting) has as a remote cluster with EMCC on"
    }
  }
}
