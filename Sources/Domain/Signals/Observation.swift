public import Kernel

/// A token was seen: what one well-formed signal becomes on the path from intake to engine.
///
/// The id and the token are held as keys; the token's own bytes stand in the batch, for the
/// first time the token is seen.
public struct Observation: Sendable {
    public var id: Key128
    public var token: Key128
    /// When it happened, by the source's clock.
    public var occurredAt: Instant
    /// Where the token's bytes begin in ``SignalBatch/segment``.
    public var tokenOffset: UInt32
    public var zone: ZoneIndex
    public var tokenCount: UInt8
    public var kind: SignalKind
    /// How strongly it was read, in dBm; 0: not told.
    public var strength: Int8
    /// How far behind the token's bytes begin those of its reader, with their count before them;
    /// 0: no reader was named.
    public var readerDistance: UInt8

    public init(
        id: Key128, token: Key128, occurredAt: Instant, tokenOffset: UInt32, tokenCount: UInt8,
        zone: ZoneIndex, kind: SignalKind, strength: Int8 = 0, readerDistance: UInt8 = 0
    ) {
        self.id = id
        self.token = token
        self.occurredAt = occurredAt
        self.tokenOffset = tokenOffset
        self.tokenCount = tokenCount
        self.zone = zone
        self.kind = kind
        self.strength = strength
        self.readerDistance = readerDistance
    }
}

/// What one request brought: its good signals, and which of its lines were refused and why.
public struct SignalBatch: Sendable {
    /// In the order they were sent.
    public var observations: ContiguousArray<Observation>
    /// The same observations as the journal keeps them (``ObservationSegment``).
    public var segment: [UInt8]
    /// The line each observation stood on, when lines were refused; empty when line = index.
    public var lines: [UInt32]
    /// Lines that were not well-formed signals, by line.
    public var refusals: [LineRefusal]

    public init(
        observations: ContiguousArray<Observation>, segment: [UInt8], lines: [UInt32] = [],
        refusals: [LineRefusal] = []
    ) {
        self.observations = observations
        self.segment = segment
        self.lines = lines
        self.refusals = refusals
    }

    /// The zero-based line of an observation in the request.
    public func line(of observation: Int) -> Int {
        lines.isEmpty ? observation : Int(lines[observation])
    }
}

/// A batch, and who sent it.
public struct SourcedBatch: Sendable {
    public let source: SourceIndex
    public let batch: SignalBatch

    public init(source: SourceIndex, batch: SignalBatch) {
        self.source = source
        self.batch = batch
    }
}

/// One line of a request that was not taken in.
public struct LineRefusal: Equatable, Sendable {
    /// Zero-based, as the sender counts.
    public let line: Int
    public let refusal: SignalRefusal
    /// The field at fault, where there is one.
    public let field: String?

    public init(line: Int, refusal: SignalRefusal, field: String? = nil) {
        self.line = line
        self.refusal = refusal
        self.field = field
    }
}

/// Why a signal is not taken in. When several apply, the one declared first is named.
public enum SignalRefusal: String, Error, CaseIterable, Sendable {
    case malformedJSON
    case notAnObject
    case lineTooLong
    case unknownField
    case duplicateField
    case missingField
    case wrongType
    case invalidIdentifier
    case unknownKind
    case unknownZone
    case invalidTime
    case outOfRange
    /// The source is an import that has ended.
    case sourceClosed
    /// Older than the source's duplicate window: it may have been taken in before.
    case tooLate
    /// Over five minutes ahead of our clock.
    case inTheFuture

    /// What the sender can do about it, in a sentence.
    public var advice: String {
        switch self {
        case .malformedJSON: "The line is not JSON. Send one JSON object a line, or one array."
        case .notAnObject: "A signal is a JSON object."
        case .lineTooLong: "A signal has at most 4,096 bytes."
        case .unknownField: "Leave out fields that are not in the list of docs/signals.md."
        case .duplicateField: "Name each field once."
        case .missingField: "id, token, kind, zone and at are required."
        case .wrongType: "Strings in quotes; at and rssi as whole numbers."
        case .invalidIdentifier: "Use 1 to 64 of A-Z a-z 0-9 _ -."
        case .unknownKind: "kind is enter, exit, read, service or tap."
        case .unknownZone: "Add the zone to the venue file, or mend the name."
        case .invalidTime: "at is RFC 3339 with an offset, or whole milliseconds since 1970."
        case .outOfRange: "at lies in 2000 to 2100; rssi in -127 to 0 dBm."
        case .sourceClosed: "This import has ended. Open a new source for more."
        case .tooLate:
            "Older than the duplicate window, so it might be a repeat. Import it as history."
        case .inTheFuture: "More than five minutes ahead of the server. Set the sender's clock."
        }
    }
}
