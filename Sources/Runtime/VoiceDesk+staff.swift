public import Domain
public import Kernel
import Ports

/// Voices as staff reads, hears and answers them. What was said was said to the house: whoever
/// works here may read it. Who said it is shown by leave, as everywhere.
extension VoiceDesk {
    /// A voice as one member of staff sees it.
    public struct Entry: Sendable {
        public let voice: Voice
        /// Whoever said it, when the viewer may open their card.
        public let person: PersonID?
        /// The proposal that it is in now, when that was put into another as well.
        public let proposal: ProposalID?
    }

    /// Which voices are wanted; `nil`: whichever.
    public struct Filter: Sendable {
        public var channel: VoiceChannel?
        public var language: VoiceLanguage?
        /// In a proposal, or in none.
        public var isGathered: Bool?

        public init(
            channel: VoiceChannel? = nil, language: VoiceLanguage? = nil, isGathered: Bool? = nil
        ) {
            self.channel = channel
            self.language = language
            self.isGathered = isGathered
        }

        func admits(_ voice: Voice) -> Bool {
            (channel.map { $0 == voice.said.channel } ?? true)
                && (language.map { $0 == voice.said.language } ?? true)
                && (isGathered.map { $0 == (voice.proposal != nil) } ?? true)
        }
    }

    /// What waits for an answer, the earliest date first, so that what is overdue comes first.
    ///
    /// - Throws: ``EntryRefusal/notAllowed`` of a screen.
    public func inbox(
        _ filter: Filter = Filter(), atMost countMax: Int, for viewer: Viewer
    ) async throws -> [Entry] {
        try admit(viewer)
        let found = await sequencer.read { engine in
            engine.voices.open(atMost: countMax, where: filter.admits).map {
                engine.entry($0.voice, of: $0.name)
            }
        }
        return await byLeave(found, viewer)
    }

    /// One voice; `nil`: there is none.
    public func entry(_ id: VoiceID, for viewer: Viewer) async throws -> Entry? {
        try admit(viewer)
        return await entries([id], viewer).first
    }

    /// What was put into a proposal, by name, then id.
    public func entries(
        in proposal: ProposalID, atMost countMax: Int, for viewer: Viewer
    ) async throws -> [Entry] {
        try admit(viewer)
        let found = await sequencer.read { engine in
            engine.voices.voices(in: proposal).prefix(countMax).map {
                engine.entry($0.voice, of: $0.name)
            }
        }
        return await byLeave(found, viewer)
    }

    /// Voices like a text, the likest first.
    public func similar(
        to text: String, atMost countMax: Int, except: VoiceID? = nil, for viewer: Viewer
    ) async throws -> [(entry: Entry, likeness: Double)] {
        try admit(viewer)
        let matches = await search.similar(to: text, atMost: countMax, except: except)
        let entries = await entries(matches.map(\.voice.id), viewer)
        return entries.compactMap { entry in
            matches.first { $0.voice.id == entry.voice.id }.map { (entry, $0.likeness) }
        }
    }

    /// Carries out what staff does about voices.
    ///
    /// - Throws: ``EntryRefusal/notAllowed`` of a screen; ``CommandRefusal`` of the first that is
    ///   refused, the others of it done; ``Overload``; ``JournalFailure``.
    public func handle(_ handling: Handling, by viewer: Viewer) async throws {
        try admit(viewer)
        let account = viewer.account
        let wanted: [(id: VoiceID, command: VoiceCommand)] =
            switch handling {
            case .gather(let ids, let proposal):
                ids.map { ($0, .gather($0, proposal, by: account)) }
            case .postpone(let id, let to, let reason):
                [(id, .postpone(id, to: to, reason: reason, by: account))]
            case .answer(let id, let kind, let words):
                [(id, .answer(id, kind, words: words, by: account))]
            case .notePost(let id, let post): [(id, .notePost(id, post))]
            case .sayLanguage(let id, let language):
                [(id, .sayLanguage(id, language, by: account))]
            }
        let people = await sequencer.read { engine in wanted.map { engine.person(of: $0.id) } }
        var commands: [Command] = []
        var isUnknown = false
        for ((_, command), person) in zip(wanted, people) {
            if let person {
                commands.append(.voice(command, of: person, by: .staff(account)))
            } else {
                isUnknown = true
            }
        }
        let results = commands.isEmpty ? [] : try await sequencer.submit(commands)
        for result in results { _ = try result.get() }
        if isUnknown { throw CommandRefusal.voice(.unknownVoice) }
    }

