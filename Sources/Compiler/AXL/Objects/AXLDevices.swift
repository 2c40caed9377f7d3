import EMDSL

// Elements in the order of the schema; `since` and `until` name the versions that have one.

extension AXLBody {
  /// XIpPhoneServices; the subscription of the whole enterprise is fixed when the service is added.
  mutating func write(_ row: Entity<PhoneServiceRow>) {
    let urls = AXLServiceURLs(row)
    key("serviceName", row.name)
    initial("asciiServiceName", AXLBody.ascii(row.name.string))
    text("serviceDescription", row.description)
    if let plain = urls.plain { text("serviceUrl", plain) } else { initialNil("serviceUrl") }
    text("secureServiceUrl", urls.secure)
    initial("serviceCategory", "XML Service")
    initial("serviceType", "Standard IP Phone Service")
    flag("enabled", row.enabled)
    if form == .add {
      flag("enterpriseSubscription", row.enterpriseSubscription)
    } else if row.enterpriseSubscription == true {
      note("a service that exists keeps its enterprise subscription as it is: only adding a service sets it")
    }
  }

  /// XLine.
  mutating func write(_ line: AXLLine) {
    key("pattern", line.number)
    text("description", line.shared?.description)
    initial("usage", "Device")
    if form == .add, let partition = line.partition { target("routePartitionName", partition) }
    text("alertingName", line.alertingName)
    if let css = line.css { target("shareLineAppearanceCssName", css) }
    if let partition = line.partition { uses(partition.index) }
    if line.isAdvertised {
      note(
        "switch 'Advertise Globally via ILS' on by hand with the alternate number and mask of the number plan's owner, or "
          + "leave it off: neither is described, and extension mobility needs none")
    }
  }

  /// XDeviceProfile, without the user whom a logout profile logs in: users come later.
  mutating func write(_ row: Entity<DeviceProfileRow>) {
    let mlpp = row.mlpp.first
    let disturb = row.doNotDisturb.first
    key("name", row.name)
    text("description", row.description)
    if form == .add {
      text("product", row.model)
      text("class", "Device Profile")
      text("protocol", row.protocol?.axl)
      text("protocolSide", "User")
    }
    audioSource("userHoldMohAudioSourceId", row.userHoldMohAudioSource)
    text("mlppDomainId", mlpp?.domain)
    text("mlppIndicationStatus", mlpp?.indication?.axl)
    text("preemption", mlpp?.preemption?.axl)
    lines(row.lines)
    reference("phoneTemplateName", row, \.phoneButtonTemplate)
    list("speeddials", row.speedDials) { body, dial, index in
      body.group("speeddial") { body in
        body.text("dirn", dial.number)
        body.text("label", dial.label ?? "")
        body.number("index", index + 1)
      }
    }
    modules(row.modules)
    text("userlocale", row.userLocale, until: .v8_5)
    text("userLocale", row.userLocale, since: .v9_1)
    text("singleButtonBarge", row.singleButtonBarge?.axl)
    text("joinAcrossLines", row.joinAcrossLines?.axl)
    flag("ignorePresentationIndicators", row.ignorePresentationIndicators)
    doNotDisturb(disturb)
    reference("emccCallingSearchSpace", row, \.emccCss)
    text("alwaysUsePrimeLine", row.alwaysUsePrimeLine?.axl)
    text("alwaysUsePrimeLineForVoiceMessage", row.alwaysUsePrimeLineForVoiceMessage?.axl)
    reference("softkeyTemplateName", row, \.softkeyTemplate)
    text("callInfoPrivacyStatus", row.privacy?.axl)
    services(row.services)
  }

  /// The user whom a logout profile logs in.
  mutating func writeLoginUser(_ row: Entity<DeviceProfileRow>) {
    uses(row.index)
    reference("loginUserId", row, \.loginUser)
  }

