public import Domain
public import Kernel
public import Ports

/// Customers' own pages, each behind a secret link that was made for them at a desk.
public struct OwnPages: Sendable {
    /// How long a link works.
    public static let linkSpan = Span.hours(24 * 30)
    /// How often one link is opened or used in a minute.
    static let attemptsAMinuteMax = 30
    /// The most looks that are told.
    static let lookCountMax = 50
    /// How often opening the page is kept.
    static let lookSpan = Span.hours(1)
    /// Stands for whoever opened a page by its link, in looks with the reason ``opened``: nobody
    /// knows who held it.
    public static let holder = StaffID("own-link")
    /// Why the page is looked at.
    public static let opened = "ownPage"

    let house: House
    let bandDesk: BandDesk
    let phoneKeys: PhoneKeys
    let statements: Statements
    private let links: any PersonalLinks
    private let accounts: any AccountStore
    private let credentials: any Credentials
    private let attempts = Attempts(aMinuteMax: OwnPages.attemptsAMinuteMax)

    public init(
        house: House, links: any PersonalLinks, accounts: any AccountStore,
        credentials: any Credentials, phoneKeys: PhoneKeys, statements: Statements
    ) {
        self.house = house
        bandDesk = BandDesk(sequencer: house.sequencer)
        self.phoneKeys = phoneKeys
        self.statements = statements
        self.links = links
        self.accounts = accounts
        self.credentials = credentials
    }

    /// What comes of asking for a link.
    public enum LinkAnswer: Equatable, Sendable {
        case made(secret: String)
        /// Nobody goes by that name, or they are not near: which of the two is not told.
        case notHere
        /// They have one that still opens; only a lead makes another in its place.
        case stands
    }

    /// Makes the link of whoever goes by a name, at the desk.
    ///
    /// - Parameter why: Of a lead, for somebody who is not near.
    /// - Throws: ``EntryRefusal``; ``House/DeskRefusal``; ``Overload``; ``JournalFailure``.
    public func makeLink(
        of handed: House.Handed, why: House.Reason?, by viewer: Viewer
    ) async throws -> LinkAnswer {
        guard let person = try await house.personForLink(handed, why: why, by: viewer) else {
            return .notHere
        }
        return try await makeLink(of: person, by: viewer)
    }

    /// Makes the link of somebody whose card the viewer has open.
    public func makeLink(onCardOf person: PersonID, by viewer: Viewer) async throws -> LinkAnswer {
        guard await house.mayOpen(person, viewer) else { return .notHere }
        try await house.sequencer.submit(.look(person, by: viewer.account, reason: "link"))
        return try await makeLink(of: person, by: viewer)
    }

    private func makeLink(of person: PersonID, by viewer: Viewer) async throws -> LinkAnswer {
        let subjects = await house.sequencer.read { $0.subjects(of: person) } ?? []
        let names = subjects.compactMap { subject -> PersonID? in
            guard case .person(let name) = subject else { return nil }
            return name
        }
        if try links.stands(for: names, at: house.now) {
            guard viewer.role >= .lead else { return .stands }
            try links.end(for: names)
        }
        let secret = credentials.makeSecret()
        try links.add(
            secret: secret, of: person, endsAt: house.now + Self.linkSpan, at: house.now)
        return .made(secret: secret)
    }

    /// The link of whoever was made known just now, in place of one that a form made before.
    func makeLink(ofNew person: PersonID, until end: Instant) throws -> String {
        let secret = credentials.makeSecret()
        try links.add(
            secret: secret, of: person, endsAt: max(end, house.now + Self.linkSpan), at: house.now)
        return secret
    }

    /// What a page shows.
    public struct Page: Sendable {
        public let own: OwnView
        /// `nil`: no desk gave them a band.
        public let bands: OwnBands?
        /// By whom in what role, the newest first; without a role by the link itself.
        public let looks: [(role: Role?, at: Instant, reason: String)]
        /// What they want and settled for, theirs to read whatever they allow others.
        public let wishes: WishView?
    }

