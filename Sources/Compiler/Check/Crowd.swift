import EMDSL
import EMDiagnostics

/// Objects with the same mistake, told apart by what is at fault: each by itself, or something that many share.
///
/// More than ten objects with one cause (a file's defaults, a pair of clusters), and more than have it without the
/// mistake, are one finding: nobody wants to read 500 times that the defaults lack a key. Fewer are one finding each,
/// because each is a text to change.
struct Crowd<Element> {
  /// Up to this many objects are findings of their own.
  private static var limit: Int { 10 }

  private var order: [UInt64] = []
  private var groups: [UInt64: [Element]] = [:]

  /// Adds an object that has the mistake; `cause` tells what it may share with others.
  mutating func add(_ element: Element, cause: UInt64) {
    if groups[cause] == nil { order.append(cause) }
    groups[cause, default: []].append(element)
  }

  /// Visits the groups in the order of their first objects; `fine` says how many objects with a cause are right.
  func forEach(
    fine: (UInt64) -> Int = { _ in 0 }, each: (Element) -> Void, together: ([Element]) -> Void
  ) {
    for cause in order {
      let group = groups[cause] ?? []
      if group.count > Self.limit, fine(cause) < group.count {
        together(group)
      } else {
        group.forEach(each)
      }
    }
  }
}

extension Place {
  /// A number of the place's own, to group by.
  var cause: UInt64 { UInt64(file.index) << 32 | UInt64(offset) }
}
