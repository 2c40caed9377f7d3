import EMDSL

/// Keeps everybody but the test users from travelling until the verification is signed.
///
/// The requests enable all travellers, long before the remote clusters; Enable Extension Mobility Cross Cluster is a
/// field of each user, which a bulk job changes.
struct TravellerSteps {
  /// The cluster.
  let facts: RunbookFacts
  /// User IDs of those who stay enabled.
  let testUsers: Set<String>

  /// Key of the step that holds users back, behind the cluster's handle.
  static let key = "emcc-test-users"

  private var handle: String { facts.cluster.handle }
  private static let box = "Enable Extension Mobility Cross Cluster"

  /// False where nobody is to be held back: no remote cluster, or no travellers but the test users.
  var isNeeded: Bool { !facts.cluster.remoteClusters.isEmpty && count > 0 }

  /// How many users are held back.
  var count: Int { facts.cluster.users.count(where: isHeldBack) }

  /// The users who are held back, as a custom file of a bulk job.
  var list: RunbookNameList {
    let users = facts.cluster.users
    return RunbookNameList(path: "\(facts.folder)emcc-users.txt") {
      users.filter(isHeldBack).map { $0.name.string }.sorted(by: ResolvedJSON.precedes)
    }
  }

  private func isHeldBack(_ user: Entity<UserRow>) -> Bool {
    user.isKnown && user.emcc == true && !testUsers.contains(user.name.string)
  }

  /// The step before the remote clusters.
  var holdBack: RunbookStep {
    let tests = testUsers.sorted(by: ResolvedJSON.precedes)
    let stay: RunbookText = tests.isEmpty ? "nobody" : .names(tests)
    return RunbookStep(
      id: "\(handle).\(TravellerSteps.key)", cluster: handle,
      title: "Enable EMCC for the test users alone",
      why: """
        The requests have enabled every traveller. Until the emergency calls are tested nobody else may log in abroad, \
        whatever the hour is there.
        """,
      actions: [
        .say(
          """
          Enabled stay the test users: \(stay). \(file: list.path) holds the IDs of the others, one a line \
          (\(count: count, of: "user")). Put the IDs of users there too who are enabled and not in the deployment, and \
          take out those of other test users.
          """),
        .say(
          """
          Upload the file in \(menu: "Bulk Administration > Upload/Download Files") with target \(field: "Users") and \
          transaction type \(field: "Update Users – Custom File"). Open \
          \(menu: "Bulk Administration > Users > Update Users > Custom File"), choose \(field: "User ID") and the file, \
          press \(field: "Find"), then \(field: "Next").
          """),
        .say(
          """
          Tick the box in front of \(field: TravellerSteps.box), which says that the field is changed, and clear the \
          field itself. Change nothing else. Choose \(field: "Run Immediately"), and press \(field: "Submit").
          """),
        .say(
          """
          Send no requests for users until the step \(step: "deployment.open"): they would enable everybody again. \
          Where the job cannot be had, add the remote clusters in the evening of the verification itself, with the \
          testers at their phones, and go on without a break.
          """),
      ],
      verify: [
        "\(menu: "Bulk Administration > Job Scheduler") shows the job with as many records as the file has, none failed.",
        """
        \(menu: "User Management > End User") shows \(field: TravellerSteps.box) cleared for three users of the file, \
        and ticked for the test users.
        """,
      ],
      undo: "The same job with the field ticked.",
      notice: "Nothing: nobody can log in abroad yet.", minutes: 15,
      after: ["\(handle).axl-phones", "\(handle).intercluster-profile"])
  }

  /// What enables everybody again, for all clusters; nothing where nobody was held back.
  static func release(_ travellers: [TravellerSteps]) -> [RunbookAction] {
    guard !travellers.isEmpty else { return [] }
    return [
      .say(
        """
        All boxes of the steps before are ticked: enable EMCC for the users who were held back, in each cluster by the \
        bulk job of the step that the table names, with the field \(field: box) ticked this time:
        """),
      .table(
        ["Done", "Cluster", "File", "Users", "Step"],
        travellers.map { steps in
          [
            "☐", .name(steps.handle), "\(file: steps.list.path)", "\(steps.count)",
            "\(step: steps.holdBack.id)",
          ]
        }),
    ]
  }
}
