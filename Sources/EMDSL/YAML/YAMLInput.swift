internal import Glibc

/// Hands the text to libyaml piece by piece, and stops it where it would become slow or take much memory.
///
/// libyaml tells nothing before a scalar is complete, so only the reading side can end a scalar of a gigabyte. Its
/// time for one scalar is the product of the longest run of blanks and the number of words, its time for one document
/// the square of the number of directives.
struct YAMLInput {
  /// Why the reading was stopped, and at which byte.
  enum Stop: Equatable {
    /// Too many blanks and line breaks in a row, from this byte on.
    case blanks(Int)
    /// A scalar longer than the limit, that begins at this byte.
    case scalar(Int)
    /// Directives that go on for too long without a node, from this byte on.
    case directives(Int)
  }

  /// Longest run of blanks and line breaks, in bytes.
  static let longestBlankRun = 2048
  /// Bytes without a node after which directives count as too many.
  private static let longestGap = 64 << 10

  private let text: YAMLText
  private let scalarLimit: Int
  private var position = 0
  /// Where the latest node or bracket ended that libyaml has told of.
  var told = 0
  /// All before this byte belongs to nodes that libyaml has told of, or to blanks and comments.
  private var settled = 0
  private var settledInComment = false
  /// Set once; then nothing more is handed out.
  private(set) var stop: Stop?

  /// Begins at the text's first byte; `scalarLimit` counts decoded bytes.
  init(text: UnsafeRawBufferPointer, scalarLimit: Int) {
    self.text = YAMLText(text)
    // Escapes take up to four times the bytes of most values.
    self.scalarLimit = min(max(0, scalarLimit), 1 << 28) * 4 + Self.longestGap
  }

  /// Copies the next bytes; nil when the reading must stop.
  mutating func read(into buffer: UnsafeMutablePointer<UInt8>, atMost size: Int) -> Int? {
    guard stop == nil, let base = text.bytes.baseAddress else { return stop == nil ? 0 : nil }
    let next = min(position + size, text.count)
    checkBlanks(to: next)
    if next - max(told, settled) > Self.longestGap { checkGap(to: next) }
    guard stop == nil else { return nil }
    memcpy(buffer, base + position, next - position)
    defer { position = next }
    return next - position
  }

  /// Looks at one byte in 1,024: no run that is too long falls between them.
  private mutating func checkBlanks(to next: Int) {
    let stride = Self.longestBlankRun / 2
    var sample = (position + stride - 1) / stride * stride
    while sample < next {
      if isBlankPart(sample) {
        var first = sample
        while first > 0, sample - first <= Self.longestBlankRun, isBlankPart(first - 1) { first -= 1 }
        var last = sample
        while last - first <= Self.longestBlankRun, isBlankPart(last) { last += 1 }
        if last - first > Self.longestBlankRun {
          stop = .blanks(first)
          return
        }
      }
      sample += stride
    }
  }

  /// Whether a byte may be part of a blank or a break; a few other characters share bytes with NEL, LS and PS.
  private func isBlankPart(_ offset: Int) -> Bool {
    switch text[offset] {
    case 0x20, 0x09, 0x0A, 0x0D, 0xC2, 0x85, 0xE2, 0x80, 0xA8, 0xA9: true
    default: false
    }
  }

  private mutating func checkGap(to next: Int) {
    if told > settled {
      settled = told
      settledInComment = false
    }
    if settledInComment {
      settled = text.commentEnd(from: settled, to: next)
      settledInComment = settled == next
    }
    while settled < next, !settledInComment {
      if text[settled] == 0x23 {
        settled = text.commentEnd(from: settled, to: next)
        settledInComment = settled == next
      } else if YAMLText.isBlank(text[settled]) {
        settled += 1
      } else {
        let width = text.breakLength(at: settled)
        guard width > 0 else { break }
        settled = min(settled + width, next)
      }
    }
    let gap = next - settled
    if text[settled] == 0x25, gap > Self.longestGap {
      stop = .directives(settled)
    } else if gap > scalarLimit {
      stop = .scalar(settled)
    }
  }
}
