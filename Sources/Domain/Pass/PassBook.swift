public import Kernel

/// All virtual queues of a house: what the venue plans, the day that runs of each, and which
/// parties ever joined.
///
/// One party joins one queue once, for ever: sending a joining again months later changes
/// nothing. What was told to whom stands in the journal; here only the day that runs is kept.
public struct PassBook: Sendable {
    /// The most queues of a house.
    public static let queueCountMax = 100
    /// The most joinings, ever.
    public static let joinCountMax = 1_000_000_000
    /// The most names that parties of the days that run are known by.
    public static let linkCountMax = 100_000

    public internal(set) var queues: [PassQueue] = []
    /// The day that runs, by the place of its queue; `nil` before the first party.
    var days: [VirtualQueue?] = []
    /// Every party that ever joined, with its queue.
    var joined = KeyIndex()
    /// In order of naming.
    public internal(set) var links: [PassLink] = []
    let seed: KeySeed

    public init(seed: KeySeed) { self.seed = seed }

    func place(of id: PassQueueID) -> Int? { queues.firstIndex { $0.id == id } }

    public func queue(_ id: PassQueueID) -> PassQueue? { place(of: id).map { queues[$0] } }

    /// The day that runs of a queue, or ran last.
    public subscript(id: PassQueueID) -> VirtualQueue? { place(of: id).flatMap { days[$0] } }

    /// Whether a party ever joined a queue.
    public func hasJoined(_ party: PartyID, _ queue: PassQueueID) -> Bool {
        joined.find(key(of: party, queue)) != nil
    }

    private func key(of party: PartyID, _ queue: PassQueueID) -> Key128 {
        // A queue's name and a party's are of an alphabet without the full stop.
        let bytes = Array(queue.utf8) + [UInt8(ascii: ".")] + Array(party.utf8)
        return bytes.withUnsafeBytes { Key128($0, seed: seed) }
    }

    // MARK: Decide

    /// Judges a command about a queue without changing anything.
    ///
    /// - Parameter day: The day that the moment belongs to: joining opens it when it is a later
    ///   one than the day that runs. `nil`: the one that runs.
    /// - Throws: ``PassRefusal``.
    func decide(
        _ command: PassCommand, of place: Int, day: PassOpening?, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        let plan = queues[place]
        guard let party = command.joining else {
            guard let running = days[place] else { throw .unknownParty }
            return try running.decide(command, at: now)
        }
        var records: [PassRecord] = []
        var queue = days[place]
        if queue?[party] == nil {
            // It joined on another day, and that day is over.
            if hasJoined(party, plan.id) { return [] }
            guard joined.count < Self.joinCountMax else { throw .tooManyTickets }
            if let day, queue.map({ $0.settings.opensAt < day.opensAt }) ?? true {
                let settings = plan.settings(of: day)
                queue = VirtualQueue(id: plan.id, settings: settings)
                records = [.opened(settings)]
            }
        }
        guard let queue else { throw .notOpenYet }
        return records + (try queue.decide(command, at: now))
    }

    /// What the passing of time brings about in every queue, one bounded step of each.
    func due(at now: Instant) -> [(queue: PassQueueID, records: [PassRecord])] {
        queues.indices.compactMap { place in
            guard let day = days[place], day.wantsAdvance(at: now),
                let records = try? day.decide(.advance, at: now)  // Refused: then nothing is due.
            else { return nil }
            return (queues[place].id, records)
        }
    }

    func wantsAdvance(at now: Instant) -> Bool {
        days.contains { $0?.wantsAdvance(at: now) == true }
    }

    // MARK: Apply

    /// Takes the venue's queues. One that is no longer planned ends, with all that waits in it.
    mutating func install(_ fresh: [PassQueue]) {
        let days = fresh.map { self[$0.id] }
        queues = fresh
        self.days = days
        links = links.filter { place(of: $0.queue) != nil }
    }

    /// Folds in a record about a queue. Total: it has happened.
    mutating func apply(_ record: PassRecord, of id: PassQueueID) {
        switch record {
        case .joined(let ticket), .guestAdmitted(let ticket, _):
            _ = joined.number(key(of: ticket.party, id))
        case .opened: links.removeAll { $0.queue == id }
        default: break
        }
        guard let place = place(of: id) else { return }
        if case .opened(let settings) = record {
            days[place] = VirtualQueue(id: id, settings: settings)
        } else {
            days[place]?.apply(record)
        }
    }

    // MARK: Names

    mutating func name(_ link: PassLink) {
        if !links.contains(link) { links.append(link) }
    }

    /// The newest party of a queue that is known by one of these names.
    public func party(in queue: PassQueueID, named names: [Alias]) -> PartyID? {
        links.last { $0.queue == queue && names.contains($0.name) }?.party
    }

    /// Forgets whose parties were known by these names.
    mutating func forget(_ names: Set<Alias>) { links.removeAll { names.contains($0.name) } }
}

extension PassCommand {
    /// Who joins by it.
    fileprivate var joining: PartyID? {
        switch self {
        case .join(let party, _), .admitGuest(let party, _, _, _): party
        default: nil
        }
    }
}
