internal import EMCommandLine
internal import EMService

/// The options of `emcc-lint simulate login`: who and where, the request, the state, and what does not work.
enum LoginOptions {
  /// User ID.
  static let user = CommandOption("user", "ID", .text, summary: "user who logs in")
  /// The user's cluster.
  static let home = CommandOption(
    "home", "HANDLE", .text, summary: "cluster of the user; may be left out where only one is the user's home")
  /// The phone's cluster.
  static let visiting = CommandOption(
    "visiting", "HANDLE", .text, summary: "cluster of the phone; may be left out where only one has that phone")
  /// The phone.
  static let phone = CommandOption("phone", "NAME", .text, summary: "device name of the phone, such as SEP0A2101000001")
  /// User and phone that no cluster has.
  static let unknown = CommandOption(
    "unknown", summary: "take --user and --phone as typed even where no cluster has them: what would the phone show?")

  /// What is typed as PIN.
  static let pin = CommandOption(
    "pin", "PIN", .choice(["right", "wrong", "blank"]), summary: "what is typed as PIN: right (default), wrong or blank"
  )
  /// The PIN must be changed.
  static let mustChangePIN = CommandOption(
    "must-change-pin", summary: "User Must Change at Next Login is set for the user's PIN")
  /// The phone service.
  static let service = CommandOption(
    "service", "NAME", .text, summary: "phone service that is pressed; by default the first that the phone has")
  /// The login type.
  static let loginType = CommandOption(
    "login-type", "TYPE", .text,
    summary: "login type in place of the service's: UID, SP or DN (any other word shows what a wrong one does)")
  /// The chosen device profile.
  static let profile = CommandOption("profile", "NAME", .text, summary: "device profile that the user chooses")
  /// EM API.
  static let api = CommandOption(
    "api", summary: "the request comes over the EM API, not from the phone; --phone may be missing in it")
  /// The sender.
  static let address = CommandOption(
    "address", "ADDRESS", .text, summary: "the request comes from this machine, which is no registered phone")
  /// A proxy.
  static let viaProxy = CommandOption("via-proxy", summary: "the request comes through a proxy")

  /// Phones on which the user is logged in already.
  static let alreadyOn = CommandOption(
    "already-on", "PHONE[@HANDLE]", .text, isRepeatable: true,
    summary: "the user is logged in on this phone already; repeat it for several")
  /// Who is logged in on the phone.
  static let occupiedBy = CommandOption(
    "occupied-by", "ID", .text, summary: "this user is logged in on the phone already")
  /// Base devices.
  static let noFreeBaseDevices = CommandOption(
    "no-free-base-devices", summary: "all EMCC base devices of the home cluster are in use")
  /// Requests in progress.
  static let busy = CommandOption(
    "busy", summary: "the cluster of the phone has its Maximum Concurrent Requests in progress")

  /// Clusters without a connection.
  static let down = CommandOption(
    "down", "HANDLE", .text, isRepeatable: true, summary: "no EMService of this cluster can be reached; repeat it")
  /// Clusters that do not answer.
  static let silent = CommandOption(
    "silent", "HANDLE", .text, isRepeatable: true, summary: "this cluster is reached and does not answer; repeat it")
  /// Clusters whose certificates are not trusted.
  static let untrusted = CommandOption(
    "untrusted", "HANDLE", .text, isRepeatable: true,
    summary: "the certificates of this cluster are not trusted; repeat it")
  /// Clusters that refused an update.
  static let updateRefused = CommandOption(
    "update-refused", "HANDLE", .text, isRepeatable: true,
    summary: "this cluster refused the last update of the remote cluster because of the cluster ID; repeat it")
  /// Parts that do not work.
  static let outage = CommandOption(
    "outage", "PART", .choice(["application", "service", "database", "ris", "directory"]), isRepeatable: true,
    summary: "does not work: application, service, database or ris of the phone's cluster, or the directory; repeat it")

  /// The parts of a cluster by the words of `outage`.
  static let outages: [String: Outage] = [
    "application": .application, "service": .service, "database": .database, "ris": .ris,
  ]

  /// The phone's language.
  static let locale = CommandOption(
    "locale", "LOCALE", .text, summary: "language of the phone's messages, such as ja_JP; by default the phone's")
  /// The form of the output.
  static let format = CommandOption(
    "format", "FORMAT", .choice(["text", "json"]), summary: "form of the output: text (default) or json")
  /// The result only.
  static let quiet = CommandOption("quiet", summary: "the result in one line: no gates, no notes")

  /// All of them, in the order of the help.
  static let all: [CommandOption] = [
    user, home, visiting, phone, unknown, pin, mustChangePIN, service, loginType, profile, api, address, viaProxy,
    alreadyOn, occupiedBy, noFreeBaseDevices, busy, down, silent, untrusted, updateRefused, outage, locale, .path,
    format, .output, .color, .threads, quiet,
  ]
}
