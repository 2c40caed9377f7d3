import EMDSL

// The words of our vocabularies in AXL's (AXLEnums.xsd; the same in 8.5 to 15.0).

extension SignalProtocol {
  /// XDeviceProtocol.
  var axl: String {
    switch self {
    case .sip: "SIP"
    case .sccp: "SCCP"
    }
  }
}

extension DeviceSecurityMode {
  /// XDeviceSecurityMode.
  var axl: String {
    switch self {
    case .nonSecure: "Non Secure"
    case .authenticated: "Authenticated"
    case .encrypted: "Encrypted"
    }
  }
}

extension OnOffDefault {
  /// XStatus.
  var axl: String {
    switch self {
    case .off: "Off"
    case .on: "On"
    case .default: "Default"
    }
  }
}

extension BargeMode {
  /// XBarge.
  var axl: String {
    switch self {
    case .off: "Off"
    case .barge: "Barge"
    case .cBarge: "CBarge"
    case .default: "Default"
    }
  }
}

extension DNDOption {
  /// XDNDOption.
  var axl: String {
    switch self {
    case .ringerOff: "Ringer Off"
    case .callReject: "Call Reject"
    case .useCommonPhoneProfileSetting: "Use Common Phone Profile Setting"
    }
  }
}

extension DNDAlert {
  /// XRingSetting; nil for none.
  var axl: String? {
    switch self {
    case .none: nil
    case .disable: "Disable"
    case .beepOnly: "Beep Only"
    case .flashOnly: "Flash Only"
    }
  }
}

extension MLPPPreemption {
  /// XPreemption.
  var axl: String {
    switch self {
    case .disabled: "Disabled"
    case .forceful: "Forceful"
    case .default: "Default"
    }
  }
}

extension IPAddressingMode {
  /// XIPAddressingMode.
  var axl: String {
    switch self {
    case .ipv4Only: "IPv4 Only"
    case .ipv6Only: "IPv6 Only"
    case .ipv4AndIpv6: "IPv4 and IPv6"
    }
  }
}

extension RouteDistribution {
  /// XDistributeAlgorithm.
  var axl: String {
    switch self {
    case .topDown: "Top Down"
    case .circular: "Circular"
    }
  }
}

extension TrunkServiceType {
  /// XTrunkService; singular, where the administration pages have the plural.
  var axl: String {
    switch self {
    case .intercluster: "None(Default)"
    case .emcc: "Extension Mobility Cross Cluster"
    }
  }
}

extension DiscardDigits {
  /// Name of a digit discard instruction, as the administration pages have it (inferred).
  var axl: String {
    switch self {
    case .preDot: "PreDot"
    case .preDotTrailingHash: "PreDot Trailing-#"
    case .trailingHash: "Trailing-#"
    }
  }
}
