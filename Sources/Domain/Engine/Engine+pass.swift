public import Kernel

/// The virtual queues within the one fold.
extension Engine {
    /// Judges a command about virtual queues.
    ///
    /// What is due by now was written down before, as far as one step goes: ``passesDue(at:)``.
    func decidePass(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        switch command {
        case .installQueues(let wanted):
            return wanted == passes.queues ? [] : [.queuesInstalled(wanted)]
        case .pass(let queue, let command, let day):
            guard let place = passes.place(of: queue) else { throw .unknownQueue }
            do throws(PassRefusal) {
                let records = try passes.decide(command, of: place, day: day, at: now)
                return withPromises(records.map { .pass(queue, $0) }, at: now)
            } catch {
                throw .pass(error)
            }
        case .nameParty(let queue, let party, let name):
            guard passes.place(of: queue) != nil else { throw .unknownQueue }
            guard passes[queue]?[party] != nil else { throw .pass(.unknownParty) }
            let isKnown = passes.links.contains {
                $0.queue == queue && $0.party == party && $0.name == name
            }
            if isKnown { return [] }
            guard passes.links.count < PassBook.linkCountMax else { throw .pass(.tooManyTickets) }
            return withPromises([.partyNamed(queue, party, name: name)], at: now)
        default: preconditionFailure("no command about a virtual queue")
        }
    }

    /// What the passing of time brings about in the queues: a bounded step of each, to be written
    /// down and applied. More may be due after it.
    public func passesDue(at now: Instant) -> [Record] {
        passes.due(at: now).flatMap { due in due.records.map { .pass(due.queue, $0) } }
    }

    mutating func applyPass(_ record: Record) {
        switch record {
        case .queuesInstalled(let fresh): passes.install(fresh)
        case .pass(let queue, let record): passes.apply(record, of: queue)
        case .partyNamed(let queue, let party, let name):
            passes.name(PassLink(queue: queue, party: party, name: name))
        default: break
        }
    }

    /// By which name a party is kept that somebody of this name belongs to.
    ///
    /// Of a band that the house knows that is its bearer's, so that the party stays theirs when
    /// they get another band; any other name is kept as it is.
    ///
    /// - Parameter name: Of a band what readers on the floor call it, or its chip's number.
    /// - Returns: ``TapRefusal/bandLost``, ``TapRefusal/bandNotWorn`` or ``TapRefusal/passOff`` of
    ///   a band that is good for no line.
    public func passName(of name: Alias) -> Result<Alias, TapRefusal> {
        guard name.kind == .band, let token = name.token, let band = bands.band(meant: token),
            let standing = bands.standing(of: band)
        else { return .success(name) }
        switch standing.end {
        case .lost?, .broken?: return .failure(.bandLost)
        case .returned?: return .failure(.bandNotWorn)
        case nil: break
        }
        guard let bearer = bands.bearer(wearing: band) else { return .failure(.bandNotWorn) }
        return bearer.has(.pass) ? .success(Alias(bearer.person)) : .failure(.passOff)
    }

    /// The newest party of a queue that somebody joined, by any of their names.
    public func party(in queue: PassQueueID, of name: Alias) -> PartyID? {
        if name.kind == .account, let person = PersonID(name.name), bands.bearer(person) != nil {
            return passes.party(in: queue, named: Array(names(of: [person])))
        }
        var names = [name]
        if let number = people.graph.number(of: name) { names += people.aliases(of: number) }
        return passes.party(in: queue, named: names)
    }

    /// Whether somebody may come by a name: a band is worn, or is linked to somebody. Any other
    /// name may be new.
    public func isSomebodys(_ name: Alias) -> Bool {
        guard name.kind == .band else { return true }
        if let token = name.token, bands.band(called: token) != nil { return true }
        return people.graph.number(of: name).map(people.isKnown) ?? false
    }

    /// Puts the queues back into an engine made from the same snapshot's aggregates.
    public mutating func restorePasses(_ image: [UInt8]) throws(ByteReaderFailure) {
        guard !image.isEmpty else { return }
        let seed = seed
        let read = image.withUnsafeBytes { bytes -> Result<PassBook, ByteReaderFailure> in
            do throws(ByteReaderFailure) {
                return .success(try PassBook(image: bytes, seed: seed))
            } catch {
                return .failure(error)
            }
        }
        switch read {
        case .success(let restored): passes = restored
        case .failure(let failure): throw failure
        }
    }
}
