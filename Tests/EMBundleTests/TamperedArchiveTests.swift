import EMTestSupport
import Foundation
import Glibc
import Testing

@testable import EMBundle

/// What somebody may do to an archive on its way, and what is said about it.
struct TamperedArchiveTests {
  private let bundle: SampleBundle

  init() throws { bundle = try SampleBundle() }

  private func problems(_ change: (inout [(path: String, content: [UInt8])]) -> Void) throws -> [String] {
    var members = bundle.members
    change(&members)
    return try bundle.problems(ofTar: SampleBundle.tar(members))
  }

  @Test func goodArchiveIsGood() throws {
    #expect(try problems { _ in } == [])
    #expect(try problems { $0.swapAt(1, 3) } == [])
  }

  /// The bytes that were verified, and no others; nothing of a file that was changed.
  @Test func wantedFilesAreKept() throws {
    let paths: Set = ["clusters/US/b.xml", "clusters/US/c.xml", "nowhere"]
    _ = try SampleBundle.gzip(SampleBundle.tar(bundle.members), bundle.archive)
    let contents = Dictionary(uniqueKeysWithValues: bundle.members.map { ($0.path, $0.content) })
    for path in [bundle.archive, bundle.path] {
      let kept = try BundleVerification(of: path, publicKey: nil, keeping: paths).kept
      #expect(kept == contents.filter { paths.contains($0.key) })
      #expect(kept.count == 2)
      var limits = BundleVerification.Limits()
      limits.keptSize = 0
      #expect(try BundleVerification(of: path, publicKey: nil, keeping: paths, limits: limits).kept.isEmpty)
    }
    try bundle.directory.write("bundle/clusters/US/b.xml", "x")
    #expect(try BundleVerification(of: bundle.path, publicKey: nil, keeping: paths).kept.count == 1)
  }

