/// What people do to deploy a bundle, in order: change windows of steps.
///
/// A value before it is a text: Markdown and JSON are two prints of the same steps.
package struct Runbook: Sendable {
  /// Name of the deployment; empty without one.
  package var deployment: String
  /// All windows of our own clusters, in the order in which they are worked through.
  package var windows: [RunbookWindow]
  /// What clusters that somebody else runs must do, in the order of their handles.
  package var peers: [RunbookPeer]
  /// The clusters that are deployed, by handle.
  package var clusters: [RunbookCluster]
}

/// A cluster of ours as its runbook introduces it.
package struct RunbookCluster: Sendable {
  /// Our handle.
  package var handle: String
  /// The enterprise parameter Cluster ID, which is also the name of its folder in the bundle.
  package var clusterID: String
  /// The version as written; empty where it is not.
  package var version: String
  /// Time zones of its phones, the one with most phones first.
  package var timeZones: [RunbookTimeZone]
  /// Phones that are written and phones that are only counted.
  package var phones: Int
  /// How its requests are sent.
  var sender: SenderCommand
  /// The phones that are reset, as a file of the bundle; nil without any.
  var phoneList: RunbookNameList?
  /// The users who are held back while travel is tested, as a file of the bundle; nil without any.
  var travellerList: RunbookNameList?
}

/// The names of what a bulk job changes: a custom file, one name a line.
struct RunbookNameList: Sendable {
  /// The path below the bundle's directory.
  var path: String
  /// The names, sorted.
  var names: @Sendable () -> [String]
}

/// A time zone and the phones that show its time.
package struct RunbookTimeZone: Sendable, Equatable {
  /// IANA name.
  package var name: String
  /// Phones of the device pools with it.
  package var phones: Int
}

/// What a window does to phones and calls.
package enum RunbookImpact: String, Sendable, CaseIterable {
  /// No phone restarts, and calls go as before.
  case none
  /// Some phones restart, or calls change while it is worked through.
  case some
  /// All phones restart.
  case all

  /// When to begin, in the time of most of the cluster's phones; nil where any hour will do.
  package var start: String? {
    switch self {
    case .none: nil
    case .some: "18:00"
    case .all: "22:00"
    }
  }
}

/// Steps that are done in one go.
package struct RunbookWindow: Sendable {
  /// Stable key, unique in the runbook.
  package var id: String
  /// What the window is for.
  package var title: String
  /// The cluster; nil for a window over several.
  package var cluster: String?
  /// Phones that restart.
  package var impact: RunbookImpact
  /// Why the steps stand together, or why they stand here.
  package var reason: RunbookText
  /// The steps in order; never empty.
  package var steps: [RunbookStep]
  /// The impact whose hour it takes, where its own is not the reason to choose one.
  var startsLike: RunbookImpact?
  /// Handles of clusters that somebody else runs, with whose operators the hour is agreed; empty where it is ours.
  var agreedWith: [String] = []

  /// Minutes for all steps that are not optional.
  package var minutes: Int { steps.reduce(0) { $0 + ($1.isOptional ? 0 : $1.minutes) } }
  /// Phones that restart in it.
  package var phones: Int { steps.reduce(0) { $0 + $1.phones } }

  /// When to begin; nil where any hour will do, or the hour is agreed with others.
  package var start: String? {
    guard agreedWith.isEmpty else { return nil }
    return (startsLike ?? impact).start
  }

  /// Until when to decide to go on; nil where nothing hurries.
  ///
  /// From then on a way back that takes as long as the work no longer ends in quiet hours, which last to midnight in the
  /// evening and to 06:00 at night (inferred).
  package var decision: String? {
    guard let start else { return nil }
    let isNight = start == RunbookImpact.all.start
    let begin = isNight ? 22 * 60 : 18 * 60
    let span = isNight ? 8 * 60 : 6 * 60
    let quarters = (begin + max(span / 2, span - minutes)) / 15
    let (hour, quarter) = (quarters / 4 % 24, quarters % 4 * 15)
    return "\(hour < 10 ? "0" : "")\(hour):\(quarter == 0 ? "00" : "\(quarter)")"
  }

  /// The impact as a heading says it.
  var impactTitle: String {
    switch impact {
    case .none: "no phone restarts"
    case .some: phones == 0 ? "no phone restarts, calls are touched" : "some phones restart"
    case .all: "all phones restart"
    }
  }
}

/// Something that one person does in one place.
package struct RunbookStep: Sendable {
  /// What happens to users while it is done and after it.
  enum Return: Sendable, Equatable {
    /// The step can be undone without anybody noticing.
    case easy
    /// From here on going back costs more than going on; why.
    case pointOfNoReturn(RunbookText)
  }

  /// Stable key, unique in the runbook: the cluster's handle or `deployment`, a dot, and what it is.
  package var id: String
  /// The cluster on which it is done; nil for steps over several.
  package var cluster: String?
  /// In the imperative.
  package var title: RunbookText
  /// Why it is needed.
  var why: RunbookText
  /// What exactly is done.
  var actions: [RunbookAction]
  /// How to see that it worked.
  var verify: [RunbookText]
  /// How to go back.
  var undo: RunbookText
  /// What users notice.
  var notice: RunbookText = "Nothing."
  /// Expected duration in minutes (inferred; measured nowhere).
  package var minutes: Int
  /// Phones that restart.
  package var phones = 0
  /// True where the deployment is complete without it.
  package var isOptional = false
  /// Whether the step can be undone.
  var back = Return.easy
  /// Keys of the steps that must be done before.
  package var after: [String] = []
}

/// One thing to do within a step.
enum RunbookAction: Sendable {
  /// A sentence.
  case say(RunbookText)
  /// Names and values, such as fields of a form.
  case table([String], [[RunbookText]])
  /// A command line for a POSIX shell.
  case command(String)
  /// Requests of the cluster's `axl/requests.json`, by their phases in order.
  case requests(RunbookRequests)
}

/// Requests that a step sends.
struct RunbookRequests: Sendable {
  /// The index of the requests, as a path of the bundle.
  var index: String
  /// The phases in order; never empty, because without phases the sender sends everything.
  var phases: [AXLPhase]
  /// How many requests they have.
  var count: Int
  /// How they are sent.
  var sender: SenderCommand
  /// Which of them are sent.
  var extent = Extent.all

  /// Whether objects in service change with the requests of a step.
  enum Extent: Sendable {
    /// Whatever the cluster lacks or has otherwise.
    case all
    /// What the cluster lacks.
    case additions
    /// What is left when the additions of an earlier step are there.
    case changes
  }
}

/// What a cluster that somebody else runs must do, as a letter to them.
package struct RunbookPeer: Sendable {
  /// Our handle.
  package var handle: String
  /// Its cluster ID, which names the file.
  package var clusterID: String
  /// The steps in order.
  package var steps: [RunbookStep]
}
