public import DequeModule
public import Domain
public import Foundation
public import Kernel

/// What a door must not forget, and what the house has not heard yet, as they lie on the disk.
///
/// `memory` holds both as they were once; `log` what has happened since. A decision is a few bytes
/// at the end of the log and one sync. The log is made full size beforehand, so that a sync writes
/// those bytes and nothing about the file; when it is full, `memory` is written anew.
public struct DoorDisk {
    /// The most records that wait for the house. Behind it the oldest goes, and is counted; the
    /// house sees the gap in the numbers.
    public static let spoolCountMax = 100_000
    public static let logByteCountUsual = 1 << 20
    /// The most bytes of one entry, and how far behind the last whole one a write may be torn.
    static let entryByteCountMax = 4_096

    public private(set) var memory: DoorMemory
    /// Records that the house has not confirmed, oldest first.
    public private(set) var spool: Deque<DoorRecord> = []
    /// Up to where it has.
    public private(set) var acknowledged: UInt64 = 0
    /// Whether the house was asked what it has of this door, before the first record was sent.
    public private(set) var isMet = false
    /// Records that never reached the house, because too many were waiting.
    public private(set) var droppedCount: UInt64 = 0

    private let folder: URL
    private let logByteCount: Int
    private var generation: UInt64 = 1
    private var log: Int32 = -1
    private var logOffset = 0

    private enum Kind: UInt8 {
        case decision = 1
        case time = 2
        case acknowledged = 3
        case met = 4
    }

    /// Opens the folder of one door, or begins in it.
    ///
    /// - Parameter logByteCount: After how many bytes the memory is written anew.
    /// - Throws: ``DoorDiskFailure``.
    public init(
        folder: URL, door: DoorID, logByteCount: Int = DoorDisk.logByteCountUsual
    ) throws(DoorDiskFailure) {
        self.folder = folder
        self.logByteCount = max(logByteCount, 2 * Self.entryByteCountMax)
        memory = DoorMemory(door: door)
        let past = try DoorFile.read(folder.appendingPathComponent("log"))
        guard let bytes = try DoorFile.read(folder.appendingPathComponent("memory")) else {
            // A first start may have been cut short; then nothing was noted yet.
            guard past?.dropFirst(DoorFile.headByteCount).allSatisfy({ $0 == 0 }) ?? true else {
                throw .damaged("memory")
            }
            try beginLog()
            try writeCheckpoint()
            return
        }
        guard readCheckpoint(bytes) else { throw .damaged("memory") }
        guard memory.door == door else { throw .otherDoor(memory.door) }
        guard let past, replay(past) else { throw .damaged("log") }
        try compact()
    }

    // MARK: Notes

    /// Decides, in place: the memory is large. The decision is on the disk when this returns.
    public mutating func pass(
        _ passage: DoorPassage, by held: HeldSnapshot?
    ) throws(DoorDiskFailure) -> DoorDecision {
        let decision = memory.decide(passage, by: held)
        let record = memory.apply(decision, passage, by: held)
        keep(record)
        let step = memory.step(after: passage, record)
        try append(.decision, step.bytes + record.bytes, isSynced: true)
        return decision
    }

    /// Notes a snapshot that was taken.
    public mutating func adopt(_ held: HeldSnapshot) throws(DoorDiskFailure) {
        memory.adopt(held)
        try append(.time, memory.step(after: nil, nil).bytes, isSynced: true)
    }

    /// Notes that time has passed.
    public mutating func notice(
        _ passage: DoorPassage, by held: HeldSnapshot
    ) throws(DoorDiskFailure) {
        let before = memory.latest
        memory.notice(passage, by: held)
        guard memory.latest > before else { return }
        try append(.time, memory.step(after: nil, nil).bytes, isSynced: true)
    }

    /// Lets go of what the house has. It would only be sent again, and the house would know it.
    public mutating func acknowledge(upTo number: UInt64) throws(DoorDiskFailure) {
        confirm(number)
        var writer = ByteWriter()
        writer.varint(number)
        try append(.acknowledged, writer.bytes, isSynced: false)
    }

    /// Notes what the house has of this door from before: a new box goes on behind it.
    ///
    /// - Parameter number: As the house answered, before this box sent anything.
    public mutating func meet(heard number: UInt64) throws(DoorDiskFailure) {
        guard !isMet else { return }
        begin(behind: number)
        var writer = ByteWriter()
        writer.varint(number)
        try append(.met, writer.bytes, isSynced: true)
    }

    private mutating func keep(_ record: DoorRecord) {
        guard record.number > acknowledged else { return }
        spool.append(record)
        guard spool.count > Self.spoolCountMax else { return }
        spool.removeFirst()
        droppedCount += 1
    }

    private mutating func confirm(_ number: UInt64) {
        acknowledged = max(acknowledged, number)
        while let first = spool.first, first.number <= number { spool.removeFirst() }
    }

    private mutating func begin(behind number: UInt64) {
        isMet = true
        memory.goOn(behind: number)
        spool = Deque(spool.map { $0.moved(by: number) })
        acknowledged = number
    }

    // MARK: The log

    private mutating func append(
        _ kind: Kind, _ body: [UInt8], isSynced: Bool
    ) throws(DoorDiskFailure) {
        let entry = DoorFile.framed([kind.rawValue] + body, generation)
        guard logOffset + entry.count <= logByteCount else { return try compact() }
        guard DoorFile.write(entry, to: log, at: logOffset),
            !isSynced || fdatasync(log) == 0
        else { throw .broken(errno) }
        logOffset += entry.count
    }

