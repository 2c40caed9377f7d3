internal import Synchronization

/// A store that forgets everything with the process: for tests and simulations.
///
/// Completions are called before `commit` returns. As in every store, nothing is kept any more after a failure until
/// `load`, because later changes rest on earlier ones.
package final class MemoryStore: ServiceStore {
  private struct Content: Sendable {
    var state = ServiceState()
    var commits = 0
    var failure: StoreFailure?
    var mustLoad = false
  }

  private let content: Mutex<Content>

  /// Makes an empty store.
  package init() { content = Mutex(Content()) }

  /// How many commits were kept.
  package var commits: Int { content.withLock { $0.commits } }

  /// Makes every commit and load fail from now on, as a full disk does; nil: no more.
  package func fail(_ failure: StoreFailure?) { content.withLock { $0.failure = failure } }

  /// See `ServiceStore`.
  package func load() throws(StoreFailure) -> ServiceState {
    let result: Result<ServiceState, StoreFailure> = content.withLock { content in
      if let failure = content.failure { return .failure(failure) }
      content.mustLoad = false
      return .success(content.state)
    }
    return try result.get()
  }

  /// See `ServiceStore`.
  package func commit(
    _ changes: [StateChange], then completion: @escaping @Sendable (Result<Void, StoreFailure>) -> Void
  ) {
    let failure: StoreFailure? = content.withLock { content in
      if let failure = content.failure {
        if !changes.isEmpty { content.mustLoad = true }
        return failure
      }
      guard !content.mustLoad else { return .earlierChangeLost }
      for change in changes { content.state.replay(change) }
      content.commits += 1
      return nil
    }
    completion(failure.map(Result.failure) ?? .success(()))
  }
}

extension StoreFailure {
  /// A change cannot be kept because one before it was not; the state must be loaded first.
  package static let earlierChangeLost = StoreFailure(
    reason: "an earlier change was not kept, and the state has not been loaded since", isTemporary: true)
}
