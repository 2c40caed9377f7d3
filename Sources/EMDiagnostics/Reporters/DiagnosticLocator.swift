/// Finds the lines, columns and texts of findings again, after the texts themselves were dropped.
///
/// Every file with a finding is loaded once, and two at most are in memory at a time.
package struct DiagnosticLocator: Sendable {
  /// Finds the ends of nodes in a text: for each wanted offset (sorted, each once) the range of the innermost node that
  /// begins there, or of the outermost collection; nil where no node begins.
  package typealias Locate = @Sendable (SourceText, [(offset: UInt32, collection: Bool)]) -> [Range<UInt32>?]

  /// How standard input is called where a path is expected.
  package static let standardInputName = "<stdin>"

  private let store: SourceStore
  private let threads: Int
  private let locate: Locate

  /// One place to find, and which of the run's places it is.
  private struct Request {
    var place: Place
    var slot: Int
  }

  /// Makes a locator over a run's files; `threads` (1 or 2) never changes the result.
  package init(store: SourceStore, threads: Int = 2, locate: @escaping Locate) {
    self.store = store
    self.threads = max(1, min(threads, 2))
    self.locate = locate
  }

  /// The findings with their places, sorted by (path, beginning, end, code, message), equal ones once.
  ///
  /// Throws when a file cannot be read again or has changed: of several, the first by path.
  package func located(_ diagnostics: [Diagnostic]) throws(SourceFailure) -> [LocatedDiagnostic] {
    var requests: [Request] = []
    var slots = 0
    for diagnostic in diagnostics {
      if let place = diagnostic.place { requests.append(Request(place: place, slot: slots)) }
      for (index, related) in diagnostic.related.enumerated() {
        requests.append(Request(place: related.place, slot: slots + 1 + index))
      }
      slots += 1 + diagnostic.related.count
    }
    let locations = try locations(of: requests, slots: slots)
    var slot = 0
    var result = diagnostics.map { diagnostic in
      defer { slot += 1 + diagnostic.related.count }
      let related = diagnostic.related.indices.compactMap { index in
        locations[slot + 1 + index].map {
          LocatedDiagnostic.Related(location: $0, message: diagnostic.related[index].message)
        }
      }
      return LocatedDiagnostic(diagnostic, location: locations[slot], related: related)
    }
    result.sort(by: LocatedDiagnostic.comesBefore)
    return result.indices.compactMap { index in
      index > 0 && LocatedDiagnostic.isSame(result[index - 1], result[index]) ? nil : result[index]
    }
  }

  /// The location of every request, at its slot.
  private func locations(
    of requests: [Request], slots: Int
  ) throws(SourceFailure) -> [LocatedDiagnostic.Location?] {
    let sorted = requests.sorted { Self.comesBefore($0.place, $1.place) }
    var groups: [Range<Int>] = []
    for index in sorted.indices {
      if let last = groups.last, sorted[last.lowerBound].place.file == sorted[index].place.file {
        groups[groups.count - 1] = last.lowerBound..<index + 1
      } else {
        groups.append(index..<index + 1)
      }
    }
    let results = Locked<[Result<[LocatedDiagnostic.Location], SourceFailure>?]>(
      Array(repeating: nil, count: groups.count))
    let queue = WorkQueue(count: groups.count)
    runWorkers(min(threads, groups.count)) { [groups] in
      var text = SourceText()
      while let group = queue.take() {
        let result = locationsInFile(sorted[groups[group]], text: &text)
        results.withLock { $0[group] = result }
      }
    }
    var locations: [LocatedDiagnostic.Location?] = Array(repeating: nil, count: slots)
    for (group, result) in zip(groups, results.withLock { $0 }) {
      guard let found = try result?.get() else { continue }
      for (request, location) in zip(sorted[group], found) { locations[request.slot] = location }
    }
    return locations
  }

  /// The locations of requests that all lie in one file, sorted by place; `text` is a buffer.
  private func locationsInFile(
    _ requests: ArraySlice<Request>, text: inout SourceText
  ) -> Result<[LocatedDiagnostic.Location], SourceFailure> {
    guard let file = requests.first?.place.file else { return .success([]) }
    let path = store.path(file) == SourceStore.standardInputPath ? Self.standardInputName : store.path(file)
    let whole = LocatedDiagnostic.Location(path: path)
    guard requests.contains(where: { $0.place.extent != .file }) else {
      return .success(requests.map { _ in whole })
    }
    let problem: TextProblem?
    do {
      problem = try store.load(file, into: &text)
    } catch {
      return .failure(SourceFailure(path: store.path(file), failure: error))
    }
    let ends = problem == nil ? nodeEnds(requests, text) : [:]
    let cutter = SnippetCutter(text: text, lines: LineTable(text))
    var result: [LocatedDiagnostic.Location] = []
    result.reserveCapacity(requests.count)
    var previous: (place: Place, location: LocatedDiagnostic.Location)?
    for request in requests {
      if let previous, previous.place == request.place {
        result.append(previous.location)
        continue
      }
      let location =
        request.place.extent == .file || text.bytes.isEmpty
        ? whole : cutter.location(path: path, range: Self.range(of: request.place, ends: ends))
      previous = (request.place, location)
      result.append(location)
    }
    return .success(result)
  }

  /// The nodes that places mean, found in one walk over the text.
  private func nodeEnds(_ requests: ArraySlice<Request>, _ text: SourceText) -> [Place: Range<UInt32>] {
    var places: [Place] = []
    for request in requests where places.last != request.place {
      switch request.place.extent {
      case .node, .collection: places.append(request.place)
      case .bytes, .file: break
      }
    }
    guard !places.isEmpty else { return [:] }
    let found = locate(text, places.map { ($0.offset, $0.extent == .collection) })
    var ends: [Place: Range<UInt32>] = [:]
    for (place, range) in zip(places, found) { ends[place] = range }
    return ends
  }

  private static func range(of place: Place, ends: [Place: Range<UInt32>]) -> Range<Int> {
    let offset = Int(place.offset)
    switch place.extent {
    case .bytes(let length): return offset..<offset + Int(length)
    case .node, .collection:
      guard let range = ends[place] else { return offset..<offset }
      return Int(range.lowerBound)..<Int(range.upperBound)
    case .file: return 0..<0
    }
  }

  /// Orders places by file and offset, and equal ones next to each other.
  private static func comesBefore(_ left: Place, _ right: Place) -> Bool {
    func key(_ place: Place) -> (UInt32, UInt32, UInt64) {
      switch place.extent {
      case .file: (place.file.index, place.offset, 0)
      case .node: (place.file.index, place.offset, 1)
      case .collection: (place.file.index, place.offset, 2)
      case .bytes(let length): (place.file.index, place.offset, 3 + UInt64(length))
      }
    }
    return key(left) < key(right)
  }
}