    /// - Returns: Whether all of it could be read, but for what was being written when it ended.
    private mutating func replay(_ bytes: [UInt8]) -> Bool {
        guard let found = DoorFile.number(bytes, at: 0) else { return false }
        var place = DoorFile.headByteCount
        if found != generation {
            // Of before the last compaction, which the checkpoint holds all of. Entries of now
            // would say that the number is what was damaged.
            return found < generation
                && DoorFile.firstEntry(bytes, from: place, generation) == nil
        }
        while let (body, next) = DoorFile.entry(bytes, at: place, generation) {
            guard redo(body) else { return false }
            place = next
        }
        return isTorn(bytes, at: place)
    }

    /// Whether what cannot be read was being written when the power went, and not damaged later.
    ///
    /// Behind a torn end nothing is whole, but for one: a confirmation is not synced by itself, so
    /// the decision behind it may have come to the disk first. That decision was not answered.
    private func isTorn(_ bytes: [UInt8], at place: Int) -> Bool {
        let end = min(bytes.count, place + 2 * Self.entryByteCountMax)
        guard bytes[end...].allSatisfy({ $0 == 0 }) else { return false }
        var from = place
        var syncedCount = 0
        while let (body, next) = DoorFile.firstEntry(bytes, from: from, generation) {
            syncedCount += body.first == Kind.acknowledged.rawValue ? 0 : 1
            from = next
        }
        guard from > place else { return true }
        let head = Array(bytes[place..<min(bytes.count, place + 5)])
        let isLost = head.allSatisfy { $0 == 0 }
        let isConfirmation =
            head.count == 5 && head[0] <= Self.confirmationByteCountMax
            && head[1...3].allSatisfy { $0 == 0 } && head[4] == Kind.acknowledged.rawValue
        return syncedCount <= 1 && (isLost || isConfirmation)
    }

    /// Its kind, and a number.
    private static let confirmationByteCountMax: UInt8 = 11

    private mutating func redo(_ body: ArraySlice<UInt8>) -> Bool {
        let door = memory.door
        guard let kind = body.first.flatMap(Kind.init) else { return false }
        return Array(body.dropFirst()).withUnsafeBytes { buffer in
            var reader = ByteReader(buffer)
            do throws(ByteReaderFailure) {
                switch kind {
                case .decision:
                    memory.redo(try DoorStep(&reader))
                    keep(try DoorRecord(&reader, of: door))
                case .time: memory.redo(try DoorStep(&reader))
                case .acknowledged: confirm(try reader.varint())
                case .met: begin(behind: try reader.varint())
                }
                return reader.isAtEnd
            } catch {
                return false
            }
        }
    }

    // MARK: The checkpoint

    private static let head: [UInt8] = [0x53, 0x4E, 0x44, 0x42, 1]

    private var checkpoint: [UInt8] {
        var writer = ByteWriter()
        writer.raw(Self.head)
        writer.varint(generation)
        writer.counted(memory.image)
        writer.varint(acknowledged)
        writer.byte(isMet ? 1 : 0)
        writer.varint(droppedCount)
        writer.varint(UInt64(spool.count))
        for record in spool { writer.counted(record.bytes) }
        return writer.bytes + DoorFile.sum(writer.bytes)
    }

    private mutating func readCheckpoint(_ bytes: [UInt8]) -> Bool {
        let content = bytes.dropLast(DoorFile.sumByteCount)
        guard DoorFile.sum(Array(content)) == Array(bytes.suffix(DoorFile.sumByteCount)) else {
            return false
        }
        return content.withUnsafeBytes { buffer in
            var reader = ByteReader(buffer)
            do throws(ByteReaderFailure) {
                for byte in Self.head where try reader.byte() != byte { return false }
                generation = try reader.varint()
                memory = try DoorMemory(image: try reader.counted())
                acknowledged = try reader.varint()
                isMet = try reader.byte() == 1
                droppedCount = try reader.varint()
                for _ in 0..<(try reader.count(upTo: Self.spoolCountMax)) {
                    var inner = ByteReader(try reader.counted())
                    spool.append(try DoorRecord(&inner, of: memory.door))
                }
                return reader.isAtEnd
            } catch {
                return false
            }
        }
    }

    /// Writes everything anew, and begins an empty log. Linear in bands and waiting records.
    private mutating func compact() throws(DoorDiskFailure) {
        generation += 1
        try writeCheckpoint()
        try beginLog()
    }

    private func writeCheckpoint() throws(DoorDiskFailure) {
        try DoorFile.replace(folder.appendingPathComponent("memory"), with: checkpoint)
    }

    private mutating func beginLog() throws(DoorDiskFailure) {
        if log >= 0 { close(log) }
        let head = DoorFile.bytes(generation)
        let file = folder.appendingPathComponent("log")
        try DoorFile.replace(
            file, with: head + [UInt8](repeating: 0, count: logByteCount - head.count))
        log = open(file.path, O_WRONLY | O_CLOEXEC)
        guard log >= 0 else { throw .broken(errno) }
        logOffset = head.count
    }
}

/// Why a door's folder cannot be used.
public enum DoorDiskFailure: Error, Equatable, Sendable {
    /// A write or a sync failed, with its number.
    case broken(Int32)
    /// A file is not as it was written. A door must not begin a new memory by itself: it would
    /// believe old snapshots and bands that were shown before.
    case damaged(String)
    case otherDoor(DoorID)
}
