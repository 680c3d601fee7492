public import Domain
public import Kernel
public import Ports

/// Where parties join virtual queues, come, board and leave, and where it is told what they may
/// expect.
public struct PassDesk: Sendable {
    /// The most parties of one list.
    static let listCountMax = 200
    /// The most parties that are shown to have boarded.
    static let boardedCountMax = 5
    /// Bytes of a party's name and of the secret of its place, before they are written as hex.
    private static let nameByteCount = 16

    /// Who asks.
    public enum Sender: Equatable, Sendable {
        /// Whoever runs the house.
        case house
        /// A desk, a gate or a site with a source's key.
        case source(SourceID)
        case staff(StaffID)

        fileprivate var word: String {
            switch self {
            case .house: "house"
            case .source(let id): "source.\(id)"
            case .staff(let id): "staff.\(id)"
            }
        }

        /// Under whose name a doing of staff is kept.
        fileprivate var staff: StaffID? {
            switch self {
            case .house: StaffID("house")
            case .source(let id): StaffID(id.description)
            case .staff(let id): id
            }
        }
    }

    /// A party's place, as it is now.
    public struct Place: Sendable {
        public let queue: PassQueue
        public let ticket: PassTicket
        public let window: ReturnWindow
        public let promise: PassPromise
        public let offer: PassOffer?
        /// Since when the ride stands still.
        public let stoppedAt: Instant?
        public let now: Instant

        init(_ queue: PassQueue, _ day: VirtualQueue, _ ticket: PassTicket, at now: Instant) {
            self.queue = queue
            self.ticket = ticket
            self.now = now
            window = day.window(of: ticket, at: now)
            promise = day.promise(of: ticket, at: now)
            offer = day.offer(to: ticket, at: now).flatMap { $0.until > now ? $0 : nil }
            stoppedAt = day.stoppedAt
        }

        /// Whether it may come now.
        public var isDue: Bool { ticket.state == .waiting && window.begin <= now }
    }

    /// Who joins.
    public struct Joining: Sendable {
        public let queue: PassQueueID
        /// The sender's own name for it: sending it again changes nothing, for ever. It must name
        /// nobody.
        public let id: String
        public let size: Int
        /// Passes the line, for this reason.
        public let reason: GuestReason?
        /// What somebody of the party goes by; of a band its number on the floor, or its chip's.
        public let name: Alias?

        public init(
            queue: PassQueueID, id: String, size: Int, reason: GuestReason? = nil,
            name: Alias? = nil
        ) {
            self.queue = queue
            self.id = id
            self.size = size
            self.reason = reason
            self.name = name
        }
    }

    let sequencer: Sequencer
    private let credentials: any Credentials
    private let seed: KeySeed
    private let time: any Clock
    let offset: @Sendable (Instant) -> Span
    let hours: @Sendable () -> OpeningHours?
    private let attempts = Attempts(aMinuteMax: 240)

    /// - Parameters:
    ///   - seed: The data directory's secret: names of parties are made with it.
    ///   - hours: When the venue is open, as it says now; a queue is open within them.
    ///   - offset: Of the venue's time from UTC at a moment.
    public init(
        sequencer: Sequencer, credentials: any Credentials, seed: KeySeed, clock: any Clock,
        hours: @escaping @Sendable () -> OpeningHours? = { nil },
        offset: @escaping @Sendable (Instant) -> Span
    ) {
        self.sequencer = sequencer
        self.credentials = credentials
        self.seed = seed
        time = clock
        self.hours = hours
        self.offset = offset
    }

    public var now: Instant { time.now }

    // MARK: Names

