/// Addresses that requests may come from, for Validate IP Address: a cache, then registered devices (Seeds 002 table 1).
struct AddressBook: Sendable {
  private var addresses: [String: String] = [:]
  private var counts: [String: Int] = [:]
  private var cached: Set<String> = []
  private var order: [String] = []
  private var oldest = 0

  /// True where an address was trusted before, or is a registered device's.
  func isKnown(_ address: String) -> Bool { cached.contains(address) || counts[address] != nil }

  /// A device is registered from an address, and from no other one any more.
  mutating func register(_ device: String, at address: String) {
    if let old = addresses[device] { remove(old) }
    addresses[device] = address
    counts[address, default: 0] += 1
  }

  /// A device is gone from the configuration.
  mutating func unregister(_ device: String) {
    guard let old = addresses.removeValue(forKey: device) else { return }
    remove(old)
  }

  /// Devices that are registered.
  var devices: [String] { addresses.keys.sorted() }

  /// Keeps an address that was trusted; the oldest one of more than `size` is forgotten.
  mutating func trust(_ address: String, size: Int) {
    if cached.insert(address).inserted { order.append(address) }
    while cached.count > max(size, 1), oldest < order.count {
      cached.remove(order[oldest])
      oldest += 1
    }
    if oldest > 1024, oldest * 2 > order.count {
      order.removeFirst(oldest)
      oldest = 0
    }
  }

  private mutating func remove(_ address: String) {
    guard let count = counts[address] else { return }
    counts[address] = count > 1 ? count - 1 : nil
  }
}
