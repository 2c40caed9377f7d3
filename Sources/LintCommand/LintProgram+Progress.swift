internal import EMCommandLine

extension LintProgram {
  /// Runs long work that says nothing, and shows how far it is where somebody sees it: on standard error when that is a
  /// terminal that can erase, unless the command is to be quiet.
  func showingProgress<Result, Failure: Error>(
    _ options: CommonOptions, _ text: @escaping @Sendable () -> String, during work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let isWanted = !options.isQuiet && environment.variable("TERM") != "dumb"
    return try ProgressLine.show(
      on: isWanted ? environment.errorTerminal : nil, pace: environment.progressPace, text, during: work)
  }
}
