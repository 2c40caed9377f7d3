internal import EMBundle

extension RuntimeCluster {
  /// The phone services of Extension Mobility that a phone shows while nobody is logged in, in the order of the files.
  ///
  /// With a logout profile the phone has that profile's services too (Seeds 002).
  func servicesOffered(on phone: RuntimePhone) -> [RuntimePhoneService] {
    let profile = phone.logoutProfile.flatMap { deviceProfiles[$0] }
    return phoneServices.filter { service in
      guard service.isEnabled, !service.isChangeCredential else { return false }
      return service.isEnterpriseSubscription || phone.services.contains(service.name)
        || (profile?.services.contains(service.name) ?? false)
    }
  }

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
