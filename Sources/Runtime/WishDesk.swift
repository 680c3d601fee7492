public import Domain
public import Kernel
public import Ports

/// Where it is told what people want and what they settled for, where wishes are played back, and
/// where one question at a time is asked.
public struct WishDesk: Sendable {
    /// What stands in the log of looks when staff reads somebody's wishes.
    public static let lookReason = "wishes"

    public typealias Sender = LineSender

    /// What is done about somebody's wishes. Ids of what is new are the sender's or the form's
    /// own: sent again they change nothing.
    public enum Doing: Sendable {
        case voice(id: String, SaidWish)
        /// "Did we understand you?", in the house's words.
        case playBack(WishID, String)
        case confirm(WishID)
        case correct(WishID, want: Want?, words: String)
        case withdraw(WishID)
        case weigh(WishID, UInt8)
        case live(id: String, SaidExperience.About, SaidExperience.What, at: Instant?)
        case answer(QuestionID, QuestionAnswer)
        case passOver(QuestionID)
    }

    let house: House
    let own: OwnPages
    private let credentials: any Credentials
    private let names: SenderNames
    var sequencer: Sequencer { house.sequencer }

    /// - Parameter seed: The data directory's secret: names of wishes are made with it.
    public init(house: House, own: OwnPages, credentials: any Credentials, seed: KeySeed) {
        self.house = house
        self.own = own
        self.credentials = credentials
        names = SenderNames(credentials: credentials, seed: seed)
    }

    /// What the venue's people can have wishes on: no fact about a person, so no viewer.
    public var facets: [Facet] { get async { await sequencer.read(\.wishes.facets) } }

    /// A name for what is sent from a form, so that sending the form twice tells it once.
    public func freshId() -> String { credentials.makeSecret() }

    /// The very same words stand on the same facet already, under another name.
    public struct WishStands: Error {}

    /// - Throws: ``WishStands``: a wish like this is told already.
    private func checkNew(
        _ doing: Doing, from sender: String, in view: WishView?
    ) throws(WishStands) {
        guard case .voice(let id, let said) = doing, !said.words.isEmpty else { return }
        let name = wish(id, from: sender)
        // A form sent twice tells the same wish.
        guard let view, view[name] == nil else { return }
        let isTold = view.entries.contains { entry in
            !entry.wish.isWithdrawn && entry.wish.said.facet == said.facet
                && entry.wish.said.words == said.words
        }
        if isTold { throw WishStands() }
    }

    // MARK: Names

    /// The house's own name for a wish.
    func wish(_ id: String, from sender: String) -> WishID {
        names.name("wish", id, from: sender)
    }

    private func command(_ doing: Doing, from sender: String) -> WishCommand {
        switch doing {
        case .voice(let id, let said): .voice(wish(id, from: sender), said)
        case .playBack(let wish, let wording): .playBack(wish, wording)
        case .confirm(let wish): .confirm(wish)
        case .correct(let wish, let want, let words): .correct(wish, want: want, words: words)
        case .withdraw(let wish): .withdraw(wish)
        case .weigh(let wish, let importance): .weigh(wish, importance)
        case .live(let id, let about, let what, let at):
            .live(
                SaidExperience(
                    id: names.name("experience", id, from: sender), about: about,
                    what: what, at: at))
        case .answer(let question, let answer): .answer(question, answer)
        case .passOver(let question): .passOver(question)
        }
    }

    private var draw: UInt64 {
        credentials.digest(credentials.makeSecret()).prefix(8).reduce(0) {
            $0 << 8 | UInt64($1)
        }
    }

    // MARK: For programs

    /// One line of what a sender tells.
    public struct Line: Sendable {
        public let person: PersonID
        public let doing: Doing

        public init(person: PersonID, _ doing: Doing) {
            self.person = person
            self.doing = doing
        }
    }

    /// Whose a name is; `nil`: nobody's.
    public func person(of name: Alias) async -> PersonID? {
        await sequencer.read { $0.owner(of: name) }
    }

    /// Takes lines in, each judged by itself, and returns when what they did is on disk.
    ///
    /// - Returns: One a line: whether anything was to be done, or why not.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func take(
        _ lines: [Line], from sender: Sender
    ) async throws -> [Result<Bool, CommandRefusal>] {
        let results = try await sequencer.submit(
            lines.map { line in
                .wish(
                    command(line.doing, from: sender.word), of: line.person,
                    by: sender.claimant)
            })
        return await sequencer.read { engine in
            zip(lines, results).map { line, result in
                // Of whoever lets nobody help them it is not told that nothing was kept.
                guard line.doing.isSeen, case .success(false) = result,
                    engine.wishes(of: line.person) == nil
                else { return result }
                return .success(true)
            }
        }
    }

    /// What a sender's own id for a wish became: what it names it by from then on.
    public func wish(_ id: String, from sender: Sender) -> WishID { wish(id, from: sender.word) }

    /// Asks the next question, when one may be asked; under the same id again the same one.
    ///
    /// - Returns: `nil`: they are asked nothing now, for reasons that are nobody's but theirs.
    /// - Throws: ``CommandRefusal/unknownPerson``; ``Overload``; ``JournalFailure``.
    public func question(
        id: String, to person: PersonID, on channel: QuestionChannel, from sender: Sender
    ) async throws -> Asked? {
        let question: QuestionID = names.name("question", id, from: sender.word)
        try await sequencer.submit(
            .wish(.ask(question, channel, draw: draw), of: person, by: sender.claimant))
        return await sequencer.read { engine in
            guard let view = engine.wishes(of: person),
                let asked = view.questions.first(where: { $0.id == question })
            else { return nil }
            return Asked(asked, view, engine.survey)
        }
    }

    /// A question with what it is about.
    public struct Asked: Sendable {
        public let question: Question
        public let wish: WishView.Entry
        /// Of a pair.
        public let other: WishView.Entry?
        public let isOpen: Bool
        /// The house's own words for it, as they were when it was put; `nil`: the usual ones.
        public let own: SurveyQuestion?

        /// - Returns: `nil` when what it is about is not there any more.
        public init?(_ question: Question, _ view: WishView, _ survey: SurveyBook) {
            guard let wish = view[question.wish] else { return nil }
            self.question = question
            self.wish = wish
            other = question.other.flatMap { view[$0] }
            isOpen = view.open?.id == question.id
            own = survey.own(of: question, on: wish.wish.said.facet)
        }
    }

    /// For whoever runs the house.
    public struct Sheet: Sendable {
        public let view: WishView
        /// Why they are asked nothing now; `nil`: they may be asked.
        public let silence: QuestionSilence?
        /// Whether they are asked half as often, to see what asking does.
        public let isHeldOut: Bool
    }

    /// Somebody's wishes, for whoever runs the house; kept as a look.
    ///
    /// - Returns: `nil` when they let nobody know.
    /// - Throws: ``CommandRefusal/unknownPerson``; ``Overload``; ``JournalFailure``.
    public func sheet(of person: PersonID) async throws -> Sheet? {
        guard let looker = StaffID("house") else { return nil }
        try await sequencer.submit(.look(person, by: looker, reason: Self.lookReason))
        let now = house.now
        return await sequencer.read { engine in
            engine.wishes(of: person).map {
                Sheet(
                    view: $0, silence: engine.questionSilence(of: person, at: now),
                    isHeldOut: engine.isHeldOut(person))
            }
        }
    }
}

