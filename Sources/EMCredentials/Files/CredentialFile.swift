/// A file of PINs or of applications' passwords, as an administrator writes it: CSV with a head.
///
/// The head says what it holds: `user,pin`, or `application,password,proxy` with `true` or `false`. Fields may stand in
/// quotes, in which a doubled quote is one. UTF-8, with or without a byte order mark; lines end with LF or CR LF; empty
/// ones do not count. No message repeats anything of the file, where columns may be swapped.
package struct CredentialFile: Sendable {
  /// Somebody's PIN or password.
  struct Entry: Sendable {
    let owner: CredentialOwner
    let word: WipedBytes
    let isProxy: Bool
    let line: Int
  }

  /// What is wrong with a line.
  package struct Problem: Sendable, Equatable {
    /// The line, from 1.
    package let line: Int
    /// One sentence.
    package let text: String
  }

  /// What is in it; empty where there are problems, since a file is taken as a whole or not at all.
  let entries: [Entry]
  /// What is wrong, at most a hundred things, in the order of the lines.
  package let problems: [Problem]

  /// Bytes of a file at most.
  package static let maximumSize = 64 << 20
  /// Most digits of a PIN (`CiscoIPPhoneInput` and Unified CM take 20).
  static let longestPIN = 20
  private static let longestWord = 256
  private static let mostProblems = 100

  /// How many entries there are.
  package var count: Int { entries.count }

  /// The lines of users of whom something is true.
  package func lines(where isWanted: (_ user: String) -> Bool) -> [Int] {
    entries.filter { $0.owner.kind == .user && isWanted($0.owner.id) }.map(\.line)
  }

  /// Reads a file's content.
  package init(_ bytes: borrowing [UInt8]) {
    var reader = Reader()
    reader.read(bytes)
    entries = reader.problems.isEmpty ? reader.entries : []
    problems = reader.problems
  }

  /// Reads line after line.
  private struct Reader {
    var entries: [Entry] = []
    var problems: [Problem] = []
    private var kind: CredentialOwner.Kind?
    private var lines: [CredentialOwner: Int] = [:]
    private var line = 0

    mutating func read(_ bytes: [UInt8]) {
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
      for content in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        line += 1
        let content = content.last == UInt8(ascii: "\r") ? content.dropLast() : content
        guard !content.isEmpty else { continue }
        guard let fields = CSVLine.fields(content) else {
          report("a quote is not closed, or stands in the middle of a field")
          continue
        }
        if let kind { readEntry(fields, kind) } else { readHead(fields) }
        guard problems.count < CredentialFile.mostProblems, kind != nil else { break }
      }
      if kind == nil, problems.isEmpty {
        line = 1
        reportHead()
      }
    }

    private mutating func report(_ text: String) { problems.append(Problem(line: line, text: text)) }

    private mutating func reportHead() {
      report("the first line must be 'user,pin' or 'application,password,proxy'")
    }

    private mutating func readHead(_ fields: [[UInt8]]) {
      switch fields.map({ String(decoding: $0, as: UTF8.self) }) {
      case ["user", "pin"]: kind = .user
      case ["application", "password", "proxy"]: kind = .application
      default: reportHead()
      }
    }

    private mutating func readEntry(_ fields: [[UInt8]], _ kind: CredentialOwner.Kind) {
      let columns = kind == .user ? 2 : 3
      guard fields.count == columns else {
        report("\(columns) fields are wanted, and there are \(fields.count)")
        return
      }
      guard let id = String(validating: fields[0], as: UTF8.self), !id.isEmpty, fields[0].count <= longestWord,
        !id.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
      else {
        report("the \(kind.rawValue) is empty, too long or not readable as UTF-8")
        return
      }
      let owner = CredentialOwner(kind, id)
      if let earlier = lines[owner] {
        report("the same \(kind.rawValue) stands on line \(earlier)")
        return
      }
      lines[owner] = line
      guard isWord(fields[1], kind), let isProxy = kind == .user ? false : flag(fields[2]) else { return }
      entries.append(Entry(owner: owner, word: WipedBytes(fields[1]), isProxy: isProxy, line: line))
    }

    private mutating func isWord(_ word: [UInt8], _ kind: CredentialOwner.Kind) -> Bool {
      switch kind {
      case .user:
        let isPIN = word.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if isPIN, (1...longestPIN).contains(word.count) { return true }
        report("the PIN must be 1 to \(longestPIN) digits")
      case .application:
        if (1...longestWord).contains(word.count), String(validating: word, as: UTF8.self) != nil { return true }
        report("the password must be 1 to \(longestWord) bytes of UTF-8")
      }
      return false
    }

    private mutating func flag(_ field: [UInt8]) -> Bool? {
      switch String(decoding: field, as: UTF8.self) {
      case "true": return true
      case "false": return false
      default:
        report("proxy must be 'true' or 'false'")
        return nil
      }
    }
  }
}
