internal import EMBundle
internal import EMService

/// The pages of Extension Mobility on a phone.
struct ApplicationPages {
  private let context: PageContext
  private var language: PhoneLanguage { context.language }

  /// Makes the pages for a request.
  init(_ context: PageContext) { self.context = context }

  /// Closes the Services application, once the phone is the user's.
  static var refresh: PhoneDocument {
    var page = PhoneDocument("CiscoIPPhoneExecute")
    page.execute("Init:Services")
    return page
  }

  /// The login form.
  func form(_ page: PhonePage) -> PhoneDocument {
    var document = PhoneDocument("CiscoIPPhoneInput")
    document.element("Title", language.serviceTitle)
    document.element("Prompt", language.loginPrompt(context.loginType))
    document.url(context.applicationURL(more))
    let isNumeric = !page.allowsLetters || context.loginType == .directoryNumber
    document.field(
      language.userLabel(context.loginType), "userid", flags: isNumeric ? "N" : "A", value: page.rememberedUser ?? "")
    document.field(language.pin, "seq", flags: "NP")
    document.keys([
      .init(name: language.submit, url: "SoftKey:Submit"), .init(name: "<<", url: "SoftKey:<<"),
      .init(name: language.exit, url: "SoftKey:Exit"),
      .init(name: language.changePIN, url: context.credentialURL()),
    ])
    return document
  }

  /// The question on a phone that somebody is on.
  func question() -> PhoneDocument {
    .text(
      language.serviceTitle, language.logoutQuestion,
      [
        .init(name: language.yes, url: context.applicationURL("&doLogout=true")),
        .init(name: language.no, url: "SoftKey:Exit"),
      ])
  }

  /// Device profiles to choose from; `page` counts from 0, the first page follows the last one.
  func menu(_ profiles: [String], ticket: String, page: Int) -> PhoneDocument {
    var document = PhoneDocument("CiscoIPPhoneMenu")
    document.element("Title", language.serviceTitle)
    document.element("Prompt", language.selectProfile)
    let isWhole = profiles.count <= PhoneDocument.items
    let size = isWhole ? PhoneDocument.items : PhoneDocument.items - 1
    let pages = max(1, (profiles.count + size - 1) / size)
    let page = (0..<pages).contains(page) ? page : 0
    for index in (page * size)..<min((page + 1) * size, profiles.count) {
      item(&document, profiles[index], "&ticket=\(ticket)&choice=\(index)")
    }
    if !isWhole { item(&document, language.more, "&ticket=\(ticket)&page=\((page + 1) % pages)") }
    document.keys([
      .init(name: language.select, url: "SoftKey:Select"), .init(name: language.exit, url: "SoftKey:Exit"),
    ])
    return document
  }

  /// An error, as the guides' tables print it.
  func failure(_ error: PhoneError) -> PhoneDocument {
    let other: PhoneError.Action = context.action == .login ? .logout : .login
    let text =
      error.display(for: language, at: context.action) ?? error.display(for: language, at: other) ?? error.name
    return result(text)
  }

  /// A result.
  func result(_ text: String) -> PhoneDocument {
    .text(language.resultTitle, text, [.init(name: language.exit, url: "SoftKey:Exit")])
  }

  private func item(_ document: inout PhoneDocument, _ name: String, _ fields: String) {
    document.group("MenuItem") {
      $0.element("Name", name, PhoneDocument.itemText)
      $0.url(context.applicationURL(fields))
    }
  }

  /// What the form's address repeats of the service's.
  private var more: String {
    var text = context.asksOtherClusters ? "&EMCC=true" : ""
    if let type = context.loginType { text += "&loginType=\(urlEncoded(type.text))" }
    return text
  }
}

extension ApplicationPages {
  /// The page for an answer; `tickets` keeps a login that waits for a choice.
  static func response(
    _ answer: ServiceAnswer, for parsed: ParsedRequest, _ context: PageContext, _ tickets: inout LoginTickets,
    at now: Int
  ) -> WireResponse {
    var context = context
    if case .phonePage(let page) = answer { context.take(locale: page.userLocale) }
    let pages = ApplicationPages(context)
    var headers: [WireRequest.Header] = []
    let document: PhoneDocument
    switch answer {
    case .loggedIn:
      document = pages.result(context.language.loggedIn)
      headers = [.init("Refresh", "2; url=\(context.applicationURL("&refresh=true"))")]
    case .loggedOut, .done: document = pages.result(context.language.loggedOut)
    case .phonePage(let page): document = page.isInUse ? pages.question() : pages.form(page)
    case .chooseProfile(let profiles):
      guard case .login(let call) = parsed.request else { return pages.failure(.unknownError).response(for: context) }
      let ticket = tickets.issue(call, profiles, from: context.sender, at: now)
      document = pages.menu(profiles, ticket: ticket, page: 0)
    case .changePIN, .failure(.pinChangeRequired, _):
      document = CredentialPages(context).form(
        prompt: PhoneError.pinChangeRequired.display(for: context.language, at: .login), user: parsed.user)
    case .failure(let error, _): document = pages.failure(error)
    case .pinChange, .deviceUsers, .userDevices, .deviceProfiles, .checkedUsers, .peer:
      document = pages.failure(.unknownError)
    }
    var response = document.response(for: context)
    response.headers += headers
    return response
  }
}

extension ParsedRequest {
  /// What the user typed in beside the PIN.
  fileprivate var user: String {
    if case .login(let call) = request { call.user } else { "" }
  }
}
