internal import EMService

/// Logins that wait for the choice of a device profile.
///
/// The address of each profile in the menu has a ticket in place of the PIN. A ticket is used once, within a minute, from
/// the phone that it was given to; of too many the oldest goes.
package struct LoginTickets: Sendable {
  /// A login that waits.
  struct Entry: Sendable, Equatable {
    /// The login as it was asked for, PIN included.
    let call: LoginCall
    /// The device profiles to choose from.
    let profiles: [String]
    /// Where the login was asked for.
    let sender: String
    fileprivate let until: Int
  }

  /// Seconds that a user has for the choice.
  private let lifetime: Int
  /// Most tickets at a time.
  private let limit: Int
  private let random: @Sendable () -> UInt64
  private var entries: [String: Entry] = [:]
  // In the order in which they were given out, which is that in which they end; some are used already.
  private var order: [String] = []

  /// Makes a box of tickets; `random` gives bits that nobody can guess.
  package init(
    lifetime: Int = 60, limit: Int = 1000, random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }
  ) {
    self.lifetime = max(1, lifetime)
    self.limit = max(1, limit)
    self.random = random
  }

  /// How many there are.
  package var count: Int { entries.count }

  /// Keeps a login; returns its ticket, 32 hexadecimal digits.
  mutating func issue(_ call: LoginCall, _ profiles: [String], from sender: String, at now: Int) -> String {
    drop(at: now)
    let ticket = hexadecimal(random()) + hexadecimal(random())
    entries[ticket] = Entry(call: call, profiles: profiles, sender: sender, until: now + lifetime)
    order.append(ticket)
    return ticket
  }

  /// The login that a ticket stands for; nil where there is none any more, or it is not this phone's.
  func look(_ ticket: String, device: String, from sender: String, at now: Int) -> Entry? {
    guard let entry = entries[ticket], now < entry.until, entry.sender == sender,
      entry.call.device.lowercased() == device.lowercased()
    else { return nil }
    return entry
  }

  /// The login that a ticket stands for, which it does no longer.
  mutating func take(_ ticket: String, device: String, from sender: String, at now: Int) -> Entry? {
    guard let entry = look(ticket, device: device, from: sender, at: now) else { return nil }
    entries[ticket] = nil
    return entry
  }

  /// Forgets logins whose time is over; the shell calls it from time to time, so that PINs do not stay.
  package mutating func drop(at now: Int) {
    var first = 0
    while first < order.count {
      if let entry = entries[order[first]], now < entry.until, order.count - first < limit { break }
      entries[order[first]] = nil
      first += 1
    }
    order.removeFirst(first)
  }

  private func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
