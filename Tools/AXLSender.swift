/// The program that sends a cluster's AXL requests and takes them back; every bundle carries it.
///
/// Its text is `axl.py` beside this file, which the build puts into the compiler: an installed `emcc-lint` needs no other
/// file.
package enum AXLSender {
  /// The path in a bundle.
  package static let path = "tools/axl.py"

  /// The text, in UTF-8.
  package static var bytes: [UInt8] { PackageResources.axl_py }
}
