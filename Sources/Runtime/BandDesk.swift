public import Domain
public import Kernel

/// The desk that gives bands out, swaps and blocks them, and takes them back.
///
/// What is asked for in one go is judged step by step: the first refusal ends it, and what came
/// before stays. Nothing that comes before the band is good for anything without it.
public struct BandDesk: Sendable {
    let sequencer: Sequencer
    /// Who is new is looked up and made known in one turn: two desks never make two of one.
    let turns = DeskTurns()

    public init(sequencer: Sequencer) { self.sequencer = sequencer }

    /// What a band is to be good for.
    public struct Plan: Sendable {
        /// `nil`: somebody new, under a name that the house makes up.
        public var person: PersonID?
        /// Of somebody new: what they let the house do.
        public var mode: Mode = .tapOnly
        /// Of somebody new: what they do not let it do, of all that the mode includes.
        public var refused: [ConsentPurpose] = []
        public var name = ""
        /// Of somebody new: a child, looked after by somebody when it allows more than taps.
        public var isChild = false
        public var guardian: PersonID?
        public var group: KeyGroupID?
        public var powers: [BandPower] = BandPower.allCases
        public var rights: [KeyRight] = []
        /// Whose account pays; `nil`: their own.
        public var payer: PersonID?
        public var limits = SpendingLimits()
        public var currency: Currency
        public var isStaff = false
        public var language: String?

        public init(currency: Currency) { self.currency = currency }

