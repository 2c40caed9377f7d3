import EMCredentials
import EMStoreSQLite
import Glibc

// What tests of crashes and full disks need in a process of its own, and a stopwatch. Exit codes: 0, 1 for a failure,
// 2 for wrong usage.
let words = Array(CommandLine.arguments.dropFirst())
let isDone: Bool
switch (words.first, words.count) {
case ("commit", 2): isDone = CommitProbe(words[1]).run()
case ("full", 2): isDone = FullDiskProbe(words[1]).run()
case ("hold", 2): isDone = HoldProbe(words[1]).run()
case ("bench", 2): isDone = BenchProbe(words[1]).run()
default:
  printLine("usage: emstore-probe commit STORE | full STORE | hold STORE | bench DIRECTORY", to: STDERR_FILENO)
  exit(2)
}
exit(isDone ? 0 : 1)
