/// What one cluster keeps about logins: sessions on its own phones, and those of its users abroad.
///
/// A device has at most one session; a base device too. Whatever changes it can be recorded as `StateChange`, so that a
/// store can follow, and be taken back. What is asked at a login is found without looking at all sessions.
package struct ServiceState: Sendable {
  /// A phone of any cluster.
  struct Phone: Hashable {
    var device: String
    var visiting: String
  }

  /// A message of another cluster.
  struct HandledMessage: Hashable {
    var peer: String
    var id: String
  }

  private var here: [String: LoginSession] = [:]
  private var abroad: [Int: LoginSession] = [:]
  private var index = SessionIndex()
  /// User that logged in last on each device.
  package private(set) var lastUsers: [String: String] = [:]
  /// On each device in use, the user before the one who is there now.
  ///
  /// A store need not keep it: it is left out of comparisons.
  package private(set) var previousUsers: [String: String] = [:]
  /// Device profiles with do-not-disturb on.
  package private(set) var quietProfiles: Set<String> = []
  private var messages: [String: (number: Int, message: OutboxMessage)] = [:]
  private var messageCount = 0
  private var handled: [HandledMessage: Int] = [:]
  /// Logins and logouts in progress.
  package var requestsInProgress = 0
  private var recording: StateRecording?

  /// Nobody is logged in.
  package init() {}

  /// Sessions on the cluster's phones, by device name.
  package var sessionsHere: [LoginSession] { here.values.sorted { $0.device < $1.device } }

  /// Sessions of the cluster's users on phones of other clusters, by base device.
  package var sessionsAbroad: [LoginSession] { abroad.sorted { $0.key < $1.key }.map(\.value) }

  /// How many sessions there are on the cluster's phones.
  package var countHere: Int { here.count }

  /// How many base devices have a session.
  package var countAbroad: Int { abroad.count }

  /// How many users of other clusters are on the cluster's phones.
  package var countVisitors: Int { index.visitors }

  /// The session on a phone of the cluster.
  package func session(on device: String) -> LoginSession? { here[device] }

  /// The session of a user of the cluster on a phone of another cluster.
  package func session(on device: String, of visiting: String) -> LoginSession? {
    index.baseDevice(of: Phone(device: device, visiting: visiting)).flatMap { abroad[$0] }
  }

  /// The session on a base device.
  package func session(onBaseDevice number: Int) -> LoginSession? { abroad[number] }

  /// The lowest base device without a session; nil where all are taken.
  package func freeBaseDevice(of count: Int) -> Int? {
    let lowest = index.lowestFreeBaseDevice
    return lowest <= count ? lowest : nil
  }

  /// Sessions of a user of `home` on the cluster's phones, by device name.
  package func sessionsHere(of user: String, home: String) -> [LoginSession] {
    index.devices(of: user, home: home).sorted().compactMap { here[$0] }
  }

  /// Sessions of a user of the cluster on phones of other clusters, by base device.
  package func sessionsAbroad(of user: String) -> [LoginSession] {
    index.baseDevices(of: user).sorted().compactMap { abroad[$0] }
  }

  /// Messages that wait for an acknowledgement, the oldest first.
  package var outbox: [OutboxMessage] { messages.values.sorted { $0.number < $1.number }.map(\.message) }

  /// How many messages wait for an acknowledgement.
  package var outboxCount: Int { messages.count }

  /// A message that waits for an acknowledgement.
  package func message(_ id: String) -> OutboxMessage? { messages[id]?.message }

  /// Messages to a cluster that end a session on a phone, and wait for an acknowledgement, the lowest ID first.
  package func pendingEnds(of device: String, visiting: String, at peer: String) -> [String] {
    index.ends(of: Phone(device: device, visiting: visiting)).sorted().filter { messages[$0]?.message.peer == peer }
  }

  /// True where a message of another cluster was carried out already.
  package func isHandled(_ id: String, from peer: String) -> Bool {
    handled[HandledMessage(peer: peer, id: id)] != nil
  }
}

extension ServiceState: Equatable {
  /// Equal where a store would keep the same, whatever the order in which it came about.
  package static func == (left: ServiceState, right: ServiceState) -> Bool {
    left.here == right.here && left.abroad == right.abroad && left.lastUsers == right.lastUsers
      && left.quietProfiles == right.quietProfiles && left.handled == right.handled
      && left.requestsInProgress == right.requestsInProgress
      && left.messages.mapValues(\.message) == right.messages.mapValues(\.message)
  }
}

// MARK: Changes

extension ServiceState {
  /// Begins a session on a phone of the cluster, in place of another one.
  package mutating func beginHere(_ session: LoginSession) { apply(.beginHere(session)) }

