internal import EMService

/// What new PINs must be like.
///
/// The limits are this service's own; Unified CM has a credential policy of its own for each cluster.
package struct PINPolicy: Sendable {
  /// Fewest digits.
  package var minimumLength = 5
  /// Most digits.
  package var maximumLength = 20
  /// How many of a user's last PINs, the present one not counted, cannot be taken again.
  package var history = 5
  /// Easily guessed ones are refused.
  package var refusesTrivial = true

  /// The usual policy.
  package init() {}

  /// What is wrong with a PIN by itself; nil for nothing.
  func formDefect(_ pin: some Collection<UInt8>) -> PINChangeResult? {
    guard pin.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return .notDigits }
    if pin.count < minimumLength { return .tooShort }
    return pin.count > maximumLength ? .tooLong : nil
  }

  /// True for one digit again and again, a row up or down (… 8, 9, 0, 1 … too), or one of the user's extensions,
  /// forwards or backwards.
  func isTrivial(_ pin: some BidirectionalCollection<UInt8>, extensions: [String]) -> Bool {
    guard refusesTrivial else { return false }
    let steps = Set(zip(pin, pin.dropFirst()).map { (Int($1) - Int($0) + 10) % 10 })
    if steps.count <= 1, steps.isSubset(of: [0, 1, 9]) { return true }
    return extensions.contains { number in
      let digits = number.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return pin.elementsEqual(digits) || pin.elementsEqual(digits.reversed())
    }
  }
}

/// When somebody is locked out, and for how long.
package struct LockOutPolicy: Sendable {
  /// Wrong PINs or passwords that lock.
  package var attempts = 5
  /// Seconds after the first wrong one within which they count together.
  package var window = 1_800
  /// Seconds of the lock.
  package var duration = 1_800

  /// The usual policy.
  package init() {}
}
