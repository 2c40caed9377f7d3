package import EMDiagnostics

/// What a verification found out.
package struct BundleVerification: Sendable {
  /// What is known of the signature.
  package enum Signature: Hashable, Sendable {
    /// There is none.
    case none
    /// There is one, of the key with this number; nobody named a key to check it with.
    case unchecked(key: String)
    /// It is good: made with the key of this number; the comment is signed too.
    case good(key: String, trustedComment: String)
    /// It is not good, or it is wanted and not there; a problem says why.
    case bad
  }

  /// How many problems are kept; more are counted only.
  static let keptProblems = 100

  /// What the bundle says of itself; nil when that could not be read.
  package fileprivate(set) var manifest: Manifest?
  /// The signature.
  package fileprivate(set) var signature = Signature.none
  /// What is wrong, in the order in which it was found: the first hundred.
  package private(set) var problems: [BundleProblem] = []
  /// How much is wrong.
  package private(set) var problemCount = 0
  /// The content of the files that were to be kept, by path: the bytes that were verified.
  package fileprivate(set) var kept: [String: [UInt8]] = [:]

  /// Whether everything is as the manifest says, and the signature, where a key was named, is good.
  package var isGood: Bool { problemCount == 0 }

  /// Adds a problem.
  mutating func add(_ problem: BundleProblem) {
    problemCount += 1
    if problems.count < Self.keptProblems { problems.append(problem) }
  }

  /// What a verification may cost.
  struct Limits {
    /// Bytes of all files together at most: 16 GiB, many times what a large deployment makes.
    var totalSize: UInt64 = 1 << 34
    /// Bytes of a file that is kept at most.
    var keptSize = UInt64(RuntimeFormat.largestFile)
  }
}

extension BundleVerification {
  /// Verifies a bundle: a directory, or an archive, which is not unpacked.
  ///
  /// With a key the signature must be there and good. The content of the files whose paths `keeping` has is kept, so
  /// that nobody reads again what may be another by then. Throws where the bundle cannot be read at all.
  package init(
    of path: String, publicKey: MinisignPublicKey?, keeping: Set<String> = []
  ) throws(SourceFailure) {
    try self.init(of: path, publicKey: publicKey, keeping: keeping, limits: Limits())
  }

  /// Verifies a bundle within limits.
  init(
    of path: String, publicKey: MinisignPublicKey?, keeping: Set<String> = [], limits: Limits
  ) throws(SourceFailure) {
    var inspection = BundleInspection(publicKey: publicKey, keeping: keeping, limits: limits)
    do throws(VerificationStop) {
      try inspection.inspect(path)
    } catch {
      switch error {
      case .problem(let problem): inspection.result.add(problem)
      case .failure(let failure): throw failure
      }
    }
    self = inspection.result
  }
}

/// Compares what is there with the manifest; the one code for directories and archives.
struct BundleInspection {
  private let publicKey: MinisignPublicKey?
  private let limits: BundleVerification.Limits
  private let keeping: Set<String>
  /// What is known so far.
  var result = BundleVerification()
  private var files: [Manifest.Entry] = []
  /// For each of `files`, whether it was there.
  private var isSeen: [Bool] = []

  /// Begins an inspection.
  init(publicKey: MinisignPublicKey?, keeping: Set<String>, limits: BundleVerification.Limits) {
    self.publicKey = publicKey
    self.keeping = keeping
    self.limits = limits
  }

  /// Takes the manifest; stops where it is none, or wants too much.
  mutating func take(manifest bytes: [UInt8]) throws(VerificationStop) {
    let manifest: Manifest
    do throws(ManifestDefect) { manifest = try Manifest(json: bytes) } catch {
      let isPath = if case .path = error { true } else { false }
      let isDuplicate = if case .duplicate = error { true } else { false }
      let kind: BundleProblem.Kind = isPath ? .path : isDuplicate ? .duplicate : .manifest
      throw .problem(BundleProblem(kind, error.path ?? Manifest.fileName, error.reason))
    }
    var total: UInt64 = 0
    for file in manifest.files {
      let (sum, isOver) = total.addingReportingOverflow(file.size)
      guard !isOver, sum <= limits.totalSize else {
        throw .problem(
          BundleProblem(.manifest, Manifest.fileName, "lists more than \(limits.totalSize) bytes of files"))
      }
      total = sum
    }
    result.manifest = manifest
    files = manifest.files
    isSeen = [Bool](repeating: false, count: files.count)
  }