  /// Begins a session of a user of the cluster abroad; one without a base device is left out.
  package mutating func beginAbroad(_ session: LoginSession) { apply(.beginAbroad(session)) }

  /// Ends what the cluster knows of the session on a phone of itself or of another cluster; nil where it knew nothing.
  @discardableResult
  package mutating func end(device: String, of cluster: String) -> LoginSession? {
    if let session = here[device], session.visiting == cluster {
      apply(.endHere(device: device))
      return session
    }
    guard let session = session(on: device, of: cluster), let number = session.baseDevice else { return nil }
    apply(.endAbroad(baseDevice: number))
    return session
  }

  /// Makes a change; one that changes nothing is not recorded.
  package mutating func apply(_ change: StateChange) {
    switch change {
    case .beginHere(let session):
      let device = session.device
      let before = StateUndo.here(
        device, session: here[device], last: lastUsers[device], previous: previousUsers[device])
      recording?.note(change, before)
      previousUsers[device] = lastUsers[device]
      lastUsers[device] = session.user
      put(session, on: device)
    case .endHere(let device):
      guard let session = here[device] else { return }
      recording?.note(
        change, .here(device, session: session, last: lastUsers[device], previous: previousUsers[device]))
      previousUsers[device] = nil
      put(nil, on: device)
    case .beginAbroad(let session):
      guard let number = session.baseDevice else { return }
      recording?.note(change, .abroad(number, abroad[number]))
      put(session, onBaseDevice: number)
    case .endAbroad(let number):
      guard let session = abroad[number] else { return }
      recording?.note(change, .abroad(number, session))
      put(nil, onBaseDevice: number)
    case .doNotDisturb(let profile, let isOn):
      guard quietProfiles.contains(profile) != isOn else { return }
      recording?.note(change, .doNotDisturb(profile, isOn: !isOn))
      setQuiet(profile, isOn)
    case .enqueue, .dequeue, .handled, .forgetHandled: applyMessages(change)
    }
  }

  private mutating func applyMessages(_ change: StateChange) {
    switch change {
    case .enqueue(let message):
      recording?.note(change, .message(message.id, messages[message.id]))
      messageCount += 1
      put((messageCount, message), message.id)
    case .dequeue(let id):
      guard let entry = messages[id] else { return }
      recording?.note(change, .message(id, entry))
      put(nil, id)
    case .handled(let id, let peer, let time):
      let key = HandledMessage(peer: peer, id: id)
      recording?.note(change, .handled([(key, handled[key])]))
      handled[key] = time
    case .forgetHandled(let time):
      let old = handled.filter { $0.value < time }
      guard !old.isEmpty else { return }
      recording?.note(change, .handled(old.map { ($0.key, $0.value) }))
      for key in old.keys { handled[key] = nil }
    default: break
    }
  }

  private mutating func put(_ session: LoginSession?, on device: String) {
    if let old = here[device] { index.removeHere(old) }
    here[device] = session
    if let session { index.insertHere(session) }
  }

  private mutating func put(_ session: LoginSession?, onBaseDevice number: Int) {
    if let old = abroad[number] { index.removeAbroad(old, number) }
    abroad[number] = session
    if let session { index.insertAbroad(session, number) }
  }

  private mutating func put(_ entry: (number: Int, message: OutboxMessage)?, _ id: String) {
    if let old = messages[id] { index.removeMessage(old.message) }
    messages[id] = entry
    if let entry { index.insertMessage(entry.message) }
  }

  private mutating func setQuiet(_ profile: String, _ isOn: Bool) {
    if isOn { quietProfiles.insert(profile) } else { quietProfiles.remove(profile) }
  }
}

// MARK: Recording

extension ServiceState {
  /// Notes all changes from now on.
  mutating func startRecording() { recording = StateRecording() }

  /// What was changed since the recording began, which ends.
  mutating func stopRecording() -> [StateChange] {
    defer { recording = nil }
    return recording?.changes ?? []
  }

  /// How much is recorded: for `rollBack`.
  var recorded: Int { recording?.changes.count ?? 0 }

  /// Takes back what was changed after a moment of the recording.
  mutating func rollBack(to count: Int) {
    while let undo = recording?.takeLast(after: count) {
      switch undo {
      case .here(let device, let session, let last, let previous):
        put(session, on: device)
        lastUsers[device] = last
        previousUsers[device] = previous
      case .abroad(let number, let session): put(session, onBaseDevice: number)
      case .doNotDisturb(let profile, let isOn): setQuiet(profile, isOn)
      case .message(let id, let entry): put(entry, id)
      case .handled(let entries): for (key, time) in entries { handled[key] = time }
      }
    }
  }
}