    /// What somebody near said, for staff who may open their card. The look is kept before it is
    /// shown.
    ///
    /// - Returns: `nil` when they are not there for this viewer, or let nobody help them.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func voices(of person: PersonID, for viewer: Viewer) async throws -> VoiceView? {
        guard await house.mayOpen(person, viewer) else { return nil }
        try await sequencer.submit(.look(person, by: viewer.account, reason: Self.lookReason))
        return await sequencer.read { $0.voices(of: person) }
    }

    // MARK: Heard

    /// Who says something to staff.
    public enum Speaker: Sendable {
        /// By a name, at a desk or by telephone.
        ///
        /// - why: Of a lead, for somebody who is not near.
        case named(House.Handed, why: House.Reason?)
        /// Whose card the viewer may open.
        case onCard(PersonID)
        /// Nobody knows: they get a name of the house's own, and their number to come back with.
        case stranger
    }

    /// Takes down what somebody says to staff, in their words.
    ///
    /// - Parameter doing: ``Doing/say(id:words:channel:language:at:)`` of one form.
    /// - Returns: The number and the date that they are told; `nil`: nobody goes by the name, or
    ///   they are not near, which of the two is not told.
    /// - Throws: ``EntryRefusal``; ``House/DeskRefusal``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func hear(
        id: String, words: String, channel: VoiceChannel, language: VoiceLanguage?,
        from speaker: Speaker, by viewer: Viewer
    ) async throws -> Receipt? {
        try admit(viewer)
        let sender = "staff.\(viewer.account)"
        let name = voice(id, from: sender)
        var commands: [Command] = []
        let person: PersonID
        switch speaker {
        case .named(let handed, let why):
            guard let found = try await house.personForLink(handed, why: why, by: viewer) else {
                return nil
            }
            person = found
        case .onCard(let found):
            guard await house.mayOpen(found, viewer) else { throw EntryRefusal.notAllowed }
            person = found
        case .stranger:
            let stranger = Self.stranger(of: name)
            person = stranger.person
            commands.append(.link(stranger.token, to: person))
        }
        commands.append(
            .voice(
                command(
                    .say(id: id, words: words, channel: channel, language: language, at: nil),
                    from: sender), of: person, by: .personTo(viewer.account)))
        for result in try await sequencer.submit(commands) { _ = try result.get() }
        return await receipts(of: [name]).first ?? nil
    }

    // MARK: By leave

    func admit(_ viewer: Viewer) throws(EntryRefusal) {
        guard viewer.role >= .host else { throw .notAllowed }
    }

    private func entries(_ ids: [VoiceID], _ viewer: Viewer) async -> [Entry] {
        let found = await sequencer.read { engine in
            ids.compactMap { id in
                engine.voices.voice(id).map { engine.entry($0, of: engine.voices.holder(of: id)) }
            }
        }
        return await byLeave(found, viewer)
    }

    func byLeave(_ entries: [Entry], _ viewer: Viewer) async -> [Entry] {
        var shown: [PersonID: Bool] = [:]
        for person in Set(entries.compactMap(\.person)) {
            shown[person] = await house.mayOpen(person, viewer)
        }
        return entries.map { entry in
            let person = entry.person.flatMap { shown[$0] == true ? $0 : nil }
            return Entry(voice: entry.voice, person: person, proposal: entry.proposal)
        }
    }
}

extension Engine {
    func entry(_ voice: Voice, of name: PersonID?) -> VoiceDesk.Entry {
        VoiceDesk.Entry(
            voice: voice, person: person(of: voice.id) ?? name,
            proposal: voice.proposal.map(voices.proposals.standing))
    }
}

// MARK: For people themselves, behind their own link

extension VoiceDesk {
    /// What whoever holds the link said, whatever they allow others.
    ///
    /// - Returns: `nil` for a secret that opens nothing.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``JournalFailure``.
    public func voices(behind secret: String) async throws -> VoiceView? {
        guard let person = try own.admit(secret) else { return nil }
        return await sequencer.read { $0.voices(of: person) }
    }

    /// - Returns: `nil` for a secret that opens nothing; else what they are told of a new voice.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func act(_ doing: Doing, behind secret: String) async throws -> OwnAnswer? {
        guard let person = try own.admit(secret) else { return nil }
        let command = command(doing, from: "own.\(person)")
        try await sequencer.submit(.voice(command, of: person, by: .person))
        guard case .say(let id, _, _) = command,
            let receipt = await receipts(of: [id]).first ?? nil
        else { return .done }
        return .heard(receipt)
    }

    /// What comes of what somebody does on their own page.
    public enum OwnAnswer: Equatable, Sendable {
        case heard(Receipt)
        case done
    }
}
