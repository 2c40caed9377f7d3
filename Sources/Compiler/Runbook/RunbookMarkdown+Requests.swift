/// How the runbook shows requests: as commands that can be pasted.
extension RunbookMarkdown {
  /// The dry run, then the sending.
  func describe(_ requests: RunbookRequests, _ number: inout Int, base: String) -> String {
    defer { number += 2 }
    let index = MarkdownText.link(requests.index, from: base)
    let (sender, phases) = (requests.sender, requests.phases)
    return """
      \(number). See what would change ([how](#how-requests-are-sent)); this sends no change:

      \(block(sender.text(.send, phases, isDryRun: true)))
      \(number + 1). Send \(requests.count == 1 ? "the request" : "the \(requests.count) requests") of \(index):

      \(block(sender.text(.send, phases)))

      """
  }

  /// The commands that undo the requests of a step, the last ones first.
  func undo(_ step: RunbookStep) -> String {
    step.actions.reversed().map { action -> String in
      guard case .requests(let requests) = action else { return "" }
      // An update of remote clusters leaves nothing behind.
      let phases = requests.phases.filter { $0 != .remoteClusterUpdates }
      return phases.isEmpty ? "" : fenced(requests.sender.text(.undo, phases), indent: "") + "\n"
    }.joined()
  }

  /// A command within a numbered list.
  private func block(_ command: String) -> String { fenced(command, indent: "   ") }

  private func fenced(_ command: String, indent: String) -> String {
    let lines = ["```sh"] + command.split(separator: "\n").map(String.init) + ["```"]
    return lines.map { indent + $0 + "\n" }.joined()
  }

  /// Why the order of the windows must be kept.
  func emergencyRule() -> String {
    """

    ## Emergency calls while you work

    Keep the order of the windows: it keeps emergency calls right at every moment, also of phones already in service.
    On each cluster the dial plan is complete, with the device pools and local route groups of visitors, before the
    window of the phones lets anybody log in there. It is complete on all clusters before anybody becomes a super user
    of EM roaming, and before the remote clusters are added: nobody can log in from abroad earlier. Within the window of
    the dial plan, gateways in service get their new calling search spaces last, when the patterns are there. Leave no
    window of a dial plan half done: go on, or back out.

    """
  }

  // MARK: How requests are sent

  /// For who leads the deployment: the commands stand in the clusters' runbooks.
  func sendingRule() -> String {
    """

    ## How requests are sent

    The steps of each cluster show the commands; the last section of its runbook says what is needed before the first
    one. They run `tools/axl.py` of this bundle, which needs Python 3.8 or newer and nothing else.

    """
  }

  /// What the sender needs on a cluster, how its dry run reads, and what to keep.
  func sendingRule(_ cluster: RunbookCluster, base: String) -> String {
    let sender = cluster.sender
    let server = MarkdownText.code(sender.shownServer, inTable: false)
    let certificate = MarkdownText.code(sender.certificate, inTable: false)
    let journal = MarkdownText.code(sender.journal, inTable: false)
    let unknown =
      sender.server == nil
      ? "The deployment does not name the publisher: replace `PUBLISHER` in the commands by its host name.\n" : ""
    return """

      ## How requests are sent

      Stand in the directory of the bundle (that of `manifest.json`). `tools/axl.py` needs Python 3.8 or newer and
      nothing else. \(unknown)Once, before the first request of this cluster:

      - [ ] **Cisco AXL Web Service** runs on the publisher, \(server): **Tools > Service Activation** (Cisco Unified Serviceability).
      - [ ] An application user has the right to it: in **User Management > User Settings > Access Control Group** (Cisco Unified CM Administration) add a group, press **Assign Role to Access Control Group**, and assign **Standard AXL API Access**; in **User Management > Application User** add a user with this group. Put its ID in the place of `NAME` in the commands. The sender reads the password from the environment variable `AXL_PASSWORD`, else it asks for it.
      - [ ] This machine reaches port 8443 (TCP) of \(server); ask for it in the firewalls between.
      - [ ] The sender can check the publisher's certificate: in **Security > Certificate Management** (Cisco Unified OS Administration) of the publisher open the certificate **tomcat**. Is it self-signed, press **Download .PEM File**; is it signed by an authority, download that authority's root certificate from **tomcat-trust**. Save the file beside the bundle as \(certificate). The name behind `--server` must be one of the certificate's names.

      Then for each step:

      - The dry run sends only `get`s. For each request it says *add*, *update* with the elements that differ, or nothing to do. An addition touches nothing in service. An update changes an object in service: know why, or stop and ask whoever runs it.
      - Without `--dry-run` the same command sends. It stops at the first fault and says what to do; mend the cause and start the same command again, which is safe.
      - The journal \(journal) keeps what each object was before; every back-out needs it. Keep it on a disk with a backup, readable by you alone, until everything is verified. Use the same one for all steps of the cluster, and no other command than these.

      """
  }
}
