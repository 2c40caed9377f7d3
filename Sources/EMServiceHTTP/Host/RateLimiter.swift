internal import EMDiagnostics

/// Lets each name pass so many times a second, and a burst at once: a bucket of tokens for each.
///
/// The table is bounded: a full bucket is as good as none and is dropped; where all are in use, the one that was used
/// the longest time ago goes. Somebody with many names gains no more by that than by a new name.
package final class RateLimiter: Sendable {
  private struct Bucket {
    var tokens: Double
    var touched: MonotonicTime
  }

  private struct Table {
    var buckets: [String: Bucket] = [:]
    /// Names in the order of their first use, to go round.
    var ring: [String] = []
    var next = 0
  }

  private let rate: Double
  private let burst: Double
  private let capacity: Int
  private let table = Locked(Table())

  /// Makes a limiter; a rate of 0 is no limit.
  package init(perSecond rate: Double, burst: Double, capacity: Int = 10_000) {
    self.rate = rate
    self.burst = max(1, burst)
    self.capacity = max(1, capacity)
  }

  /// Whether a name may pass now; takes a token where it may, unless that is left to a later moment.
  package func admits(_ name: String, takesToken: Bool = true, at now: MonotonicTime = .now) -> Bool {
    guard rate > 0 else { return true }
    return table.withLock { table in
      var bucket = table.buckets[name] ?? insert(name, &table, now)
      bucket.tokens = min(burst, bucket.tokens + now.seconds(since: bucket.touched) * rate)
      bucket.touched = max(bucket.touched, now)
      let isAdmitted = bucket.tokens >= 1
      if isAdmitted, takesToken { bucket.tokens -= 1 }
      table.buckets[name] = bucket
      return isAdmitted
    }
  }

  /// Names in the table.
  package var count: Int { table.withLock { $0.buckets.count } }

  /// Makes room for a name in the place of the one that the ring points to: of a few, the one with the most tokens.
  private func insert(_ name: String, _ table: inout Table, _ now: MonotonicTime) -> Bucket {
    let bucket = Bucket(tokens: burst, touched: now)
    guard table.ring.count >= capacity else {
      table.ring.append(name)
      return bucket
    }
    var best = table.next
    var most = -1.0
    for step in 0..<min(8, capacity) {
      let place = (table.next + step) % capacity
      guard let other = table.buckets[table.ring[place]] else { continue }
      let tokens = other.tokens + now.seconds(since: other.touched) * rate
      if tokens > most { (best, most) = (place, tokens) }
    }
    table.buckets[table.ring[best]] = nil
    table.ring[best] = name
    table.next = (table.next + 1) % capacity
    return bucket
  }
}
