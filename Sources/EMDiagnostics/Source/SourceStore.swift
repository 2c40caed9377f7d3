internal import Glibc

/// The only way to the text of a run's files.
///
/// Nothing is kept but a fingerprint: texts are read again when a finding is drawn, and a file that is another one by
/// then ends the run. Several threads may load different files at once.
package final class SourceStore: Sendable {
  /// What a file was at its first load.
  private struct Fingerprint: Hashable {
    var stamp: FileStamp?
    var hash: UInt64
  }

  /// The path that stands for standard input.
  package static let standardInputPath = "-"

  private let paths: [String]
  private let standardInput: [UInt8]?
  private let maximumBytes: Int
  private let fingerprints: Locked<[Fingerprint?]>

  /// Makes the store of a run.
  ///
  /// `paths` are as shown to the user, sorted; the index is the `FileID`. `standardInput` is the text of the path `-`.
  /// A file of more than `maximumBytes` bytes is refused; 1 GiB is the most that can be asked for, because offsets have
  /// 32 bits and UTF-16 grows.
  package init(paths: [String], standardInput: [UInt8]? = nil, maximumBytes: Int = 256 << 20) {
    self.paths = paths
    self.standardInput = standardInput
    self.maximumBytes = max(0, min(maximumBytes, 1 << 30))
    fingerprints = Locked(Array(repeating: nil, count: paths.count))
  }

  /// How many files the run has.
  package var count: Int { paths.count }

  /// The path of a file as shown to the user; empty for an ID of another run.
  package func path(_ file: FileID) -> String {
    Int(file.index) < paths.count ? paths[Int(file.index)] : ""
  }

  /// The files, the largest first, so that threads which share them end at about the same time.
  package func largestFirst() -> [FileID] {
    let sizes = paths.map { path -> Int in
      var status = stat()
      return path != Self.standardInputPath && stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
    return paths.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.map { FileID(UInt32($0)) }
  }

  /// Replaces `text` by the text of a file and returns the first thing that makes it unfit for YAML.
  ///
  /// After a problem the bytes are there as they are, so that its place can be shown (none after `tooLarge`).
  /// Throws `.changed` when the file is not the one of its first load.
  package func load(_ file: FileID, into text: inout SourceText) throws(ReadFailure) -> TextProblem? {
    guard Int(file.index) < paths.count else { throw .notFound }
    text.reset()
    let path = paths[Int(file.index)]
    if path == Self.standardInputPath, let standardInput {
      guard standardInput.count <= maximumBytes else {
        return .tooLarge(size: standardInput.count, limit: maximumBytes)
      }
      text.bytes.append(contentsOf: standardInput)
      return text.interpret()
    }
    let isFirst = fingerprints.withLock { $0[Int(file.index)] == nil }
    do {
      return try read(path, file, into: &text)
    } catch {
      // A file that was there and now is gone, a directory, … has changed; that is what the user must know.
      throw isFirst ? error : .changed
    }
  }

  private func read(_ path: String, _ file: FileID, into text: inout SourceText) throws(ReadFailure) -> TextProblem? {
    let reader = try FileReader.opening(path)
    var fingerprint = Fingerprint(stamp: reader.stamp, hash: 0)
    let isTooLarge = reader.stamp.size > maximumBytes
    if !isTooLarge {
      // Files of pseudo file systems are longer than their size says: one byte over the limit tells.
      try reader.read(into: &text.bytes, limit: maximumBytes + 1)
      fingerprint.hash = text.withBytes(contentHash)
    }
    let isSame = fingerprints.withLock { known in
      guard let first = known[Int(file.index)] else {
        known[Int(file.index)] = fingerprint
        return true
      }
      return first == fingerprint
    }
    guard isSame else { throw .changed }
    if isTooLarge || text.bytes.count > maximumBytes {
      let size = max(reader.stamp.size, text.bytes.count)
      text.reset()
      return .tooLarge(size: size, limit: maximumBytes)
    }
    return text.interpret()
  }
}
