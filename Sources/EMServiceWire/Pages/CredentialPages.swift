internal import EMService

/// Change Credential on a phone: the form, and what becomes of it.
struct CredentialPages {
  private let context: PageContext
  private var language: PhoneLanguage { context.language }

  /// A client looks for it, whatever the language.
  private static let title = "Change Credential"

  /// Makes the pages for a request.
  init(_ context: PageContext) { self.context = context }

  /// What is asked: a change where fields of PINs are there, else the form.
  static func read(_ request: WireRequest, _ fields: FormFields, host: String) -> WireParsing {
    let context = PageContext(request, fields, host: host)
    let pages = CredentialPages(context)
    let pins = ["oldpin", "newpin", "confirmnewpin"].map { fields[$0] }
    guard context.hasPossibleDevice else {
      return .response(pages.message(context.language.changeFailure(.deviceDoesNotExist)).response(for: context))
    }
    guard request.method != "HEAD", pins.contains(where: { $0 != nil }) else {
      var response = pages.form(user: fields["userid"] ?? "").response(for: context)
      response.sendsBody = request.method != "HEAD"
      return .response(response)
    }
    let change = PINChange(
      device: context.device, user: fields["userid"] ?? "", current: pins[0] ?? "", new: pins[1] ?? "",
      confirmation: pins[2] ?? "")
    return .request(ParsedRequest(.changePIN(change), .credential(context)))
  }

  /// The page for an answer.
  func page(_ answer: ServiceAnswer) -> PhoneDocument {
    switch answer {
    case .pinChange(let result): message(language.text(result))
    case .failure(let error, _): message(language.changeFailure(error))
    default: message(language.changeFailure(.unknownError))
    }
  }

  /// The form.
  func form(prompt: String? = nil, user: String) -> PhoneDocument {
    var document = PhoneDocument("CiscoIPPhoneInput")
    document.element("Title", Self.title)
    document.element("Prompt", prompt ?? language.changePrompt)
    document.url(context.credentialURL("&changePin=true"))
    document.field(language.userID, "userid", flags: "A", value: user)
    document.field(language.currentPIN, "oldpin", flags: "NP")
    document.field(language.newPIN, "newpin", flags: "NP")
    document.field(language.confirmPIN, "confirmnewpin", flags: "NP")
    document.keys([
      .init(name: language.change, url: "SoftKey:Submit"), .init(name: "<<", url: "SoftKey:<<"),
      .init(name: language.exit, url: "SoftKey:Exit"),
    ])
    return document
  }

  private func message(_ text: String) -> PhoneDocument {
    .text(Self.title, text, prompt: text, [.init(name: language.exit, url: "SoftKey:Exit")])
  }
}