  /// XPhone.
  mutating func write(_ row: Entity<PhoneRow>) {
    let mlpp = row.mlpp.first
    key("name", row.name)
    text("description", row.description)
    if form == .add {
      text("product", row.model)
      text("class", "Phone")
      text("protocol", row.protocol?.axl)
      text("protocolSide", "User")
    }
    reference("callingSearchSpaceName", row, \.css)
    reference("devicePoolName", row, \.devicePool)
    reference("commonDeviceConfigName", row, \.commonDeviceConfiguration)
    reference("commonPhoneConfigName", row, \.commonPhoneProfile, initial: "Standard Common Phone Profile")
    reference("locationName", row, \.location, initial: "Hub_None")
    reference("mediaResourceListName", row, \.mediaResourceGroupList)
    text("mlppDomainId", mlpp?.domain)
    text("mlppIndicationStatus", mlpp?.indication?.axl)
    text("preemption", mlpp?.preemption?.axl)
    initial("useTrustedRelayPoint", "Default")
    let family = row.protocol?.axl ?? ""
    let model = row.model?.string ?? ""
    reference(
      "securityProfileName", row, \.securityProfile, initial: "\(model) - Standard \(family) Non-Secure Profile")
    if row.protocol == .sip { initial("sipProfileName", "Standard SIP Profile") }
    reference("geoLocationName", row, \.geolocation)
    lines(row.lines)
    let short = model.hasPrefix("Cisco ") ? String(model.dropFirst(6)) : model
    reference("phoneTemplateName", row, \.phoneButtonTemplate, initial: "Standard \(short) \(family)")
    initialNil("primaryPhoneName")
    modules(row.modules)
    text("userlocale", row.userLocale, until: .v8_5)
    text("userLocale", row.userLocale, since: .v9_1)
    services(row.services)
    reference("softkeyTemplateName", row, \.softkeyTemplate)
    reference("defaultProfileName", row, \.logoutProfile)
    flag("enableExtensionMobility", row.extensionMobility)
    initial("builtInBridgeStatus", "Default")
    reference("ownerUserName", row, \.owner)
    initial("packetCaptureMode", "None")
    initial("certificateOperation", "No Pending Operation")
    initial("deviceMobilityMode", "Default")
    doNotDisturb(row.doNotDisturb.first)
    if version <= .v9_1 { initialNil("mobileSmartClientProfileName") }
  }

  /// XSipTrunk; what it is for cannot be changed later.
  mutating func write(_ row: Entity<SIPTrunkRow>) {
    key("name", row.name)
    text("description", row.description)
    if form == .add {
      text("product", "SIP Trunk")
      text("class", "Trunk")
      text("protocol", "SIP")
      text("protocolSide", "Network")
    }
    reference("callingSearchSpaceName", row, \.css)
    reference("devicePoolName", row, \.devicePool)
    reference("commonDeviceConfigName", row, \.commonDeviceConfiguration)
    reference("locationName", row, \.location, initial: "Hub_None")
    reference("mediaResourceListName", row, \.mediaResourceGroupList)
    reference("securityProfileName", row, \.securityProfile, initial: "Non Secure SIP Trunk Profile")
    reference("sipProfileName", row, \.sipProfile, initial: "Standard SIP Profile")
    transformation("cgpnTransformationCssName", "useDevicePoolCgpnTransformCss", row, \.callingPartyTransformationCss)
    reference("geoLocationName", row, \.geolocation)
    flag("sendGeoLocation", row.sendGeolocation)
    transformation("cdpnTransformationCssName", "useDevicePoolCdpnTransformCss", row, \.calledPartyTransformationCss)
    let isEMCC = row.serviceType == .emcc
    // Unified CM locks these for EMCC.
    if !isEMCC { flag("unattendedPort", row.unattendedPort) }
    if !isEMCC { flag("mtpRequired", row.mtpRequired) }
    initial("presenceGroupName", "Standard Presence group")
    if !isEMCC { flag("destAddrIsSrv", row.destinationIsSrv) }
    number("sigDigits", row.significantDigits)
    text("prefixDn", row.prefixDigits)
    if form == .add {
      text("sipTrunkType", row.serviceType?.axl)
    } else if isEMCC {
      note(AXLBody.fixedTrunkType)
    }
    if !isEMCC { destinations(row.destinations) }
    initial("callingAndCalledPartyInfoFormat", "Deliver DN only in connected party", since: .v9_1)
  }

