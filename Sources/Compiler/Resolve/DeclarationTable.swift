import EMDSL

/// A named object of a cluster.
struct Declaration {
  /// The section that it stands in; what a reference accepts is decided by it.
  var kind: EntityKind
  /// Ordinal of the cluster, as in `Deployment.clusters`.
  var cluster: Int
  /// Arena index of its row.
  var row: UInt32
  /// 1 + index of the next declaration of the same name; 0 at the end.
  fileprivate var next: UInt32
}

/// All named objects by name: a chain for each name, so that one look-up answers "in this cluster", "in another one",
/// and "twice".
struct DeclarationTable {
  private var first: [UInt32]
  private var last: [UInt32]
  /// The objects in the order of the files; chains lead through it.
  private(set) var all: [Declaration] = []

  /// Makes room for names 0 to `names` - 1, none of them declared.
  init(names: Int) {
    first = Array(repeating: 0, count: names)
    last = Array(repeating: 0, count: names)
  }

  /// Makes room for names that came later.
  mutating func extend(to names: Int) {
    while first.count < names {
      first.append(0)
      last.append(0)
    }
  }

  /// Adds an object at the end of its name's chain.
  mutating func add(_ kind: EntityKind, cluster: Int, name: UInt32, row: UInt32) {
    all.append(Declaration(kind: kind, cluster: cluster, row: row, next: 0))
    let index = UInt32(all.count)
    if last[Int(name)] == 0 { first[Int(name)] = index } else { all[Int(last[Int(name)]) - 1].next = index }
    last[Int(name)] = index
  }

  /// The first object of a name that fits.
  func find(_ name: UInt32, where fits: (Declaration) -> Bool) -> Declaration? {
    var index = first[Int(name)]
    while index != 0 {
      let declaration = all[Int(index) - 1]
      if fits(declaration) { return declaration }
      index = declaration.next
    }
    return nil
  }

  /// The row of an object of one of some kinds in a cluster.
  func row(_ name: UInt32, cluster: Int, kinds: UInt64) -> UInt32? {
    var index = first[Int(name)]
    while index != 0 {
      let declaration = all[Int(index) - 1]
      if declaration.cluster == cluster, kinds & (1 << UInt64(declaration.kind.rawValue)) != 0 {
        return declaration.row
      }
      index = declaration.next
    }
    return nil
  }
}

extension DeclarationTable {
  /// Walks the objects of a name: `index` is 0 at first and moves on; nil at the end.
  func declaration(_ name: UInt32, at index: inout Int) -> Declaration? {
    let next = index == 0 ? first[Int(name)] : all[index - 1].next
    guard next != 0 else { return nil }
    index = Int(next)
    return all[index - 1]
  }
}
