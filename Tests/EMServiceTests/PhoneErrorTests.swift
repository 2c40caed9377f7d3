import EMService
import Testing

@Suite("What phones show")
struct PhoneErrorTests {
  @Test("each error has a text")
  func texts() {
    #expect(PhoneError.duplicateDeviceName.display == "Login is Unavailable (37)")
    #expect(PhoneError.allCases.allSatisfy { $0.display?.isEmpty == false || $0 == .noUserLoggedIn })
  }
}
