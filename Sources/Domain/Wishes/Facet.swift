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

public struct FacetOption: Hashable, Sendable, Codable {
    public let id: FacetOptionID
    public let name: Words

    public init(id: FacetOptionID, name: Words) {
        self.id = id
        self.name = name
    }
}

/// Something about what is on offer, as the venue says it: docs/venue.md.
public struct Facet: Hashable, Sendable, Codable {
    /// The most facets of one venue, and the most options of one facet.
    public static let countMax = 200
    public static let optionCountMax = 64
    /// The longest span that is wanted or waited: ten years.
    public static let spanMax = Span.hours(24 * 3_650)

    public let id: FacetID
    public let name: Words
    public let kind: FacetKind
    /// What a level is counted in: `stars`, `dB`.
    public let unit: Words?
    /// What the options of a ``FacetKind/category(_:)`` or ``FacetKind/set(_:)`` are called.
    public let options: [FacetOption]
    /// Of a time: the waits that are what people got, as soon as they end.
    public let wait: WaitID?

    public init(
        id: FacetID, name: Words, kind: FacetKind, unit: Words? = nil,
        options: [FacetOption] = [], wait: WaitID? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.unit = unit
        self.options = options
        self.wait = wait
    }

    /// Whether this can be wanted of it: of its kind, of options that it has, each once.
    public func admits(_ want: Want) -> Bool { kind.admits(want) }

    /// Whether somebody can have got this of it.
    public func admits(_ got: Got) -> Bool {
        switch (kind, got) {
        case (_, .nothing), (.more, .level), (.ideal, .level): true
        case (.category(let known), .one(let option)): known.contains(option)
        case (.set(let known), .some(let options)):
            options.isEmpty || FacetKind.areAmong(known, options)
        case (.time, .after(let span)), (.time, .waiting(let span)): FacetKind.isSpan(span)
        default: false
        }
    }
}

extension FacetKind {
    /// Whether this can be wanted of such a facet: of options that it has, each once, with a
    /// weight of 1…100.
    public func admits(_ want: Want) -> Bool {
        switch (self, want) {
        case (.more, .level), (.ideal, .level): true
        case (.category(let known), .oneOf(let wanted)), (.set(let known), .all(let wanted)):
            Self.areAmong(known, wanted.map(\.option))
                && wanted.allSatisfy { (1...100).contains($0.weight) }
        case (.time, .within(let span)): Self.isSpan(span)
        default: false
        }
    }

    fileprivate static func areAmong(
        _ known: [FacetOptionID], _ options: [FacetOptionID]
    ) -> Bool {
        !options.isEmpty && Set(options).count == options.count
            && options.allSatisfy(known.contains)
    }

    fileprivate static func isSpan(_ span: Span) -> Bool {
        span >= Span(milliseconds: 0) && span <= Facet.spanMax
    }
}
