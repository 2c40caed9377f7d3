import Testing

@testable import EMDSL

/// Keys are found by their bytes.
struct KeyTableTests {
  private func find(_ key: String, in table: KeyTable) -> Int? {
    Array(key.utf8).withUnsafeBytes { table.find($0) }
  }

  @Test func everyKeyOfTheLanguageIsFound() {
    let entities = allEntities()
    #expect(entities.count > 50)
    for schema in entities {
      for (index, field) in schema.fields.enumerated() {
        #expect(find(field.key, in: schema.keyTable) == index, "\(schema.name).\(field.key)")
      }
    }
  }

  @Test func nothingElseIsFound() {
    for schema in allEntities() {
      let keys = Set(schema.fields.map(\.key))
      for key in keys {
        for other in ["", "x", key + "x", "x" + key, String(key.dropLast()), String(key.dropFirst()), key.uppercased()]
        where !keys.contains(other) {
          #expect(find(other, in: schema.keyTable) == nil, "\(schema.name): '\(other)'")
        }
      }
    }
  }

  @Test func longKeysDifferInTheMiddleToo() {
    let table = KeyTable(keys: ["beginning-middle-one-ending88", "beginning-middle-two-ending88", "12345678", "a"])
    #expect(find("beginning-middle-one-ending88", in: table) == 0)
    #expect(find("beginning-middle-two-ending88", in: table) == 1)
    #expect(find("beginning-middle-six-ending88", in: table) == nil)
    #expect(find("12345678", in: table) == 2)
    #expect(find("1234567", in: table) == nil)
    #expect(find("a", in: table) == 3)
    #expect(find("\0a", in: table) == nil)
  }
}
