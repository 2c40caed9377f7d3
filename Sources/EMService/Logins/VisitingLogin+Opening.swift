import EMBundle

/// The gates before it matters whose user it is.
extension VisitingLogin {
  /// EMApp, and whether it reaches EMService.
  mutating func checkOpening() -> PhoneError? {
    let handle = cluster.handle
    return log.check(
      .application, !context.outages.contains(.application), else: .initFailContactAdministrator,
      passed: "the application of \(handle) runs", failed: "the application of \(handle) could not initialise")
      ?? log.check(
        .deviceName, !request.device.isEmpty, else: .deviceNameEmpty, passed: "'\(request.device)'",
        failed: "the request names no device") ?? checkLoginType() ?? checkProxy() ?? checkService()
  }

  private mutating func checkLoginType() -> PhoneError? {
    guard let service = request.service, let type = service.loginType else {
      log.pass(.loginType, "user ID and PIN, by default", request.service.map { log.item(.phoneService($0.name)) })
      return nil
    }
    let item = log.item(.phoneService(service.name), "loginType")
    if case .invalid(let text) = type {
      return log.fail(
        .loginType, .loginTypeInvalid, "loginType '\(text)' of service '\(service.name)' is none of UID, SP and DN",
        item)
    }
    guard LoginTypeMatrix.outcome(home: nil, visiting: cluster.version, namesLoginType: true) != .ignored else {
      let version = cluster.version?.description ?? ""
      log.pass(.loginType, "\(cluster.handle) (\(version)) leaves loginType=\(type.text) out of account", item)
      return nil
    }
    loginType = type
    log.pass(.loginType, "loginType=\(type.text) of service '\(service.name)'", item)
    return nil
  }

  private mutating func checkProxy() -> PhoneError? {
    let isRefused =
      request.sender.isBehindProxy && cluster.parameters.validatesAddress && !cluster.parameters.allowsProxy
    return log.check(
      .proxy, !isRefused, else: .proxyNotAllowed, log.item(.serviceParameters, "allowProxy"),
      passed: request.sender.isBehindProxy ? "the proxy is allowed" : "no proxy",
      failed: "the request came through a proxy, and Allow Proxy is off")
  }

  private mutating func checkService() -> PhoneError? {
    let handle = cluster.handle
    if context.outages.contains(.service) {
      return log.fail(.service, .emserviceConnectionError, "no Extension Mobility service of \(handle) answers")
    }
    if let service = request.service, let node = service.node.flatMap({ cluster.nodes[$0] }),
      !node.runsExtensionMobility
    {
      return log.fail(
        .service, .emserviceConnectionError,
        "node '\(node.name)' of service '\(service.name)' does not run Extension Mobility",
        log.item(.node(node.name), "services"))
    }
    guard cluster.nodes.isEmpty || cluster.nodes.contains(where: \.runsExtensionMobility) else {
      return log.fail(
        .service, .emserviceConnectionError, "no node of \(handle) runs Extension Mobility",
        log.item(.node(cluster.nodes.elements[0].name), "services"))
    }
    log.pass(.service, "\(handle) runs Extension Mobility", request.service?.node.map { log.item(.node($0)) })
    return nil
  }

  /// The device, as EMService finds it.
  mutating func checkDevice(_ state: ServiceState) -> PhoneError? {
    let (handle, name) = (cluster.handle, request.device)
    if let error = log.check(
      .database, !context.outages.contains(.database), else: .databaseError,
      passed: "the database of \(handle) answers", failed: "the database of \(handle) does not answer")
    {
      return error
    }
    guard let phone = cluster.phones[name] else {
      return log.fail(.device, .deviceDoesNotExist, "\(handle) has no phone '\(name)'")
    }
    log.pass(.device, "'\(name)' is a \(phone.model.name) of \(handle)", log.item(.phone(name)))
    let disabled: PhoneError = request.origin == .api ? .hotelingFlagError : .deviceLogonDisabled22
    let occupant = state.session(on: name)
    return log.check(
      .deviceEnabled, phone.isEMEnabled, else: disabled, log.item(.phone(name), "extensionMobility"),
      passed: "'\(name)' has Extension Mobility", failed: "'\(name)' has Extension Mobility off")
      ?? log.check(
        .deviceFree, occupant == nil, else: .anotherUserLoggedIn, passed: "nobody is logged in on '\(name)'",
        failed: "'\(occupant?.user ?? "")' of \(occupant?.home ?? "") is logged in on '\(name)'")
  }

  /// What the user typed, and the limits of the service parameters.
  mutating func checkRequest(_ state: ServiceState) -> PhoneError? {
    let maximum = cluster.parameters.maximumConcurrentRequests
    let blank = request.user.isEmpty ? "the user is blank" : "the PIN is blank"
    return log.check(
      .credentials, !request.user.isEmpty && !request.pin.isEmpty, else: .blankUserIDOrPIN,
      passed: "'\(request.user)' with a PIN", failed: blank)
      ?? log.check(
        .concurrency, state.requestsInProgress < maximum, else: .busyPleaseTryAgain,
        log.item(.serviceParameters, "maximumConcurrentRequests"),
        passed: "\(state.requestsInProgress) of at most \(maximum) in progress",
        failed: "\(state.requestsInProgress) in progress, the maximum is \(maximum)") ?? checkAddress()
  }

  /// Cache, then trusted list, then registered devices (Seeds 002 table 1).
  private mutating func checkAddress() -> PhoneError? {
    let parameters = cluster.parameters
    guard parameters.validatesAddress else {
      log.pass(.address, "Validate IP Address is off", log.item(.serviceParameters, "validateIpAddress"))
      return nil
    }
    let address = request.sender.address ?? ""
    if !address.isEmpty, parameters.trustedAddresses.contains(address) {
      log.pass(.address, "'\(address)' is in the trusted list", log.item(.serviceParameters, "trustedIps"))
      return nil
    }
    if context.outages.contains(.ris) {
      return log.fail(
        .address, .risDownContactAdministrator, "the real-time information service of \(cluster.handle) is down",
        log.item(.serviceParameters, "validateIpAddress"))
    }
    return log.check(
      .address, request.sender.isRegistered, else: .untrustedIPError, log.item(.serviceParameters, "trustedIps"),
      passed: "the address is that of a registered device",
      failed: "address '\(address)' is neither trusted nor that of a registered device")
  }
}
