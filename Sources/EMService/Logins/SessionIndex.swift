/// Finds sessions by whatever a login asks for.
struct SessionIndex: Sendable {
  private struct Person: Hashable {
    var user: String
    var home: String
  }

  private var devices: [Person: Set<String>] = [:]
  private var baseDevices: [String: Set<Int>] = [:]
  private var phonesAbroad: [ServiceState.Phone: Int] = [:]
  private var ends: [ServiceState.Phone: Set<String>] = [:]
  private var taken = NumberSet()
  /// Users of other clusters on the cluster's phones.
  private(set) var visitors = 0

  /// The lowest base device without a session.
  var lowestFreeBaseDevice: Int { taken.lowestAbsent }

  /// Devices of the cluster on which a user is.
  func devices(of user: String, home: String) -> Set<String> { devices[Person(user: user, home: home)] ?? [] }

  /// Base devices of a user.
  func baseDevices(of user: String) -> Set<Int> { baseDevices[user] ?? [] }

  /// Base device for a phone of another cluster.
  func baseDevice(of phone: ServiceState.Phone) -> Int? { phonesAbroad[phone] }

  /// IDs of the messages that end a session on a phone.
  func ends(of phone: ServiceState.Phone) -> Set<String> { ends[phone] ?? [] }

  /// Adds a session on a phone of the cluster.
  mutating func insertHere(_ session: LoginSession) {
    devices[Person(user: session.user, home: session.home), default: []].insert(session.device)
    if session.home != session.visiting { visitors += 1 }
  }

  /// Removes it.
  mutating func removeHere(_ session: LoginSession) {
    devices.remove(session.device, from: Person(user: session.user, home: session.home))
    if session.home != session.visiting { visitors -= 1 }
  }

  /// Adds a session on a base device.
  mutating func insertAbroad(_ session: LoginSession, _ number: Int) {
    baseDevices[session.user, default: []].insert(number)
    phonesAbroad[ServiceState.Phone(device: session.device, visiting: session.visiting)] = number
    taken.insert(number)
  }

  /// Removes it.
  mutating func removeAbroad(_ session: LoginSession, _ number: Int) {
    baseDevices.remove(number, from: session.user)
    let phone = ServiceState.Phone(device: session.device, visiting: session.visiting)
    if phonesAbroad[phone] == number { phonesAbroad[phone] = nil }
    taken.remove(number)
  }

  /// Adds a message of the outbox.
  mutating func insertMessage(_ message: OutboxMessage) {
    guard case .end(let device, let visiting, _) = message.effect else { return }
    ends[ServiceState.Phone(device: device, visiting: visiting), default: []].insert(message.id)
  }

  /// Removes it.
  mutating func removeMessage(_ message: OutboxMessage) {
    guard case .end(let device, let visiting, _) = message.effect else { return }
    ends.remove(message.id, from: ServiceState.Phone(device: device, visiting: visiting))
  }
}

extension Dictionary {
  /// Removes a member of the set at a key, and the key with the last one.
  fileprivate mutating func remove<Member>(_ member: Member, from key: Key) where Value == Set<Member> {
    self[key]?.remove(member)
    if self[key]?.isEmpty == true { self[key] = nil }
  }
}

/// Numbers from 1 on of which the lowest absent one is wanted.
///
/// Numbers beyond 1,048,576 are left out: no cluster has as many base devices.
struct NumberSet: Sendable {
  private static let largest = 1 << 20
  private var words: [UInt64] = []
  private var firstWithRoom = 0

  /// The lowest number that is not in the set.
  var lowestAbsent: Int {
    guard firstWithRoom < words.count else { return firstWithRoom * 64 + 1 }
    return firstWithRoom * 64 + (~words[firstWithRoom]).trailingZeroBitCount + 1
  }

  /// Adds a number.
  mutating func insert(_ number: Int) {
    guard (1...Self.largest).contains(number) else { return }
    let (word, bit) = (number - 1).quotientAndRemainder(dividingBy: 64)
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(bit)
    while firstWithRoom < words.count, words[firstWithRoom] == .max { firstWithRoom += 1 }
  }

  /// Removes a number.
  mutating func remove(_ number: Int) {
    let (word, bit) = (number - 1).quotientAndRemainder(dividingBy: 64)
    guard number >= 1, word < words.count else { return }
    words[word] &= ~(1 << UInt64(bit))
    firstWithRoom = Swift.min(firstWithRoom, word)
  }
}
