import Testing

@testable import EMDSL

/// Truths about every text, tried on random ones; the seeds are fixed, so a failure can be repeated.
struct YAMLPropertyTests {
  @Test(arguments: 0..<60)
  func spansDecodeToTheirValues(seed: UInt64) {
    var writer = RandomYAML(seed: seed)
    for _ in 0..<20 {
      let (text, values) = writer.document()
      let reading = YAMLReading(text)
      #expect(reading.problem == nil, "\(text)")
      let scalars = reading.steps.filter { $0.kind == .scalar }
      #expect(scalars.map(\.value) == values, "\(text)")
      for step in scalars { check(step, of: reading) }
      checkLocations(of: reading)
    }
  }

  @Test(arguments: 0..<40)
  func brokenTextsNeverTrap(seed: UInt64) {
    var writer = RandomYAML(seed: seed &+ 1000)
    for _ in 0..<25 {
      var text = Array(writer.document().text.unicodeScalars)
      for _ in 0..<Int.random(in: 1...6, using: &writer.random) {
        let place = Int.random(in: 0...text.count, using: &writer.random)
        switch Int.random(in: 0..<4, using: &writer.random) {
        case 0: text.insert(writer.anyScalar(), at: place)
        case 1: if place < text.count { text.remove(at: place) }
        case 2: if place < text.count { text[place] = writer.anyScalar() }
        default: text.insert(contentsOf: text.prefix(place).suffix(9), at: place)
        }
      }
      var string = String.UnicodeScalarView()
      string.append(contentsOf: text)
      check(YAMLReading(String(string)))
    }
  }

  @Test(arguments: 0..<20)
  func randomTextsNeverTrap(seed: UInt64) {
    var writer = RandomYAML(seed: seed &+ 2000)
    for _ in 0..<100 {
      var string = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<60, using: &writer.random) { string.append(writer.anyScalar()) }
      check(YAMLReading(String(string)))
      var bytes = Array(String(string).utf8)
      if !bytes.isEmpty { bytes[bytes.count / 2] = UInt8.random(in: 0...255, using: &writer.random) }
      check(YAMLReading(bytes: bytes))
    }
  }

  /// What must hold of any text.
  private func check(_ reading: YAMLReading) {
    var depth = 0
    for step in reading.steps {
      #expect(step.offset <= step.end && step.end <= reading.bytes.count)
      switch step.kind {
      case .mappingStart, .sequenceStart: depth += 1
      case .mappingEnd, .sequenceEnd: depth -= 1
      default: break
      }
      #expect(depth >= 0 && depth <= 64)
      if step.kind == .scalar { check(step, of: reading) }
    }
    #expect(reading.problem != nil || depth == 0)
    if let problem = reading.problem {
      for place in [(problem.offset, problem.length)] + problem.related.map({ ($0.offset, $0.length) }) {
        #expect(Int(place.0 + place.1) <= reading.bytes.count, "\(problem)")
      }
    }
    reading.bytes.withUnsafeBytes { text in
      for comment in scanComments(in: text, isASCII: !text.contains { $0 >= 0x80 }, containing: "e") {
        #expect(text[Int(comment.offset)] == 0x23 && comment.end <= text.count)
      }
    }
    checkLocations(of: reading)
  }

  /// A scalar's source on one line tells its value.
  private func check(_ step: YAMLReading.Step, of reading: YAMLReading) {
    let source = reading.slice(step.offset, step.end)
    let isOneLine = !source.unicodeScalars.contains { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }
    guard isOneLine, !step.isAlias else { return }
    if step.isPlain {
      #expect(source == step.value)
    } else if step.isSingleQuoted {
      let inner = source.dropFirst().dropLast()
      #expect(source.first == "'" && source.last == "'")
      #expect(inner.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'") == step.value)
    } else if source.first == "\"", !source.contains("\\") {
      #expect(source == "\"\(step.value)\"")
    }
  }

  /// Every scalar and every collection is found again at its place.
  private func checkLocations(of reading: YAMLReading) {
    guard reading.problem == nil, !reading.steps.contains(where: \.isAlias), !reading.bytes.contains(0x3C) else {
      return
    }
    var wanted: [(offset: UInt32, collection: Bool)] = []
    var ends: [Int] = []
    var open: [Int] = []
    for step in reading.steps {
      switch step.kind {
      case .scalar:
        wanted.append((UInt32(step.offset), false))
        ends.append(step.end)
      case .mappingStart, .sequenceStart:
        open.append(wanted.count)
        wanted.append((UInt32(step.offset), true))
        ends.append(-1)
      case .mappingEnd, .sequenceEnd:
        guard let start = open.popLast() else { break }
        let isOutermost = !wanted[..<start].contains { $0.collection && $0.offset == wanted[start].offset }
        ends[start] = isOutermost ? step.end : -1
      default: break
      }
    }
    let found = reading.bytes.withUnsafeBytes { text in
      locateNodes(in: text, isASCII: !text.contains { $0 >= 0x80 }, wanted: wanted)
    }
    for (index, end) in ends.enumerated() where end >= 0 {
      #expect(found[index].map { Int($0.upperBound) } == end)
      #expect(found[index]?.lowerBound == wanted[index].offset)
    }
  }
}
