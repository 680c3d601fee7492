public import Domain
public import Kernel
public import Ports

/// Where promises to people are made and read, where they say how they understood them, and where
/// what became of them is told.
public struct PromiseDesk: Sendable {
    /// What stands in the log of looks when staff reads what somebody was promised.
    public static let lookReason = "promises"

    public typealias Sender = LineSender

    /// What is done about a promise. The id of a new one is the sender's or the form's own: sent
    /// again it changes nothing.
    public enum Doing: Sendable {
        /// - at: When it was promised; `nil`: now.
        case make(id: String, SaidPromise, at: Instant?)
        /// The same by the catalogue: what it leaves out is the entry's.
        case draft(Draft)
        /// Notes that they are asked what they understood.
        case askReading(PromiseID)
        /// "I understood it so", in their words; empty: as it was said.
        case read(PromiseID, words: String, due: Instant?)
        /// "That is not what I was told."
        case dispute(PromiseID, words: String)
        case judgeByLetter(PromiseID, isKept: Bool, at: Instant?)
        /// The person's own word.
        case judgeByReading(PromiseID, isKept: Bool, at: Instant?)
        case offerRecovery(PromiseID, String)
        case acceptRecovery(PromiseID)
        /// It is made good.
        case recover(PromiseID)
        case lose(PromiseID)
        /// "This would make it good."
        case wouldMakeGood(PromiseID, String)
        /// "No, thank you."
        case declineRecovery(PromiseID)
        /// "So much of myself do I recognise in you", 0 to 10.
        case tellBond(UInt8)
        /// "So sure am I that I come again", 0 to 10.
        case tellStays(UInt8)
        /// Takes back what they said of both.
        case takeBackBond
    }

    let house: House
    let own: OwnPages
    /// What people expect, of what they were promised and of what they met.
    public let expectations: ExpectationBoard
    private let credentials: any Credentials
    private let names: SenderNames
    var sequencer: Sequencer { house.sequencer }

    /// - Parameter seed: The data directory's secret: names of promises are made with it.
    public init(house: House, own: OwnPages, credentials: any Credentials, seed: KeySeed) {
        self.house = house
        self.own = own
        expectations = ExpectationBoard(house: house)
        self.credentials = credentials
        names = SenderNames(credentials: credentials, seed: seed)
    }

    /// What the organisation promises anybody, in the order of its names: no fact about a person,
    /// so no viewer.
    public var catalogue: [StandingPromise] {
        get async { await sequencer.read(\.promises.standing) }
    }

    /// A name for what is sent from a form, so that sending the form twice makes it once.
    public func freshId() -> String { credentials.makeSecret() }

    /// Bytes that nobody can guess.
    var freshDigest: [UInt8] { credentials.digest(credentials.makeSecret()) }

    // MARK: Names

    /// The house's own name for a promise.
    func promise(_ id: String, from sender: String) -> PromiseID {
        names.name("promise", id, from: sender)
    }

    /// - Parameter engine: What the catalogue and promises that were made before are looked up in.
    private func command(
        _ doing: Doing, of person: PersonID, by claimant: Claimant, from sender: String,
        _ engine: Engine
    ) throws(PromiseRefusal) -> Command {
        switch doing {
        case .tellBond, .tellStays, .takeBackBond:
            guard let bond = doing.bond else { preconditionFailure("each of these is one") }
            return .bond(bond, of: person, by: claimant)
        case .draft(let draft):
            let name = promise(draft.id, from: sender)
            // Only what the catalogue fills in has to be the same again.
            let known = draft.standing.flatMap { _ in
                engine.promises(of: person, at: house.now)?[name]
            }
            return .promise(
                .make(name, try draft.said(known, engine.promises), at: draft.at), of: person,
                by: claimant)
        default: return .promise(command(doing, from: sender), of: person, by: claimant)
        }
    }

    private func command(_ doing: Doing, from sender: String) -> PromiseCommand {
        switch doing {
        case .draft, .tellBond, .tellStays, .takeBackBond:
            preconditionFailure("these are told apart first")
        case .make(let id, let said, let at): .make(promise(id, from: sender), said, at: at)
        case .askReading(let promise): .askReading(promise)
        case .read(let promise, let words, let due): .read(promise, words: words, due: due)
        case .dispute(let promise, let words): .dispute(promise, words: words)
        case .judgeByLetter(let promise, let isKept, let at):
            .judgeByLetter(promise, isKept: isKept, at: at)
        case .judgeByReading(let promise, let isKept, let at):
            .judgeByReading(promise, isKept: isKept, at: at)
        case .offerRecovery(let promise, let words): .offerRecovery(promise, words)
        case .acceptRecovery(let promise): .acceptRecovery(promise)
        case .recover(let promise): .recover(promise)
        case .lose(let promise): .lose(promise)
        case .wouldMakeGood(let promise, let words): .wouldMakeGood(promise, words)
        case .declineRecovery(let promise): .declineRecovery(promise)
        }
    }

    // MARK: For programs

    /// One line of what a sender tells.
    public struct Line: Sendable {
        public let person: PersonID
        public let doing: Doing
        /// Makes their name known first, as a token of theirs: of an archive, whose people no band
        /// was ever given to. For lines that whoever runs the house sends.
        public let isNewName: Bool

        public init(person: PersonID, _ doing: Doing, isNewName: Bool = false) {
            self.person = person
            self.doing = doing
            self.isNewName = isNewName
        }
    }

    /// Whose names are, one a name; `nil`: nobody's.
    public func people(of names: [Alias]) async -> [PersonID?] {
        await sequencer.read { engine in names.map { engine.owner(of: $0) } }
    }

