/// Temporary.
struct CallNarrator {
  /// Tables.
  let names: CallNames
  /// Steps.
  func steps(_ events: [CallEvent]) -> [CallStep] { [] }
}
