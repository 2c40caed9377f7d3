/// All rules, sorted by code.
package enum RuleRegistry {
  /// The rules.
  package static let rules: [any Rule.Type] = [
    DuplicateDeviceName.self
  ]
}
