import EMBundle

/// A version of the AXL schema, which is part of the namespace of every request.
///
/// There is no 13; service updates keep the version of their release.
enum AXLVersion: Int, CaseIterable, Comparable {
  case v8_5, v9_1, v10_0, v10_5, v11_0, v11_5, v12_0, v12_5, v14_0, v15_0

  /// The schema of a Unified CM: its own, else the newest that is older, else the oldest that there is.
  init(of version: UnifiedCMVersion?) {
    let known = AXLVersion.allCases.last { candidate in version.map { candidate.release <= $0 } ?? false }
    self = known ?? .v8_5
  }

  /// As it stands in the namespace.
  var text: String {
    switch self {
    case .v8_5: "8.5"
    case .v9_1: "9.1"
    case .v10_0: "10.0"
    case .v10_5: "10.5"
    case .v11_0: "11.0"
    case .v11_5: "11.5"
    case .v12_0: "12.0"
    case .v12_5: "12.5"
    case .v14_0: "14.0"
    case .v15_0: "15.0"
    }
  }

  /// The XML namespace of requests.
  var namespace: String { "http://www.cisco.com/AXL/API/\(text)" }

  /// The value of the HTTP header `SOAPAction`.
  func soapAction(_ operation: String) -> String { "CUCM:DB ver=\(text) \(operation)" }

  /// True where the schema is not that of the cluster's own version.
  func isSubstitute(for version: UnifiedCMVersion?) -> Bool { version?.axl != text }

  /// Orders by age.
  static func < (left: AXLVersion, right: AXLVersion) -> Bool { left.rawValue < right.rawValue }

  private var release: UnifiedCMVersion { UnifiedCMVersion(text) ?? UnifiedCMVersion(8, 5) }
}
