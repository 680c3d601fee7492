public import Kernel

public enum FacetNoun {}
public enum FacetOptionNoun {}
/// Something about what is on offer that people can have wishes on: `quiet`, `waiting`, `diet`.
public typealias FacetID = Identifier<FacetNoun>
/// One of the things a facet can be: `vegetarian`, `by-the-window`.
public typealias FacetOptionID = Identifier<FacetOptionNoun>

/// A level on a facet's own scale, in thousandths of its unit, so that it is a whole number.
public struct Level: Hashable, Sendable, Codable, Comparable {
    /// Beyond this no venue's scale goes, and differences of two fit easily.
    public static let thousandthsMax: Int64 = 1_000_000_000_000

    public let thousandths: Int64

    /// Held to ±``thousandthsMax``.
    public init(thousandths: Int64) {
        self.thousandths = min(max(thousandths, -Self.thousandthsMax), Self.thousandthsMax)
    }

    public init(from decoder: any Decoder) throws {
        self.init(thousandths: try decoder.singleValueContainer().decode(Int64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(thousandths)
    }

    public static func < (left: Self, right: Self) -> Bool { left.thousandths < right.thousandths }
}

/// How the distance between what is wanted and what is taken is measured: measures.md 1.2, a to e.
public enum FacetKind: Hashable, Sendable, Codable {
    /// More is better: below `floor` the wish is wholly unmet. `floor` may lie above what is
    /// wanted: then less is better, a price say.
    case more(floor: Level)
    /// Best at the wish; so far below and above it the wish is wholly unmet. Both above 0.
    case ideal(below: Level, above: Level)
    /// One of some options.
    case category([FacetOptionID])
    /// Any of some options, each wanted more or less.
    case set([FacetOptionID])
    /// A span of time; after `patience` longer than wanted, 63 % of the wish is lost. Above 0.
    case time(patience: Span)
}

/// What is wanted, on a facet of the same kind.
public enum Want: Hashable, Sendable, Codable {
    case level(Level)
    /// What would do, and how well: 1…100 per cent each, the best first.
    case oneOf([WeightedOption])
    /// All that is wanted, with what each weighs: 1…100.
    case all([WeightedOption])
    case within(Span)
}

public struct WeightedOption: Hashable, Sendable, Codable {
    public let option: FacetOptionID
    public let weight: UInt8

    public init(_ option: FacetOptionID, weight: UInt8) {
        self.option = option
        self.weight = weight
    }
}

/// What somebody took, or had to do with.
public enum Got: Hashable, Sendable, Codable {
    case level(Level)
    case one(FacetOptionID)
    case some([FacetOptionID])
    case after(Span)
    /// Still waiting, so long already.
    case waiting(Span)
    /// Nothing: no result, gave up, was refused.
    case nothing
}
