public import Domain
public import Kernel
import Ports

/// What the band desk does. Each doing says who did it, and does nothing more when it is asked for
/// twice.
extension House {
    /// A name for somebody new, made up when a form is shown: sent twice it makes one person.
    public static func newcomer() -> PersonID { BandDesk.freshPerson() }

    /// Gives a band that lies in the drawer to somebody new.
    ///
    /// - Parameters:
    ///   - newcomer: From ``newcomer()``, as the form sent it back.
    ///   - isFirst: Whether others of the same family follow.
    /// - Throws: ``EntryRefusal``; ``BandFault``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func give(
        _ band: Band, _ plan: BandDesk.Plan, newcomer: PersonID?, isFirst: Bool, by viewer: Viewer
    ) async throws -> BandDesk.Issued {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        try Self.check(plan)
        return try await carryingFaults {
            try await bandDesk.turns.take {
                var plan = plan
                plan.person = await person(for: newcomer, wearing: band.id)
                if isFirst, plan.group == nil {
                    // Sent twice, it is the same family.
                    let before = await group(wearing: band.id)
                    plan.group = before ?? BandDesk.freshGroup()
                }
                return try await bandDesk.issueInTurn(band, plan, by: viewer.account)
            }
        }
    }

    /// Gives a band to the next of a family.
    ///
    /// - Parameter isPaidFor: Whether the first of the family pays for what is bought with it.
    /// - Throws: As ``give(_:_:newcomer:isFirst:by:)``.
    public func giveNext(
        _ band: Band, of group: KeyGroupID, _ plan: BandDesk.Plan, isPaidFor: Bool,
        newcomer: PersonID?, by viewer: Viewer
    ) async throws -> BandDesk.Issued {
        var plan = plan
        plan.group = group
        let first = await sequencer.read { engine -> BandBearer? in
            engine.bands.members(of: group).first.flatMap(engine.bands.bearer)
        }
        guard let first else { throw BandFault(.scan, BandRefusal.unknownBearer.code) }
        if isPaidFor, first.payingAccount != nil, plan.powers.contains(.wallet) {
            plan.payer = first.person
        }
        if plan.isChild { plan.guardian = first.person }
        return try await give(band, plan, newcomer: newcomer, isFirst: false, by: viewer)
    }

    /// Makes whoever wears a band the first of a family.
    ///
    /// - Parameter currency: Of an account, should they need one.
    public func beginFamily(
        with band: BandID, currency: Currency, by viewer: Viewer
    ) async throws -> KeyGroupID {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        return try await bandDesk.turns.take {
            if let group = await group(wearing: band) { return group }
            guard var plan = await plan(of: band, currency: currency) else {
                throw BandFault(.scan, BandRefusal.bandNotWorn.code)
            }
            let group = BandDesk.freshGroup()
            plan.group = group
            _ = try await bandDesk.arrange(plan, by: viewer.account)
            return group
        }
    }

    /// What the bands of whoever wears one are good for, as it would be arranged again.
    public func plan(of band: BandID, currency: Currency) async -> BandDesk.Plan? {
        await sequencer.read { engine in
            guard let bearer = engine.bands.bearer(wearing: band) else { return nil }
            let account = bearer.account.flatMap { engine.ledger.account($0)?.account }
            var plan = BandDesk.Plan(currency: account?.currency ?? currency)
            plan.person = bearer.person
            plan.group = bearer.group
            plan.powers = bearer.powers
            plan.rights = bearer.rights
            plan.payer = bearer.payer.flatMap { engine.bands.person(of: $0) }
            plan.limits = account?.limits ?? SpendingLimits()
            plan.isStaff = bearer.isStaff
            plan.language = bearer.language
            return plan
        }
    }

    /// Changes what the bands of whoever wears one are good for.
    ///
    /// - Parameter mark: ``BandDesk/Plan/mark`` of what the change was made from: what a colleague
    ///   changed meanwhile is not undone by a form that knows nothing of it.
    /// - Throws: As ``give(_:_:newcomer:isFirst:by:)``; ``BandFault`` `changedMeanwhile`.
    public func change(
        _ band: BandID, from mark: String, currency: Currency, by viewer: Viewer,
        _ alter: @Sendable @escaping (inout BandDesk.Plan) throws -> Void
    ) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        try await bandDesk.turns.take {
            guard let before = await plan(of: band, currency: currency) else {
                throw BandFault(.scan, BandRefusal.bandNotWorn.code)
            }
            var plan = before
            try alter(&plan)
            try Self.check(plan)
            // Sent twice: it stands so already.
            guard plan.mark != before.mark else { return }
            guard before.mark == mark else { throw BandFault(.powers, "changedMeanwhile") }
            let altered = plan
            try await carryingFaults { _ = try await bandDesk.arrange(altered, by: viewer.account) }
        }
    }

    /// Gives another band for one that is worn, at once: all that was on it is on the new one.
    public func swap(
        _ old: BandID, _ why: BandEnd, for fresh: Band, by viewer: Viewer
    ) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        guard await !isWorn(fresh.id, insteadOf: old) else { return }
        try await carryingFaults(in: .fresh) {
            try await bandDesk.swap(old, why, for: fresh, by: viewer.account)
        }
    }

    /// Gives a new band to whoever wore one that is gone, and ends all others they may wear.
    ///
    /// - Parameter band: Any that they wear or wore last.
    public func giveAgain(
        for band: BandID, _ fresh: Band, by viewer: Viewer
    ) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        guard let standing = await sequencer.read({ $0.bands.standing(of: band) }) else {
            throw BandFault(.scan, BandRefusal.unknownBand.code)
        }
        try await giveAgain(to: standing.person, fresh, by: viewer)
    }

    /// Gives a new band to somebody of a group who has none any more.
    public func giveAgain(
        to person: PersonID, of group: KeyGroupID, _ fresh: Band, by viewer: Viewer
    ) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        guard await sequencer.read({ $0.bands.bearer(person)?.group == group }) else {
            throw BandFault(.fresh, BandRefusal.unknownBearer.code)
        }
        try await giveAgain(to: person, fresh, by: viewer)
    }

    /// Gives a new band to somebody who is found by what they hand over. The look is kept first.
    ///
    /// - Throws: As ``give(_:_:newcomer:isFirst:by:)``; also after too many names in a minute.
    public func giveAgain(
        to handed: Handed, _ fresh: Band, by viewer: Viewer
    ) async throws {
        try admitToDesk(viewer)
        let readings = handed.readings
        guard !readings.isEmpty else { throw BandFault(.who, "aliasInvalid") }
        let bearers = await sequencer.read { engine in
            engine.owners(of: readings).flatMap { engine.bearers(of: $0) }
        }
        guard bearers.count < 2 else { throw BandFault(.who, "saySort") }
        guard let person = bearers.first else {
            throw BandFault(.who, BandRefusal.unknownBearer.code)
        }
        try await sequencer.submit(.look(person, by: viewer.account, reason: Self.bandLook))
        try await giveAgain(to: person, fresh, by: viewer)
    }

    private func giveAgain(to person: PersonID, _ fresh: Band, by viewer: Viewer) async throws {
        let staff = viewer.account
        try await carryingFaults(in: .fresh) {
            try await bandDesk.turns.take {
                let (worn, standing) = await sequencer.read { engine in
                    (engine.bands.worn(by: person), engine.bands.standing(of: fresh.id))
                }
                if let standing, standing.end == nil, standing.person == person { return }
                guard let newest = worn.last else {
                    return try await sequencer.submit(
                        .bands(.give(fresh, to: person, by: staff)))
                }
                try await bandDesk.swap(newest.id, .lost, for: fresh, by: staff)
                for other in worn.dropLast() { try await bandDesk.block(other.id, by: staff) }
            }
        }
    }

    /// Makes a band good for nothing, everywhere.
    public func block(_ band: BandID, by viewer: Viewer) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        try await carryingFaults { try await bandDesk.block(band, by: viewer.account) }
    }

    /// Somebody brought a lost band.
    public func find(_ band: BandID, by viewer: Viewer) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        try await carryingFaults {
            do {
                try await bandDesk.find(band, by: viewer.account)
            } catch CommandRefusal.band(.bandNotLost) {
                return  // It was found a moment ago.
            }
        }
    }

    /// Takes a band back.
    public func takeBack(_ band: BandID, by viewer: Viewer) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        try await carryingFaults { _ = try await bandDesk.takeBack(band, by: viewer.account) }
    }

    /// Ends every band that a group wears.
    public func endAll(of group: KeyGroupID, _ end: BandEnd, by viewer: Viewer) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        let bands = await sequencer.read { engine in
            engine.bands.members(of: group).flatMap { engine.bands.worn(by: $0) }
        }
        for band in bands {
            if end == .returned {
                try await takeBack(band.id, by: viewer)
            } else {
                try await block(band.id, by: viewer)
            }
        }
    }

    // MARK: Whoever is new, and what is wrong

    /// Who a form makes up: the same again when it is sent twice, and never anybody else.
    private func person(for newcomer: PersonID?, wearing band: BandID) async -> PersonID? {
        guard let newcomer, Self.isMadeUp(Alias(newcomer)) else { return nil }
        return await sequencer.read { engine in
            let standing = engine.bands.standing(of: band)
            let isWearing = standing?.end == nil && standing?.person == newcomer
            return isWearing || engine.subjects(of: newcomer) == nil ? newcomer : nil
        }
    }

    private func isWorn(_ fresh: BandID, insteadOf old: BandID) async -> Bool {
        await sequencer.read { engine in
            guard let before = engine.bands.standing(of: old), before.end != nil,
                let after = engine.bands.standing(of: fresh), after.end == nil
            else { return false }
            return before.person == after.person
        }
    }

    private static func check(_ plan: BandDesk.Plan) throws(BandFault) {
        if plan.name.utf8.count > Telling.byteCountMax {
            throw BandFault(.name, CommandRefusal.textTooLong.code)
        }
        let limits = [plan.limits.charge, plan.limits.day, plan.limits.shopDay]
        if limits.contains(where: { $0.map { $0 < 0 } ?? false }) {
            throw BandFault(.limits, AccountRefusal.limitNegative.code)
        }
    }

    /// Says of what a command refuses at which field it stands.
    private func carryingFaults<Result: Sendable>(
        in field: BandField = .scan, _ work: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await work()
        } catch CommandRefusal.band(let refusal) {
            throw BandFault(refusal.field(in: field), refusal.code)
        } catch CommandRefusal.guardianNeeded {
            throw BandFault(.mode, CommandRefusal.guardianNeeded.code)
        }
    }
}

extension BandRefusal {
    /// Where what is wrong stands.
    ///
    /// - Parameter band: Where the band stands that is to be given.
    fileprivate func field(in band: House.BandField) -> House.BandField {
        switch self {
        case .unknownBearer, .unknownBand, .bandNotWorn, .bandNotLost, .powerNotGiven: .scan
        case .bandWorn, .bandLost, .keyTaken, .accountTaken, .groupFull, .tooManyBandsOfOne,
            .tooManyBands, .tooManyBearers:
            band
        case .tokenTaken: band == .scan ? .printed : band
        case .rightWithoutPlace, .tooManyPlaces, .tooManyRights: .places
        case .rightEndsBeforeItBegins: .until
        case .payerElsewhere: .limits
        }
    }
}

extension Engine {
    /// The names of a person under which bands were arranged.
    fileprivate func bearers(of person: PersonID) -> [PersonID] {
        let names = identity(of: person)?.names ?? []
        let own = names.filter { $0.kind == .account }.compactMap { PersonID($0.name) }
        return Array(Set(own + [person])).sorted().filter { bands.bearer($0) != nil }
    }
}
