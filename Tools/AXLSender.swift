/// The program that sends a cluster's AXL requests and takes them back; every bundle carries it.
///
/// Its texts are the Python files beside this one, which the build puts into the compiler: an installed `emcc-lint` needs
/// no other file.
package enum AXLSender {
  /// The path in a bundle of the file that operators start.
  package static let path = "tools/axl.py"

  /// All files of the program: paths in a bundle, and texts in UTF-8.
  package static var files: [(path: String, bytes: [UInt8])] {
    [
      (path, PackageResources.axl_py),
      ("tools/axl_bundle.py", PackageResources.axl_bundle_py),
      ("tools/axl_cluster.py", PackageResources.axl_cluster_py),
      ("tools/axl_elements.py", PackageResources.axl_elements_py),
      ("tools/axl_journal.py", PackageResources.axl_journal_py),
      ("tools/axl_messages.py", PackageResources.axl_messages_py),
      ("tools/axl_send.py", PackageResources.axl_send_py),
      ("tools/axl_undo.py", PackageResources.axl_undo_py),
      ("tools/axl_work.py", PackageResources.axl_work_py),
    ]
  }
}