  /// Takes the signature's file, nil where there is none, and the manifest's bytes.
  mutating func take(signature file: [UInt8]?, manifest: [UInt8]) {
    guard let file else {
      guard publicKey != nil else { return }
      result.signature = .bad
      return result.add(BundleProblem(.signature, Manifest.signatureName, "is missing: the bundle is not signed"))
    }
    guard let signature = MinisignSignature(file: file) else {
      result.signature = .bad
      return result.add(BundleProblem(.signature, Manifest.signatureName, "is no signature of minisign"))
    }
    let number = Minisign.shown(signature.keyNumber)
    guard let publicKey else {
      result.signature = .unchecked(key: number)
      return
    }
    if let defect = publicKey.defect(of: signature, manifest) {
      result.signature = .bad
      result.add(BundleProblem(.signature, Manifest.signatureName, defect))
    } else {
      result.signature = .good(key: number, trustedComment: signature.trustedComment)
    }
  }

  /// The entry of a file that is there; nil, with a problem, where there is none or it was there before.
  mutating func meet(_ path: String) -> Manifest.Entry? {
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path.utf8.lexicographicallyPrecedes(path.utf8) { low = middle + 1 } else { high = middle }
    }
    guard low < files.count, files[low].path.utf8.elementsEqual(path.utf8) else {
      result.add(BundleProblem(.unknown, path, "is not in the manifest"))
      return nil
    }
    guard !isSeen[low] else {
      result.add(BundleProblem(.duplicate, path, "is there twice"))
      return nil
    }
    isSeen[low] = true
    return files[low]
  }

  /// Compares a file's size; false, with a problem, when it is another one.
  mutating func check(size: UInt64, _ entry: Manifest.Entry) -> Bool {
    guard size != entry.size else { return true }
    let reason = "has \(size) bytes, and the manifest says \(entry.size)"
    result.add(BundleProblem(.changed, entry.path, reason))
    return false
  }

  /// What the content of a file is read into, the size of which is right.
  func content(of entry: Manifest.Entry) -> InspectedContent {
    InspectedContent(isKept: keeping.contains(entry.path) && entry.size <= limits.keptSize, size: entry.size)
  }

  /// Compares a file's digest; keeps its content where that is wanted.
  mutating func check(_ content: consuming InspectedContent, _ entry: Manifest.Entry) {
    guard content.digest() == entry.digest else {
      return result.add(BundleProblem(.changed, entry.path, "was changed: its SHA-256 is not that of the manifest"))
    }
    result.kept[entry.path] = content.bytes
  }

  /// Adds a problem for every file that was not there.
  mutating func finish() {
    for (file, isSeen) in zip(files, isSeen) where !isSeen {
      result.add(BundleProblem(.missing, file.path, "is missing"))
    }
  }
}

/// The content of a file while it is read: its digest, and its bytes where they are wanted.
struct InspectedContent {
  private var hasher = Digest.Hasher()
  /// Bytes so far.
  private(set) var count: UInt64 = 0
  /// The content so far; nil where it is not wanted.
  private(set) var bytes: [UInt8]?

  /// Begins with nothing; `size` is the file's.
  init(isKept: Bool, size: UInt64) {
    guard isKept else { return }
    bytes = []
    bytes?.reserveCapacity(Int(clamping: size))
  }

  /// Adds a piece.
  mutating func add(_ piece: UnsafeRawBufferPointer) {
    hasher.update(piece)
    count += UInt64(piece.count)
    bytes?.append(contentsOf: piece)
  }

  /// The digest of everything; to be asked for once.
  mutating func digest() -> Digest { hasher.finish() }
}
