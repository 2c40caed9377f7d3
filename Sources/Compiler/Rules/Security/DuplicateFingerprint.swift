import EMBundle
import EMDSL
import EMDiagnostics
import EMService

/// Rule 111: a certificate's fingerprint that stands twice where each must have its own.
enum DuplicateFingerprint: Rule {
  /// The texts of EM3111 for `explain` and the rule reference; the tests run its examples.
  static let descriptor = RuleDescriptor(
    code: "EM3111", name: "certificate-fingerprint-duplicate", severity: .error,
    summary: "Two clusters have the same certificate, or a certificate is to be followed by itself.",
    why: "A service knows another cluster by the fingerprint of its certificate: one that two clusters have proves "
      + "neither, is refused from both, and logins between them and others end with 208. Where 'nextSha256' repeats "
      + "'sha256', the next certificate will not be known when it comes.",
    fix: "give each cluster a certificate of its own, and write its fingerprint: "
      + "'openssl x509 -in FILE -noout -fingerprint -sha256' prints it",
    source: "Language: certificates",
    mistakes: [
      RuleExample(
        "One cluster's fingerprint was copied from the other's; colons and capitals make no difference.",
        [
          home: "tomcat: {sha256: «'\(shouted)'»,\n    signedBy: EXAMPLE-CA, generated: 2025-02-20",
          away: "tomcat: {sha256: '\(plain)', signedBy: EXAMPLE-CA, generated: 2025-03-20",
        ]),
      RuleExample(
        "The certificate has been replaced, and only half of the entry was changed: a warning.",
        [
          home: "tomcat: {sha256: '\(plain)',\n    nextSha256: «'\(plain)'»,\n"
            + "    signedBy: EXAMPLE-CA, generated: 2025-02-20"
        ]),
    ],
    right: [
      RuleExample(
        "Until a certificate has been replaced, the next one stands beside it.",
        [
          home: "tomcat: {sha256: '\(plain)',\n    nextSha256: '\(next)',\n"
            + "    signedBy: EXAMPLE-CA, generated: 2025-02-20",
          away: "tomcat: {sha256: '\(other)', signedBy: EXAMPLE-CA, generated: 2025-03-20",
        ])
    ])

  private static let home = "tomcat: {signedBy: EXAMPLE-CA, generated: 2025-02-20"
  private static let away = "tomcat: {signedBy: EXAMPLE-CA, generated: 2025-03-20"
  private static let plain = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12ad3cd6c8b1f0e9a75d44c3b8"
  private static let shouted =
    "2F:D4:E1:C6:7A:2D:28:FC:ED:84:9E:E1:BB:76:E7:39:1B:93:EB:12:AD:3C:D6:C8:B1:F0:E9:A7:5D:44:C3:B8"
  private static let next = "94a3c07e15f2b86d4c0be7d9a8315f6270cd8e41b39f56a2d70418ecb52f9d63"
  private static let other = "c81e728d9d4c2f636f067f89cc14862c5b0a97d3e4f618c2a9035d7be6f1240a"

  /// All clusters, since a service has the fingerprints of all.
  static func check(_ deployment: Deployment, _ report: inout Report) {
    var uses: [Digest: [(cluster: Cluster, place: Place?)]] = [:]
    for cluster in deployment.clusters {
      for certificate in cluster.serviceCertificates {
        if let next = certificate.next, next.digest == certificate.current?.digest {
          report.add(
            "'nextSha256' of the \(certificate.key) certificate of \(cluster.handle) is the same as 'sha256'",
            at: next.place, related: [Report.related(certificate.current?.place, "the same here")],
            help: "write the fingerprint of the certificate that comes next, or remove 'nextSha256' if it has come",
            severity: .warning, [cluster])
        }
        for fingerprint in certificate.fingerprints {
          uses[fingerprint.digest, default: []].append((cluster, fingerprint.place))
        }
      }
    }
    for (_, all) in uses.sorted(by: { $0.key.hexadecimal < $1.key.hexadecimal }) { compare(all, &report) }
  }

  /// Where one fingerprint stands; the last place by handle is the finding.
  private static func compare(_ uses: [(cluster: Cluster, place: Place?)], _ report: inout Report) {
    let handles = uses.map(\.cluster.handle).unique
    guard handles.count > 1, let last = uses.last else { return }
    report.add(
      "clusters \(Phrase.list(handles, limit: 5)) have the same certificate", at: last.place,
      related: Phrase.related(uses.dropLast().map { ($0.place, "\($0.cluster.handle) has it here") }),
      phone: .emserviceConnectionError, uses.map(\.cluster))
  }
}
