internal import CSQLite
package import EMService

/// A value that SQLite keeps.
package enum SQLiteValue: Sendable, Equatable {
  /// Nothing.
  case null
  /// A number.
  case integer(Int)
  /// A text.
  case text(String)

  /// A number, or nothing.
  package init(_ number: Int?) { self = number.map(SQLiteValue.integer) ?? .null }

  /// A text, or nothing.
  package init(_ text: String?) { self = text.map(SQLiteValue.text) ?? .null }

  /// 1 or 0.
  package init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
}

/// A row of a result, as long as the call lasts that hands it over.
package struct SQLiteRow {
  fileprivate let statement: OpaquePointer

  /// True where a column holds nothing.
  package func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

  /// A number.
  package func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }

  /// A number, or nothing.
  package func optionalInteger(_ column: Int) -> Int? { isNull(column) ? nil : integer(column) }

  /// A text; empty where there is nothing.
  package func text(_ column: Int) -> String {
    guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}

/// A compiled statement; of one thread at a time, as its database.
package final class SQLiteStatement {
  private let database: SQLiteDatabase
  private let statement: OpaquePointer

  init(_ database: SQLiteDatabase, _ statement: OpaquePointer) {
    self.database = database
    self.statement = statement
  }

  deinit { sqlite3_finalize(statement) }

  /// Runs the statement, whose result nobody reads.
  package func run(_ values: SQLiteValue...) throws(StoreFailure) { try step(values) { _ in } }

  /// Runs the statement and looks at each row of the result.
  package func rows(_ values: SQLiteValue..., each body: (SQLiteRow) -> Void) throws(StoreFailure) {
    try step(values, body)
  }

  /// Runs the statement and takes something of the first row; nil where there is none.
  package func first<R>(_ values: SQLiteValue..., take: (SQLiteRow) -> R) throws(StoreFailure) -> R? {
    var result: R?
    try step(values) { row in if result == nil { result = take(row) } }
    return result
  }

  private func step(_ values: [SQLiteValue], _ body: (SQLiteRow) -> Void) throws(StoreFailure) {
    defer {
      sqlite3_reset(statement)
      // Texts of the last run may be secret, and need not stay.
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: body(SQLiteRow(statement: statement))
      case SQLITE_DONE: return
      case let code: throw database.failure(code)
      }
    }
  }

  private func bind(_ value: SQLiteValue, at index: Int32) throws(StoreFailure) {
    let code =
      switch value {
      case .null: sqlite3_bind_null(statement, index)
      case .integer(let number): sqlite3_bind_int64(statement, index, Int64(number))
      case .text(let text): bind(text, at: index)
      }
    guard code == SQLITE_OK else { throw database.failure(code) }
  }

  private func bind(_ text: String, at index: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // SQLite takes a missing pointer for NULL; an empty text may have none.
        guard let start = characters.baseAddress, !characters.isEmpty else {
          return sqlite3_bind_text(statement, index, "", 0, csqlite_transient())
        }
        return sqlite3_bind_text64(
          statement, index, start, UInt64(characters.count), csqlite_transient(), UInt8(SQLITE_UTF8))
      }
    }
  }
}
