import EMDiagnostics
import EMTestSupport
import Testing

@testable import Compiler

/// Rules about base devices and the cluster's maximum.
@Suite struct CapacityTests {
  // The base: 2 phones, 20 base devices, at most 1000.
  private let maximum = "maxPhones: 1000"
  private let devices = "emccBaseDevices: {count: 20, template: TEMPLATE-EMCC, expectedLogins: 12}"

  @Test(arguments: [(957, false), (958, false), (959, true)])
  func `phones and twice the base devices may be exactly the maximum`(unmanaged: Int, isTooMany: Bool) throws {
    let found = try findings([maximum: "maxPhones: 1000\nunmanagedPhones: \(unmanaged)"], CapacityExceeded.self)
    #expect(found.isEmpty == !isTooMany)
  }

  @Test func `one over says by how many and what would fit`() throws {
    let found = try findings([maximum: "maxPhones: 1000\nunmanagedPhones: 959"], CapacityExceeded.self)
    #expect(
      found.lines == [
        "EM3043 error: cluster HOME holds at most 1000 and is 1 over: 2 phones, 959 unmanaged ones and 2 x 20 EMCC base devices"
      ])
    #expect(
      found.first?.help == "lower 'count' by 1; 19 would fit, or raise 'maxPhones' by 1 if the platform holds so many")
    #expect(found.first?.related.map(\.message) == ["at most 1000 here", "959 phones here"])
  }

  @Test func `an odd rest holds no further base device`() throws {
    let found = try findings([maximum: "maxPhones: 41"], CapacityExceeded.self)
    #expect(found.first?.help?.hasPrefix("lower 'count' by 1; 19 would fit") == true)
    #expect(try findings([maximum: "maxPhones: 42"], CapacityExceeded.self).isEmpty)
  }

  @Test func `phones alone over the maximum leave room for no base device`() throws {
    let found = try findings([maximum: "maxPhones: 1000\nunmanagedPhones: 1000"], CapacityExceeded.self)
    #expect(
      found.first?.help
        == "no base device fits: the phones alone are 2 over, or raise 'maxPhones' by 42 if the platform holds so many")
  }

  @Test func `phones alone over the maximum without base devices`() throws {
    let found = try findings(
      [maximum: "maxPhones: 1000\nunmanagedPhones: 999", devices: "emccBaseDevices: {count: 0}"], CapacityExceeded.self)
    #expect(
      found.lines == [
        "EM3043 error: cluster HOME holds at most 1000 phones and has 1 more: 2 phones, 999 unmanaged ones"
      ])
  }

  @Test func `the maximum is 60000 unless it is written`() throws {
    let edits: (Int) -> KeyValuePairs<String, String> = { [maximum: "unmanagedPhones: \($0)"] }
    #expect(try findings(edits(59_958), CapacityExceeded.self).isEmpty)
    #expect(try findings(edits(59_959), CapacityExceeded.self).count == 1)
  }

  @Test func `a number that cannot be read gives no second finding`() throws {
    #expect(try findings([maximum: "maxPhones: many\nunmanagedPhones: 900000"], CapacityExceeded.self).isEmpty)
    #expect(try findings([maximum: "maxPhones: 1\nunmanagedPhones: many"], CapacityExceeded.self).isEmpty)
    #expect(
      try findings([maximum: "maxPhones: 1", devices: "emccBaseDevices: {count: many}"], CapacityExceeded.self).isEmpty)
  }

  @Test(arguments: [(19, 0), (20, 0), (21, 1)])
  func `as many base devices as logins expected are enough`(expected: Int, count: Int) throws {
    let found = try findings(
      [devices: "emccBaseDevices: {count: 20, template: TEMPLATE-EMCC, expectedLogins: \(expected)}"],
      NoBaseDevices.self, BaseDevicesExhausted.self)
    #expect(found.count == count)
  }

  @Test func `too few base devices say what would fit`() throws {
    let found = try findings(
      [
        maximum: "maxPhones: 100",
        devices: "emccBaseDevices: {count: 20, template: TEMPLATE-EMCC, expectedLogins: 60}",
      ], BaseDevicesExhausted.self)
    #expect(
      found.lines == ["EM3542 warning: cluster HOME has 20 EMCC base devices for 60 expected logins: the last 40 fail"])
    #expect(found.first?.help == "raise 'count' to 60; only 49 fit into 'maxPhones'")
    #expect(found.first?.phoneShows == "Login is unavailable(33)")
  }

  @Test func `no base devices at all, written or not`() throws {
    for text in ["emccBaseDevices: {count: 0}", ""] {
      let found = try findings([devices: text], NoBaseDevices.self, BaseDevicesExhausted.self)
      #expect(
        found.lines == [
          "EM3042 error: cluster HOME has no EMCC base devices: none of its users can log in at another cluster"
        ], "'\(text)'")
    }
  }

  @Test func `whoever expects nobody abroad needs no base devices`() throws {
    #expect(try findings([devices: "emccBaseDevices: {count: 0, expectedLogins: 0}"], NoBaseDevices.self).isEmpty)
    let users = "users: {ldap: true, emcc: true}\ndevicePools:\n  DP-NYC"
    #expect(
      try findings([devices: "", users: "users: {ldap: true}\ndevicePools:\n  DP-NYC"], NoBaseDevices.self).isEmpty)
  }

  static let names: [(String, Int?)] = [
    ("EMCC1", 1), ("EMCC20", 20), ("EMCC021", 21), ("EMCC", nil), ("EMCC-1", nil), ("emcc1", nil), ("XEMCC1", nil),
    ("EMCC1A", nil), ("EMCC12345678901", nil),
  ]

  @Test(arguments: names)
  func `a base device's name is EMCC and a number`(name: String, number: Int?) {
    var name = name
    #expect(name.withUTF8 { BaseDeviceNameTaken.baseDeviceNumber(UnsafeRawBufferPointer($0)) } == number)
  }
}
