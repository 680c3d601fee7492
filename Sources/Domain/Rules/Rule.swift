public import Kernel

/// A text in the languages of the house.
public struct Words: Hashable, Sendable, Codable {
    public let en: String
    public let nl: String

    public init(en: String, nl: String) {
        self.en = en
        self.nl = nl
    }
}

/// What must happen, or fail to happen, for a cue to be raised, and what the cue says.
public struct Rule: Hashable, Sendable, Codable {
    public let id: RuleID
    public let pattern: Pattern
    public let condition: PersonCondition
    public let cue: CueTerms

    public init(id: RuleID, pattern: Pattern, condition: PersonCondition, cue: CueTerms) {
        self.id = id
        self.pattern = pattern
        self.condition = condition
        self.cue = cue
    }
}

/// The shape of signals a rule waits for. All are about one token.
public enum Pattern: Hashable, Sendable, Codable {
    /// The steps happened one directly after another, and then nothing of `absent` did in time.
    ///
    /// With one step: an absence. With more: a sequence whose next step is missing. Between steps
    /// only the kinds of signal that the steps name count; another of those starts over. The cue's
    /// moment is the last step's plus `within`; a signal at that very moment still counts.
    case missing(steps: [SignalPattern], absent: [SignalPattern], within: Span)
    /// The signal happened `atLeast` times within the window that ends with it, both ends included.
    case count(of: SignalPattern, atLeast: Int, within: Span)
}

/// One sort of signal at one sort of place.
public struct SignalPattern: Hashable, Sendable, Codable {
    public enum Place: Hashable, Sendable, Codable {
        case anywhere
        case ofKind(ZoneKind)
        case zone(ZoneID)
        /// Where the step before was, or where the cue is.
        case same
    }

    public let kind: SignalKind
    public let place: Place

    public init(kind: SignalKind, place: Place) {
        self.kind = kind
        self.place = place
    }
}

/// What must be known of the person behind the token.
public enum PersonCondition: Hashable, Sendable, Codable {
    case anyone
    /// The token is linked to a person.
    case known
    /// The person has this fact, such as `wheelchair`.
    case has(String)
}

/// What a cue says, to whom, and how long it stays true.
public struct CueTerms: Hashable, Sendable, Codable {
    public let say: Words
    /// The role it is for: `host`, or `lead` for those who look after the whole house.
    public let role: String
    /// From its moment until it is no longer worth acting on.
    public let validFor: Span
    /// Signals of the same token that make it needless.
    public let withdrawOn: [SignalPattern]
    /// How long it may stay untaken before it is shown to the whole house.
    public let escalateAfter: Span?
    /// How long after one cue no other of this rule is raised for the token.
    public let cooldown: Span?
    /// What the catalogue promises whoever it is about, when the house knows them: once a cue.
    public let promise: StandingPromiseID?

    public init(
        say: Words, role: String, validFor: Span, withdrawOn: [SignalPattern] = [],
        escalateAfter: Span? = nil, cooldown: Span? = nil, promise: StandingPromiseID? = nil
    ) {
        self.promise = promise
        self.say = say
        self.role = role
        self.validFor = validFor
        self.withdrawOn = withdrawOn
        self.escalateAfter = escalateAfter
        self.cooldown = cooldown
    }
}

/// A place of the venue.
public struct Zone: Hashable, Sendable, Codable {
    public let id: ZoneID
    public let kind: ZoneKind
    public let name: Words

    public init(id: ZoneID, kind: ZoneKind, name: Words) {
        self.id = id
        self.kind = kind
        self.name = name
    }
}
