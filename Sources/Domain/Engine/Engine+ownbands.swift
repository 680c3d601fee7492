public import Kernel

/// What somebody's bands are good for, as their own page tells it: of others only what whoever
/// pays for them has a right to.
public struct OwnBands: Sendable {
    /// Somebody whose bands may be changed on the page.
    public struct Wearer: Sendable {
        public let bearer: BandBearer
        /// Worn now, and then those that were lost or broken in the last month.
        public let bands: [BandBook.Standing]
        /// How they are called, if they let that be known; `nil` for the page's own person too.
        public let name: String?
        /// Whether what is off may be switched on here. A child's own page only narrows.
        public let mayWiden: Bool
    }

    /// Somebody grown up who is paid for: their bands are their own.
    public struct Companion: Equatable, Sendable {
        /// If they let it be known.
        public let name: String?
        public let bandCount: Int
        /// What doors call them now: enough to say on the page who is meant.
        public let key: KeyHolderID
    }

    /// An account of their own.
    public struct Holding: Sendable {
        public let account: WalletAccount
        public let book: AccountBook
        /// Whether their bands spend somebody else's money: then what lies here is not spent, and
        /// only the limits of it count.
        public let isPaidByAnother: Bool
    }

    public let own: [Wearer]
    public let children: [Wearer]
    public let companions: [Companion]
    public let holdings: [Holding]
    /// Whether somebody else pays for them.
    public let isPaidFor: Bool

    /// What their own accounts hold, held back or not, but nothing of empty ones.
    public var left: [Money] {
        holdings.filter { $0.book.balance != 0 }.map {
            Money(minorUnits: $0.book.balance, $0.account.currency)
        }
    }

    /// Whoever may be changed here and is called so by doors now.
    public func wearer(called key: KeyHolderID) -> Wearer? {
        (own + children).first { $0.bearer.key == key }
    }
}

/// Why a phone shows no key. When several apply, the one declared first is named.
public enum PhoneKeyRefusal: Error, Equatable, Sendable, CaseIterable {
    /// No desk arranged anything for such a person.
    case noBearer
    case keyNotGiven
    /// The bearer switched it off.
    case keyOff
    /// No right holds at this hour.
    case nothingNow

    /// A stable word for the outside.
    public var code: String { String(describing: self) }

    /// One sentence for whoever asked: why there is none, and what to do.
    public var advice: String {
        switch self {
        case .noBearer: "Nothing is arranged for such a person; issue a band first."
        case .keyNotGiven: "They were not given the power to open doors; give it at a desk."
        case .keyOff: "They have switched their key off themselves."
        case .nothingNow: "None of their rights holds at this hour."
        }
    }
}

/// What a phone may show for somebody at a moment.
public struct PhoneRight: Equatable, Sendable {
    public let holder: KeyHolderID
    /// Zones as ``Engine/tokenZone(_:)`` numbers them, sorted.
    public let zones: [UInt32]
    /// The first moment at which none of the rights holds any more.
    public let until: Instant
}

extension Engine {
    /// - Returns: `nil` when nobody is known by that name, or wears and wore nothing.
    public func ownBands(of person: PersonID) -> OwnBands? {
        let bearers = bandBearers(of: person)
        guard !bearers.isEmpty else { return nil }
        let isChild = standingChoice(of: person).isChild
        let accounts = bearers.compactMap(\.account)
        var children: [OwnBands.Wearer] = []
        var companions: [OwnBands.Companion] = []
        for other in paidFor(by: bearers) {
            if looksAfter(person, other.person) {
                children.append(wearer(other, name: calledName(of: other.person), widens: true))
            } else {
                companions.append(
                    OwnBands.Companion(
                        name: calledName(of: other.person),
                        bandCount: bands.worn(by: other.person).count, key: other.key))
            }
        }
        return OwnBands(
            own: bearers.map { wearer($0, name: nil, widens: !isChild) }, children: children,
            companions: companions,
            holdings: bearers.compactMap { bearer in
                bearer.account.flatMap(ledger.account).map { account, book in
                    OwnBands.Holding(
                        account: account, book: book,
                        isPaidByAnother: bearer.payer.map { $0 != account.id } ?? false)
                }
            },
            isPaidFor: bearers.contains { $0.payer.map { !accounts.contains($0) } ?? false })
    }

