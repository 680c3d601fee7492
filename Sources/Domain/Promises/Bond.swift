public import Kernel

/// How much of themself somebody recognises in the house.
///
/// It is kept as exposure and not as merit: whoever feels themself in it most is hurt most when it
/// breaks its word (measures.md 1.13).
public struct Bond: Equatable, Sendable, Codable {
    public static let levelMax: UInt8 = 10
    /// From which level on what is lost is left whole, unless the venue says otherwise.
    public static let partingLevelDefault: UInt8 = 7
    /// How long an answer counts, and how long nobody is asked again.
    static let askedSpan = Span.hours(24 * 365)

    /// What somebody said of it.
    public struct Told: Equatable, Sendable, Codable {
        public let level: UInt8
        public let by: Claimant
        public let at: Instant
    }

    /// When the house asked, of its own accord.
    struct Asked: Equatable, Sendable, Codable {
        let at: Instant
        /// How likely it was, in millionths.
        let probabilityMillionths: UInt32
    }

    /// How much of themself they recognise in the house: the newest.
    public internal(set) var told: Told?
    /// How sure they are that they come again: the newest.
    public internal(set) var stays: Told?
    /// The newest.
    var asked: Asked?
    var sparedAt: Instant?
    /// When they took back what they had said of it.
    var takenBackAt: Instant?
}

/// What somebody says of themself and the house. May be refused, and then changes nothing.
public enum BondCommand: Equatable, Sendable {
    /// "So much of myself do I recognise in you", 0 to 10.
    case recognises(UInt8)
    /// "So sure am I that I come again", 0 to 10.
    case stays(UInt8)
    /// Takes both back.
    case takeBack
}

extension Command {
    /// "So much of myself do I recognise in you", 0 to 10.
    public static func tellBond(_ level: UInt8, of person: PersonID, by claimant: Claimant) -> Self
    {
        .bond(.recognises(level), of: person, by: claimant)
    }
}

/// What is written down of it: sealed for the name under which it was told, and gone with it.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum BondRecord: Equatable, Sendable, Codable {
    case told(UInt8, by: Claimant, at: Instant)
    case asked(probabilityMillionths: UInt32, at: Instant)
    case spared(probabilityMillionths: UInt32, at: Instant)
    /// How sure they are that they come again.
    case stays(UInt8, by: Claimant, at: Instant)
    /// Of this name both are let go.
    case takenBack(by: Claimant, at: Instant)
}

extension Bond {
    mutating func apply(_ record: BondRecord) {
        switch record {
        case .told(let level, let by, let at): told = Told(level: level, by: by, at: at)
        case .asked(let millionths, let at):
            asked = Asked(at: at, probabilityMillionths: millionths)
        case .spared(_, let at): sparedAt = at
        case .stays(let level, let by, let at): stays = Told(level: level, by: by, at: at)
        case .takenBack(_, let at):
            forgetWords()
            takenBackAt = at
        }
    }

    /// Lets go of what they said; that they were asked stays, so that nobody is asked again.
    mutating func forgetWords() { (told, stays) = (nil, nil) }
}
