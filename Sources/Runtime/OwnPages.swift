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

    private let house: House
    private let links: any PersonalLinks
    private let accounts: any AccountStore
    private let credentials: any Credentials
    private let attempts = Attempts(aMinuteMax: OwnPages.attemptsAMinuteMax)

    public init(
        house: House, links: any PersonalLinks, accounts: any AccountStore,
        credentials: any Credentials
    ) {
        self.house = house
        self.links = links
        self.accounts = accounts
        self.credentials = credentials
    }

    /// Makes a person's link; an earlier one no longer works.
    ///
    /// - Parameter person: As ``House/choose(_:by:)`` answered just now.
    public func makeLink(of person: PersonID, by viewer: Viewer) throws -> String {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        let secret = credentials.makeSecret()
        try links.add(
            secret: secret, of: person, endsAt: house.now + Self.linkSpan, at: house.now)
        return secret
    }

    /// What a page shows.
    public struct Page: Sendable {
        public let own: OwnView
        /// By whom in what role, the newest first.
        public let looks: [(role: Role, at: Instant, reason: String)]
    }

    /// - Returns: `nil` for a secret that opens nothing.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func page(_ secret: String) async throws -> Page? {
        guard let person = try admit(secret),
            let own = await house.sequencer.read({ $0.ownView(of: person) })
        else { return nil }
        let looks = try await house.looks(at: person, limit: Self.lookCountMax) ?? []
        var roles: [StaffID: Role] = [:]
        for account in try accounts.accounts() { roles[account.id] = account.role }
        return Page(
            own: own,
            looks: looks.map { (role: roles[$0.by] ?? .host, at: $0.at, reason: $0.reason) })
    }

    public enum Doing: Sendable {
        case choose(Mode, refusing: [ConsentPurpose])
        /// "That is not me."
        case withdraw(ClaimNumber)
        /// Taps only, and all else refused.
        case stop
        case endLink
    }

    /// - Returns: Whether the secret opens anything.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
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

    private func admit(_ secret: String) throws -> PersonID? {
        guard secret.utf8.count <= 64 else { return nil }
        // Counted by digest, so that no secret is held in mind.
        let digest = credentials.digest(secret).map(String.init).joined(separator: ".")
        guard attempts.admit(digest, at: house.now) else { throw EntryRefusal.tooManyAttempts }
        return try links.person(behind: secret, at: house.now)
    }
}
