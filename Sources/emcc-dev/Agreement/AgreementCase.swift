import Compiler

/// One case of the comparison: a random deployment, and what was done to it.
struct AgreementCase {
  /// The number of the case; with the seed it says everything.
  let number: Int
  /// The deployment's documents, as one YAML stream.
  let text: String
  /// How often the text was changed; 0 for a deployment as it was drawn.
  let changes: Int
  /// Random numbers for what happens in the deployment.
  let random: RandomSource

  /// Draws a case: one in ten is left as it is, the others have one to three changes.
  init(seed: UInt64, number: Int) {
    var random = RandomSource(seed: seed, case: number)
    self.number = number
    let deployment = RandomDeployment(&random)
    var mutation = TextMutation(deployment.text)
    var changes = 0
    let wanted = random.chance(10) ? 0 : random.pick([1, 1, 1, 2, 3])
    // A change that does nothing is tried again, but not for ever.
    for _ in 0..<40 where changes < wanted {
      let before = mutation.text
      mutation.apply(&random)
      if mutation.text != before { changes += 1 }
    }
    text = mutation.text
    self.changes = changes
    self.random = random
  }
}

extension AgreementCase {
  /// Checks and simulates the case, and compares; throws when memory runs out.
  func compare(rules: [any Rule.Type] = RuleRegistry.rules) throws -> AgreementCheck.Outcome {
    var random = random
    return try AgreementCheck.compare(text, rules: rules, random: &random)
  }
}