        /// A short word for what can be changed of a bearer: other things have another, and it says
        /// none of them.
        public var mark: String {
            var parts = powers.sorted().map(\.word)
            for right in rights {
                let (from, until) = (right.time.from, right.time.until)
                parts.append("\(right.zones) \(right.doors) \(from.milliseconds)")
                parts.append("\(until.milliseconds) \(right.time.windows)")
            }
            for limit in [limits.charge, limits.day, limits.shopDay] {
                parts.append(limit.map { "\($0)" } ?? "-")
            }
            parts += [payer?.description ?? "-", language ?? "-", group?.description ?? "-"]
            // FNV-1a.
            let number = parts.joined(separator: "|").utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01b3
            }
            return String(number, radix: 36)
        }
    }

    /// Somebody with a band.
    public struct Issued: Equatable, Sendable {
        public let person: PersonID
        public let band: BandID
        public let account: AccountID?
        public let group: KeyGroupID?
    }

    /// Arranges what somebody's bands are good for, makes them known when they are new, and gives
    /// them a band.
    ///
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func issue(_ band: Band, _ plan: Plan, by staff: StaffID) async throws -> Issued {
        try await turns.take { try await issueInTurn(band, plan, by: staff) }
    }

    func issueInTurn(_ band: Band, _ plan: Plan, by staff: StaffID) async throws -> Issued {
        let standing = await sequencer.read { $0.bands.standing(of: band.id) }
        if let standing {
            if standing.end == nil, standing.person != plan.person {
                throw CommandRefusal.band(.bandWorn)
            }
            if standing.end == .lost || standing.end == .broken {
                throw CommandRefusal.band(.bandLost)
            }
        }
        let (person, commands, account) = try await arrangement(plan, by: staff)
        // Nobody is made known, nor their name kept, for a band that they do not get.
        let refusal = await sequencer.read { $0.refusal(of: band, to: person, after: commands) }
        if let refusal { throw refusal }
        // Apart: the band is given when all else was taken.
        try await carryOut(commands)
        try await sequencer.submit(.bands(.give(band, to: person, by: staff)))
        return Issued(person: person, band: band.id, account: account, group: plan.group)
    }

    /// Changes what somebody's bands are good for.
    ///
    /// - Throws: As ``issue(_:_:by:)``.
    public func arrange(_ plan: Plan, by staff: StaffID) async throws -> PersonID {
        let (person, commands, _) = try await arrangement(plan, by: staff)
        try await carryOut(commands)
        return person
    }

    /// Ends a band and gives another in its place: all that was on the old one is on the new.
    public func swap(
        _ band: BandID, _ why: BandEnd, for fresh: Band, by staff: StaffID
    ) async throws {
        try await sequencer.submit(.bands(.swap(band, why, for: fresh, by: staff)))
    }

    /// Makes a band good for nothing, everywhere.
    public func block(_ band: BandID, _ why: BandEnd = .lost, by staff: StaffID) async throws {
        try await sequencer.submit(.bands(.end(band, why, by: staff)))
    }

    /// Somebody brought a lost band.
    public func find(_ band: BandID, by staff: StaffID) async throws {
        try await sequencer.submit(.bands(.find(band, by: staff)))
    }

    /// Takes a band back. Whoever hands in their last one has no key and no pass any more; what
    /// their account holds stays theirs.
    ///
    /// - Returns: The bearer as they stand now, for what is left to pay out.
    public func takeBack(_ band: BandID, by staff: StaffID) async throws -> BandBearer? {
        let (bearer, isLast) = await sequencer.read { engine in
            let bearer = engine.bands.bearer(wearing: band)
            return (bearer, bearer.map { engine.bands.worn(by: $0.person).count == 1 } ?? false)
        }
        try await sequencer.submit(.bands(.end(band, .returned, by: staff)))
        guard let bearer, isLast else { return bearer }
        let left = BandBearer(
            person: bearer.person, key: Self.freshKey(), group: bearer.group,
            account: bearer.account, payer: bearer.payer,
            powers: bearer.powers.filter { $0 == .wallet }, isStaff: bearer.isStaff,
            language: bearer.language)
        try await sequencer.submit(.bands(.arrange(left)))
        return left
    }

    /// Makes whatever phones show of somebody good for nothing.
    public func renewKey(of person: PersonID) async throws {
        try await sequencer.submit(.bands(.renewKey(of: person, Self.freshKey())))
    }

    /// Lets a bearer switch off a power that a desk gave, or on again. It counts at once: when the
    /// key goes off, doors and phones that knew it know it no more.
    ///
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func turn(_ power: BandPower, on isOn: Bool, of person: PersonID) async throws {
        try await sequencer.submit(
            .bands(.switchPower(power, isOn: isOn, of: person, Self.freshKey())))
    }

    /// Every zone that a right may name.
    public func zones() async -> [ZoneID] { await sequencer.read { $0.zones.map(\.id) } }

    /// How a band stands, and what its bearer may.
    public func standing(
        of band: BandID
    ) async -> (standing: BandBook.Standing, bearer: BandBearer?)? {
        await sequencer.read { engine in
            engine.bands.standing(of: band).map { ($0, engine.bands.bearer($0.person)) }
        }
    }

    // MARK: Arranging

    private func arrangement(
        _ plan: Plan, by staff: StaffID
    ) async throws -> (PersonID, [Command], AccountID?) {
        let person = plan.person ?? Self.freshPerson()
        var commands: [Command] = []
        if await sequencer.read({ $0.subjects(of: person) }) == nil {
            commands.append(
                .choose(
                    plan.mode, of: person, by: .personTo(staff), isChild: plan.isChild,
                    guardian: plan.guardian, refusing: plan.refused, isNew: true))
            if !plan.name.isEmpty {
                commands.append(.tell(.name, plan.name, of: person, by: .personTo(staff)))
            }
        }
        let (before, payer) = await sequencer.read { engine in
            (
                engine.bands.bearer(person),
                plan.payer.flatMap { engine.bands.bearer($0)?.payingAccount }
            )
        }
        if plan.payer != nil, payer == nil { throw CommandRefusal.band(.payerElsewhere) }
        let account = before?.account ?? (plan.powers.contains(.wallet) ? Self.freshAccount() : nil)
        if let account {
            commands.append(
                .openAccount(
                    WalletAccount(
                        id: account, kind: .guest, currency: plan.currency, limits: plan.limits,
                        family: plan.group.flatMap { FamilyID($0.description) }, parent: payer)))
        }
        commands.append(
            .bands(
                .arrange(
                    BandBearer(
                        person: person, key: Self.freshKey(), group: plan.group,
                        account: account, payer: payer, powers: plan.powers,
                        rights: plan.rights, isStaff: plan.isStaff, language: plan.language))))
        return (person, commands, account)
    }

    private func carryOut(_ commands: [Command]) async throws {
        for result in try await sequencer.submit(commands) { _ = try result.get() }
    }

    // MARK: Names that say nothing

    static func freshKey() -> KeyHolderID { fresh("k-") }
    static func freshAccount() -> AccountID { fresh("a-") }
    static func freshPerson() -> PersonID { fresh("n-") }
    /// A family, a class, a crew.
    public static func freshGroup() -> KeyGroupID { fresh("g-") }

    private static func fresh<Noun>(_ prefix: String) -> Identifier<Noun> {
        let number = String(UInt64.random(in: 1 << 60...UInt64.max), radix: 36)
        guard let name = Identifier<Noun>(prefix + number) else {
            preconditionFailure("letters and digits are an identifier")
        }
        return name
    }
}

extension Engine {
    /// Judges what can be judged before somebody is known.
    fileprivate func refusal(
        of band: Band, to person: PersonID, after commands: [Command]
    ) -> CommandRefusal? {
        let owner = owner(of: Alias(band.token))
        guard bands.band(called: band.token) ?? band.id == band.id, owner ?? person == person
        else { return .band(.tokenTaken) }
        do throws(CommandRefusal) {
            for case .bands(let command) in commands {
                _ = try decide(.bands(command), at: clock)
            }
            return nil
        } catch {
            return error
        }
    }
}
