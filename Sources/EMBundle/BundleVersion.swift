/// The version of the bundle format.
package enum BundleVersion {
  /// Raised when a reader of the older format could misread the newer one.
  package static let current = 1
}