// MARK: For staff

extension WishDesk {
    /// Somebody's wishes, for staff who may open their card. The look is kept before it is shown.
    ///
    /// - Returns: `nil` when they are not there for this viewer, or let nobody know.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func wishes(of person: PersonID, for viewer: Viewer) async throws -> WishView? {
        guard await house.mayOpen(person, viewer) else { return nil }
        try await sequencer.submit(.look(person, by: viewer.account, reason: Self.lookReason))
        return await sequencer.read { $0.wishes(of: person) }
    }

    /// Does for somebody who is near what they say, or what the house says to them.
    ///
    /// - Throws: ``EntryRefusal/notAllowed`` when the viewer may not open their card, or they let
    ///   nobody know; ``WishStands``; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(_ doing: Doing, on person: PersonID, by viewer: Viewer) async throws {
        guard await house.mayOpen(person, viewer),
            let view = await sequencer.read({ $0.wishes(of: person) })
        else { throw EntryRefusal.notAllowed }
        try checkNew(doing, from: "staff.\(viewer.account)", in: view)
        try await sequencer.submit(
            .wish(
                command(doing, from: "staff.\(viewer.account)"), of: person,
                by: doing.isTheirWord ? .personTo(viewer.account) : .staff(viewer.account)))
    }

    /// What staff may ask somebody now: the question that is open, or the next one.
    ///
    /// - Returns: `nil`: nothing is asked now.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func question(to person: PersonID, by viewer: Viewer) async throws -> Asked? {
        guard await house.mayOpen(person, viewer) else { return nil }
        return try await nextQuestion(to: person, on: .staff, by: .staff(viewer.account))
    }

    func nextQuestion(
        to person: PersonID, on channel: QuestionChannel, by claimant: Claimant
    ) async throws -> Asked? {
        if let open = await openQuestion(to: person) { return open }
        let id: QuestionID = names.name("question", freshId(), from: channel.rawValue)
        try await sequencer.submit(
            .wish(.ask(id, channel, draw: draw), of: person, by: claimant))
        return await openQuestion(to: person)
    }

    private func openQuestion(to person: PersonID) async -> Asked? {
        await sequencer.read { engine in
            engine.wishes(of: person).flatMap { view in
                view.open.flatMap { Asked($0, view, engine.survey) }
            }
        }
    }
}

extension WishDesk.Doing {
    /// Whether nobody said it: it was seen.
    fileprivate var isSeen: Bool {
        if case .live(_, _, .event, _) = self { true } else { false }
    }

    /// Whether it is what the person says, and not what the house says or saw.
    fileprivate var isTheirWord: Bool {
        switch self {
        case .playBack, .live(_, _, .event, _), .passOver: false
        case .voice, .confirm, .correct, .withdraw, .weigh, .live, .answer: true
        }
    }
}

// MARK: For people themselves, behind their own link

extension WishDesk {
    /// - Returns: `nil` for a secret that opens nothing.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func wishes(behind secret: String) async throws -> WishView? {
        guard let person = try own.admit(secret) else { return nil }
        return await sequencer.read { $0.ownWishes(of: person) }
    }

    /// - Returns: Whether the secret opens anything.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``EntryRefusal/notAllowed`` of what only the
    ///   house says; ``WishStands``; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func act(_ doing: Doing, behind secret: String) async throws -> Bool {
        guard let person = try own.admit(secret) else { return false }
        switch doing {
        case .playBack, .live(_, _, .event, _): throw EntryRefusal.notAllowed
        default: break
        }
        try checkNew(
            doing, from: "own", in: await sequencer.read { $0.ownWishes(of: person) })
        try await sequencer.submit(
            .wish(command(doing, from: "own"), of: person, by: .person))
        return true
    }

    /// What they may be asked on their own page now.
    ///
    /// - Returns: `nil`: nothing, or the secret opens nothing.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func question(behind secret: String) async throws -> Asked? {
        guard let person = try own.admit(secret) else { return nil }
        return try await nextQuestion(to: person, on: .own, by: .person)
    }
}
