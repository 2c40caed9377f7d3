import EMService
import EMTestSupport
import Foundation
import Testing

/// The texts of the errors, against a copy of the guides' tables in `phone-errors.csv`.
@Suite struct PhoneErrorTests {
  /// One line of the copy.
  struct Line: Sendable, CustomTestStringConvertible {
    let cells: [String]
    var testDescription: String { cells[1] }

    /// The texts of a language: at login, at logout.
    func texts(_ language: PhoneLanguage) -> [String?] {
      let first = 3 + 2 * ([.english, .chinese, .japanese, .korean].firstIndex(of: language) ?? 0)
      return cells[first...(first + 1)].map { $0.isEmpty ? nil : $0 }
    }
  }

  static let lines: [Line] = {
    let text = (try? String(contentsOfFile: fixturesDirectory + "/phone-errors.csv", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().map {
      Line(cells: $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    }
  }()

  @Test func `there is a line for each error`() {
    #expect(Self.lines.map { $0.cells[1] } == PhoneError.allCases.sorted().map { "\($0.rawValue)" })
  }

  @Test(arguments: lines) func `an error is what the tables say`(line: Line) throws {
    let error = try #require(Int(line.cells[1]).flatMap(PhoneError.init(rawValue:)))
    #expect(error.layer.rawValue == line.cells[0])
    #expect(error.isInternal == (line.cells[2] == "yes"))
    for language in PhoneLanguage.allCases {
      #expect(
        [error.display(for: language, at: .login), error.display(for: language, at: .logout)] == line.texts(language))
    }
    #expect(!error.name.isEmpty && !error.name.hasPrefix("Error "))
  }

  @Test(arguments: [
    ("Japanese Japan", PhoneLanguage.japanese), ("ja_JP", .japanese), ("ja", .japanese), ("ja-JP.UTF-8", .japanese),
    ("Chinese China", .chinese), ("Chinese Taiwan", .chinese), ("zh_CN", .chinese), ("Korean Korea Republic", .korean),
    ("ko_KR", .korean), ("English United States", .english), ("German Germany", .english), ("", .english),
    ("kok_IN", .english),
  ])
  func `a locale has a language`(locale: String, language: PhoneLanguage) {
    #expect(PhoneLanguage(locale: locale) == language)
  }
}
