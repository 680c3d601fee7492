public import Kernel

/// What kind of help somebody needs at a reader.
public enum CallHelp: String, CaseIterable, Sendable, Codable {
    case band, door, pay, line
    /// What somebody was promised falls due, and can still be kept.
    case promiseDue = "promise-due"
    case promiseBroken = "promise-broken"
    /// It was lost to somebody who felt themself in the house.
    case promiseParting = "promise-parting"
}

/// Whom a call reaches: whoever is nearest of those on shift.
public enum CallReach: Equatable, Sendable, Codable {
    /// Those who watch the reader's zone.
    case zone
    /// Nobody watches it: those of the zones it shares a door with.
    case also([ZoneIndex])
    /// Nobody does there either: everybody, at once.
    case all
}

/// The house's own rules: blue calls someone, with no rule file.
public enum CalmBlue {
    /// For how long a call is worth answering.
    public static let validFor = Span.minutes(10)
    /// How long it may stay untaken before it is shown to the whole house.
    public static let escalateAfter = Span.minutes(2)
    /// How long after a call the same band calls nobody again at the same reader, when that call
    /// was answered meanwhile. While a call is open it never raises another.
    public static let cooldown = Span.seconds(30)
    /// A denial that a door tells of later than this calls nobody: whoever it was has gone.
    public static let freshSpan = Span.seconds(60)

    /// Before the name of a reader, where a cue names a band.
    static let readerPrefix = "reader-"

    /// One a kind of help, in its order.
    public static let rules = CallHelp.allCases.map { help in
        Rule(
            id: help.rule, pattern: .missing(steps: [], absent: [], within: .seconds(0)),
            condition: .anyone,
            cue: CueTerms(
                say: help.say, role: "host", validFor: validFor, escalateAfter: escalateAfter))
    }

    static let program = RuleProgram(rules: rules, waits: [], zones: [])
}

extension CallHelp {
    /// The rule by which cues of this kind are known.
    public var rule: RuleID {
        guard let id = RuleID("calm-blue-\(rawValue)") else {
            preconditionFailure("letters and hyphens are an identifier")
        }
        return id
    }

    var say: Words {
        switch self {
        case .band:
            Words(
                en: "Somebody needs a hand with their band at the reader.",
                nl: "Iemand kan hulp gebruiken met de band, bij de lezer.")
        case .door:
            Words(
                en: "Somebody stands at a door that stays shut. Show them the way?",
                nl: "Iemand staat voor een deur die dicht blijft. Wijs je de weg?")
        case .pay:
            Words(
                en: "Somebody would like a hand with paying.",
                nl: "Iemand kan hulp gebruiken bij het betalen.")
        case .line:
            Words(
                en: "Somebody would like a hand at the queue.",
                nl: "Iemand kan hulp gebruiken bij de wachtrij.")
        case .promiseDue:
            Words(
                en: "What we promised falls due about now. Can we still keep it?",
                nl: "Wat we beloofden moet zo klaar zijn. Lukt het nog?")
        case .promiseBroken:
            Words(
                en: "We did not keep what we promised. How do we make it good?",
                nl: "Wat we beloofden is niet gelukt. Hoe maken we het goed?")
        case .promiseParting:
            Words(
                en: "Part kindly: say sorry, leave it whole, and offer nothing to win them back.",
                nl:
                    "Neem goed afscheid: zeg sorry, laat het heel, en bied niets om ze terug te winnen."
            )
        }
    }
}

/// A reader showed blue, or a door stayed shut.
public struct BlueLight: Equatable, Sendable {
    public let zone: ZoneIndex
    /// What staff is told the reader is called.
    public let reader: Token
    public let help: CallHelp
    /// By whose clock it was a moment ago.
    public let at: Instant
    public let reach: CallReach
    /// The band, when it proved itself or the door knew it.
    public let band: BandID?
    /// The name of it on the floor, while it is worn.
    public let token: Token?
    /// What whoever goes by the token was promised, when that is what staff is called for.
    public let promise: PromiseID?

    public init(
        zone: ZoneIndex, reader: Token, help: CallHelp, at: Instant, reach: CallReach,
        band: BandID? = nil, token: Token? = nil,
        promise: PromiseID? = nil
    ) {
        self.zone = zone
        self.reader = reader
        self.help = help
        self.at = at
        self.reach = reach
        self.band = band
        self.token = token
        self.promise = promise
    }

    var key: CallKey { CallKey(reader: reader, zone: zone, band: band) }
}

/// One band at one reader; or, at a reader, whoever cannot be told from another.
struct CallKey: Hashable, Sendable, Codable {
    let reader: Token
    let zone: ZoneIndex
    let band: BandID?
}
