internal import EMBundle
internal import EMDiagnostics
package import EMService

/// The bundle that a service runs from.
package struct ServiceBundle: Sendable {
  /// What the service runs with.
  package var configuration: ServiceConfiguration
  /// What is said of it in the log: compiler, digest of what it was compiled from, key of the signature.
  package var description: [ServiceEvent.Field]

  /// Verifies a bundle, a directory or an archive, as a whole, and loads a cluster out of the bytes that were verified.
  package init(_ settings: DaemonConfiguration) throws(ServiceFailure) {
    let verification: BundleVerification
    let key = try Self.key(settings.publicKey)
    do throws(SourceFailure) {
      verification = try BundleVerification(
        of: settings.bundle, publicKey: key, keeping: RuntimeConfiguration.paths(clusters: [settings.cluster]))
    } catch {
      throw ServiceFailure(error.reason)
    }
    if let problem = verification.problems.first {
      let more = verification.problemCount > 1 ? " (and \(verification.problemCount - 1) problems more)" : ""
      let place = problem.path.map { "\(settings.bundle)/\($0)" } ?? settings.bundle
      throw ServiceFailure("\(place): \(problem.reason)\(more)")
    }
    do throws(RuntimeFailure) {
      let runtime = try RuntimeConfiguration(
        verified: verification, clusters: [settings.cluster], path: settings.bundle)
      guard let cluster = runtime.deployment.clusters[settings.cluster] else {
        throw RuntimeFailure(settings.bundle, "has no cluster '\(settings.cluster)'")
      }
      configuration = ServiceConfiguration(cluster, in: runtime.deployment)
    } catch {
      throw ServiceFailure(error.reason)
    }
    description = [
      .init("bundle", settings.bundle), .init("cluster", settings.cluster),
      .init("compiler", verification.manifest?.compilerVersion ?? ""),
      .init("input", verification.manifest?.inputDigest.hexadecimal ?? ""),
    ]
    if case .good(let key, _) = verification.signature { description.append(.init("signedBy", key)) }
  }

  /// The key of `publicKey`, which is a key or the path of its file.
  private static func key(_ text: String?) throws(ServiceFailure) -> MinisignPublicKey? {
    guard let text else { return nil }
    if let key = MinisignPublicKey(Array(text.utf8)) { return key }
    guard let key = MinisignPublicKey(try SecretFile.read(text, isSecret: false)) else {
      throw ServiceFailure("\(text): is no public key of minisign")
    }
    return key
  }
}
