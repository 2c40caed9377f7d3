package import EMHTTPClient
internal import EMServiceWire

/// A phone that shows the pages of a service: what is on it, and what its buttons do.
///
/// A value without network, terminal and clock: whoever has it carries out what `press` and `take` return.
package struct Phone: Sendable {
  /// What has to be done for the phone.
  package enum Need: Sendable {
    /// Send a request, and hand over its answer.
    case request(HTTPCall)
    /// The phone is put away.
    case end
  }

  /// Pages that Back leads to, at most.
  private static let longestHistory = 16
  /// Requests that documents may have the phone make without a key between them.
  private static let mostAutomatic = 8

  /// The phone as it says in requests.
  let identity: PhoneIdentity
  /// Where the Services button leads.
  private let start: String
  /// What is on the display.
  package private(set) var page: PhonePage
  /// What the user has typed, by field.
  private(set) var typed: [String] = []
  /// The field or item that keys go to.
  private(set) var focus = 0
  /// The first line of a text that is seen; drawing limits it.
  var scroll = 0
  /// Which of several rows of soft keys is seen.
  private var keyRow = 0
  /// What the phone says in place of the prompt.
  private(set) var note: String?
  /// An answer is awaited.
  package private(set) var isWaiting = false
  /// Where the phone goes by itself.
  package private(set) var refresh: PageRefresh?
  /// The last address; it may hold a PIN, so it is never shown.
  private var address = ""
  private var history: [PhonePage] = []
  private var executions: [String] = []
  private var automatic = 0

  /// A phone that nobody has touched; `start` is the address of the service.
  package init(_ identity: PhoneIdentity, start: String) {
    self.identity = identity
    self.start = start
    page = .resting("")
  }

  /// The phone's device name.
  package var device: String { identity.device }

  // MARK: - Pages

  /// Opens the service from its beginning, or another address.
  package mutating func open(_ url: String? = nil) -> Need? {
    automatic = 0
    history = []
    return fetch(url ?? start)
  }

  /// Takes the answer to a request.
  package mutating func take(_ result: Result<HTTPCallAnswer, HTTPCallFailure>) -> Need? {
    isWaiting = false
    switch result {
    case .failure(.disconnected(let reason)): show(.trouble("The server cannot be reached: \(reason)"))
    case .failure(.untrusted(let reason)): show(.trouble("There is no secure connection: \(reason)"))
    case .failure(.silent(let reason)): show(.trouble("No answer: \(reason)"))
    case .failure(.stopped): show(.trouble("No answer"))
    case .success(let answer) where answer.status != 200:
      show(.trouble("HTTP Error [\(answer.status)]"))
    case .success(let answer):
      let content = PhoneDocumentReader.read(answer.body, type: answer.headers["Content-Type"] ?? "")
      switch content {
      case .page(let page): show(page)
      case .execute(let urls):
        executions = urls
        return execute()
      }
      refresh = answer.headers["Refresh"].flatMap { PageRefresh($0) }
    }
    return nil
  }

  /// Goes where the page wants to go by itself; nil where it does not.
  package mutating func followRefresh() -> Need? {
    guard let next = refresh else { return nil }
    automatic = 0
    return fetch(next.url)
  }

  /// No longer waits for an answer, which must not be handed over then.
  mutating func abandon() {
    isWaiting = false
    executions = []
    note = nil
  }

  private mutating func show(_ page: PhonePage) {
    if case .idle = self.page.body {
      history = []
    } else {
      history = Array((history + [self.page]).suffix(Self.longestHistory))
    }
    replace(page)
  }

  private mutating func replace(_ page: PhonePage) {
    self.page = page
    typed = page.fields.map(\.initial)
    // Who is remembered needs the PIN only.
    focus = page.fields.firstIndex { $0.initial.isEmpty } ?? 0
    (scroll, keyRow, note, refresh) = (0, 0, nil, nil)
  }

  private mutating func fetch(_ url: String) -> Need? {
    guard automatic < Self.mostAutomatic else {
      show(.trouble("The pages lead from one to the other without end"))
      return nil
    }
    automatic += 1
    guard let call = identity.request(url) else {
      note = "The address cannot be used"
      return nil
    }
    address = url
    (note, isWaiting, refresh) = ("Requesting…", true, nil)
    return .request(call)
  }

  /// Does what a document says, up to the first page that has to be asked for.
  private mutating func execute() -> Need? {
    note = nil
    while !executions.isEmpty {
      let action = PhoneAction(executions.removeFirst())
      switch action {
      case .fetch(let url): return fetch(url)
      default: if let need = perform(action) { return need }
      }
    }
    return nil
  }

  // MARK: - Buttons

  /// The four soft keys that are seen.
  package var visibleKeys: [PhonePage.SoftKey?] {
    let keys = page.keys
    guard keys.contains(where: { $0.position > 4 }) || keys.count > 4 else {
      var places: [PhonePage.SoftKey?] = [nil, nil, nil, nil]
      for key in keys {
        let free = places.indices.first { $0 >= key.position - 1 && places[$0] == nil }
        if let place = free ?? places.firstIndex(of: nil) { places[place] = key }
      }
      return places
    }
    let first = min(keyRow * 3, keys.count)
    var places: [PhonePage.SoftKey?] = Array(keys[first..<min(first + 3, keys.count)])
    places += Array(repeating: nil, count: 3 - places.count)
    return places + [PhonePage.SoftKey(name: "more", action: .more, position: 4)]
  }

  /// Whether keys are written into a field.
  var hasField: Bool { page.fields.indices.contains(focus) }

  /// Presses the soft key at a place from 1 to 4 of those that are seen.
  package mutating func pressSoftKey(_ place: Int) -> Need? {
    guard visibleKeys.indices.contains(place - 1), let key = visibleKeys[place - 1] else { return nil }
    return press(key.action)
  }

  /// Does what a button does.
  package mutating func press(_ action: PhoneAction) -> Need? {
    automatic = 0
    executions = []
    note = nil
    return perform(action)
  }

  private mutating func perform(_ action: PhoneAction) -> Need? {
    switch action {
    case .submit: return submit()
    case .select: return select()
    case .erase: erase()
    case .exit:
      if case .idle = page.body { return .end }
      replace(.resting(""))
    case .back: replace(history.popLast() ?? .resting(""))
    case .update: return fetch(address)
    case .services: return open()
    case .closeServices:
      // What the document did before stays to be read.
      let said = note
      replace(.resting("The service has closed Services"))
      note = said
    case .clearCallLogs: note = "The call logs are cleared"
    case .more: keyRow = (keyRow + 1) * 3 < page.keys.count ? keyRow + 1 : 0
    case .fetch(let url): return fetch(url)
    case .unknown(let url):
      // What stands behind the colon may be anything, and anything long.
      note = url.isEmpty ? "This key does nothing" : "This phone has no '\(url.prefix { $0 != ":" })'"
    }
    return nil
  }

  private mutating func submit() -> Need? {
    guard case .input(let fields, let url) = page.body else { return nil }
    var query = ""
    for (field, text) in zip(fields, typed) where !field.parameter.isEmpty {
      query += "\(query.isEmpty ? "" : "&")\(urlEncoded(field.parameter))=\(urlEncoded(text))"
    }
    return fetch(query.isEmpty ? url : url + Self.joint(url) + query)
  }

  /// What stands between an address and fields that are added to its query.
  private static func joint(_ url: String) -> String {
    guard url.contains("?") else { return "?" }
    return url.hasSuffix("?") || url.hasSuffix("&") ? "" : "&"
  }

  private mutating func select() -> Need? {
    guard page.items.indices.contains(focus) else { return nil }
    return perform(PhoneAction(page.items[focus].url))
  }

  // MARK: - Fields and items

  /// Writes a character into the field that has the focus; false where it is not taken.
  @discardableResult
  mutating func type(_ character: Character) -> Bool {
    guard hasField, let text = page.fields[focus].rule.taken(character),
      typed[focus].unicodeScalars.count + text.unicodeScalars.count <= FieldRule.longest
    else { return false }
    typed[focus] += text
    return true
  }

  /// Erases the last character of the field.
  mutating func erase() {
    if hasField, !typed[focus].isEmpty { typed[focus].removeLast() }
  }

  /// Empties a field and gives it the focus.
  mutating func clear(field index: Int) {
    guard page.fields.indices.contains(index) else { return }
    focus = index
    typed[index] = ""
  }

  /// Gives an item the focus.
  mutating func choose(item index: Int) { if page.items.indices.contains(index) { focus = index } }

  /// Moves the focus, round and round in forms, or a text.
  mutating func move(_ step: Int) {
    let count = max(page.fields.count, page.items.count)
    if count == 0 { scroll = max(0, scroll + step) } else { focus = (focus + step + count) % count }
  }
}
