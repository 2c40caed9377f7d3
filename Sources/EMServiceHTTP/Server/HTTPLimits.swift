/// What a client may ask of a server.
package struct HTTPLimits: Sendable, Equatable {
  /// Bytes of a body at most.
  package var body = 1 << 16
  /// Bytes that a connection may take for its request line and header fields.
  package var header = 1 << 15
  /// Connections at once.
  package var connections = 4096
  /// Connections of one address at once, so that nobody alone takes them all; 0 for any number.
  package var connectionsPerAddress = 2048
  /// Seconds without a byte after which a connection is closed.
  package var idleTime = 30
  /// Seconds that a request may take to come in, however slowly; its answer has the idle time more to go out.
  package var requestTime = 20
  /// Threads that read requests and write answers.
  package var threads = 2

  /// The limits that hold where none are configured.
  package init() {}
}
