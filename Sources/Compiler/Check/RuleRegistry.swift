/// All rules, sorted by code.
package enum RuleRegistry {
  /// The rules.
  package static let rules: [any Rule.Type] = [
    TooFewBaseDevices.self,
    CapacityExceeded.self,
    BaseDeviceNameTaken.self,
    NoDefaultTemplate.self,
    TFTPUnset.self,
    UpdateServerWithoutEM.self,
    ServiceNotActivated.self,
    AutoRegistrationOn.self,
    DuplicateDeviceName.self,
    RemoteTFTPEnabled.self,
    AudioBitRateDiffers.self,
    VideoBitRateDiffers.self,
    LinkLossTypeDiffers.self,
    GeolocationFilterUnusable.self,
    GeolocationFilterDiffers.self,
    PhoneWithoutGeolocation.self,
    RoamingPoolUndecided.self,
    RoamingPoolMissing.self,
    ProfileWithoutEMCCCSS.self,
    ForcefulWithoutIndication.self,
    SecurityModesClash.self,
  ]
}
