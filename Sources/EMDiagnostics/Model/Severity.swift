/// How bad a finding is.
package enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
  /// Advice: nothing breaks.
  case info
  /// Likely a mistake, or harmless only by luck.
  case warning
  /// A login, a call or the deployment will fail.
  case error

  /// Orders from info to error.
  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}
