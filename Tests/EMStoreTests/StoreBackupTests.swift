import EMDiagnostics
import EMService
import EMStoreSQLite
import EMTestSupport
import Foundation
import Testing

/// A backup is a moment of a store that goes on.
@Suite struct StoreBackupTests {
  private let box: StoreBox
  private var copy: String { "\(box.directory.path)/backup.sqlite" }

  init() throws { box = try StoreBox() }

  @Test func backupWhileRunningIsAPrefix() throws {
    let store = try box.open()
    let kept = Monitor(0)
    let isOver = Monitor(false)
    let started = ServiceThread {
      var number = 1
      while !isOver.update({ $0 }) {
        if store.keep([.handled(id: "\(number)", peer: "UK", at: number)]) == nil {
          kept.update { [number] in $0 = number }
        }
        number += 1
      }
    }
    let writer = try #require(started)
    for _ in 1...5 {
      let before = kept.wait { $0 > 20 ? $0 : nil }
      try SQLiteStore.backup(box.path, to: copy)
      let after = kept.update { $0 }
      let backup = try SQLiteStore(copy, cluster: "US") { _ in true }
      let numbers = try backup.changes().map { if case .handled(_, _, let number) = $0 { number } else { 0 } }
      backup.close()
      #expect(numbers == Array(1...numbers.count))
      // The commit that was under way may be in it.
      #expect((before...after + 1).contains(numbers.count))
    }
    isOver.update { $0 = true }
    writer.join()
    let attributes = try FileManager.default.attributesOfItem(atPath: copy)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func backupIsNeverTheStoreItself() throws {
    let store = try box.open()
    #expect(throws: StoreFailure.self) { try SQLiteStore.backup(box.path, to: box.path) }
    #expect(throws: StoreFailure.self) { try SQLiteStore.backup(box.path, to: "\(box.path)-wal") }
    #expect(store.keep([.beginHere(here("SEP1", "ann"))]) == nil)
  }

  @Test func backupThatFailsLeavesTheOldOne() throws {
    try box.open().close()
    try SQLiteStore.backup(box.path, to: copy)
    let old = try Data(contentsOf: URL(filePath: copy))
    #expect(throws: StoreFailure.self) { try SQLiteStore.backup("\(box.directory.path)/none.sqlite", to: copy) }
    try box.directory.write("wrong.sqlite", String(repeating: "no database. ", count: 1_000))
    #expect(throws: StoreFailure.self) { try SQLiteStore.backup("\(box.directory.path)/wrong.sqlite", to: copy) }
    #expect(try Data(contentsOf: URL(filePath: copy)) == old)
    let names = try FileManager.default.contentsOfDirectory(atPath: box.directory.path)
    #expect(names.filter { $0.contains("tmp") } == [])
  }
}
