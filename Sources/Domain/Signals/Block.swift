public import Kernel

/// One row of observations in the journal, before it is sealed. Version 1:
///
///     block = version:1 flags:1 recordedAt:fixed64 batchCount:varint
///             cues:counted segment*
///
/// The cues stand first, so that a screen that comes back reads them without the observations.
/// Flag bit 0: the block holds only cues, which follow from the record before it; replay steps
/// over it.
public struct Block: Equatable, Sendable {
    public let recordedAt: Instant
    public let cueSection: [UInt8]
    /// Segments, each as ``ObservationSegment`` writes it.
    public let segments: [[UInt8]]
    public let holdsOnlyCues: Bool

    public init(
        recordedAt: Instant, cueSection: [UInt8], segments: [[UInt8]], holdsOnlyCues: Bool = false
    ) {
        self.recordedAt = recordedAt
        self.cueSection = cueSection
        self.segments = segments
        self.holdsOnlyCues = holdsOnlyCues
    }

    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.reserve(32 + cueSection.count + segments.reduce(0) { $0 + $1.count })
        writer.byte(1)
        writer.byte(holdsOnlyCues ? 1 : 0)
        writer.fixed(UInt64(bitPattern: recordedAt.milliseconds))
        writer.varint(UInt64(segments.count))
        writer.counted(cueSection)
        for segment in segments { writer.raw(segment) }
        return writer.bytes
    }

    /// What a block says of itself and its cues, without its observations.
    public struct Head: Sendable {
        public let recordedAt: Instant
        public let holdsOnlyCues: Bool
        public let batchCount: Int
        public let cues: [CueEvent]
    }

    public static func head(_ bytes: UnsafeRawBufferPointer) throws(ByteReaderFailure) -> Head {
        var reader = ByteReader(bytes)
        let (recordedAt, holdsOnlyCues, count, section) = try start(&reader)
        return Head(
            recordedAt: recordedAt, holdsOnlyCues: holdsOnlyCues, batchCount: count,
            cues: try CueSection.decode(section))
    }

    /// A block as replay reads it.
    public struct Opened: Sendable {
        public let recordedAt: Instant
        public let holdsOnlyCues: Bool
        public let batches: [SourcedBatch]
    }

    public static func open(
        _ bytes: UnsafeRawBufferPointer, seed: KeySeed
    ) throws(ByteReaderFailure) -> Opened {
        var reader = ByteReader(bytes)
        let (recordedAt, holdsOnlyCues, count, _) = try start(&reader)
        var batches: [SourcedBatch] = []
        for _ in 0..<count {
            batches.append(try ObservationSegment.decode(&reader, in: bytes, seed: seed))
        }
        guard reader.isAtEnd else { throw .numberTooLarge }
        return Opened(recordedAt: recordedAt, holdsOnlyCues: holdsOnlyCues, batches: batches)
    }

    private static func start(
        _ reader: inout ByteReader
    ) throws(ByteReaderFailure) -> (Instant, Bool, Int, UnsafeRawBufferPointer) {
        guard try reader.byte() == 1 else { throw .unknownVersion }
        let flags = try reader.byte()
        let recordedAt = Instant(milliseconds: Int64(bitPattern: try reader.fixed()))
        let count = try reader.count(upTo: reader.remaining)
        return (recordedAt, flags & 1 == 1, count, try reader.counted())
    }
}