    /// Opening it is kept, once an hour.
    ///
    /// - Returns: `nil` for a secret that opens nothing.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func page(_ secret: String) async throws -> Page? {
        guard let person = try admit(secret) else { return nil }
        let (view, bands, wishes) = await house.sequencer.read {
            ($0.ownView(of: person), $0.ownBands(of: person), $0.ownWishes(of: person))
        }
        guard let own = view else { return nil }
        var looks = try await house.looks(at: person, limit: House.lookCountMax) ?? []
        let now = house.now
        let isKept = looks.contains { $0.reason == Self.opened && now - $0.at < Self.lookSpan }
        if !isKept, let holder = Self.holder {
            try await house.sequencer.submit(.look(person, by: holder, reason: Self.opened))
            looks.insert(House.Look(by: holder, at: now, reason: Self.opened), at: 0)
        }
        var roles: [StaffID: Role] = [:]
        for account in try accounts.accounts() { roles[account.id] = account.role }
        return Page(
            own: own, bands: bands,
            looks: looks.prefix(Self.lookCountMax).map { look in
                let role = look.reason == Self.opened ? nil : roles[look.by] ?? .host
                return (role: role, at: look.at, reason: look.reason)
            }, wishes: wishes)
    }

    public enum Doing: Sendable {
        case choose(Mode, refusing: [ConsentPurpose])
        /// "That is not me."
        case withdraw(ClaimNumber)
        /// Taps only, and all else refused.
        case stop
        /// All that was told of them is taken back.
        case forgetTold
        /// They are erased, as whoever runs the house erases somebody; the link goes with them.
        ///
        /// What their accounts hold is first paid out at a desk, or given up: it must be as much as
        /// they were shown.
        case forgetMe(givingUp: [Money])
        case endLink
    }

    /// Somebody who wants to be forgotten holds other sums than they said they give up.
    public struct MoneyLeft: Error, Equatable, Sendable {
        public let amounts: [Money]
    }

    /// - Returns: Whether the secret opens anything.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``MoneyLeft``; ``CommandRefusal``;
    ///   ``Overload``; ``JournalFailure``.
    public func act(_ doing: Doing, _ secret: String) async throws -> Bool {
        guard let person = try admit(secret),
            let own = await house.sequencer.read({ $0.ownView(of: person) })
        else { return false }
        switch doing {
        case .choose(let mode, let refused): try await choose(mode, refused, of: person)
        case .stop:
            try await choose(.tapOnly, ConsentPurpose.allCases, of: person)
        case .withdraw(let number):
            guard own.claims.contains(where: { $0.number == number }) else {
                throw CommandRefusal.unknownClaim
            }
            try await house.sequencer.submit(.withdraw(number, by: .person))
        case .forgetTold:
            try await house.sequencer.submit(.takeBackTold(of: person, by: .person))
        case .forgetMe(let givenUp):
            let left = await house.sequencer.read { $0.ownBands(of: person)?.left ?? [] }
            guard left == givenUp else { throw MoneyLeft(amounts: left) }
            try await house.sequencer.erase(person)
        case .endLink: try links.end(secret: secret)
        }
        return true
    }

    private func choose(
        _ mode: Mode, _ refused: [ConsentPurpose], of person: PersonID
    ) async throws {
        let command = await house.sequencer.read { engine in
            Result { () throws(CommandRefusal) in
                try engine.ownChoice(mode, refusing: refused, of: person)
            }
        }
        try await house.sequencer.submit(try command.get())
    }

    func admit(_ secret: String) throws -> PersonID? {
        guard secret.utf8.count <= 64 else { return nil }
        // Counted by digest, so that no secret is held in mind.
        let digest = credentials.digest(secret).map(String.init).joined(separator: ".")
        guard attempts.admit(digest, at: house.now) else { throw EntryRefusal.tooManyAttempts }
        return try links.person(behind: secret, at: house.now)
    }
}