  @Test func changedByteIsFound() throws {
    #expect(
      try problems { $0[2].content[1] ^= 1 } == [
        "changed clusters/US/b.xml: was changed: its SHA-256 is not that of the manifest"
      ])
  }

  @Test func swappedFilesAreFound() throws {
    let changed = "was changed: its SHA-256 is not that of the manifest"
    #expect(
      try problems { ($0[2].content, $0[3].content) = ($0[3].content, $0[2].content) } == [
        "changed clusters/US/b.xml: \(changed)", "changed clusters/US/c.xml: \(changed)",
      ])
  }

  @Test func otherSizeIsFound() throws {
    #expect(
      try problems { $0[1].content.append(10) } == ["changed a.json: has 4 bytes, and the manifest says 3"])
  }

  @Test func addedFileIsFound() throws {
    #expect(
      try problems { $0.append(("clusters/US/d.xml", [1])) } == ["unknown clusters/US/d.xml: is not in the manifest"])
  }

  @Test func missingFileIsFound() throws {
    #expect(try problems { $0.remove(at: 2) } == ["missing clusters/US/b.xml: is missing"])
  }

  @Test func fileThatIsThereTwiceIsFound() throws {
    #expect(try problems { $0.append($0[1]) } == ["duplicate a.json: is there twice"])
    #expect(try problems { $0.append($0[0]) } == ["unknown manifest.json: is not in the manifest"])
  }

  @Test func manifestComesFirst() throws {
    let problem = "manifest manifest.json: is not the first file of the archive"
    #expect(try problems { $0.swapAt(0, 1) } == [problem])
    #expect(try problems { $0.removeFirst() } == [problem])
    #expect(try problems { $0 = [] } == [problem])
  }

  @Test(arguments: [
    ("../x", "leaves the bundle or goes round ('.' or '..')"),
    ("a/../../x", "leaves the bundle or goes round ('.' or '..')"),
    ("./a.json", "leaves the bundle or goes round ('.' or '..')"), ("/etc/x", "is an absolute path"),
    ("a\\b", "has a backslash"), ("a\u{1}b", "has a control character"), ("a\u{9B}b", "has a control character"),
    ("a\u{202E}b", "has a control character"), ("a//b", "is empty or has an empty part"),
    ("a/", "is empty or has an empty part"), ("", "is empty or has an empty part"),
    (String(repeating: "x", count: 1025), "is longer than 1024 bytes or 32 parts"),
  ])
  func pathsThatLeadElsewhereAreRefused(path: String, reason: String) throws {
    #expect(try problems { $0.append((path, [1])) } == ["path \(path): \(reason)"])
  }

  @Test(arguments: [
    ("1", "is a hard link, not a regular file"), ("2", "is a symbolic link, not a regular file"),
    ("3", "is a device, not a regular file"), ("4", "is a device, not a regular file"),
    ("5", "is a directory, which bundles do not list, not a regular file"), ("6", "is a FIFO, not a regular file"),
    ("L", "is a member of a kind that bundles do not have, not a regular file"),
    ("g", "is a member of a kind that bundles do not have, not a regular file"),
    ("S", "is a member of a kind that bundles do not have, not a regular file"),
  ])
  func whatIsNoFileIsRefused(kind: String, reason: String) throws {
    let tar = try bundle.tar(patching: TarHeader.kindOffset, Array(kind.utf8))
    #expect(try bundle.problems(ofTar: tar).first == "kind empty: \(reason)")
  }

  @Test(arguments: [
    (100, "0004755"), (108, "0001750"), (116, "0001750"), (136, "14000000000"), (157, "target"), (265, "root"),
    (297, "root"), (257, "ustar  "), (329, "0000001"), (500, "x"),
  ])
  func headersSayNothingButPathAndSize(offset: Int, text: String) throws {
    let tar = try bundle.tar(patching: offset, Array(text.utf8))
    #expect(
      try bundle.problems(ofTar: tar) == [
        "archive empty: has an owner, a mode, a time or a form of header that bundles do not have"
      ])
  }

  @Test func damagedHeaderIsFound() throws {
    var tar = SampleBundle.tar(bundle.members)
    tar[TarHeader.checksumField.lowerBound] ^= 1
    #expect(try bundle.problems(ofTar: tar) == ["archive -: has a member whose header is damaged"])
  }

  @Test func fillingBytesAreEmpty() throws {
    var tar = SampleBundle.tar(bundle.members)
    tar[TarHeader.blockSize + bundle.members[0].content.count] = 1
    #expect(try bundle.problems(ofTar: tar) == ["archive -: has something in its padding"])
  }

  @Test func everyTruncationIsFound() throws {
    let whole = try SampleBundle.gzip(SampleBundle.tar(bundle.members), bundle.archive)
    for count in 2..<whole.count {
      #expect(try bundle.problems(ofGzip: Array(whole[..<count])) == ["archive -: ends early: it is truncated"])
    }
    let tar = SampleBundle.tar(bundle.members)
    for count in stride(from: 512, to: tar.count, by: 512) {
      #expect(try bundle.problems(ofTar: Array(tar[..<count])).last == "archive -: ends early: it is truncated")
    }
  }

  /// A changed byte is found, or says the same in other words: gzip may tell a run of zeros in several ways, and its
  /// bytes 8 and 9 only say how hard the compressor tried and on what system.
  @Test func everyChangedByteIsFound() throws {
    let tar = SampleBundle.tar(bundle.members)
    let whole = try SampleBundle.gzip(tar, bundle.archive)
    var found = 0
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x10
      if try !bundle.problems(ofGzip: bytes).isEmpty {
        found += 1
        continue
      }
      let descriptor = open(bundle.archive, O_RDONLY)
      defer { close(descriptor) }
      let gzip = try GzipReader(path: bundle.archive, descriptor: descriptor, budget: .max)
      #expect(try gzip.read(exactly: tar.count) == tar, "byte \(index)")
    }
    #expect(found > whole.count * 9 / 10)
  }

  @Test func whatStandsBehindTheEndIsFound() throws {
    let tar = SampleBundle.tar(bundle.members)
    let whole = try SampleBundle.gzip(tar, bundle.archive)
    #expect(try bundle.problems(ofGzip: whole + [0]) == ["archive -: has something behind its end"])
    #expect(try bundle.problems(ofGzip: whole + whole) == ["archive -: has a second gzip member behind its end"])
    let overlong = "archive -: is over-long: something stands behind its last file"
    #expect(try bundle.problems(ofTar: tar + [UInt8](repeating: 0, count: 10240)) == [overlong])
    #expect(try bundle.problems(ofTar: tar + tar) == [overlong])
    #expect(try bundle.problems(ofTar: tar.dropLast() + [1]) == [overlong])
  }

  @Test func headOfGzipHasNoNameAndNoTime() throws {
    let whole = try SampleBundle.gzip(SampleBundle.tar(bundle.members), bundle.archive)
    let problem = "archive -: has a gzip header with a name, a time or a comment, which bundles do not have"
    var named = whole
    named[3] = 8
    named.insert(contentsOf: Array("x\0".utf8), at: 10)
    #expect(try bundle.problems(ofGzip: named) == [problem])
    var dated = whole
    dated[4] = 1
    #expect(try bundle.problems(ofGzip: dated) == [problem])
    #expect(try bundle.problems(ofGzip: Array("text".utf8)) == ["archive -: is no gzip file and no directory"])
    #expect(try bundle.problems(ofGzip: []) == ["archive -: is no gzip file and no directory"])
  }

  @Test func bombsAreRefusedBeforeTheyAreUnpacked() throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 24)
    let overlong = "archive -: is longer than its manifest says"
    let grown = try problems { $0[1].content = zeros }
    #expect(grown == ["changed a.json: has 16777216 bytes, and the manifest says 3", overlong])
    let added = try problems { $0.append(("bomb", zeros)) }
    #expect(added == ["unknown bomb: is not in the manifest", overlong])
    #expect(
      try problems { $0[0].content = zeros + zeros + [0] } == ["manifest manifest.json: is longer than 33554432 bytes"])
    let limits = BundleVerification.Limits(totalSize: 10)
    #expect(
      try bundle.problems(ofTar: SampleBundle.tar(bundle.members), limits) == [
        "manifest manifest.json: lists more than 10 bytes of files"
      ])
  }

  @Test func extendedHeaderHoldsAPathAndNothingElse() throws {
    func record(_ text: String) throws -> [String] {
      var tar = TarHeader.blocks(path: "ä", size: 0)
      let content = Array(text.utf8)
      tar.replaceSubrange(512..<1024, with: content + [UInt8](repeating: 0, count: 512 - content.count))
      let size = Array(("0000000000" + String(content.count, radix: 8)).suffix(11).utf8)
      let sum = zip(size, tar[124..<135]).reduce(0) { $0 + Int($1.0) - Int($1.1) }
      tar.replaceSubrange(124..<135, with: size)
      let old = Int(String(decoding: tar[148..<154], as: UTF8.self), radix: 8) ?? 0
      tar.replaceSubrange(148..<154, with: Array(("00000" + String(old + sum, radix: 8)).suffix(6).utf8))
      let ending = TarHeader.ending(behind: UInt64(tar.count))
      return try bundle.problems(ofTar: tar + ending)
    }
    // Right in itself: then it is only not the manifest.
    #expect(try record("11 path=ä\n") == ["manifest manifest.json: is not the first file of the archive"])
    let problem = "archive -: has an extended header with more than a path"
    #expect(try record("12 path=ä\n") == [problem])
    #expect(try record("11 path=ä\n20 linkpath=/etc\n") == [problem])
    #expect(try record("11 size=99\n") == [problem])
    #expect(try record("11 path=ä\n11 path=b\n") == [problem])
    // What needs no record must not have one.
    let needless = try record("9 path=a\n").first
    #expect(
      needless == "archive a: has an owner, a mode, a time or a form of header that bundles do not have")
  }
}
