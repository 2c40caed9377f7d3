/// What the process tells its caller; the numbers are part of the command line's contract.
package enum ExitCode: Int32, Hashable, Sendable {
  /// Nothing at or above the fail level.
  case clean = 0
  /// Findings at or above the fail level.
  case findings = 1
  /// Wrong usage.
  case usage = 2
  /// An unreadable file, a full disk and the like.
  case couldNotRun = 3
}
