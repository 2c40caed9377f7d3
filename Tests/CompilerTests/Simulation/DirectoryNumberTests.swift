import Compiler
import EMDiagnostics
import EMSimulation
import EMTestSupport
import Testing

/// Extensions, as the simulator asks for them.
@Suite struct DirectoryNumberTests {
  private static let text = """
    emcc: v1
    cluster: A
    version: 14.0.1.13900-155
    securityMode: mixed
    partitions: [PT, PT-E164, PT-EMPTY]
    directoryNumbers:
      - {dn: '2001', partition: PT}
    phones:
      SEP000000000001:
        lines: [{dn: '2001', partition: PT}, {dn: '2002', partition: PT}, {dn: '20021', partition: PT}, {dn: '77'}]
      SEP000000000002: {lines: [{dn: '3XX0', partition: PT}, {dn: '2003', partition: PT-NOWHERE}]}
    deviceProfiles:
      UDP-1: {lines: [{dn: '2002', partition: PT}, {dn: '\\+12125551001', partition: PT-E164}]}
      UDP-2: {lines: [{dn: '\\+1234567890123456', partition: PT-E164}, {dn: '*12#A', partition: PT-E164}]}
    """
  private let linked: LinkedText
  private let numbers: any DirectoryNumbers

  init() throws {
    linked = try LinkedText(DirectoryNumberTests.text)
    numbers = try #require(linked.deployment.dialPlans.plans.first).directoryNumbers
  }

  @Test func numbersAreFoundInTheirPartitionOnly() throws {
    #expect(numbers.find("2002", in: 0)?.name == "2002")
    #expect(numbers.find("2002", in: 1) == nil)
    #expect(numbers.find("2002", in: 2) == nil)
    #expect(numbers.find("2002", in: nil) == nil)
    #expect(numbers.find("77", in: nil)?.name == "77")
    #expect(numbers.find("77", in: 0) == nil)
    #expect(numbers.find("200", in: 0) == nil)
    #expect(numbers.find("20020", in: 0) == nil)
    #expect(numbers.find("2003", in: 0) == nil)
    #expect(numbers.find("", in: 0) == nil)
    #expect(numbers.find("2002", in: 99) == nil)
  }

  @Test func placeIsThatOfTheSharedNumberThenOfTheProfile() throws {
    #expect(try linked.position(numbers.find("2001", in: 0)?.place) == "7:10")
    #expect(try linked.position(numbers.find("2002", in: 0)?.place) == "13:24")
    #expect(try linked.word(at: numbers.find("20021", in: 0)?.place) == "'20021'")
  }

  @Test func longerNumbersBeginWithTheDigits() {
    #expect(numbers.longer(than: "2", in: 0)?.name == "2001")
    #expect(numbers.longer(than: "200", in: 0)?.name == "2001")
    #expect(numbers.longer(than: "2001", in: 0) == nil)
    #expect(numbers.longer(than: "2002", in: 0)?.name == "20021")
    #expect(numbers.longer(than: "20021", in: 0) == nil)
    #expect(numbers.longer(than: "2003", in: 0) == nil)
    #expect(numbers.longer(than: "9", in: 0) == nil)
    #expect(numbers.longer(than: "7", in: nil)?.name == "77")
    #expect(numbers.longer(than: "77", in: nil) == nil)
  }

  @Test func numbersOfEveryShapeAreFound() {
    #expect(numbers.find("+12125551001", in: 1)?.name == "+12125551001")
    #expect(numbers.longer(than: "+1212", in: 1)?.name == "+12125551001")
    #expect(numbers.find("*12#A", in: 1)?.name == "*12#A")
    #expect(numbers.longer(than: "*", in: 1)?.name == "*12#A")
    // Too long to be packed.
    #expect(numbers.find("+1234567890123456", in: 1)?.name == "\\+1234567890123456")
    #expect(numbers.find("+123456789012345", in: 1) == nil)
    #expect(numbers.longer(than: "+123456789012345", in: 1)?.name == "\\+1234567890123456")
    // Wildcards.
    #expect(numbers.find("3120", in: 0)?.name == "3XX0")
    #expect(numbers.find("3121", in: 0) == nil)
    #expect(numbers.longer(than: "312", in: 0)?.name == "3XX0")
    #expect(numbers.longer(than: "3120", in: 0) == nil)
  }

  @Test func agreesWithAPlainSearch() throws {
    var random = SplitMix(seed: 7)
    let symbols = Array("0123456789*#")
    let all = (0..<400).map { _ in
      String((0..<Int.random(in: 1...6, using: &random)).map { _ in symbols[Int.random(in: 0..<3, using: &random)] })
    }
    let lines = all.map { "{dn: '\($0)', partition: PT}" }.joined(separator: ", ")
    let linked = try LinkedText(
      "emcc: v1\ncluster: A\nversion: 14.0.1.13900-155\nsecurityMode: mixed\npartitions: [PT]\nphones:\n"
        + "  SEP000000000001: {lines: [\(lines)]}\n")
    let numbers = try #require(linked.deployment.dialPlans.plans.first).directoryNumbers
    for query in Set(all.flatMap { text in [text, String(text.dropLast()), text + "0"] }) where !query.isEmpty {
      #expect((numbers.find(query, in: 0) != nil) == all.contains(query))
      let longer = all.filter { $0.hasPrefix(query) && $0.count > query.count }
      #expect((numbers.longer(than: query, in: 0) != nil) == !longer.isEmpty)
      if let found = numbers.longer(than: query, in: 0)?.name { #expect(longer.contains(found)) }
    }
  }

  @Test func severalThreadsMayAskAtOnce() async throws {
    let linked = try LinkedText(DirectoryNumberTests.text)
    let numbers = try #require(linked.deployment.dialPlans.plans.first).directoryNumbers
    let names = await withTaskGroup(of: String?.self) { group in
      for index in 0..<64 {
        group.addTask { numbers.find(index % 2 == 0 ? "2002" : "+12125551001", in: index % 2)?.name }
      }
      return await group.reduce(into: Set<String?>()) { $0.insert($1) }
    }
    #expect(names == ["2002", "+12125551001"])
  }
}
