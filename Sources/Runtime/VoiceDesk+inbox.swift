public import Domain
public import Kernel
import Ports

/// The inbox of voices: what waits, what came back, and one by the number that its person has.
extension VoiceDesk {
    /// One page of what waits for an answer.
    public struct Inbox: Sendable {
        /// The earliest date first, so that what is overdue comes first.
        public let entries: [Entry]
        /// How many the filter admits, on this page or another.
        public let count: Int
        /// What all that waits came by, each once, in the order of their names.
        public let channels: [VoiceChannel]
        /// In which languages, likewise; of some nobody knows.
        public let languages: [VoiceLanguage]
        /// Of which a letter came back and nobody found another way yet, answered ones too.
        public let returned: [Entry]
        /// Answered, said at a desk or by telephone, and told by nobody yet; the oldest answer
        /// first.
        public let untold: [Entry]
        /// How many of these there are, shown or not.
        public let untoldCount: Int
        public let at: Instant
    }

    /// The most letters that came back which are shown, and answers that are to be told.
    static let returnedCountMax = 50

    /// - Parameters:
    ///   - first: How many of those before are left out.
    /// - Throws: ``EntryRefusal/notAllowed`` of a screen.
    /// - Cost: linear in all that waits, while nothing else is taken in.
    public func inbox(
        _ filter: Filter, after first: Int, atMost countMax: Int, for viewer: Viewer
    ) async throws -> Inbox {
        try admit(viewer)
        let now = house.now
        let found = await sequencer.read { engine in
            let open = engine.voices.open(atMost: .max)
            let wanted = open.filter { filter.admits($0.voice) }
            let untold = engine.answersToTell
            return (
                entries: wanted.dropFirst(first).prefix(countMax).map {
                    engine.entry($0.voice, of: $0.name)
                }, count: wanted.count,
                channels: Set(open.map(\.voice.said.channel)).sorted(),
                languages: Set(open.compactMap(\.voice.said.language)).sorted(),
                returned: engine.lettersReturned.prefix(Self.returnedCountMax).map {
                    engine.entry($0.voice, of: $0.person)
                },
                untold: untold.prefix(Self.returnedCountMax).map {
                    engine.entry($0.voice, of: $0.person)
                }, untoldCount: untold.count
            )
        }
        return Inbox(
            entries: await byLeave(found.entries, viewer), count: found.count,
            channels: found.channels, languages: found.languages,
            returned: await byLeave(found.returned, viewer),
            untold: await byLeave(found.untold, viewer), untoldCount: found.untoldCount, at: now)
    }

    /// The voice of a number that somebody was told; `nil`: there is none.
    ///
    /// - Throws: ``EntryRefusal/notAllowed`` of a screen.
    public func entry(numbered number: VoiceNumber, for viewer: Viewer) async throws -> Entry? {
        try admit(viewer)
        let found = await sequencer.read { engine in
            engine.voices.voice(numbered: number).map { voice in
                engine.entry(voice, of: engine.voices.holder(of: voice.id))
            }
        }
        return await byLeave([found].compactMap(\.self), viewer).first
    }

    /// What somebody near said, the newest first, beside their card, whose own look is kept
    /// already.
    ///
    /// - Returns: `nil` when they are not there for this viewer, or let nobody help them.
    public func entries(onCardOf person: PersonID, for viewer: Viewer) async -> [Entry]? {
        guard await house.mayOpen(person, viewer) else { return nil }
        return await sequencer.read { engine in
            engine.voices(of: person).map { view in
                view.entries.map { engine.entry($0, of: view.person) }
            }
        }
    }

    /// Notes that somebody of the house told a person where their voice stands: at a desk, or by
    /// telephone. Told twice about the same it is noted once.
    ///
    /// - Throws: ``EntryRefusal/notAllowed`` of a screen; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func noteTold(_ id: VoiceID, by viewer: Viewer) async throws {
        try admit(viewer)
        guard let voice = await sequencer.read({ $0.voices.voice(id) }) else {
            throw CommandRefusal.voice(.unknownVoice)
        }
        guard !voice.wasTold else { return }
        let letter = voice.letterNow
        try await handle(
            .notePost(
                id,
                VoicePost(
                    subject: letter.subject, outcome: .told, at: house.now, about: letter.about)),
            by: viewer)
    }
}
