internal import Synchronization

/// A client's request that is not answered yet.
struct Conversation: Sendable {
  /// What is waited for at a login with another cluster's user.
  enum Stage: Sendable {
    /// Whose user it is: replies that came, and how many are missing.
    case finding([(request: Int, reply: CheckUserReply)], missing: Int)
    /// An earlier message about the phone must reach the home cluster first.
    case flushing(HomeLoginRequest, peer: String)
    /// The home cluster's answer.
    case loggingIn(peer: String, cancellation: String)
  }

  /// Names it.
  let ticket: Ticket
  /// What was asked.
  let request: ServiceRequest
  /// What is known of the credentials.
  var verdicts: [(question: CredentialQuestion, verdict: CredentialVerdict)] = []
  /// A login that other clusters have a part in.
  var login: VisitingLogin?
  /// How far it is.
  var stage: Stage?
  /// What became of a change of a PIN.
  var pinChange: PINChangeResult?

  /// Begins one.
  init(_ request: ServiceRequest, _ ticket: Ticket) {
    self.request = request
    self.ticket = ticket
  }

  /// What is known of credentials; nil where nothing is.
  func verdict(on question: CredentialQuestion) -> CredentialVerdict? {
    verdicts.first { $0.question == question }?.verdict
  }

  /// True for a login or a logout.
  var isCounted: Bool {
    switch request {
    case .login, .logout, .logoutAll: true
    default: false
    }
  }

  /// True where it counts for Maximum Concurrent Requests while it waits: an application of the EM API waits for
  /// nothing but a look at its password, before its request begins.
  var isLimited: Bool {
    switch request {
    case .login(let call): !call.caller.isApplication
    case .logout(let call): !call.caller.isApplication
    case .logoutAll(let caller): !caller.isApplication
    default: false
    }
  }

  /// True where another cluster asks.
  var isOfPeer: Bool {
    if case .peer = request { true } else { false }
  }
}

extension Caller {
  /// True for a client of the EM API.
  fileprivate var isApplication: Bool { if case .application = self { true } else { false } }
}

/// What is to be done with a conversation.
enum Progress {
  /// It is over.
  case answer(ServiceAnswer)
  /// Credentials must be looked at first.
  case verify(CredentialQuestion)
  /// A PIN must be changed first.
  case change(PINChange)
  /// Other clusters are asked.
  case wait
}

/// Who a caller turns out to be.
enum Authority {
  /// May act for everybody.
  case all
  /// May act for one user.
  case user(String)
  /// Somebody at a phone, who types a PIN.
  case phone
  /// Nobody knows yet.
  case unknown(CredentialQuestion)
  /// May do nothing.
  case refused(PhoneError, String)
}

/// What our own tickets wait for.
enum Waiting: Sendable {
  /// A verdict, for a conversation.
  case verdict(CredentialQuestion, of: Ticket)
  /// A change of a PIN, for a conversation.
  case pinChange(user: String, of: Ticket)
  /// What became of a visitor's change of a PIN at a phone, for a conversation.
  case pinChangeAbroad(device: String, peer: String, of: Ticket)
  /// A reply about a user.
  case checkUser(request: Int, peer: String, of: Ticket)
  /// A reply to a login.
  case homeLogin(peer: String, of: Ticket)
  /// An acknowledgement.
  case acknowledgement(id: String, peer: String)
  /// What a remote cluster says of itself.
  case update(peer: String)
  /// Which of these sessions another cluster knows.
  case comparison(peer: String, [LoginSession])
}

/// The question that a decision could not go on without.
final class OpenQuestion: Sendable {
  private let value = Mutex<CredentialQuestion?>(nil)

  /// The question, if there was one.
  var question: CredentialQuestion? { value.withLock { $0 } }

  /// Keeps the first question.
  func ask(_ question: CredentialQuestion) { value.withLock { $0 = $0 ?? question } }
}

extension PINVerdict {
  /// What it means for a login.
  init(_ verdict: CredentialVerdict) {
    self =
      switch verdict {
      case .right(mustChange: nil): .right
      case .right(mustChange: true?): .rightButOld
      case .right(mustChange: false?): .rightAndFresh
      case .application, .wrong: .wrong
      case .locked: .locked
      case .busy: .busy
      case .unavailable: .directoryDown
      }
  }
}
