internal import EMDiagnostics

/// Turns places into lines and columns; every file is read once at most.
struct PlaceFinder {
  /// A place as people and programs name it.
  struct Position: Equatable {
    /// The file as it was named or found.
    var path: String
    /// 1-based line; nil where the file cannot be read any more.
    var line: Int?
    /// 1-based column in characters; nil with the line.
    var column: Int?

    /// The position as `path:line:column`.
    var text: String {
      guard let line, let column else { return path }
      return "\(path):\(line):\(column)"
    }
  }

  private let store: SourceStore
  private var tables: [FileID: LineTable] = [:]

  /// Finds places in a run's files.
  init(_ store: SourceStore) { self.store = store }

  /// Where a place is.
  mutating func position(_ place: Place) -> Position {
    let path = store.path(place.file)
    if tables[place.file] == nil {
      var source = SourceText()
      do throws(ReadFailure) {
        _ = try store.load(place.file, into: &source)
        tables[place.file] = LineTable(source)
      } catch {
        return Position(path: path)
      }
    }
    let found = tables[place.file]?.position(of: Int(place.offset))
    return Position(path: path, line: found?.line, column: found?.column)
  }
}
