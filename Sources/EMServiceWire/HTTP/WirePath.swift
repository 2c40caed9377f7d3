/// Where the parts of the service are; case counts.
package enum WirePath {
  /// EM API.
  package static let api = "/emservice/EMServiceServlet"
  /// Extension Mobility on phones.
  package static let application = "/emapp/EMAppServlet"
  /// Change Credential on phones.
  package static let credential = "/changecredential/ChangeCredentialServlet"
  /// Between clusters; the version of the messages stands in them too.
  package static let peer = "/emcc/v1"
}
