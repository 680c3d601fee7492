import Dispatch
public import Domain
public import Foundation
public import Kernel
public import Ports

/// Stands beside one door: decides who comes in, remembers it before the lock moves, and keeps what
/// the house has to be told until the house has it.
public actor DoorAgent {
    /// What whoever stands at the door is shown.
    public struct Answer: Equatable, Sendable {
        public let decision: DoorDecision
        public let light: ReaderLight
        public let line: String
    }

    /// How a word of the house was taken.
    public enum Reception: Equatable, Sendable {
        case taken
        /// Not believed, with the reason; the house is asked for all of it anew.
        case refused(String)
    }

    public struct Known: Equatable, Sendable {
        /// What it decides from; 0: nothing.
        public let version: UInt64
        /// What it takes changes of; 0: none, it needs all anew.
        public let base: UInt64

        public init(version: UInt64, base: UInt64) {
            self.version = version
            self.base = base
        }
    }

    public struct Status: Equatable, Sendable {
        public let version: UInt64
        /// Since the snapshot was issued.
        public let age: Span?
        /// How long guests' and staff's keys still open without word from the house.
        public let guestLease: Span?
        public let staffLease: Span?
        public let waitingCount: Int
        public let droppedCount: UInt64
        public let acknowledged: UInt64
        public let recordCount: UInt64
        /// Why the house was last not heard or not believed; `nil`: it was.
        public let trouble: String?
        public let isBroken: Bool
    }

    /// A clock somebody may turn, and one that nobody can and that runs while the machine sleeps.
    public struct Clocks: Sendable {
        let wall: any Clock
        let steady: @Sendable () -> Span

        public init(wall: any Clock, steady: @escaping @Sendable () -> Span) {
            self.wall = wall
            self.steady = steady
        }

        /// The machine's `CLOCK_BOOTTIME`.
        public static func sinceBoot() -> Span {
            var time = timespec()
            clock_gettime(CLOCK_BOOTTIME, &time)
            return Span(
                milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
        }
    }

    private let executor = AgentExecutor(label: "senang.door")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    public nonisolated let door: DoorID
    /// Yields when there is something to tell the house.
    public nonisolated let records: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation
    private let folder: URL
    private let seals: any DoorSealReader
    private let reader: any CredentialReader
    private let clocks: Clocks
    private let say: @Sendable (Words) -> String
    private var disk: DoorDisk
    private var base: DoorSnapshot?
    private var held: HeldSnapshot?
    private var loadedAfter = Span(milliseconds: 0)
    private var asksAnew = false
    private var trouble: String?
    private var isDoubled = false
    private var failure: DoorDiskFailure?

    /// Opens the folder, and goes on from the last snapshot in it.
    ///
    /// - Parameters:
    ///   - say: Which of the languages the door speaks.
    /// - Throws: ``DoorDiskFailure``.
    public init(
        _ door: DoorID, folder: URL, seals: any DoorSealReader, reader: any CredentialReader,
        clocks: Clocks, say: @escaping @Sendable (Words) -> String
    ) throws(DoorDiskFailure) {
        let disk = try DoorDisk(folder: folder, door: door)
        let kept = try Self.kept(in: folder, of: door, seals)
        let (records, ring) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.door = door
        self.folder = folder
        self.seals = seals
        self.reader = reader
        self.clocks = clocks
        self.say = say
        self.disk = disk
        self.records = records
        self.ring = ring
        trouble = kept.trouble
        base = kept.base
        // The lease goes on from when the house signed, by a clock that somebody may have turned,
        // and never from before what the memory has seen.
        held = (kept.current ?? kept.base).map {
            HeldSnapshot($0, isGenuine: true, loadedAt: clocks.wall.now)
        }
        loadedAfter = clocks.steady()
        if !disk.spool.isEmpty { ring.yield() }
    }

    private static func kept(
        in folder: URL, of door: DoorID, _ seals: any DoorSealReader
    ) throws(DoorDiskFailure) -> (base: DoorSnapshot?, current: DoorSnapshot?, trouble: String?) {
        guard let sealed = try DoorFile.read(folder.appendingPathComponent("snapshot")) else {
            return (nil, nil, nil)
        }
        guard case .snapshot(let base)? = try? seals.open(sealed), base.door == door else {
            return (nil, nil, "damagedSnapshot")
        }
        guard let later = try DoorFile.read(folder.appendingPathComponent("change")) else {
            return (base, nil, nil)
        }
        guard case .change(let change)? = try? seals.open(later), change.door == door else {
            return (base, nil, "damagedChange")
        }
        // It may be of the snapshot before: then the snapshot is the newer of the two.
        return (base, try? base.applying(change), nil)
    }

    // MARK: Somebody at the door

    /// Decides, remembers, and answers. What opens is on the disk by then.
    public func shown(_ text: String, _ direction: PassageDirection, tag: [UInt8]? = nil) -> Answer
    {
        let key = reader.read(text, by: held?.content)
        let passage = passage(key, direction, tag)
        guard failure == nil else { return answerBroken(direction) }
        let decision: DoorDecision
        do throws(DoorDiskFailure) {
            decision = try disk.pass(passage, by: held)
        } catch {
            failure = error
            return answerBroken(direction)
        }
        ring.yield()
        return answer(decision)
    }

    private func passage(
        _ key: PresentedKey, _ direction: PassageDirection, _ tag: [UInt8]?
    ) -> DoorPassage {
        DoorPassage(
            key: key, direction: direction, tag: tag, at: clocks.wall.now,
            sinceLoaded: Span(
                milliseconds: clocks.steady().milliseconds - loadedAfter.milliseconds))
    }

    private func answer(_ decision: DoorDecision) -> Answer {
        Answer(
            decision: decision, light: decision.opens ? .green : .blue,
            line: say(DoorLines.of(decision)))
    }

    /// What cannot be remembered does not open; whoever goes out, goes out.
    private func answerBroken(_ direction: PassageDirection) -> Answer {
        answer(direction == .out ? .open(.egress) : .deny(.memoryFull))
    }

    // MARK: The house

    /// What the house is told that is here.
    public var known: Known {
        Known(
            version: held?.content.version ?? 0, base: asksAnew ? 0 : base?.version ?? 0)
    }

    /// Takes what the house says, if it is the house's, for this door, and newer than all before.
    /// It is on the disk before anything is decided from it.
    public func take(_ sealed: [UInt8]) -> Reception {
        guard failure == nil else { return .refused("the disk is broken") }
        do {
            let word = try seals.open(sealed)
            guard word.door == door else { return refused("wrongDoor") }
            guard word.version > max(held?.content.version ?? 0, disk.memory.version) else {
                return refused("oldSnapshot")
            }
            let fresh: DoorSnapshot
            switch word {
            case .snapshot(let snapshot):
                fresh = snapshot
                try DoorFile.replace(folder.appendingPathComponent("snapshot"), with: sealed)
                base = snapshot
            case .change(let change):
                guard let base else { return refused("wrongBase") }
                fresh = try base.applying(change)
                try DoorFile.replace(folder.appendingPathComponent("change"), with: sealed)
            }
            let now = HeldSnapshot(fresh, isGenuine: true, loadedAt: clocks.wall.now)
            held = now
            loadedAfter = clocks.steady()
            try disk.adopt(now)
            (asksAnew, trouble) = (false, nil)
            return .taken
        } catch let failure as DoorDiskFailure {
            self.failure = failure
            return .refused("the disk is broken")
        } catch DoorSealFailure.forged {
            return refused("forgedSnapshot")
        } catch {
            return refused("\(error)")
        }
    }

    private func refused(_ reason: String) -> Reception {
        asksAnew = true
        trouble = reason
        return .refused(reason)
    }

    /// Notes that the house was not heard.
    public func note(_ failure: HouseLineFailure) {
        switch failure {
        case .away(let code): trouble = "away (\(code))"
        case .refused(let status): trouble = "refused (\(status))"
        case .unreadable: trouble = "unreadable"
        }
    }

    /// Notes how telling went: a house that has something else under this door's numbers says so
    /// for ever, until the door begins again with another key and an empty folder.
    public func noteTelling(_ failure: HouseLineFailure?) {
        isDoubled = failure == .refused(409)
    }

    /// Whether the house must be asked what it has of this door, before anything is sent.
    public var mustMeet: Bool { !disk.isMet }

    public func meet(heard number: UInt64) {
        note { disk throws(DoorDiskFailure) in
            try disk.meet(heard: number)
        }
    }

    /// The oldest records that the house has not confirmed.
    public func waiting(atMost count: Int) -> [DoorRecord] { Array(disk.spool.prefix(count)) }

    public func acknowledge(upTo number: UInt64) {
        note { disk throws(DoorDiskFailure) in
            try disk.acknowledge(upTo: number)
        }
    }

    /// Notes the time, so that a clock turned back later is noticed although nobody came by.
    public func tick() {
        guard let held else { return }
        let now = passage(.unreadable, .in, nil)
        note { disk throws(DoorDiskFailure) in try disk.notice(now, by: held) }
    }

    private func note(_ body: (inout DoorDisk) throws(DoorDiskFailure) -> Void) {
        guard failure == nil else { return }
        do throws(DoorDiskFailure) { try body(&disk) } catch { failure = error }
    }

    // MARK: Looking

    /// Why nothing can be remembered any more; the process has to end and begin again.
    public var diskFailure: DoorDiskFailure? { failure }

    public var status: Status {
        let now = passage(.unreadable, .in, nil)
        let moment = held.map { max(now.now, $0.loadedAt + now.sinceLoaded, disk.memory.latest) }
        func left(isStaff: Bool) -> Span? {
            guard let held, let moment else { return nil }
            return max(held.content.notAfter(isStaff: isStaff) - moment, Span(milliseconds: 0))
        }
        return Status(
            version: held?.content.version ?? 0,
            age: moment.flatMap { moment in held.map { moment - $0.content.issuedAt } },
            guestLease: left(isStaff: false), staffLease: left(isStaff: true),
            waitingCount: disk.spool.count, droppedCount: disk.droppedCount,
            acknowledged: disk.acknowledged, recordCount: disk.memory.recordCount,
            trouble: isDoubled ? "doubled" : trouble, isBroken: failure != nil)
    }
}

/// Runs the agent on a thread queue of its own, since it waits for the disk. A class because an
/// executor is an identity.
final class AgentExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label, qos: .userInteractive) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
