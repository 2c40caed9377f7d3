package import EMDiagnostics

/// All files of a run, decoded but not yet merged.
package struct Project {
  /// The memory of all rows.
  package let arena: Arena
  /// The names of each worker.
  package var names: [NameTable]
  /// What each file came to, by file number, and the worker that read it.
  package var files: [(file: DecodedFile, worker: Int)]
  /// Findings so far, unsorted.
  package var diagnostics: [Diagnostic]
  /// Comments that silence findings, in the order of the files.
  package var suppressions: [Suppression] = []
  /// Files that the outside world kept from us.
  package var failures: [SourceFailure]
}

extension Project {
  private struct WorkerResult {
    var names: NameTable
    var diagnostics: [Diagnostic]
    var files: [(Int, DecodedFile)]
    var suppressions: [Suppression]
    var failures: [SourceFailure]
  }

  /// Reads and decodes all files of a store on some threads; the result does not depend on how many.
  ///
  /// `named` are the files that the command line names one by one: they must be ours. Throws when memory runs out.
  package static func read(
    _ store: SourceStore, named: Set<FileID>, threads: Int, limits: YAMLLimits = YAMLLimits()
  ) throws(ArenaFailure) -> Project {
    let arena = try Arena()
    let results = Locked<[WorkerResult]>([])
    let failure = Locked<ArenaFailure?>(nil)
    let order = store.largestFirst()
    let queue = WorkQueue(count: order.count)
    runWorkers(min(threads, store.count)) {
      do throws(ArenaFailure) {
        let result = try work(store, named, order, queue, arena, limits)
        results.withLock { $0.append(result) }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return merge(results.withLock { $0 }, arena, count: store.count)
  }

  private static func work(
    _ store: SourceStore, _ named: Set<FileID>, _ order: [FileID], _ queue: WorkQueue, _ arena: Arena,
    _ limits: YAMLLimits
  ) throws(ArenaFailure) -> WorkerResult {
    var decoder = RowDecoder(arena: arena)
    var text = SourceText()
    var files: [(Int, DecodedFile)] = []
    var failures: [SourceFailure] = []
    var suppressions: [Suppression] = []
    while let next = queue.take() {
      let id = order[next]
      let index = Int(id.index)
      do throws(ReadFailure) {
        if let problem = try store.load(id, into: &text) {
          decoder.diagnostics.append(Diagnostic(problem, file: id))
          files.append((index, DecodedFile(isTruncated: true)))
          continue
        }
      } catch {
        failures.append(SourceFailure(path: store.path(id), failure: error))
        files.append((index, DecodedFile(isTruncated: true)))
        continue
      }
      let file = try decoder.decodeFile(id, text, isNamed: named.contains(id), limits: limits)
      files.append((index, file))
      suppressions += Suppression.find(in: text, file: id, clusters: decoder.subjects(of: file.documents))
    }
    return WorkerResult(
      names: decoder.names, diagnostics: decoder.diagnostics, files: files, suppressions: suppressions,
      failures: failures)
  }

  private static func merge(_ results: [WorkerResult], _ arena: Arena, count: Int) -> Project {
    var project = Project(
      arena: arena, names: [], files: Array(repeating: (DecodedFile(), 0), count: count), diagnostics: [], failures: [])
    for (worker, result) in results.enumerated() {
      project.names.append(result.names)
      project.diagnostics += result.diagnostics
      project.failures += result.failures
      project.suppressions += result.suppressions
      for (index, file) in result.files { project.files[index] = (file, worker) }
    }
    project.failures.sort { $0.path < $1.path }
    project.suppressions.sort { ($0.place.file, $0.place.offset) < ($1.place.file, $1.place.offset) }
    return project
  }
}
