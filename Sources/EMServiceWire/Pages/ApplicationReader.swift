internal import EMBundle
internal import EMService

/// Reads what phones ask of Extension Mobility (`EMAppServlet`).
struct ApplicationReader {
  /// What all pages need.
  private var context: PageContext
  private let fields: FormFields
  private let isBehindProxy: Bool
  private let isHead: Bool

  /// Reads a request; `host` is for requests that name none.
  init(_ request: WireRequest, _ fields: FormFields, host: String) {
    context = PageContext(request, fields, host: host)
    context.asksOtherClusters = fields["EMCC"]?.lowercased() == "true"
    context.loginType = fields["loginType"].map { .init($0) }
    if fields["doLogout"]?.lowercased() == "true" { context.action = .logout }
    self.fields = fields
    isBehindProxy = request.header("Via") != nil
    isHead = request.method == "HEAD"
  }

  /// What is asked; `tickets` gives up the one that is used.
  func read(_ tickets: inout LoginTickets, at now: Int) -> WireParsing {
    guard !context.device.isEmpty else { return failure(.deviceNameEmpty) }
    guard context.hasPossibleDevice else { return failure(.deviceDoesNotExist) }
    // HEAD only asks how long the page is.
    if isHead { return page }
    if context.action == .logout {
      var call = LogoutCall(device: context.device, caller: .phone)
      call.sender = sender
      return request(.logout(call))
    }
    if fields["refresh"]?.lowercased() == "true" {
      return .response(ApplicationPages.refresh.response(for: context))
    }
    if let ticket = fields["ticket"] { return choice(ticket, &tickets, at: now) }
    guard let user = fields["userid"] ?? fields["seq"].map({ _ in "" }) else { return page }
    return request(.login(login(user, pin: fields["seq"] ?? "")))
  }

  /// The form, or the question whether to log out.
  private var page: WireParsing {
    request(.phonePage(device: context.device, loginType: context.loginType))
  }

  private var sender: LoginRequest.Sender {
    var sender = LoginRequest.Sender()
    sender.address = context.sender
    sender.isRegistered = false
    sender.isBehindProxy = isBehindProxy
    return sender
  }

  private func login(_ user: String, pin: String) -> LoginCall {
    var call = LoginCall(device: context.device, user: user, pin: pin, caller: .phone)
    call.service = RuntimePhoneService(
      name: "Extension Mobility", asksOtherClusters: context.asksOtherClusters, loginType: context.loginType)
    if let profile = fields["deviceProfile"], !profile.isEmpty { call.profile = profile }
    call.sender = sender
    return call
  }

  /// A device profile out of the menu, or another page of it; the form again where the ticket is no longer good.
  private func choice(_ ticket: String, _ tickets: inout LoginTickets, at now: Int) -> WireParsing {
    let from = context.sender
    if let number = fields["page"].flatMap({ Int($0) }) {
      guard let entry = tickets.look(ticket, device: context.device, from: from, at: now) else { return page }
      let menu = ApplicationPages(context).menu(entry.profiles, ticket: ticket, page: number)
      return .response(menu.response(for: context))
    }
    guard let number = fields["choice"].flatMap({ Int($0) }),
      let entry = tickets.take(ticket, device: context.device, from: from, at: now),
      entry.profiles.indices.contains(number)
    else { return page }
    var call = entry.call
    call.profile = entry.profiles[number]
    return request(.login(call))
  }

  private func request(_ request: ServiceRequest) -> WireParsing {
    var parsed = ParsedRequest(request, .application(context))
    parsed.isHead = isHead
    return .request(parsed)
  }

  private func failure(_ error: PhoneError) -> WireParsing {
    var response = ApplicationPages(context).failure(error).response(for: context)
    response.sendsBody = !isHead
    return .response(response)
  }
}
