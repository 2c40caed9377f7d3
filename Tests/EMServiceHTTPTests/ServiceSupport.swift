import EMBundle
import EMDiagnostics
import EMService
import EMServiceHTTP
import EMTLS
import EMTestSupport
import Foundation

/// A compiled bundle of Examples/three-continents, made once for all tests.
///
/// US and EU have the certificates of the fixtures.
enum ThreeContinents {
  private static let root = FileManager.default.temporaryDirectory.appending(path: "emcc-bundle-\(getpid())")
    .path(percentEncoded: false)

  private static let compiled = Result { () throws -> String in
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: ThreeContinents.root) }
    let source = "\(root)/three-continents"
    try FileManager.default.copyItem(atPath: "\(examplesDirectory)/three-continents", toPath: source)
    for cluster in ["us", "eu"] {
      let file = "\(source)/\(cluster)/cluster.yaml"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let fingerprint = try TestCredential.named(cluster).certificate.fingerprint.hexadecimal
      let known = text.replacing("  tomcat:      {", with: "  tomcat:      {sha256: '\(fingerprint)', ")
      guard known != text else { throw ServiceFailure("\(file) has no certificate") }
      try known.write(toFile: file, atomically: false, encoding: .utf8)
    }
    let places = ["--bundle", "\(root)/bundle", "--archive", "\(root)/bundle.tar.gz"]
    let run = try LintRun(["compile", "--quiet"] + places + [source])
    guard run.code == 0 else { throw ServiceFailure(run.messages) }
    return "\(root)/bundle"
  }

  /// The bundle's directory, which nobody may change.
  static func bundle() throws -> String { try compiled.get() }

  /// The same as an archive.
  static func archive() throws -> String { try "\(compiled.get()).tar.gz" }

  /// What the service of a cluster runs with, from any address and for any number of requests at once.
  static func configuration(_ handle: String = "EU") throws -> ServiceConfiguration {
    let runtime = try RuntimeConfiguration(bundle: try bundle(), clusters: [handle])
    guard var cluster = runtime.deployment.clusters[handle] else { throw ServiceFailure("no cluster \(handle)") }
    cluster.parameters.validatesAddress = false
    return ServiceConfiguration(cluster, in: runtime.deployment)
  }
}

/// Credentials that know one PIN and one application, and answer at once.
struct OneCredential: CredentialPort {
  func ask(_ question: CredentialQuestion, then completion: @escaping @Sendable (CredentialVerdict) -> Void) {
    switch question {
    case .pin(_, let pin): completion(pin == "84236" ? .right(mustChange: false) : .wrong)
    case .application(let id, "secret") where id == "app": completion(.application(isProxy: true))
    default: completion(.wrong)
    }
  }

  func change(_ change: PINChange, then completion: @escaping @Sendable (PINChangeResult) -> Void) {
    completion(.changed)
  }
}

/// Other clusters that are all cut off.
struct NobodyThere: PeerPort {
  func ask(
    _ peer: String, _ request: PeerRequest, timeout: Int,
    then completion: @escaping @Sendable (Result<PeerAnswer, PeerObstacle>) -> Void
  ) { completion(.failure(.disconnected)) }
}

/// Devices whose events are looked at.
final class SeenDevices: DevicePort {
  let events = Locked<[DeviceEvent]>([])

  func take(_ event: DeviceEvent) { events.withLock { $0.append(event) } }
}

/// A value that another thread will give.
final class Later<Value: Sendable>: Sendable {
  private let mailbox = Mailbox<Value>()

  /// Gives it.
  func give(_ new: Value) { mailbox.push(new) }

  /// Waits for it; nil where it does not come within 20 seconds.
  func wait() -> Value? { mailbox.takeAll(until: MonotonicTime.now.after(seconds: 20))?.first }
}

extension ServiceHost {
  /// Asks and waits; nil where the service does not take the question.
  func answer(to request: ServiceRequest) -> ServiceAnswer? {
    let later = Later<ServiceAnswer>()
    guard ask(request, then: { later.give($0) }) else { return nil }
    return later.wait()
  }

  /// Waits for the service's own view of itself.
  func status() -> HostStatus? {
    let later = Later<HostStatus>()
    guard inspect(isThorough: true, { later.give($0) }) else { return nil }
    return later.wait()
  }
}
