import EMTestSupport
import Foundation
import Glibc
import Testing

@testable import EMBundle

/// A small bundle on the disk, as a directory and as the parts of an archive, to be damaged.
final class SampleBundle {
  /// Files and their content; `b` and `c` have the same size.
  static let files = ["a.json": "{}\n", "clusters/US/b.xml": "<b/>\n", "clusters/US/c.xml": "<c/>\n", "empty": ""]

  let directory: TemporaryDirectory
  let manifest: Manifest

  init() throws {
    directory = try TemporaryDirectory()
    manifest = try BundleWriter(directory: "\(directory.path)/bundle", temporaries: Temporaries())
      .write(Self.bundleFiles, compilerVersion: "1.2.3", inputDigest: Digest(of: "input".utf8))
  }

  static var bundleFiles: [BundleFile] {
    files.sorted { $0.key < $1.key }.map { path, text in BundleFile(path: path) { try $0.write(text) } }
  }

  /// The bundle's directory.
  var path: String { "\(directory.path)/bundle" }
  /// An archive beside it.
  var archive: String { "\(directory.path)/bundle.tar.gz" }

  /// The members of a good archive.
  var members: [(path: String, content: [UInt8])] {
    [(Manifest.fileName, manifest.json())] + manifest.files.map { ($0.path, Array((Self.files[$0.path] ?? "").utf8)) }
  }

  /// What is wrong with the directory: path, kind and reason.
  func problems(_ limits: BundleVerification.Limits = .init()) throws -> [String] {
    try Self.problems(of: path, limits)
  }

  /// What is wrong with an archive of such bytes of tar.
  func problems(ofTar tar: [UInt8], _ limits: BundleVerification.Limits = .init()) throws -> [String] {
    try problems(ofGzip: Self.gzip(tar, archive), limits)
  }

  /// What is wrong with an archive of such bytes.
  func problems(ofGzip bytes: [UInt8], _ limits: BundleVerification.Limits = .init()) throws -> [String] {
    try Data(bytes).write(to: URL(filePath: archive))
    return try Self.problems(of: archive, limits)
  }

  static func problems(of path: String, _ limits: BundleVerification.Limits = .init()) throws -> [String] {
    try BundleVerification(of: path, publicKey: nil, limits: limits).problems.map {
      "\($0.kind) \($0.path ?? "-"): \($0.reason)"
    }
  }

  /// Members as tar, with its end.
  static func tar(_ members: [(path: String, content: [UInt8])]) -> [UInt8] {
    let bytes = members.reduce(into: [UInt8]()) { bytes, member in
      bytes += TarHeader.blocks(path: member.path, size: UInt64(member.content.count)) + member.content
      bytes += TarHeader.padding(behind: UInt64(member.content.count))
    }
    return bytes + TarHeader.ending(behind: UInt64(bytes.count))
  }

  /// Compresses bytes as the writer does; `path` is written on the way.
  static func gzip(_ bytes: [UInt8], _ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    let writer = try #require(GzipWriter(descriptor: descriptor))
    #expect(writer.write(bytes) == 0 && writer.finish() == 0)
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  /// A tar with some bytes of the header of its last file changed, and the checksum made right again.
  func tar(patching offset: Int, _ bytes: [UInt8], path: String = "empty") throws -> [UInt8] {
    var tar = Self.tar(members)
    let name = Array(path.utf8)
    let start = try #require(
      stride(from: 0, to: tar.count, by: TarHeader.blockSize).first { tar[$0...].starts(with: name + [0]) })
    tar.replaceSubrange(start + offset..<start + offset + bytes.count, with: bytes)
    let field = start + TarHeader.checksumField.lowerBound..<start + TarHeader.checksumField.upperBound
    tar.replaceSubrange(field, with: repeatElement(0x20, count: 8))
    let sum = String(tar[start..<start + TarHeader.blockSize].reduce(0) { $0 + Int($1) }, radix: 8)
    let digits = Array((String(repeating: "0", count: 6 - sum.count) + sum).utf8)
    tar.replaceSubrange(field, with: digits + [0, 0x20])
    return tar
  }
}
