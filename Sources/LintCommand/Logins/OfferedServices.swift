internal import EMBundle

extension RuntimeCluster {
  /// The service that a user presses: travellers need one that asks other clusters, where there is one.
  func servicePressed(of offered: [RuntimePhoneService], isTraveller: Bool) -> RuntimePhoneService? {
    (isTraveller ? offered.first { $0.asksOtherClusters } : nil) ?? offered.first
  }
}

extension RuntimeUser {
  /// What the user types in beside the PIN for a login type; nil where the user has no such thing.
  func typed(for type: RuntimePhoneService.LoginType?) -> String? {
    switch type {
    case .selfServiceID: selfServiceID
    case .directoryNumber: primaryExtension
    case .userID, .invalid, nil: id
    }
  }
}
