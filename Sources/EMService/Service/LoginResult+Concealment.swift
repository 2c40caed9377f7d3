extension LoginResult {
  /// True where a user was looked for, and no PIN was right yet.
  ///
  /// Whoever stands at a phone shall not learn which users there are, nor which of them are at home where: not by the
  /// codes that only users of other clusters meet, and not by those of other clusters that do not answer.
  var isBeforeRightPIN: Bool {
    records.contains { $0.gate == .localUser }
      && !records.contains { [.pin, .homePIN].contains($0.gate) && $0.error == nil }
  }

  /// True where another cluster has such a user.
  var isKnownElsewhere: Bool { records.contains { $0.gate == .homeRequest && $0.error == nil } }
}

extension PhoneError {
  /// True where it may tell something of a user; an extension with several users is nobody's, and a service that is
  /// busy or has no credentials says so to everybody.
  var isConcealable: Bool {
    switch self {
    case .busyPleaseTryAgain, .directoryServerError, .databaseError, .dnHasMultipleUsers, .dnHasMultipleUsers47: false
    default: true
    }
  }
}
