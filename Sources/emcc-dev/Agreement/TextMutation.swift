/// One random change of a deployment's text, such as an operator's slip: a value, a member or a line is lost, doubled,
/// or takes the place of another.
///
/// It knows YAML's surface only and no rule, so it finds mistakes that nobody thought of. Texts that no longer decode
/// are no concern of the comparison.
struct TextMutation {
  /// The lines of the text.
  private var lines: [String]

  /// Takes a text.
  init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

  /// The text.
  var text: String { lines.joined(separator: "\n") }

  /// Changes something; nothing when the chosen line offers nothing to this kind of change.
  mutating func apply(_ random: inout RandomSource) {
    let row = random.below(lines.count)
    guard !lines[row].isEmpty, lines[row] != "---" else { return }
    switch random.below(9) {
    case 0: dropLine(row)
    case 1, 2: dropItem(row, &random)
    case 3: swapWord(row, &random)
    case 4: toggle(row)
    case 5: changeDigit(row, &random)
    case 6, 7: copyItem(row, &random)
    default: takeFromAnother(row, &random)
    }
  }

  /// Takes a whole line away, unless others are nested in it.
  private mutating func dropLine(_ row: Int) {
    let indent = lines[row].prefix { $0 == " " }.count
    let next = row + 1 < lines.count ? lines[row + 1].prefix { $0 == " " }.count : 0
    if next <= indent, indent > 0 { lines.remove(at: row) }
  }

  /// The items of the innermost flow lists and mappings of a line, as ranges of characters.
  private static func items(_ line: [Character]) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var starts: [Int] = []
    var isQuoted = false
    for (index, character) in line.enumerated() {
      if character == "'" { isQuoted.toggle() }
      guard !isQuoted else { continue }
      switch character {
      case "[", "{": starts.append(index + 1)
      case ",":
        guard let start = starts.popLast() else { continue }
        items.append(start..<index)
        starts.append(index + 1)
      case "]", "}": if let start = starts.popLast(), start < index { items.append(start..<index) }
      default: continue
      }
    }
    return items
  }

  /// Takes one item of a flow list or mapping away, with its comma.
  private mutating func dropItem(_ row: Int, _ random: inout RandomSource) {
    var line = Array(lines[row])
    let items = TextMutation.items(line)
    guard !items.isEmpty else { return }
    let item = random.pick(items)
    if item.upperBound < line.count, line[item.upperBound] == "," {
      line.removeSubrange(item.lowerBound...item.upperBound)
    } else if item.lowerBound > 0, line[item.lowerBound - 1] == "," {
      line.removeSubrange((item.lowerBound - 1)..<item.upperBound)
    } else {
      line.removeSubrange(item)
    }
    lines[row] = String(line)
  }

  /// Puts an item of some line into a list or mapping of this one, before or behind one of its items.
  private mutating func copyItem(_ row: Int, _ random: inout RandomSource) {
    var line = Array(lines[row])
    let items = TextMutation.items(line)
    let isMapping = lines[row].contains("{")
    // Lists get members of lists, mappings of mappings.
    let others = lines.filter { $0.contains("{") == isMapping && $0.contains(isMapping ? "{" : "[") }
    guard !items.isEmpty, !others.isEmpty else { return }
    let source = Array(random.pick(others))
    let offered = TextMutation.items(source)
    guard !offered.isEmpty else { return }
    let item = source[random.pick(offered)]
    let place = random.pick(items)
    if random.chance(50) {
      line.insert(contentsOf: item + [","], at: place.lowerBound)
    } else {
      line.insert(contentsOf: [","] + item, at: place.upperBound)
    }
    lines[row] = String(line)
  }

  /// Words of capital letters and digits with a hyphen: the names of objects.
  private static func names(_ line: String) -> [String] {
    line.split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init).filter { $0.contains("-") }
  }

  /// Puts another object of the same kind in the place of one, on one line.
  private mutating func swapWord(_ row: Int, _ random: inout RandomSource) {
    let names = TextMutation.names(lines[row])
    guard !names.isEmpty else { return }
    let name = random.pick(names)
    let kind = name.prefix { $0 != "-" } + "-"
    var seen: Set<String> = []
    let others = lines.flatMap(TextMutation.names).filter {
      $0.hasPrefix(kind) && $0 != name && seen.insert($0).inserted
    }
    guard !others.isEmpty, let range = lines[row].firstRange(of: name) else { return }
    lines[row] = lines[row][..<range.lowerBound] + random.pick(others) + lines[row][range.upperBound...]
  }

  /// Turns the first yes into a no, or the other way.
  private mutating func toggle(_ row: Int) {
    for (old, new) in [("true", "false"), ("false", "true"), ("mixed", "nonSecure"), ("nonSecure", "mixed")] {
      guard let range = lines[row].firstRange(of: old) else { continue }
      lines[row] = lines[row][..<range.lowerBound] + new + lines[row][range.upperBound...]
      return
    }
  }

  /// Replaces one digit between quotes, where numbers and patterns stand.
  private mutating func changeDigit(_ row: Int, _ random: inout RandomSource) {
    var line = Array(lines[row])
    var isQuoted = false
    let digits = line.indices.filter { index in
      if line[index] == "'" { isQuoted.toggle() }
      return isQuoted && line[index].isNumber
    }
    guard !digits.isEmpty else { return }
    line[random.pick(digits)] = Character("\(random.below(10))")
    lines[row] = String(line)
  }

  /// Copies the value of a key from another line that has the same key.
  private mutating func takeFromAnother(_ row: Int, _ random: inout RandomSource) {
    guard let (key, value) = TextMutation.value(lines[row]) else { return }
    let others = lines.compactMap(TextMutation.value).filter { $0.key == key && $0.value != value }.map(\.value)
    guard !others.isEmpty, let range = lines[row].firstRange(of: value) else { return }
    lines[row] = lines[row][..<range.lowerBound] + random.pick(others) + lines[row][range.upperBound...]
  }

  /// The key of a line and what stands behind it.
  private static func value(_ line: String) -> (key: String, value: String)? {
    guard let range = line.firstRange(of: ": ") else { return nil }
    let value = String(line[range.upperBound...])
    return value.isEmpty ? nil : (String(line[..<range.lowerBound]), value)
  }
}
