/// How the runbook shows requests: as commands that can be pasted.
extension RunbookMarkdown {
  /// The dry run, then the sending.
  func describe(_ requests: RunbookRequests, _ number: inout Int, base: String) -> String {
    defer { number += 2 }
    let index = MarkdownText.link(requests.index, from: base)
    let (sender, phases) = (requests.sender, requests.phases)
    return """
      \(number). See what would change ([how](#how-requests-are-sent)); this sends no change:

      \(block(sender.text(.send, phases, extent: requests.extent, isDryRun: true)))
      \(number + 1). Send \(requests.count == 1 ? "the request" : "the \(requests.count) requests") of \(index) with the same command, without `--dry-run`.

      """
  }

  /// The commands that undo the requests of a step, the last ones first.
  func undo(_ step: RunbookStep) -> String {
    step.actions.reversed().map { action -> String in
      guard case .requests(let requests) = action else { return "" }
      // An update of remote clusters leaves nothing behind.
      let phases = requests.phases.filter { $0 != .remoteClusterUpdates }
      return phases.isEmpty
        ? "" : fenced(requests.sender.text(.undo, phases, extent: requests.extent), indent: "") + "\n"
    }.joined()
  }

  /// A command within a numbered list.
  func block(_ command: String) -> String { fenced(command, indent: "   ") }

  private func fenced(_ command: String, indent: String) -> String {
    let lines = ["```sh"] + command.split(separator: "\n").map(String.init) + ["```"]
    return lines.map { indent + $0 + "\n" }.joined()
  }

  /// Why the order of the windows must be kept.
  func emergencyRule() -> String {
    """

    ## Emergency calls while you work

    Keep the order of each cluster's windows, and wait for what the calendar says that a window waits for: that keeps
    emergency calls right at every moment, also of phones already in service.
    On each cluster the dial plan is complete, with the device pools and local route groups of visitors, before the
    window of the phones lets anybody log in there. It is complete on all clusters before anybody becomes a super user
    of EM roaming, and before the remote clusters are added: nobody can log in from abroad earlier. Calling search
    spaces, device pools, trunks and gateways in service change last in the window of the dial plan, when the patterns
    are there; before, the sender only adds. Leave no window of a dial plan half done: go on, or back out.

    """
  }

  // MARK: How requests are sent

  /// For who leads the deployment: the commands stand in the clusters' runbooks.
  func sendingRule() -> String {
    """

    ## How requests are sent

    The steps of each cluster show the commands; its step AXL access says what is needed before the first one, and the
    last section of its runbook how the dry run reads. They run `tools/axl.py` of this bundle, which needs Python 3.8 or
    newer and nothing else. They are written for a POSIX shell, as of Linux, macOS, or the Windows Subsystem for Linux.

    """
  }

  /// How the sender's dry run reads, and what to keep.
  func sendingRule(_ cluster: RunbookCluster, base: String) -> String {
    let journal = MarkdownText.code(cluster.sender.journal, inTable: false)
    return """

      ## How requests are sent

      First do the step [AXL access](#axl-access). Stand in the directory of the bundle (that of `manifest.json`); the commands are for a POSIX shell, as of Linux, macOS, or the Windows Subsystem for Linux: a `\\` at the end of a line joins it with the next. Then for each step:

      - The dry run sends only `get`s. For each request it says *add*, *update* with the elements that differ, *left* for what `--add-only` leaves to a later step, or nothing to do. An addition touches nothing in service. An update changes an object in service: it must stand in the list that was approved before; if it does not, stop and ask whoever runs the object.
      - Without `--dry-run` the same command sends. It stops at the first fault and says what to do; mend the cause and start the same command again, which is safe.
      - The journal \(journal) keeps what each object was before; every back-out needs it. Keep it on a disk with a backup, readable by you alone, until everything is verified. Use the same one for all steps of the cluster, and no other commands than those of this runbook.

      """
  }
}
