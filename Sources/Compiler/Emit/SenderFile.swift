import EMBundle
import EMTools

extension BundleFile {
  /// The program with which an operator sends the requests of any cluster.
  static var axlSender: BundleFile {
    BundleFile(path: AXLSender.path) { try $0.write(AXLSender.bytes) }
  }
}
