import EMDSL
import EMTools

/// What the sender needs on a cluster, long before the first window in which it changes something.
struct SenderSteps {
  /// The cluster.
  let facts: RunbookFacts

  private var handle: String { facts.cluster.handle }

  /// Rights, way and certificate, and a dry run of everything for those who run the objects.
  var access: RunbookStep? {
    guard !facts.summary.phases.isEmpty else { return nil }
    let sender = facts.sender
    return RunbookStep(
      id: "\(handle).axl-access", cluster: handle, title: "AXL access and a dry run of all requests",
      why: """
        A window is no time to ask for a firewall rule, or whether an object in service may change. \
        \(file: AXLSender.path) needs Python 3.8 or newer and nothing else.
        """,
      actions: preparations + [
        .say(
          "In the directory of the bundle (that of \(file: "manifest.json")) look at all requests; nothing is changed:"),
        .command(sender.text(.send, [], isDryRun: true) + " > \(sender.dryRun)"),
        .say(
          """
          Read \(name: "../\(facts.cluster.clusterID)-dry-run.txt"). What is to be added needs no leave. Every line \
          with \(name: "update") changes an object in service: have whoever runs the object approve it, with its name \
          below. A line with \(name: "missing") names something that must be there already, or comes from LDAP.
          """),
        .table(["Update of", "Approved by, on"], [["", ""]]),
      ],
      verify: [
        "The last lines of the list begin with \(name: "nothing was changed; would be:").",
        "Every update has a name behind it. In each window the dry run shows no update that is not in this list.",
      ],
      undo: "Nothing to undo.", minutes: 60, after: ["\(handle).services", "\(handle).existing", "\(handle).ldap"])
  }

  private var preparations: [RunbookAction] {
    let sender = facts.sender
    var actions: [RunbookAction] = []
    if sender.server == nil {
      actions.append(
        .say(
          """
          The deployment does not name the publisher: replace \(name: "PUBLISHER") in the commands by its host name.
          """))
    }
    return actions + [
      .say(
        """
        \(menu: "Tools > Service Activation", in: .serviceability): \(field: "Cisco AXL Web Service") runs on the \
        publisher, \(name: sender.shownServer).
        """),
      .say(
        """
        In \(menu: "User Management > User Settings > Access Control Group") add a group, press \
        \(field: "Assign Role to Access Control Group"), and assign \(field: "Standard AXL API Access"); in \
        \(menu: "User Management > Application User") add a user with this group. Put its ID in the place of \
        \(name: "NAME") in the commands. The sender reads the password from the environment variable \
        \(name: "AXL_PASSWORD"), else it asks for it.
        """),
      .say(
        """
        This machine reaches port 8443 (TCP) of \(name: sender.shownServer); ask for it in the firewalls between.
        """),
      .say(
        """
        In \(menu: "Security > Certificate Management", in: .operatingSystem) of the publisher open the certificate \
        \(field: "tomcat"). Is it self-signed, press \(field: "Download .PEM File"); is it signed by an authority, \
        download that authority's root certificate from \(field: "tomcat-trust"). Save the file beside the bundle as \
        \(name: sender.certificate). The name behind \(name: "--server") must be one of the certificate's names.
        """),
    ]
  }
}
