public import Domain
public import Kernel
import Ports

/// What staff sees of a queue.
extension PassDesk {
    /// A queue as it is now.
    public struct Sheet: Sendable {
        public let queue: PassQueue
        public let now: Instant
        /// Nobody can join at this hour, or on this day.
        public let isClosed: Bool
        /// `nil`: nobody joined yet today.
        public let day: Day?
    }

    /// A day of a queue.
    public struct Day: Sendable {
        public let settings: PassSettings
        public let rate: PassRate
        public let tally: PassTally
        /// At the ride, who boards next first.
        public let here: [Place]
        /// May come now and have not.
        public let due: [Place]
        /// Windows that begin within the next one.
        public let soon: [Place]
        /// Who boarded last, the latest first.
        public let boarded: [Place]
        /// What a party of the usual size that joined now would be told; `nil`: it could not join,
        /// or the ride stands still.
        public let next: PassPromise?
        /// How many people that party has.
        public let usualSize: Int
        public let now: Instant
        public let stoppedAt: Instant?
        public let standings: [PassStanding]
        public let history: [PassBin]
    }

    /// All queues, in the order of the venue.
    public func sheets() async -> [Sheet] {
        var sheets: [Sheet] = []
        for queue in await sequencer.read(\.passes.queues) {
            if let sheet = await sheet(of: queue.id) { sheets.append(sheet) }
        }
        return sheets
    }

    public func sheet(of id: PassQueueID) async -> Sheet? {
        let clock = now
        let (offset, hours) = (offset(clock), hours())
        return await sequencer.read { engine in
            guard let queue = engine.passes.queue(id) else { return nil }
            let now = max(clock, engine.clock)
            let today = queue.day(at: now, offset: offset, within: hours)
            let day = engine.passes[id].flatMap { $0.isOver(by: today, at: now) ? nil : $0 }
            let isClosed = today.closesAt <= now
            return Sheet(
                queue: queue, now: now, isClosed: isClosed, day: day.map { Day(queue, $0, at: now) }
            )
        }
    }

    /// Whether somebody serves at a queue: it lies in a zone of theirs, or they lead.
    public func mayServe(_ queue: PassQueue, _ viewer: Viewer) async -> Bool {
        guard viewer.role >= .host else { return false }
        if viewer.role >= .lead { return true }
        guard let zone = await sequencer.read({ $0.zoneNumbers[queue.zone] }) else { return false }
        return viewer.mayWatch(zone)
    }
}

extension PassDesk.Day {
    fileprivate init(_ queue: PassQueue, _ day: VirtualQueue, at now: Instant) {
        func places(_ tickets: [PassTicket]) -> [PassDesk.Place] {
            tickets.map { PassDesk.Place(queue, day, $0, at: now) }
        }
        let limit = PassDesk.listCountMax
        settings = day.settings
        rate = day.rate
        tally = day.tally
        here = places(day.next(limit))
        due = places(day.due(at: now, limit: limit))
        soon = places(day.soon(after: now, within: day.settings.window, limit: limit))
        boarded = places(day.boarded(limit: PassDesk.boardedCountMax))
        usualSize = day.usualSize
        self.now = now
        do throws(PassRefusal) {
            next = try day.outlookForNext(at: now)
        } catch {
            next = nil
        }
        stoppedAt = day.stoppedAt
        standings = day.standings
        history = day.history
    }
}
