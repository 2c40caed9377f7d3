/// What a corpus was made with; a hidden file beside it, so that the linter does not read it.
struct CorpusStamp {
  private static let name = "/.emcc-bench"

  /// Size asked for, in million bytes; 0 for the grown deployment.
  var megabytes: Int
  /// One object in so many is wrong; 0 = none.
  var wrongEvery: Int

  /// Writes the stamp.
  func write(to directory: String) throws(BenchError) {
    try writeFile(directory + Self.name, Array("\(generatorVersion) \(megabytes) \(wrongEvery)\n".utf8))
  }

  /// The stamp of a directory; nil when it was not made by this version of the generator.
  static func read(from directory: String) -> CorpusStamp? {
    guard let bytes = readFile(directory + name) else { return nil }
    let numbers = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }.map { Int($0) }
    guard numbers.count == 3, numbers[0] == generatorVersion, let size = numbers[1], let wrong = numbers[2] else {
      return nil
    }
    return CorpusStamp(megabytes: size, wrongEvery: wrong)
  }
}
