public import Domain
public import Kernel
import Ports

/// What the band desk reads.
///
/// A band in somebody's hand says what it is good for, and never whose it is: initials are shown
/// by the rule of the card. Each look at a band that somebody has worn is kept first.
extension House {
    public enum BandField: String, Sendable {
        case scan, printed, powers, until, places, limits, name, mode, guardian, fresh, who
        case cash
    }

    /// What is wrong with a field of the band desk.
    public struct BandFault: Error, Equatable, Sendable {
        public let field: BandField
        public let code: String

        public init(_ field: BandField, _ code: String) {
            self.field = field
            self.code = code
        }
    }

    /// Somebody who wears bands, as a desk sees them.
    public struct BearerSheet: Sendable {
        public let bearer: BandBearer
        /// Empty unless this viewer may open their card.
        public let initials: String
        /// What they wear, the newest last.
        public let worn: [Band]
        /// What they lost in the last month.
        public let lost: [Band]
        /// How many belong to their group, they among them; 0 without one.
        public let groupCount: Int
        public let currency: Currency?
        public let limits: SpendingLimits
        /// What may be paid out, in minor units; `nil` without an account of their own.
        public let left: Int64?
        public var isPaidFor: Bool { bearer.payer != nil && bearer.payer != bearer.account }
    }

    /// A band, as a desk sees it.
    public struct BandSheet: Sendable {
        public let id: BandID
        /// `nil`: nobody has worn it that the house still knows.
        public let standing: BandBook.Standing?
        /// Whoever wears it, or wore it last.
        public let bearer: BearerSheet?

        /// Whether it may be given to anybody.
        public var isInDrawer: Bool { standing == nil || standing?.end == .returned }
        public var isWorn: Bool { standing.map { $0.end == nil } ?? false }
    }

    /// A band that lies on the desk.
    ///
    /// - Throws: ``EntryRefusal``; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func sheet(of band: BandID, for viewer: Viewer) async throws -> BandSheet {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        let standing = await sequencer.read { $0.bands.standing(of: band) }
        // Whose a band in the drawer was is nobody's business.
        guard let standing, standing.end != .returned else {
            return BandSheet(id: band, standing: standing, bearer: nil)
        }
        let bearers = try await sheets(of: [standing.person], for: viewer)
        return BandSheet(id: band, standing: standing, bearer: bearers.first)
    }

    /// A band by the number that is printed on it, as long as somebody wears it.
    ///
    /// - Throws: ``EntryRefusal``, also after too many numbers; ``BandFault``.
    public func band(printed text: String, for viewer: Viewer) async throws -> BandID {
        try admitToDesk(viewer)
        guard let token = Token(text.filter { $0 != " " }) else {
            throw BandFault(.scan, "bandUnreadable")
        }
        guard let band = await sequencer.read({ $0.bands.band(called: token) }) else {
            throw BandFault(.scan, BandRefusal.unknownBand.code)
        }
        return band
    }

    /// Everybody of a group, in the order in which they came to it.
    ///
    /// - Returns: None when there is no such group.
    /// - Throws: As ``sheet(of:for:)``.
    public func group(_ group: KeyGroupID, for viewer: Viewer) async throws -> [BearerSheet] {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        return try await sheets(
            of: await sequencer.read { $0.bands.members(of: group) }, for: viewer)
    }

    /// What a group is so far.
    public struct GroupSoFar: Sendable {
        public let count: Int
        public let first: BearerSheet?
        /// `nil` while there is only the first: what the last one got, the next one gets.
        public let last: BearerSheet?
        public let isLastChild: Bool
    }

    /// What a group is so far, without anybody's name: for giving out the next band of it.
    public func groupSoFar(_ group: KeyGroupID) async -> GroupSoFar {
        await sequencer.read { engine in
            let members = engine.bands.members(of: group)
            let last = members.count > 1 ? members.last : nil
            return GroupSoFar(
                count: members.count,
                first: members.first.flatMap { engine.sheet(of: $0, mayName: false) },
                last: last.flatMap { engine.sheet(of: $0, mayName: false) },
                isLastChild: last.map { engine.standingChoice(of: $0).isChild } ?? false)
        }
    }

    /// What may be paid out to whoever brought a band back.
    public func left(by band: BandID, for viewer: Viewer) async -> Money? {
        guard viewer.role >= .host else { return nil }
        return await sequencer.read { engine in
            guard let standing = engine.bands.standing(of: band), standing.end == .returned,
                engine.bands.worn(by: standing.person).isEmpty,
                let sheet = engine.sheet(of: standing.person, mayName: false),
                let left = sheet.left, let currency = sheet.currency
            else { return nil }
            return Money(minorUnits: left, currency)
        }
    }

    /// The group of whoever wears a band.
    public func group(wearing band: BandID) async -> KeyGroupID? {
        await sequencer.read { $0.bands.bearer(wearing: band)?.group }
    }

    private func sheets(of people: [PersonID], for viewer: Viewer) async throws -> [BearerSheet] {
        let known = await sequencer.read { engine in
            people.filter { engine.subjects(of: $0) != nil }
        }
        let looks = known.map { Command.look($0, by: viewer.account, reason: Self.bandLook) }
        guard !looks.isEmpty else { return [] }
        for result in try await sequencer.submit(looks) { _ = try result.get() }
        var named = Set<PersonID>()
        for person in known where await mayOpen(person, viewer) { named.insert(person) }
        let mayName = named
        return await sequencer.read { engine in
            known.compactMap { engine.sheet(of: $0, mayName: mayName.contains($0)) }
        }
    }

    /// Why somebody was looked at here.
    static let bandLook = "band"
}

extension Engine {
    fileprivate func sheet(of person: PersonID, mayName: Bool) -> House.BearerSheet? {
        guard let bearer = bands.bearer(person) else { return nil }
        let account = bearer.account.flatMap { ledger.account($0) }
        return House.BearerSheet(
            bearer: bearer, initials: mayName ? initials(of: person) : "",
            worn: bands.worn(by: person), lost: bands.lost(by: person),
            groupCount: bearer.group.map { bands.members(of: $0).count } ?? 0,
            currency: account?.account.currency,
            limits: account?.account.limits ?? SpendingLimits(), left: account?.book.available)
    }
}
