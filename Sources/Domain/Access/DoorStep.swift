public import Kernel

/// What one decision changed in a door's memory: what its keeper puts on the disk before the lock
/// moves, so that a decision costs a few bytes there and not the whole memory.
public struct DoorStep: Equatable, Sendable {
    public let version: UInt64
    public let latest: Instant
    public let recordCount: UInt64
    /// The band that was shown, and its highest counter now.
    let counter: (band: BandID, highest: UInt32)?
    /// Whose key it was, and whether they are inside now.
    let presence: (holder: KeyHolderID, isInside: Bool)?

    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
}

extension DoorMemory {
    /// What became of the memory by a passage that was just applied.
    ///
    /// - Parameter record: As ``apply(_:_:by:)`` answered; `nil` when only time has passed.
    public func step(after passage: DoorPassage?, _ record: DoorRecord?) -> DoorStep {
        var counter: (BandID, UInt32)?
        if case .band(let band, _) = passage?.key, let highest = self.counter(of: band) {
            counter = (band, highest)
        }
        return DoorStep(
            version: version, latest: latest, recordCount: recordCount, counter: counter,
            presence: record?.holder.map { ($0, isInside($0)) })
    }

    /// Does again what a step did. Doing it twice is the same as once.
    ///
    /// - Parameter step: Of this memory, in the order in which steps were made.
    public mutating func redo(_ step: DoorStep) {
        grow(version: step.version, latest: step.latest, recordCount: step.recordCount)
        if let (band, highest) = step.counter {
            counters[band] = max(counters[band] ?? 0, highest)
        }
        if let (holder, isInside) = step.presence {
            if isInside { inside.insert(holder) } else { inside.remove(holder) }
        }
    }
}

extension DoorStep {
    /// Itself as bytes.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.varint(version)
        writer.signedVarint(latest.milliseconds)
        writer.varint(recordCount)
        writer.byte((counter == nil ? 0 : 1) | (presence == nil ? 0 : 2))
        if let counter {
            writer.raw(counter.band.bytes)
            writer.varint(UInt64(counter.highest))
        }
        if let presence {
            writer.counted(presence.holder.utf8)
            writer.byte(presence.isInside ? 1 : 0)
        }
        return writer.bytes
    }

    /// Reads what ``bytes`` wrote, from where the reader stands.
    public init(_ reader: inout ByteReader) throws(ByteReaderFailure) {
        version = try reader.varint()
        latest = try reader.moment()
        recordCount = try reader.varint()
        let flags = try reader.byte()
        guard flags < 4 else { throw .unknownName }
        if flags & 1 != 0 {
            let band = try reader.bandID()
            counter = (band, UInt32(try reader.count(upTo: Int(UInt32.max))))
        } else {
            counter = nil
        }
        if flags & 2 != 0 {
            let holder: KeyHolderID = try reader.identifier()
            presence = (holder, try reader.byte() == 1)
        } else {
            presence = nil
        }
    }
}

extension DoorRecord {
    /// Itself as bytes, without its door, which is the same for all of a door's.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.varint(number)
        writer.signedVarint(at.milliseconds)
        writer.byte(direction.rawValue)
        writer.counted(decision.code.utf8)
        writer.byte((holder == nil ? 0 : 1) | (version == nil ? 0 : 2))
        if let holder { writer.counted(holder.utf8) }
        if let version { writer.varint(version) }
        return writer.bytes
    }

    /// Reads what ``bytes`` wrote, from where the reader stands.
    public init(_ reader: inout ByteReader, of door: DoorID) throws(ByteReaderFailure) {
        self.door = door
        number = try reader.varint()
        at = try reader.moment()
        guard let direction = PassageDirection(rawValue: try reader.byte()) else {
            throw .unknownName
        }
        self.direction = direction
        let code = String(decoding: try reader.counted(), as: UTF8.self)
        guard let decision = DoorDecision(code: code) else { throw .unknownName }
        self.decision = decision
        let flags = try reader.byte()
        guard flags < 4 else { throw .unknownName }
        holder = flags & 1 != 0 ? try reader.identifier() : nil
        version = flags & 2 != 0 ? try reader.varint() : nil
    }

    /// The same record under a later number: a door that began anew goes on where the house
    /// heard it last.
    public func moved(by count: UInt64) -> DoorRecord {
        DoorRecord(
            door: door, number: number &+ count, at: at, direction: direction, decision: decision,
            holder: holder, version: version)
    }
}