  /// The note of a trunk for EMCC, for whose sake one that exists may have to go; other trunks stay what they are.
  static let fixedTrunkType =
    "the service type of a trunk that exists cannot be changed: where it differs, remove the trunk and add it"

  // MARK: Parts

  private mutating func transformation(
    _ name: StaticString, _ usesPool: StaticString, _ row: Entity<SIPTrunkRow>,
    _ field: KeyPath<SIPTrunkRow, Ref<CallingSearchSpaceRow>>
  ) {
    reference(name, row, field)
    // The pool's would win otherwise.
    if row[dynamicMember: field] != nil { flag(usesPool, false) }
  }

  private mutating func destinations(_ addresses: CellList<Symbol>) {
    list("destinations", addresses) { body, address, index in
      body.group("destination") { body in
        body.text("addressIpv4", address.value)
        body.number("port", 5060)
        body.number("sortOrder", index + 1)
      }
    }
  }

  private mutating func doNotDisturb(_ row: Entity<DoNotDisturbRow>?) {
    guard let row else { return }
    text("dndOption", row.option?.axl)
    if let alert = row.alert?.axl { text("dndRingSetting", alert) } else { null("dndRingSetting") }
    flag("dndStatus", row.enabled)
  }

  private mutating func modules(_ modules: CellList<Symbol>) {
    list("addOnModules", modules) { body, module, index in
      body.group("addOnModule") { body in
        body.null("loadInformation")
        body.text("model", module.value)
        body.number("index", index + 1)
      }
    }
  }

  private mutating func services(_ services: CellList<Ref<PhoneServiceRow>>) {
    list("services", services) { body, member, _ in
      let service: Entity<PhoneServiceRow> = member.target()
      body.group("service") { body in
        body.target("telecasterServiceName", service)
        body.text("name", service.name)
      }
    }
  }

  /// XPhoneLine.
  private mutating func lines(_ lines: RowList<LineRow>) {
    list("lines", lines) { body, line, index in
      guard let number = line.dn else { return }
      body.group("line") { body in
        body.number("index", index + 1)
        body.text("label", line.label)
        body.text("display", line.display)
        body.group("dirn") { body in
          body.text("pattern", number)
          if let partition = line.partition {
            body.target("routePartitionName", partition)
          } else {
            body.empty("routePartitionName")
          }
        }
        body.text("e164Mask", line.externalMask)
        body.number("maxNumCalls", line.maximumCalls)
        body.number("busyTrigger", line.busyTrigger)
        body.initialLine("recordingMediaSource", "Gateway Preferred")
      }
      body.uses(AXLLine.Key(number, line.partition))
    }
  }

  /// What the schema asks for in every line from 10.0 to 11.0.
  private mutating func initialLine(_ name: StaticString, _ value: String) {
    text(name, value, since: .v10_0, until: .v11_0)
  }

  /// A text with `?` in the place of what is not ASCII.
  private static func ascii(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
  }
}

/// The addresses of a phone service: written, or derived from its node (Seeds 000 and 002; port 8080, secure 8443).
struct AXLServiceURLs {
  /// Over HTTP; nil for a service that has none.
  let plain: String?
  /// Over TLS; nil for a service that has none.
  let secure: String?

  /// Takes what is written before what can be derived.
  init(_ row: Entity<PhoneServiceRow>) {
    var tail: String?
    switch row.kind {
    case .extensionMobility:
      var text = "/emapp/EMAppServlet?device=#DEVICENAME#"
      if row.emcc == true { text += "&EMCC=#EMCC#" }
      if let type = row.loginType { text += "&loginType=\(type.token)" }
      tail = text
    case .changeCredential: tail = "/changecredential/ChangeCredentialServlet?device=#DEVICENAME#"
    case .other, nil: tail = nil
    }
    let host = row.node.flatMap { $0.isPoison ? nil : $0[dynamicMember: \.address]?.string }
    let derived = tail.flatMap { tail in host.map { ($0, tail) } }
    let isWritten = row.url != nil || row.secureUrl != nil
    plain = row.url?.string ?? (isWritten ? nil : derived.map { "http://\($0.0):8080\($0.1)" })
    secure = row.secureUrl?.string ?? (isWritten ? nil : derived.map { "https://\($0.0):8443\($0.1)" })
  }
}
