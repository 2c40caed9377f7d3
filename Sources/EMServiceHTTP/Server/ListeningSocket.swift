internal import EMDiagnostics

internal import CMicroHTTPD
internal import Glibc

/// Why a service could not be started.
package struct ServiceFailure: Error, Equatable, Sendable {
  /// One sentence for the log.
  package var reason: String

  /// Makes a failure.
  package init(_ reason: String) { self.reason = reason }
}

/// Where a server listens.
package struct ListenAddress: Sendable, Equatable {
  /// A numeric address of IPv4 or IPv6, such as `127.0.0.1` or `::`.
  package var address: String
  /// The port; 0 for any that is free.
  package var port: UInt16

  /// Makes an address.
  package init(address: String, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// True where only this machine reaches it.
  package var isLoopback: Bool { address.hasPrefix("127.") || address == "::1" }

  /// As it stands in a URL.
  package var text: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}

/// A socket that listens.
struct ListeningSocket {
  /// Connections that may wait to be accepted.
  private static let backlog: Int32 = 1024

  /// The socket; whoever has it closes it.
  let descriptor: Int32
  /// Where it listens, with the port that the system chose.
  let address: ListenAddress
  /// True for IPv6.
  let isIPv6: Bool

  /// Opens a socket.
  init(_ wanted: ListenAddress) throws(ServiceFailure) {
    (descriptor, isIPv6) = try Self.bound(to: wanted, port: wanted.port)
    guard listen(descriptor, Self.backlog) == 0 else {
      let failure = Self.failure(wanted)
      close(descriptor)
      throw failure
    }
    address = ListenAddress(address: wanted.address, port: Self.port(of: descriptor) ?? wanted.port)
  }

  /// Refuses an address that is not this machine's; the port is not tried, for a service may have it.
  static func tryAddress(_ wanted: ListenAddress) throws(ServiceFailure) {
    close(try bound(to: wanted, port: 0).descriptor)
  }

  private static func bound(
    to wanted: ListenAddress, port: UInt16
  ) throws(ServiceFailure) -> (descriptor: Int32, isIPv6: Bool) {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(wanted.address, String(port), &hints, &found) == 0, let place = found else {
      throw ServiceFailure("'\(wanted.address)' is no address of IPv4 or IPv6")
    }
    defer { freeaddrinfo(found) }
    let family = place.pointee.ai_family
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(family, kind, 0)
    guard descriptor >= 0 else { throw failure(wanted) }
    let isIPv6 = family == AF_INET6
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
    // An address of IPv6 is one of IPv6 only: both are listed where both are wanted.
    if isIPv6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, size) }
    guard bind(descriptor, place.pointee.ai_addr, place.pointee.ai_addrlen) == 0 else {
      let failure = failure(wanted)
      close(descriptor)
      throw failure
    }
    return (descriptor, isIPv6)
  }

  private static func failure(_ wanted: ListenAddress) -> ServiceFailure {
    ServiceFailure("cannot listen on \(wanted.text): \(systemMessage(errno))")
  }

  /// The port that a socket is bound to.
  private static func port(of descriptor: Int32) -> UInt16? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutableBytes(of: &storage) { bytes in
      guard let base = bytes.baseAddress,
        getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &size) == 0
      else { return nil }
      // In both families the port follows the two bytes of the family, the high byte first.
      return UInt16(bytes[2]) << 8 | UInt16(bytes[3])
    }
  }
}

/// The numeric address behind a socket address; an address of IPv4 within IPv6 is one of IPv4.
func numericAddress(_ address: UnsafePointer<sockaddr>) -> String {
  let isIPv6 = Int32(address.pointee.sa_family) == AF_INET6
  let size = isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
  var text = [CChar](repeating: 0, count: 64)
  guard getnameinfo(address, socklen_t(size), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
    return ""
  }
  return plainAddress(text)
}

/// An address of IPv4 or IPv6 as `numericAddress` writes it; nil for anything else, also for short forms such as `1.2`.
func canonicalAddress(_ text: String) -> String? {
  for family in [AF_INET, AF_INET6] {
    var bytes = [UInt8](repeating: 0, count: 16)
    var name = [CChar](repeating: 0, count: 64)
    guard inet_pton(family, text, &bytes) == 1, inet_ntop(family, bytes, &name, socklen_t(name.count)) != nil else {
      continue
    }
    return plainAddress(name)
  }
  return nil
}

private func plainAddress(_ text: [CChar]) -> String {
  let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return name.hasPrefix("::ffff:") && name.contains(".") ? String(name.dropFirst(7)) : name
}
