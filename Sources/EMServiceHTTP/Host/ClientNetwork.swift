internal import Glibc

/// What an address counts as where requests are limited: of IPv6 the network, because whoever has one address of it has
/// all of them; an address of IPv4 is itself, also where it is written as one of IPv6.
package func clientNetwork(of address: String) -> String {
  var bytes = [UInt8](repeating: 0, count: 16)
  guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
  let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
  guard !isMapped else { return bytes[12...].map(String.init).joined(separator: ".") }
  return bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":") + "/64"
}
