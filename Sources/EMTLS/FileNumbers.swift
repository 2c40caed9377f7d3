/// Numbers of files, each higher than the one before, so that none comes back soon.
package struct FileNumbers: Sendable {
  /// The lowest number that is given, behind the standard streams.
  private static let lowest: Int32 = 3
  private var last = lowest - 1

  /// None was given yet.
  package init() {}

  /// Takes the next number that is free, as `duplicate` gives it: at least its argument, or negative.
  ///
  /// Begins anew once the system has no higher one: connections of the first certificates have long been closed by then,
  /// and a service that could not renew its certificate any more would be worse.
  package mutating func take(_ duplicate: (Int32) -> Int32) -> Int32 {
    var number = duplicate(last + 1)
    if number < 0 { number = duplicate(Self.lowest) }
    if number >= 0 { last = number }
    return number
  }
}
