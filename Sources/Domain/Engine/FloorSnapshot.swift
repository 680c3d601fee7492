import DequeModule
public import Kernel

/// How the timelines stand in a snapshot, version 3. Only this version of the program and later
/// ones read it, and only for a day: the journal's blocks and records are what lasts.
///
/// Version 2, which is read too, wrote every number of a row in eight bytes and where each name
/// ends in four.
public struct Floors: Sendable {
    private let timelines: [Timeline]

    fileprivate init(_ timelines: [Timeline]) {
        self.timelines = timelines.map { $0.withoutLookup() }
    }

    /// Writes every timeline. Takes a tenth of a second for a million waiting signals, so it may
    /// be done on another thread than the one that goes on.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.byte(3)
        writer.varint(UInt64(timelines.count))
        for timeline in timelines { timeline.encode(into: &writer) }
        return writer.bytes
    }
}

extension Engine {
    /// The part of the state that follows from observations alone, as it is now. Cheap: what it
    /// holds is copied when the engine goes on and changes it.
    public var floors: Floors { Floors(timelines) }

    /// Puts the timelines back into an engine made from the same snapshot's aggregates.
    ///
    /// - Parameter seed: The data directory's secret, for the tokens' keys.
    public mutating func decodeFloors(
        _ reader: inout ByteReader, seed: KeySeed
    ) throws(ByteReaderFailure) {
        let version = try reader.byte()
        guard version == 2 || version == 3 else { throw .unknownVersion }
        let count = try reader.count(upTo: timelines.count)
        for place in 0..<count {
            try timelines[place].decode(&reader, version: version, seed: seed)
        }
    }
}

extension Timeline {
    /// Itself without the table that finds a token's number, which a decoder makes anew.
    fileprivate func withoutLookup() -> Timeline {
        var copy = self
        copy.tokens = KeyIndex()
        return copy
    }

    fileprivate func encode(into writer: inout ByteWriter) {
        writer.number(horizon)
        writer.number(latest)
        writer.counted(names.bytes)
        writer.counted(names.byteCounts)
        writer.varint(UInt64(rows.count))
        for number in rows { writer.number(number, near: latest) }
        writer.numbers(occupancy)
        let waiting = buffer.sorted
        writer.varint(UInt64(waiting.count))
        for signal in waiting {
            writer.number(signal.at)
            writer.varint(UInt64(signal.token))
            writer.varint(UInt64(signal.zone))
            writer.byte(signal.kind.rawValue)
            writer.byte(UInt8(bitPattern: signal.strength))
        }
        writer.varint(UInt64(timers.count))
        for queue in timers {
            writer.varint(UInt64(queue.count))
            for timer in queue {
                writer.number(timer.deadline)
                writer.varint(UInt64(timer.token))
                writer.varint(UInt64(timer.zone))
            }
        }
        writer.varint(UInt64(counts.count))
        for list in counts {
            writer.numbers(list.moments.map(\.at))
            writer.numbers(list.moments.map(\.link))
            writer.varint(UInt64(list.free))
        }
        cues.encode(into: &writer)
        let taught = reading.smoother.numbers
        writer.numbers(taught.antennas)
        writer.numbers(taught.zones)
        writer.numbers(taught.tokens)
        writer.number(reading.nextSweep)
    }