    private func hex(_ text: String) -> String {
        credentials.digest("\(seed.first) \(seed.second) \(text)").prefix(Self.nameByteCount).map {
            let digits = String($0, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// The house's own name for a party: the same for the same sender's id, and nothing can be
    /// read from it.
    func party(_ joining: Joining, from sender: Sender) -> PartyID? {
        PartyID(hex("party \(joining.queue) \(sender.word) \(joining.id)"))
    }

    /// A name for a joining that is sent from a form, so that sending the form twice joins once.
    public func freshId() -> String { credentials.makeSecret() }

    /// What opens a party's own page. Whoever knows the party's name does not know it.
    public func secret(of party: PartyID) -> String { "\(party)-\(hex("place \(party)"))" }

    private func party(behind secret: String) -> PartyID? {
        guard secret.utf8.count <= 80, let dash = secret.lastIndex(of: "-"),
            let party = PartyID(String(secret[..<dash])),
            // By digest, so that the time it takes says nothing of the secret.
            credentials.digest(self.secret(of: party)) == credentials.digest(secret)
        else { return nil }
        return party
    }

    // MARK: Doings

    /// Lets a party join, or tells the place it has when it has joined before.
    ///
    /// A joining that is sent again is answered, whatever became of the band since.
    ///
    /// - Returns: `nil` when it joined on a day that is over.
    /// - Throws: ``TapRefusal/passOff``; ``CommandRefusal``, also of a band that the house knows
    ///   and that nobody wears; ``Overload``; ``JournalFailure``.
    public func join(
        _ joining: Joining, from sender: Sender
    ) async throws -> (place: Place?, party: PartyID, isNew: Bool) {
        guard let party = party(joining, from: sender), let staff = sender.staff else {
            throw CommandRefusal.unknownQueue
        }
        let plan = await sequencer.read { $0.passes.queue(joining.queue) }
        guard let plan else { throw CommandRefusal.unknownQueue }
        let now = now
        let day = plan.day(at: now, offset: offset(now), within: hours())
        let command: PassCommand =
            joining.reason.map {
                .admitGuest(party, size: joining.size, $0, by: staff)
            } ?? .join(party, size: joining.size)
        var commands: [Command] = [.pass(joining.queue, command, day: day)]
        if let name = try await name(in: joining, of: party, from: sender) {
            commands.append(.nameParty(joining.queue, party, name))
        }
        let results = try await sequencer.submit(commands)
        guard let first = results.first else { throw CommandRefusal.unknownQueue }
        let isNew = try first.get()
        return (await place(of: party, in: joining.queue), party, isNew)
    }

    private func name(
        in joining: Joining, of party: PartyID, from sender: Sender
    ) async throws -> Alias? {
        guard let wanted = joining.name else { return nil }
        let (name, hasJoined) = await sequencer.read { engine in
            (engine.passName(of: wanted), engine.passes.hasJoined(party, joining.queue))
        }
        switch name {
        case .success(let name): return name
        case .failure(let refusal):
            if hasJoined { return nil }
            // Staff may let anybody join: the line belongs to them.
            if case .staff = sender, refusal == .passOff { return wanted }
            throw Self.told(refusal)
        }
    }

    private static func told(_ refusal: TapRefusal) -> any Error {
        switch refusal {
        case .bandLost: CommandRefusal.band(.bandLost)
        case .bandNotWorn: CommandRefusal.band(.bandNotWorn)
        default: refusal
        }
    }

    /// What is done about a party, as it stands in addresses.
    public enum Doing: String, Sendable, CaseIterable {
        case come, board, leave, take, decline, back, miss

        fileprivate func commands(_ party: PartyID, _ staff: StaffID) -> [PassCommand] {
            switch self {
            case .come: [.arrive(party)]
            // Whoever boards has come.
            case .board: [.arrive(party), .serve(party)]
            case .leave: [.leave(party)]
            case .take: [.takeOffer(party)]
            case .decline: [.declineOffer(party)]
            case .back: [.letReturn(party, by: staff)]
            case .miss: [.miss(party, by: staff)]
            }
        }
    }

    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(
        _ doing: Doing, _ party: PartyID, in queue: PassQueueID, by sender: Sender
    ) async throws -> Place? {
        guard let staff = sender.staff else { throw CommandRefusal.unknownQueue }
        let results = try await sequencer.submit(
            doing.commands(party, staff).map { .pass(queue, $0, day: nil) })
        // A party that has boarded already cannot come again, and need not.
        if let last = results.last, case .failure(let refusal) = last {
            guard case .failure(let first)? = results.first, doing == .board else { throw refusal }
            throw refusal == .pass(.notHere) ? first : refusal
        }
        return await place(of: party, in: queue)
    }

    /// The ride stands still, or runs again.
    ///
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func setStanding(
        _ isStanding: Bool, _ queue: PassQueueID, by sender: Sender
    ) async throws {
        guard let staff = sender.staff else { throw CommandRefusal.unknownQueue }
        try await sequencer.submit(
            .pass(queue, isStanding ? .standStill(by: staff) : .runAgain(by: staff), day: nil))
    }

    // MARK: Looking

    /// A party's place in the day that runs.
    public func place(of party: PartyID, in queue: PassQueueID) async -> Place? {
        let now = now
        return await sequencer.read { engine in
            guard let plan = engine.passes.queue(queue), let day = engine.passes[queue],
                let ticket = day[party]
            else { return nil }
            return Place(plan, day, ticket, at: max(now, engine.clock))
        }
    }

    /// The newest party of somebody, by what they go by.
    ///
    /// - Throws: As ``join(_:from:)`` of the band.
    public func party(of name: Alias, in queue: PassQueueID) async throws -> PartyID? {
        let found = await sequencer.read { engine in
            engine.passName(of: name).map { engine.party(in: queue, of: $0) }
        }
        switch found {
        case .success(let party): return party
        case .failure(let refusal): throw Self.told(refusal)
        }
    }

    /// The place that a secret opens.
    ///
    /// - Throws: ``EntryRefusal/tooManyAttempts``.
    public func place(behind secret: String) async throws -> Place? {
        let digest = credentials.digest(secret).prefix(8).map(String.init).joined(separator: ".")
        guard attempts.admit(digest, at: now) else { throw EntryRefusal.tooManyAttempts }
        guard let party = party(behind: secret) else { return nil }
        for queue in await sequencer.read(\.passes.queues) {
            if let place = await place(of: party, in: queue.id) { return place }
        }
        return nil
    }

    /// Promises of the day that runs, of tickets after a number.
    ///
    /// - Returns: `nil` for a queue that there is not.
    public func promises(
        of queue: PassQueueID, after number: Int
    ) async -> [PassPromiseEntry]? {
        let now = now
        return await sequencer.read { engine in
            guard engine.passes.queue(queue) != nil else { return nil }
            return engine.passes[queue]?.promises(
                after: number, limit: 10_000, at: max(now, engine.clock)) ?? []
        }
    }
}
