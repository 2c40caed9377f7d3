import EMBundle
import Testing

/// SHA-256 against the vectors of FIPS 180-4.
struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func knownVectors(text: String, hexadecimal: String) {
    #expect(Digest(of: text.utf8).hexadecimal == hexadecimal)
  }

  @Test func piecesGiveTheDigestOfTheWhole() {
    var hasher = Digest.Hasher()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    for _ in 0..<1000 { piece.withUnsafeBytes { hasher.update($0) } }
    hasher.update(UnsafeRawBufferPointer(start: nil, count: 0))
    let digest = hasher.finish()
    #expect(digest.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(digest == Digest(of: repeatElement(UInt8(ascii: "a"), count: 1_000_000)))
    #expect(digest.bytes.count == 32)
  }

  @Test func orderOfInputsMakesNoDifference() {
    let parts = ["a", "b", "c"].map { Digest(of: $0.utf8) }
    #expect(Digest(ofUnordered: parts) == Digest(ofUnordered: parts.reversed()))
    #expect(Digest(ofUnordered: parts) != Digest(ofUnordered: Array(parts.dropLast())))
    #expect(Digest(ofUnordered: [parts[0], parts[0]]) != Digest(ofUnordered: [parts[0]]))
  }
}