    fileprivate mutating func decode(
        _ reader: inout ByteReader, version: UInt8, seed: KeySeed
    ) throws(ByteReaderFailure) {
        horizon = try reader.number()
        latest = try reader.number()
        let bytes = try reader.counted()
        let ends =
            version == 2
            ? try reader.numbers() : TokenNames.ends(ofNames: Array(try reader.counted()))
        names = TokenNames(bytes: Array(bytes), ends: ends)
        var start = 0
        for end in names.ends {
            guard end >= start, Int(end) <= bytes.count else { throw .numberTooLarge }
            let name = UnsafeRawBufferPointer(rebasing: bytes[start..<Int(end)])
            _ = tokens.number(Key128(name, seed: seed))
            start = Int(end)
        }
        rows = try Self.rows(&reader, version: version, near: latest)
        guard rows.count == names.count * stride else { throw .unknownVersion }
        occupancy = ContiguousArray(try reader.numbers() as [Int32])
        for _ in 0..<(try reader.count(upTo: reader.remaining)) {
            let at = try reader.number()
            let token = try reader.count(upTo: names.count)
            let zone = try reader.count(upTo: Int(ZoneIndex.max))
            guard let kind = SignalKind(rawValue: try reader.byte()) else { throw .unknownName }
            buffer.insert(
                PendingSignal(
                    at: at, token: UInt32(token), zone: ZoneIndex(zone), kind: kind,
                    strength: Int8(bitPattern: try reader.byte())))
        }
        for rule in 0..<(try reader.count(upTo: timers.count)) {
            for _ in 0..<(try reader.count(upTo: reader.remaining)) {
                let deadline = try reader.number()
                let token = try reader.count(upTo: names.count)
                let zone = try reader.count(upTo: occupancy.count)
                timers[rule].append(
                    Timer(deadline: deadline, token: UInt32(token), zone: ZoneIndex(zone)))
            }
        }
        for rule in 0..<(try reader.count(upTo: counts.count)) {
            let moments: [Int64] = try reader.numbers()
            let links: [UInt32] = try reader.numbers()
            let free = try reader.count(upTo: moments.count)
            counts[rule] = CountList(
                moments: ContiguousArray(
                    zip(moments, links).map { CountList.Moment(at: $0, link: $1) }),
                free: UInt32(free))
        }
        cues = try OpenCues(&reader)
        nextDeadline = earliestDeadline()
        let isFitting = reading.smoother.restore(
            antennas: try reader.numbers(), zones: try reader.numbers(),
            tokens: try reader.numbers(), tokenCount: names.count)
        guard isFitting else { throw .unknownVersion }
        reading.nextSweep = try reader.number()
    }

    private static func rows(
        _ reader: inout ByteReader, version: UInt8, near latest: Int64
    ) throws(ByteReaderFailure) -> ContiguousArray<Int64> {
        if version == 2 { return ContiguousArray(try reader.numbers() as [Int64]) }
        let count = try reader.count(upTo: reader.remaining)
        var rows = ContiguousArray<Int64>()
        rows.reserveCapacity(count)
        for _ in 0..<count { rows.append(try reader.number(near: latest)) }
        return rows
    }
}

extension OpenCues {
    fileprivate func encode(into writer: inout ByteWriter) {
        let open = sorted
        writer.varint(UInt64(open.count))
        for entry in open {
            CueSection.append(entry.cue, tag: 1, to: &writer)
            writer.counted(entry.cue.person?.description.utf8 ?? "".utf8)
            switch entry.state {
            case .issued: writer.byte(1)
            case .escalated: writer.byte(2)
            case .taken(let staff, let at):
                writer.byte(3)
                writer.counted(staff.utf8)
                writer.number(at.milliseconds)
            }
            writer.byte(entry.isShownToAll ? 1 : 0)
            writer.varint(UInt64(entry.tokenNumber))
            writer.varint(entry.previous)
        }
        for queues in [self.queues.expiries, self.queues.escalations] {
            writer.varint(UInt64(queues.count))
            for queue in queues {
                writer.numbers(queue.map(\.at))
                writer.numbers(queue.map { Int64(bitPattern: $0.cue) })
            }
        }
    }

