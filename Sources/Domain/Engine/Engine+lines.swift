public import Kernel

/// Taps at the head of a line, within the one fold.
extension Engine {
    /// For how long after a party boarded its other members are let through as well: its people
    /// are counted when it joins, and not band by band.
    public static let companySpan = Span.minutes(3)
    /// A window that ended longer ago is of another day, and no time to tell.
    static let pastWindowSpan = Span.hours(12)

    /// What a line answers somebody.
    struct LineVerdict {
        var records: [Record] = []
        var refusal: TapRefusal?
        /// When they are welcome, or were.
        var window: ReturnWindow?
    }

    /// Judges somebody who taps at the head of lines: of all their parties that joined the first
    /// that may come does, their own before those of their group, newest first.
    ///
    /// - Parameters:
    ///   - plans: The lines that are meant, in the house's order.
    ///   - boards: Whoever comes boards as well.
    func line(
        of bearer: BandBearer, in plans: [PassQueue], boards: Bool, at now: Instant
    ) -> LineVerdict {
        guard !plans.isEmpty else { return LineVerdict(refusal: .unknownQueue) }
        let members = bearer.group.map(bands.members) ?? []
        var refused: LineVerdict?
        var isOpen = false
        for names in [names(of: [bearer.person]), names(of: members)] {
            let places = plans.flatMap { plan in tickets(of: names, in: plan) }
            // A second reading of the same boarding must not let another party of theirs board.
            let hasCompany = places.contains { _, _, ticket in
                ticket.state == .served
                    && ticket.endedAt.map { now - $0 < Self.companySpan } ?? false
            }
            if hasCompany { return LineVerdict() }
            for (plan, day, ticket) in places {
                do throws(PassRefusal) {
                    return LineVerdict(
                        records: try come(ticket, to: day, boards: boards, at: now)
                            .map { .pass(plan.id, $0) })
                } catch {
                    let waits = ticket.state == .waiting || ticket.state == .here
                    guard refused == nil || (waits && !isOpen) else { continue }
                    isOpen = waits
                    refused = LineVerdict(
                        refusal: TapRefusal(error),
                        window: told(of: error, day.window(of: ticket, at: now), at: now))
                }
            }
        }
        return refused ?? LineVerdict(refusal: .notJoined, window: next(of: plans, at: now))
    }

    private func come(
        _ ticket: PassTicket, to day: VirtualQueue, boards: Bool, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        // Boarding twice is nothing to do, and so no refusal of the queue's: here it is one.
        guard ticket.state != .served else { throw .notWaiting }
        return boards
            ? try day.decideBoarding(ticket.party, at: now)
            : try day.decide(.arrive(ticket.party), at: now)
    }

    private func told(
        of refusal: PassRefusal, _ window: ReturnWindow, at now: Instant
    ) -> ReturnWindow? {
        switch refusal {
        case .tooEarly: window
        case .tooLate: now - window.end < Self.pastWindowSpan ? window : nil
        default: nil
        }
    }

    /// When whoever joins now would be welcome.
    private func next(of plans: [PassQueue], at now: Instant) -> ReturnWindow? {
        for plan in plans {
            // Refused: then there is no time to tell.
            if let promise = try? passes[plan.id]?.outlookForNext(at: now) { return promise.window }
        }
        return nil
    }

    /// Every name of people, and of the bands that they wear, or wore last: whoever has another
    /// band keeps their place.
    func names(of bearers: [PersonID]) -> Set<Alias> {
        var names = Set<Alias>()
        for person in bearers {
            let worn = bands.worn(by: person).flatMap { [$0.token, $0.id.token] }
            let tokens = worn + bands.formerTokens(of: person)
            for name in [Alias(person)] + tokens.map({ Alias($0) }) {
                names.insert(name)
                guard let number = people.graph.number(of: name) else { continue }
                names.formUnion(people.aliases(of: number))
            }
        }
        return names
    }

    /// Parties of a day that joined under any of the names, newest first.
    private func tickets(
        of names: Set<Alias>, in plan: PassQueue
    ) -> [(PassQueue, VirtualQueue, PassTicket)] {
        guard let day = passes[plan.id] else { return [] }
        return passes.links.reversed()
            .filter { $0.queue == plan.id && names.contains($0.name) }
            .compactMap { link in day[link.party].map { (plan, day, $0) } }
    }
}

extension ReturnWindow {
    /// As it is told by the venue's clock: of who comes too late the end, of anybody else the
    /// beginning.
    func told(by civil: CivilTime, of refusal: TapRefusal?) -> TapTime {
        TapTime(
            from: begin, until: end,
            minute: civil.local(refusal == .tooLate ? end : begin).minute)
    }
}
