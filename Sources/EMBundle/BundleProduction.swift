internal import EMDiagnostics
internal import Synchronization

/// How far the writing of a bundle has come; any thread may look.
package final class BundleProgress: Sendable {
  private let total = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let written = Atomic<Int>(0)
  private let packed = Atomic<Int>(0)
  private let latest = Locked("")

  /// Makes a count of nothing.
  package init() {}

  /// Files of the bundle; 0 before they are known.
  package var fileCount: Int { total.load(ordering: .relaxed) }
  /// Files that are complete.
  package var filesDone: Int { done.load(ordering: .relaxed) }
  /// Bytes that have been made, of complete files and others.
  package var bytes: Int { written.load(ordering: .relaxed) }
  /// Files that are in the archive, after all are complete.
  package var filesPacked: Int { packed.load(ordering: .relaxed) }
  /// The path of the file that was begun last; empty before the first.
  package var path: String { latest.withLock { $0 } }

  /// So many files are about to be made.
  func expect(files count: Int) { total.store(count, ordering: .relaxed) }

  /// A file is begun.
  func begin(_ path: String) { latest.withLock { $0 = path } }

  /// Bytes have been made.
  func add(bytes count: Int) { written.add(count, ordering: .relaxed) }

  /// A file is complete.
  func end() { done.add(1, ordering: .relaxed) }

  /// A file is in the archive.
  func pack() { packed.add(1, ordering: .relaxed) }
}

/// Makes the files of a bundle on several threads: each file on one of them, which takes the next when it is done.
struct BundleProduction {
  /// At most so many files are made at once; 1 or more.
  var threads = 1
  /// Is told of each file.
  var progress: BundleProgress?
  /// Where what is half-written is noted.
  var temporaries: Temporaries

  /// What `make` returns for each file, in the order of the files; `make` is given the number of its thread, from 0.
  ///
  /// After a failure no other file is begun. Throws the failure of the first file that has one: files are begun in
  /// their order, so that none before it is left out, however many threads there are.
  func run<Product: Sendable>(
    _ files: [BundleFile], _ make: @Sendable (BundleFile, _ thread: Int) throws -> Product
  ) throws -> [Product] {
    let queue = WorkQueue(count: files.count)
    let numbers = WorkQueue(count: threads)
    let hasFailed = Atomic<Bool>(false)
    let results = Locked<[(index: Int, result: Result<Product, any Error>)]>([])
    progress?.expect(files: files.count)
    runWorkers(min(threads, files.count)) {
      guard let thread = numbers.take() else { return }
      while !hasFailed.load(ordering: .relaxed), let index = queue.take() {
        progress?.begin(files[index].path)
        let result = Result { try make(files[index], thread) }
        if case .failure = result { hasFailed.store(true, ordering: .relaxed) }
        progress?.end()
        results.withLock { $0.append((index, result)) }
      }
    }
    return try results.withLock { results in
      try results.sorted { $0.index < $1.index }.map { try $0.result.get() }
    }
  }
}
