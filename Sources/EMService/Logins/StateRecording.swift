/// What takes a change of the state back.
enum StateUndo: Sendable {
  /// What there was on a phone of the cluster.
  case here(String, session: LoginSession?, last: String?, previous: String?)
  /// What there was on a base device.
  case abroad(Int, LoginSession?)
  /// What a device profile kept.
  case doNotDisturb(String, isOn: Bool)
  /// What stood in the outbox.
  case message(String, (number: Int, message: OutboxMessage)?)
  /// What was remembered of messages.
  case handled([(ServiceState.HandledMessage, Int?)])
}

/// Changes of the state in order, with what takes each of them back.
struct StateRecording: Sendable {
  /// The changes.
  private(set) var changes: [StateChange] = []
  private var undos: [StateUndo] = []

  /// Notes a change before it is made.
  mutating func note(_ change: StateChange, _ undo: StateUndo) {
    changes.append(change)
    undos.append(undo)
  }

  /// Removes the last change, if there are more than `count`; what takes it back.
  mutating func takeLast(after count: Int) -> StateUndo? {
    guard changes.count > count else { return nil }
    changes.removeLast()
    return undos.popLast()
  }
}
