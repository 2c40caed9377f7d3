package import EMDiagnostics

/// A route pattern or a translation pattern.
package struct CallPattern: Sendable {
  /// What a matching call does.
  package enum Target: Sendable, Equatable {
    /// Takes a route list.
    case routeList(Int)
    /// Leaves by a gateway.
    case gateway(Int)
    /// Takes a trunk.
    case trunk(Int)
    /// Is looked up again, in a calling search space (nil: none, so `<None>` only).
    case translation(css: Int?)
    /// Is rejected.
    case block
    /// Goes to something that is not in this repository or could not be read.
    case unknown(String)
  }

  /// The pattern as it is typed, such as `9.011!`.
  package var text: String
  /// Index of its partition; nil for `<None>`.
  package var partition: Int?
  /// What a matching call does.
  package var target: Target
  /// What the operator says that it is for; nil where nothing is said.
  package var purpose: Purpose?
  /// True where the call is routed at once, without waiting for more digits.
  package var isUrgent: Bool
  /// What becomes of the called number.
  package var called: CalledChange
  /// What becomes of the calling number.
  package var calling: CallingChange
  /// Where the pattern is written.
  package var place: Place?
  /// Where the target is written.
  package var targetPlace: Place?

  /// Makes a pattern.
  package init(
    _ text: String, partition: Int?, target: Target, purpose: Purpose? = nil, isUrgent: Bool = false,
    called: CalledChange = CalledChange(), calling: CallingChange = CallingChange(), place: Place? = nil,
    targetPlace: Place? = nil
  ) {
    self.text = text
    self.partition = partition
    self.target = target
    self.purpose = purpose
    self.isUrgent = isUrgent
    self.called = called
    self.calling = calling
    self.place = place
    self.targetPlace = targetPlace
  }

  /// What calls are for.
  package enum Purpose: String, Sendable, CaseIterable {
    /// An emergency centre.
    case emergency
    /// Local calls of the public network.
    case local
    /// National calls of the public network.
    case national
    /// International calls of the public network.
    case international
    /// Calls inside the company.
    case `internal`
    /// Voicemail, directory enquiries and the like.
    case service
  }
}

/// What becomes of a called number: digits discarded, then the mask, then the prefix.
package struct CalledChange: Sendable, Equatable {
  /// Digits that are dropped.
  package var discard: DiscardInstruction?
  /// Mask over the number, right-aligned; `X` keeps a digit.
  package var mask: String?
  /// Digits put before it.
  package var prefix: String?

  /// Makes a change; none unless told otherwise.
  package init(discard: DiscardInstruction? = nil, mask: String? = nil, prefix: String? = nil) {
    self.discard = discard
    self.mask = mask
    self.prefix = prefix
  }
}

/// Which digits of a called number are dropped.
package enum DiscardInstruction: String, Sendable {
  /// What matched before the dot of the pattern.
  case preDot
  /// What matched before the dot, and a `#` at the end.
  case preDotTrailingHash
  /// A `#` at the end.
  case trailingHash
}

/// What becomes of a calling number: external mask of the line, digits discarded, then the mask, then the prefix.
package struct CallingChange: Sendable, Equatable {
  /// True where the external phone number mask of the caller's line is applied first.
  package var usesExternalMask: Bool
  /// Digits that are dropped; only in transformation patterns.
  package var discard: DiscardInstruction?
  /// Mask over the number, right-aligned; `X` keeps a digit.
  package var mask: String?
  /// Digits put before it.
  package var prefix: String?

  /// Makes a change; none unless told otherwise.
  package init(
    usesExternalMask: Bool = false, discard: DiscardInstruction? = nil, mask: String? = nil, prefix: String? = nil
  ) {
    self.usesExternalMask = usesExternalMask
    self.discard = discard
    self.mask = mask
    self.prefix = prefix
  }
}

/// A calling or called party transformation pattern.
package struct TransformationPattern: Sendable {
  /// The pattern as it is typed.
  package var text: String
  /// Index of its partition; nil for `<None>`.
  package var partition: Int?
  /// What becomes of the number; `usesExternalMask` only of calling numbers.
  package var change: CallingChange
  /// Where it is written.
  package var place: Place?

  /// Makes a pattern.
  package init(_ text: String, partition: Int?, change: CallingChange, place: Place? = nil) {
    self.text = text
    self.partition = partition
    self.change = change
    self.place = place
  }
}
