/// Whose a PIN or password is.
package struct CredentialOwner: Sendable, Hashable {
  /// What somebody is.
  package enum Kind: String, Sendable, CaseIterable {
    /// An end user, with a PIN.
    case user
    /// An application user of the EM API, with a password.
    case application
  }

  /// What they are.
  package let kind: Kind
  /// The ID as it is written.
  package let id: String
  /// The ID as it is compared: without regard to case, as Unified CM's database does, and to whether letters and their
  /// marks are one character or two, as files of macOS have them.
  let key: String

  /// Names an owner.
  package init(_ kind: Kind, _ id: String) {
    self.kind = kind
    self.id = id
    key = ComposedLetters.compose(id.lowercased())
  }

  /// The same kind and ID, whatever the case.
  package static func == (left: Self, right: Self) -> Bool { left.kind == right.kind && left.key == right.key }

  /// See `Hashable`.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(key)
  }
}