    /// What somebody's phone may show now.
    ///
    /// Only rights to zones: a door believes a token for all doors of a zone, also of somebody who
    /// is not on its list, so that a right to a single door must never become a zone's number.
    ///
    /// - Parameter civil: The venue's time, for rights that hold at some hours.
    /// - Throws: ``PhoneKeyRefusal``.
    public func phoneRight(
        of person: PersonID, at now: Instant, _ civil: CivilTime
    ) throws(PhoneKeyRefusal) -> PhoneRight {
        let bearers = bandBearers(of: person)
        guard !bearers.isEmpty else { throw .noBearer }
        guard bearers.contains(where: { $0.powers.contains(.key) }) else { throw .keyNotGiven }
        guard bearers.contains(where: { $0.has(.key) }) else { throw .keyOff }
        for bearer in bearers where bearer.has(.key) {
            let rights = bearer.rights.filter {
                !$0.zones.isEmpty && $0.time.holds(at: now, civil)
            }
            let numbers = Set(rights.flatMap(\.zones).compactMap(tokenZone))
            guard let until = rights.map(\.time.until).max(), !numbers.isEmpty else { continue }
            return PhoneRight(
                holder: bearer.key, zones: Array(numbers.sorted().prefix(TokenClaims.zoneCountMax)),
                until: until)
        }
        throw .nothingNow
    }

    /// The number by which tokens and doors call a zone: its place in the house, from 1.
    public func tokenZone(_ zone: ZoneID) -> UInt32? {
        zoneNumbers[zone].map { UInt32($0) + 1 }
    }

    /// What desks arranged for somebody, by whichever of their names.
    public func bandBearers(of person: PersonID) -> [BandBearer] {
        let names = (subjects(of: person) ?? []).compactMap { subject -> PersonID? in
            guard case .person(let name) = subject else { return nil }
            return name
        }
        return Set(names + [person]).sorted().compactMap(bands.bearer)
    }

    /// Who of the grown-ups somebody pays for is called so by doors, and from which account.
    public func companion(
        called key: KeyHolderID, paidBy person: PersonID
    ) -> (person: PersonID, account: AccountID)? {
        let other = paidFor(by: bandBearers(of: person)).first { $0.key == key }
        guard let other, !looksAfter(person, other.person), let account = other.payer else {
            return nil
        }
        return (other.person, account)
    }

    /// How whoever spent an account's money is called; `nil` when they do not let it be known, or
    /// are no longer paid for.
    ///
    /// - Parameter bearer: Their own account, as a booking names it.
    public func spenderName(_ bearer: AccountID, paidBy person: PersonID) -> String? {
        let other = paidFor(by: bandBearers(of: person)).first { $0.account == bearer }
        return other.flatMap { calledName(of: $0.person) }
    }

    private func wearer(_ bearer: BandBearer, name: String?, widens: Bool) -> OwnBands.Wearer {
        OwnBands.Wearer(
            bearer: bearer,
            bands: bands.worn(by: bearer.person).compactMap { bands.standing(of: $0.id) }
                + bands.dead(of: bearer.person),
            name: name, mayWiden: widens)
    }

    /// Everybody else of the group whose charges go to an account of these.
    private func paidFor(by bearers: [BandBearer]) -> [BandBearer] {
        let own = Set(bearers.map(\.person))
        return bearers.flatMap { bearer -> [BandBearer] in
            guard let account = bearer.account, let group = bearer.group else { return [] }
            return bands.members(of: group).compactMap(bands.bearer)
                .filter { $0.payer == account && !own.contains($0.person) }
        }
    }

    /// Whether the one is there for the other, a child: as it says, or since nobody else is named.
    private func looksAfter(_ person: PersonID, _ child: PersonID) -> Bool {
        let choice = standingChoice(of: child)
        guard choice.isChild else { return false }
        guard let guardian = choice.guardian else { return true }
        return people.person(guardian) == people.person(person)
    }

    /// How somebody is called, by their leave.
    private func calledName(of person: PersonID) -> String? {
        guard let number = people.number(of: person) else { return nil }
        return people.consent(of: number, for: .name).flatMap(people.name)
    }
}

extension GrantTime {
    /// Whether a right holds: between its two moments, and at this hour of the place.
    public func holds(at now: Instant, _ civil: CivilTime) -> Bool {
        guard from <= now, now < until else { return false }
        guard !windows.isEmpty else { return true }
        let (weekday, minute) = civil.local(now)
        return windows.contains { $0.contains(weekday: weekday, minute: minute) }
    }
}