    fileprivate init(_ reader: inout ByteReader) throws(ByteReaderFailure) {
        var open: [OpenCue] = []
        for _ in 0..<(try reader.count(upTo: reader.remaining)) {
            guard try reader.byte() == 1 else { throw .unknownName }
            let cue = try CueSection.cue(&reader)
            let person = try reader.counted()
            let state: CueState
            switch try reader.byte() {
            case 1: state = .issued
            case 2: state = .escalated
            case 3:
                guard let staff = StaffID(bytes: try reader.counted()) else { throw .unknownName }
                state = .taken(by: staff, at: Instant(milliseconds: try reader.number()))
            default: throw .unknownName
            }
            open.append(
                OpenCue(
                    cue: cue.about(person.isEmpty ? nil : PersonID(bytes: person)), state: state,
                    isShownToAll: try reader.byte() == 1,
                    tokenNumber: UInt32(try reader.count(upTo: Int(UInt32.max))),
                    previous: try reader.varint()))
        }
        var queues: [[Deque<Deadline>]] = []
        for _ in 0..<2 {
            var list: [Deque<Deadline>] = []
            for _ in 0..<(try reader.count(upTo: reader.remaining)) {
                let moments: [Int64] = try reader.numbers()
                let cues: [Int64] = try reader.numbers()
                list.append(
                    Deque(
                        zip(moments, cues).map {
                            Deadline(at: $0, cue: CueNumber(bitPattern: $1))
                        }))
            }
            queues.append(list)
        }
        self.init(open, expiries: queues[0], escalations: queues[1])
    }
}

extension Cue {
    fileprivate func about(_ person: PersonID?) -> Cue {
        Cue(
            number: number, rule: rule, source: source, token: token, zone: zone, since: since,
            until: until, person: person)
    }
}

extension TokenNames {
    /// How many bytes each has: at most what an identifier may have.
    fileprivate var byteCounts: [UInt8] {
        var start: UInt32 = 0
        return ends.map { end in
            defer { start = end }
            return UInt8(truncatingIfNeeded: end - start)
        }
    }

    fileprivate static func ends(ofNames byteCounts: [UInt8]) -> [UInt32] {
        var end: UInt32 = 0
        return byteCounts.map { count in
            end += UInt32(count)
            return end
        }
    }
}

/// Numbers of rows in few bytes: most are small, never, or a moment not long before another.
///
///     number = 0                     never
///            | 1 fixed64             as it is
///            | 2 + 2 * zigzag        a small one
///            | 3 + 2 * zigzag        from that moment on
private enum RowNumber {
    static let never: UInt64 = 0
    static let whole: UInt64 = 1
    static let small: UInt64 = 2
    /// What is larger is written as it is.
    static let zigzagMax: UInt64 = 1 << 60

    static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: (value << 1) ^ (value >> 63))
    }

    static func unzigzag(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}

extension ByteWriter {
    fileprivate mutating func number(_ value: Int64) { fixed(UInt64(bitPattern: value)) }

    fileprivate mutating func number(_ value: Int64, near moment: Int64) {
        guard value != Timeline.never else { return varint(RowNumber.never) }
        let (small, since) = (RowNumber.zigzag(value), RowNumber.zigzag(value &- moment))
        guard min(small, since) < RowNumber.zigzagMax else {
            varint(RowNumber.whole)
            return number(value)
        }
        varint(RowNumber.small + 2 * min(small, since) + (since < small ? 1 : 0))
    }

    /// The numbers as they lie in memory, behind their count in bytes.
    fileprivate mutating func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
        _ values: some Collection<Number>
    ) {
        varint(UInt64(values.count * MemoryLayout<Number>.size))
        let isWritten: Void? = values.withContiguousStorageIfAvailable { values in
            raw(UnsafeRawBufferPointer(values))
        }
        if isWritten == nil { Array(values).withUnsafeBytes { raw($0) } }
    }
}

extension ByteReader {
    fileprivate mutating func number() throws(ByteReaderFailure) -> Int64 {
        Int64(bitPattern: try fixed())
    }

    fileprivate mutating func number(near moment: Int64) throws(ByteReaderFailure) -> Int64 {
        let code = try varint()
        switch code {
        case RowNumber.never: return Timeline.never
        case RowNumber.whole: return try number()
        default:
            let value = RowNumber.unzigzag((code - RowNumber.small) / 2)
            return code & 1 == 0 ? value : moment &+ value
        }
    }

    fileprivate mutating func numbers<Number: FixedWidthInteger & BitwiseCopyable>()
        throws(ByteReaderFailure) -> [Number]
    {
        let bytes = try counted()
        let width = MemoryLayout<Number>.size
        guard bytes.count % width == 0 else { throw .endsEarly }
        return (0..<(bytes.count / width)).map {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * width, as: Number.self))
        }
    }
}
