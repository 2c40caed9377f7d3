import EMService
import EMServiceWire
import EMTestSupport
import Testing

/// In which language and which bytes a page is.
@Suite struct PageLanguageTests {
  private var exchange = Exchange()

  private mutating func form(_ accept: String?, locale: String? = nil, query: String = "device=SEP1") throws -> String {
    let page = PhonePage(isInUse: false, rememberedUser: nil, allowsLetters: true, userLocale: locale)
    let headers = accept.map { [WireRequest.Header("Accept-Language", $0)] } ?? []
    return try exchange.text(phone(query, headers), .phonePage(page))
  }

  @Test mutating func formsAreInFourLanguages() throws {
    for language in PhoneLanguage.allCases {
      let text = try form(language.rawValue)
      Golden.expect(text, matches: "wire/pages/form-\(language.rawValue).xml")
      try expectValidPage(text)
    }
  }

  @Test(arguments: [
    (nil, nil, "User ID"), ("en_US", nil, "User ID"), ("ja", nil, "ユーザ ID"), ("ja_JP", nil, "ユーザ ID"),
    ("de, ko;q=0.5, zh;q=0.9", nil, "用户 ID"), ("en;q=0.1, ja;q=0.9", nil, "ユーザ ID"), ("ja;q=0, en", nil, "User ID"),
    ("ja", "English United States", "User ID"), ("en_US", "Korean Korea Republic", "사용자 ID"),
    ("ja", "German Germany", "User ID"), (",;q=0.8,zh_CN", nil, "用户 ID"),
  ])
  mutating func thePhonesOwnLanguageCountsMost(_ accept: String?, _ locale: String?, _ label: String) throws {
    #expect(try form(accept, locale: locale).contains("<DisplayName>\(label)</DisplayName>"))
  }

  @Test(arguments: [
    ("UID", "zh", "输入用户 ID 和 PIN"), ("DN", "zh", "输入分机号和 PIN"), ("SP", "ja", "セルフサービス ID と PIN を入力"),
    ("DN", "ja", "内線番号と PIN を入力"), ("DN", "ko", "내선 번호 및 PIN 입력"), ("SP", "en", "Enter Self-Service ID and PIN"),
  ])
  mutating func thePromptNamesWhatIsTyped(_ type: String, _ language: String, _ prompt: String) throws {
    #expect(try form(language, query: "device=SEP1&loginType=\(type)").contains("<Prompt>\(prompt)</Prompt>"))
  }

  @Test mutating func theNextPageIsInTheLanguageOfTheForm() throws {
    let text = try form("en_US", locale: "Japanese Japan")
    #expect(text.contains("device=SEP1&amp;lang=ja</URL>"))
    #expect(try !form("ja", locale: "Japanese Japan").contains("lang="))
    let request = phone("device=SEP1&lang=ja&userid=a&seq=1", [.init("Accept-Language", "en_US")])
    #expect(try exchange.text(request, .failure(.authenticationError, detail: "")).contains("再度ログインしてください (201)"))
    let wrong = phone("device=SEP1&lang=xx&userid=a&seq=1")
    #expect(try exchange.text(wrong, .failure(.authenticationError, detail: "")).contains("Please try"))
  }

  @Test(arguments: [
    (nil, "utf-8"), ("utf-8,;q=0.8", "utf-8"), ("iso-8859-1,utf-8;q=0.8", "iso-8859-1"),
    ("iso-8859-1;q=0.5, utf-8;q=0.8", "utf-8"), ("UTF-8, ISO-8859-1", "utf-8"), ("x-unknown", "utf-8"),
    ("x-unknown, ISO-8859-1;q=0.1", "iso-8859-1"),
  ])
  mutating func theCharsetIsTheMostWantedOne(_ accept: String?, _ charset: String) throws {
    let page = PhonePage(isInUse: false, rememberedUser: "müller", allowsLetters: true, userLocale: nil)
    let request = phone("device=SEP1", accept.map { [.init("Accept-Charset", $0)] } ?? [])
    let response = exchange.wire.response(.phonePage(page), for: try exchange.parse(request), at: 0)
    #expect(response.header("Content-Type") == "text/xml; charset=\(charset)")
    #expect(response.text.contains("<DefaultValue>müller</DefaultValue>"))
    let result = try xmllint([], response.body)
    #expect(result?.status ?? 0 == 0, "\(result?.output ?? "")")
  }

  @Test mutating func whatLatinCannotHoldIsUTF8() throws {
    let headers = [WireRequest.Header("Accept-Charset", "iso-8859-1"), .init("Accept-Language", "ja")]
    let parsed = try exchange.parse(phone("device=SEP1&doLogout=true", headers))
    let response = exchange.wire.response(.loggedOut([]), for: parsed, at: 0)
    #expect(response.header("Content-Type") == "text/xml; charset=utf-8")
  }
}
