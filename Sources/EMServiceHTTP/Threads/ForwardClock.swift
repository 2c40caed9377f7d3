internal import EMDiagnostics

/// Seconds since 1970 of a clock that never stops and never goes back.
///
/// The clock on the wall may be set. Forward it is followed; where it is put back, this one goes on at its own pace:
/// otherwise sessions, messages that wait and remembered passwords would stand still until the wall has caught up.
package final class ForwardClock: Sendable {
  private struct State {
    var wall: Int
    var moment: MonotonicTime
  }

  private let state: Locked<State>

  /// Starts with the clock on the wall.
  package init(_ wall: Int = WallClock.seconds, at moment: MonotonicTime = .now) {
    state = Locked(State(wall: wall, moment: moment))
  }

  /// Now.
  package func seconds(_ wall: Int = WallClock.seconds, at moment: MonotonicTime = .now) -> Int {
    state.withLock { state in
      let own = state.wall + Int(moment.seconds(since: state.moment))
      guard wall > own else { return own }
      state = State(wall: wall, moment: moment)
      return wall
    }
  }
}
