import EMCredentials
import EMService
import EMStoreSQLite
import Glibc

/// Writes a line with one system call, so that it is out before anything else happens.
func printLine(_ line: String, to descriptor: Int32 = STDOUT_FILENO) {
  var text = line + "\n"
  text.withUTF8 { bytes in _ = write(descriptor, bytes.baseAddress, bytes.count) }
}

/// The numbered commit: a session, and in the same commit a message with the number.
///
/// The session ends a hundred commits later, and the message is forgotten after two thousand.
func numberedCommit(_ number: Int) -> [StateChange] {
  var changes: [StateChange] = []
  if number > 100 { changes.append(.endHere(device: "SEP\(number - 100)")) }
  changes.append(
    .beginHere(
      LoginSession(
        device: "SEP\(number)", visiting: "US", user: "user\(number)", home: "US", profile: "profile", kind: .local,
        since: number)))
  changes.append(.handled(id: "\(number)", peer: "probe", at: number))
  changes.append(.forgetHandled(before: number - 1_999))
  return changes
}

/// The last number that a store has kept.
func lastNumber(_ changes: [StateChange]) -> Int {
  changes.reduce(0) { last, change in
    if case .handled(_, _, let number) = change { max(last, number) } else { last }
  }
}

/// Commits and waits; nil where it is kept.
func commit(_ store: SQLiteStore, _ number: Int) -> StoreFailure? {
  let answer = Monitor<Result<Void, StoreFailure>?>(nil)
  store.commit(numberedCommit(number)) { result in answer.update { $0 = result } }
  switch answer.wait({ $0 }) {
  case .success: return nil
  case .failure(let failure): return failure
  }
}

/// Commits numbered sessions, some of them waiting at any time, and prints each number when it is kept; for ever.
struct CommitProbe {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Ends only where a commit fails.
  func run() -> Bool {
    do throws(StoreFailure) {
      let store = try SQLiteStore(path, cluster: "US") { _ in true }
      let first = lastNumber(try store.changes()) + 1
      printLine("ready \(first)")
      let answered = Monitor((count: 0, failure: StoreFailure?.none))
      var number = first
      while true {
        // Between one and some dozens wait.
        let mayWait = 1 + number % 50
        let begun = number - first
        let failure = answered.wait { answered -> StoreFailure?? in
          answered.failure != nil || begun - answered.count < mayWait ? .some(answered.failure) : nil
        }
        if let failure { throw failure }
        store.commit(numberedCommit(number)) { [number] result in
          if case .success = result { printLine("\(number)") }
          answered.update { answered in
            answered.count += 1
            if case .failure(let failure) = result { answered.failure = failure }
          }
        }
        number += 1
      }
    } catch {
      printLine("failed: \(error.reason)")
      return false
    }
  }
}

/// Fills the disk, as far as this process can see, and makes room again: prints what becomes of commits.
struct FullDiskProbe {
  private let path: String

  init(_ path: String) { self.path = path }

  /// False where the store cannot be opened.
  func run() -> Bool {
    signal(SIGXFSZ, SIG_IGN)
    do throws(StoreFailure) {
      let store = try SQLiteStore(path, cluster: "US") { _ in true }
      report("first", commit(store, 1))
      // The log does not fit as it grows until it is written back by itself, but the database does.
      limitFiles(to: 150_000)
      var number = 1
      var failure: StoreFailure?
      while failure == nil, number < 200 {
        number += 1
        failure = commit(store, number)
      }
      report("little room", failure)
      limitFiles(to: 0)
      let lost = number + 1
      report("full", commit(store, lost))
      report("before loading", commit(store, lost))
      printLine("loaded \(lastNumber(try store.changes()) == lost - 1)")
      report("still full", commit(store, lost))
      limitFiles(to: .max)
      printLine("loaded \(lastNumber(try store.changes()) == lost - 1)")
      report("room again", commit(store, lost))
      report("and then", commit(store, lost + 1))
      printLine("last \(lastNumber(try store.changes()) == lost + 1)")
      return true
    } catch {
      printLine("failed: \(error.reason)")
      return false
    }
  }

  private func report(_ when: String, _ failure: StoreFailure?) {
    printLine("\(when): \(failure.map { $0.isTemporary ? "temporary failure" : $0.reason } ?? "kept")")
  }

  private func limitFiles(to size: rlim_t) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(1), &limit)
    limit.rlim_cur = min(size, limit.rlim_max)
    setrlimit(__rlimit_resource_t(1), &limit)
  }
}

/// Has a store open until its standard input ends, and commits once for each byte of it.
struct HoldProbe {
  private let path: String

  init(_ path: String) { self.path = path }

  /// False where the store cannot be opened.
  func run() -> Bool {
    do throws(StoreFailure) {
      let store = try SQLiteStore(path, cluster: "US") { _ in true }
      var number = lastNumber(try store.changes())
      printLine("ready")
      var byte: UInt8 = 0
      while read(STDIN_FILENO, &byte, 1) > 0 {
        number += 1
        guard let failure = commit(store, number) else {
          printLine("kept \(number)")
          continue
        }
        printLine("\(failure.isTemporary ? "temporary" : "lasting") failure: \(failure.reason)")
        number = lastNumber(try store.changes())
      }
      store.close()
      return true
    } catch {
      printLine("failed: \(error.reason)")
      return false
    }
  }
}

/// Measures the store and the hashing of PINs.
struct BenchProbe {
  private let directory: String

  init(_ directory: String) { self.directory = directory }

  /// False where something could not be measured.
  func run() -> Bool {
    do throws(StoreFailure) {
      let benchmark = try StoreBenchmark(in: directory, seconds: 3)
      printLine(benchmark.text + (HashingBenchmark(cost: .standard, seconds: 3).text))
      return true
    } catch {
      printLine("failed: \(error.reason)")
      return false
    }
  }
}
