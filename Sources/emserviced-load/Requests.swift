/// The phones and users that the bundle for the load test has, and what is asked about them.
enum Requests {
  /// The application that asks.
  static let application = "load"
  /// Its password.
  static let password = "Load-Test-1"
  /// The PIN of users who have one.
  static let pin = "84236"

  /// Device name of a phone.
  static func phone(_ number: Int) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return "SEP" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }

  /// User ID.
  static func user(_ number: Int) -> String { "user\(number)" }

  /// A login by the EM API.
  static func login(_ number: Int) -> [UInt8] {
    api("request", "<login><deviceName>\(phone(number))</deviceName><userID>\(user(number))</userID></login>")
  }

  /// A logout by the EM API.
  static func logout(_ number: Int) -> [UInt8] {
    api("request", "<logout><deviceName>\(phone(number))</deviceName></logout>")
  }

  /// Who is on a phone.
  static func query(_ number: Int) -> [UInt8] {
    api("query", "<deviceUserQuery><deviceName>\(phone(number))</deviceName></deviceUserQuery>")
  }

  /// A login at the phone, with a PIN.
  static func phoneLogin(_ number: Int) -> [UInt8] {
    get("/emapp/EMAppServlet?device=\(phone(number))&userid=\(user(number))&seq=\(pin)")
  }

  /// A page.
  static func get(_ target: String) -> [UInt8] { Array("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8) }

  private static func api(_ kind: String, _ body: String) -> [UInt8] {
    let info = "<appInfo><appID>\(application)</appID><appCertificate>\(password)</appCertificate></appInfo>"
    let form = "xml=<\(kind)>\(info)\(body)</\(kind)>"
    return Array(
      """
      POST /emservice/EMServiceServlet HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/x-www-form-urlencoded\r
      Content-Length: \(form.utf8.count)\r
      \r
      \(form)
      """.utf8)
  }
}
