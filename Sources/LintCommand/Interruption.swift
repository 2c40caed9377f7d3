internal import EMBundle
internal import EMCommandLine
internal import EMDiagnostics
internal import Glibc

/// Takes care that `SIGINT`, `SIGTERM` and `SIGHUP` leave nothing half-written.
package enum Interruption {
  /// Makes an interrupted process remove its temporaries and then end as the signal would have ended it.
  ///
  /// Call it once, before the first file is written. A signal that is ignored already (`nohup`) stays ignored.
  package static func prepare() {
    // Without a thread that listens, nothing is caught.
    guard let signals = SignalPipe(), ServiceThread({ wait(for: signals) }) != nil else { return }
    signals.catchSignals([SIGINT, SIGTERM, SIGHUP])
  }

  private static func wait(for signals: SignalPipe) {
    guard let number = signals.take().first else { return }
    Temporaries.shared.removeAll { SignalPipe.end(by: number) }
  }
}
