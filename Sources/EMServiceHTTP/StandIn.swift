internal import EMBundle
internal import EMService

struct ServiceCore {
  var configuration: ServiceConfiguration
  var state: ServiceState
  init(_ configuration: ServiceConfiguration, state: ServiceState) {
    self.configuration = configuration; self.state = state
  }
  mutating func replace(state: ServiceState) { self.state = state }
  mutating func replace(configuration: ServiceConfiguration) -> ServiceReaction {
    self.configuration = configuration; return ServiceReaction()
  }
  func violations() -> [String] { [] }
  var outboxLength: Int { 0 }
  var serviceCounters: [ServiceCounter] { [] }
  mutating func handle(_ input: ServiceInput, at now: Int) -> ServiceReaction {
    var reaction = ServiceReaction()
    guard case .request(let request, let ticket) = input else { return reaction }
    switch request {
    case .login(let call):
      let session = LoginSession(
        device: call.device, visiting: configuration.cluster.handle, user: call.user,
        home: configuration.cluster.handle,
        profile: call.profile ?? "P", kind: .local, since: now)
      state.beginHere(session)
      reaction.changes = [.beginHere(session)]
      let phone = PhoneAfterLogin(session: session)
      reaction.outputs = [
        .device(.loggedIn(phone, clearsCallLogs: false, doNotDisturb: false)), .answer(.loggedIn(phone), ticket),
      ]
    case .logout(let call):
      if state.end(device: call.device, of: configuration.cluster.handle) != nil {
        reaction.changes = [.endHere(device: call.device)]
        reaction.outputs = [.answer(.loggedOut([call.device]), ticket)]
      } else {
        reaction.outputs = [.answer(.failure(.noUserLoggedIn, detail: ""), ticket)]
      }
    default: reaction.outputs = [.answer(.done, ticket)]
    }
    return reaction
  }
}
