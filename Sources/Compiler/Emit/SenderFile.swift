import EMBundle
import EMTools

extension BundleFile {
  /// The program with which an operator sends the requests of any cluster.
  static var axlSender: [BundleFile] {
    AXLSender.files.map { file in BundleFile(path: file.path) { try $0.write(file.bytes) } }
  }
}
