/// Looks at the bytes of a text as libyaml does; every access is checked against its end.
struct YAMLText {
  /// The text in UTF-8; unowned.
  let bytes: UnsafeRawBufferPointer

  /// Looks at memory that must outlive the view.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Bytes of the text.
  var count: Int { bytes.count }

  /// The byte at an offset; 0 outside of the text.
  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    offset >= 0 && offset < bytes.count ? bytes[offset] : 0
  }

  /// True for a space or tab; line breaks are asked for with `breakLength`.
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Bytes of the line break at an offset, 0 if there is none; NEL, LS and PS are breaks to libyaml, too.
  func breakLength(at offset: Int) -> Int {
    switch self[offset] {
    case 0x0A: 1
    case 0x0D: self[offset + 1] == 0x0A ? 2 : 1
    case 0xC2: self[offset + 1] == 0x85 ? 2 : 0
    case 0xE2: self[offset + 1] == 0x80 && (self[offset + 2] == 0xA8 || self[offset + 2] == 0xA9) ? 3 : 0
    default: 0
    }
  }

  /// Whether a blank, a break or the end of the text is at an offset.
  func isBlankOrEnd(at offset: Int) -> Bool {
    offset >= count || Self.isBlank(self[offset]) || breakLength(at: offset) > 0
  }

  /// Where the line of a comment ends that begins at an offset, without its break.
  func commentEnd(from offset: Int, to limit: Int) -> Int {
    var place = offset
    while place < limit, breakLength(at: place) == 0 { place += 1 }
    return place
  }

  /// The first byte from an offset on that is no blank, no break and in no comment.
  func skipGap(from offset: Int, to limit: Int) -> Int {
    var place = offset
    while place < limit {
      let byte = self[place]
      if Self.isBlank(byte) {
        place += 1
      } else if byte == 0x23 {
        place = commentEnd(from: place, to: limit)
      } else {
        let width = breakLength(at: place)
        guard width > 0 else { break }
        place += width
      }
    }
    return min(place, limit)
  }

  /// The first byte after anchors and tags, at most two, that begin at an offset.
  func skipProperties(_ most: Int, from offset: Int, to limit: Int) -> Int {
    var place = offset
    for _ in 0..<most {
      guard self[place] == 0x26 || self[place] == 0x21 else { break }
      place = skipGap(from: propertyEnd(at: place), to: limit)
    }
    return place
  }

  /// Where the anchor or tag ends that begins at an offset.
  func propertyEnd(at offset: Int) -> Int {
    var place = offset + 1
    if self[offset] == 0x26 {
      while Self.isAnchorByte(self[place]) { place += 1 }
    } else if self[place] == 0x3C {
      while place < count, self[place] != 0x3E { place += 1 }
      place += 1
    } else {
      while !isBlankOrEnd(at: place), self[place] != 0x2C { place += 1 }
    }
    return min(place, count)
  }

  /// Whether the name of an anchor may have a byte: ASCII letters, digits, `-` and `_`.
  static func isAnchorByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  /// Moves an end back over blanks and breaks, but not before a start.
  func trimmedEnd(_ end: Int, from start: Int) -> Int {
    var place = end
    while place > start {
      if Self.isBlank(self[place - 1]) || self[place - 1] == 0x0A || self[place - 1] == 0x0D {
        place -= 1
      } else if place - start >= 2, breakLength(at: place - 2) == 2 {
        place -= 2
      } else if place - start >= 3, breakLength(at: place - 3) == 3 {
        place -= 3
      } else {
        break
      }
    }
    return place
  }

  /// Whether two offsets lie on one line as editors count them (LF, CR and CRLF break lines).
  func sameLine(_ first: Int, _ second: Int) -> Bool {
    var place = max(0, min(first, second))
    let last = min(max(first, second), count)
    while place < last {
      if self[place] == 0x0A || self[place] == 0x0D { return false }
      place += 1
    }
    return true
  }

  /// Where the line begins that an offset lies on.
  func lineStart(of offset: Int) -> Int {
    var place = min(max(0, offset), count)
    while place > 0, self[place - 1] != 0x0A, self[place - 1] != 0x0D { place -= 1 }
    return place
  }

  /// Where the line ends that an offset lies on, without its break.
  func lineEnd(of offset: Int) -> Int {
    var place = max(0, offset)
    while place < count, self[place] != 0x0A, self[place] != 0x0D { place += 1 }
    return min(place, count)
  }

  /// The bytes of a place as a String, shortened to 40 characters.
  func excerpt(_ place: Range<Int>) -> String {
    let text = String(decoding: bytes[place.clamped(to: 0..<count)], as: UTF8.self)
    return text.count <= 40 ? text : text.prefix(39) + "…"
  }
}
