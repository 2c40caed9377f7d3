/// ID of a message to another cluster: when it was written, by which run of the service, and a number.
///
/// The time lets the receiver tell an old message about a session from one that began since: it is compared with times
/// of the sender's clock only, but for EM roaming, where the later of two logins counts as far as clocks agree.
struct MessageID: Sendable {
  /// Seconds of the sender's clock.
  let time: Int
  /// The whole ID.
  let text: String

  /// Makes an ID that no other run of the service makes.
  init(time: Int, run: UInt64, number: UInt64) {
    self.time = time
    text = "\(time)-\(String(run, radix: 36))-\(number)"
  }

  /// Reads the time of another cluster's ID; one that has none is taken to be new.
  init(_ text: String) {
    self.text = text
    time = text.split(separator: "-", maxSplits: 1).first.flatMap { Int($0) } ?? .max
  }

  /// ID of the message that takes back the login with this ID, should it have happened.
  var cancellation: String { text + Self.cancelling }

  /// ID of the login that a message with this ID takes back; nil where it takes back none.
  var cancelled: String? { text.hasSuffix(Self.cancelling) ? String(text.dropLast(Self.cancelling.count)) : nil }

  private static let cancelling = "-end"
}