    /// What a sender's own id for a promise became: what it names it by from then on.
    public func promise(_ id: String, from sender: Sender) -> PromiseID {
        promise(id, from: sender.word)
    }

    /// Takes lines in, each judged by itself, and returns when what they did is on disk: all in one
    /// group, so that an import costs one sync a body.
    ///
    /// - Returns: One a line: whether anything was to be done, or why not.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func take(
        _ lines: [Line], from sender: Sender
    ) async throws -> [Result<Bool, CommandRefusal>] {
        let wanted = await sequencer.read { engine in
            lines.map { line in
                Result { () throws(PromiseRefusal) in
                    try command(
                        line.doing, of: line.person, by: sender.claimant, from: sender.word,
                        engine)
                }
            }
        }
        var group = LineGroup()
        for (line, each) in zip(lines, wanted) {
            group.append(
                each.mapError(CommandRefusal.promise), of: line.person, isNewName: line.isNewName)
        }
        return try await group.take(by: sequencer)
    }

    /// What somebody was promised, for whoever runs the house; kept as a look.
    ///
    /// - Returns: `nil`: nobody is known by this name.
    /// - Throws: ``CommandRefusal/unknownPerson``; ``Overload``; ``JournalFailure``.
    public func sheet(of person: PersonID) async throws -> PromiseView? {
        guard let looker = StaffID("house") else { return nil }
        try await sequencer.submit(.look(person, by: looker, reason: Self.lookReason))
        return await told(to: person)
    }

    private func told(to person: PersonID) async -> PromiseView? {
        let now = house.now
        return await sequencer.read { $0.promises(of: person, at: now) }
    }
}

// MARK: For staff

extension PromiseDesk {
    /// What somebody near was promised, for staff who may open their card. The look is kept before
    /// it is shown.
    ///
    /// - Returns: `nil` when they are not there for this viewer, or let nobody help them.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func promises(
        of person: PersonID, for viewer: Viewer
    ) async throws -> PromiseView? {
        guard await house.mayOpen(person, viewer) else { return nil }
        try await sequencer.submit(.look(person, by: viewer.account, reason: Self.lookReason))
        return await byLeave(person)
    }

    /// The same beside their card. The look at the card is kept, and is one look.
    ///
    /// - Returns: `nil` when they are not there for this viewer, or let nobody help them.
    public func promises(
        onCardOf person: PersonID, for viewer: Viewer
    ) async -> PromiseView? {
        guard await house.mayOpen(person, viewer) else { return nil }
        return await byLeave(person)
    }

    /// Does for somebody who is near what the house promises, or notes what they say about it.
    ///
    /// - Throws: ``EntryRefusal/notAllowed`` when the viewer may not open their card, or they let
    ///   nobody help them; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(_ doing: Doing, on person: PersonID, by viewer: Viewer) async throws {
        guard await house.mayOpen(person, viewer), await byLeave(person) != nil else {
            throw EntryRefusal.notAllowed
        }
        let sender = "staff.\(viewer.account)"
        let claimant: Claimant =
            doing.isTheirWord ? .personTo(viewer.account) : .staff(viewer.account)
        let wanted = await sequencer.read { engine in
            Result { () throws(PromiseRefusal) in
                try command(doing, of: person, by: claimant, from: sender, engine)
            }
        }.mapError(CommandRefusal.promise)
        try await sequencer.submit(try wanted.get())
    }

    /// By the leave that their wishes are read with: to help them.
    private func byLeave(_ person: PersonID) async -> PromiseView? {
        let now = house.now
        return await sequencer.read { $0.cardPromises(of: person, at: now) }
    }
}

extension PromiseDesk.Doing {
    /// What it says of themself and the house; `nil`: it is about a promise.
    fileprivate var bond: BondCommand? {
        switch self {
        case .tellBond(let level): .recognises(level)
        case .tellStays(let level): .stays(level)
        case .takeBackBond: .takeBack
        default: nil
        }
    }

    /// Whether it is what the person says, and not what the house says.
    fileprivate var isTheirWord: Bool {
        switch self {
        case .read, .dispute, .judgeByReading, .acceptRecovery, .wouldMakeGood, .declineRecovery,
            .tellBond, .tellStays, .takeBackBond:
            true
        case .make, .draft, .askReading, .judgeByLetter, .offerRecovery, .recover, .lose: false
        }
    }
}

// MARK: For people themselves, behind their own link

extension PromiseDesk {
    /// What was promised to whoever holds the link, whatever they allow others.
    ///
    /// - Returns: `nil` for a secret that opens nothing.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func promises(behind secret: String) async throws -> PromiseView? {
        guard let person = try own.admit(secret) else { return nil }
        return await told(to: person)
    }

    /// The same on their own page, which was opened with their link.
    public func promises(on page: OwnPages.Page) async -> PromiseView? {
        guard let person = page.wishes?.person else { return nil }
        return await told(to: person)
    }

    /// - Returns: Whether the secret opens anything.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``EntryRefusal/notAllowed`` of what only the
    ///   house says; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(_ doing: Doing, behind secret: String) async throws -> Bool {
        guard let person = try own.admit(secret) else { return false }
        guard doing.isTheirWord else { throw EntryRefusal.notAllowed }
        if let bond = doing.bond {
            try await sequencer.submit(.bond(bond, of: person, by: .person))
        } else {
            try await sequencer.submit(
                .promise(command(doing, from: "own"), of: person, by: .person))
        }
        return true
    }
}
