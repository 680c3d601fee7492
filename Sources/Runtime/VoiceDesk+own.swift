public import Domain
public import Kernel
import Ports

/// What people say to the house on pages of their own: behind their link, or before anybody knows
/// who they are.
extension VoiceDesk {
    /// What somebody reads on their own page of what they said.
    public struct OwnVoices: Sendable {
        public let view: VoiceView
        /// What they may take part in: where something of theirs is, first; then others, the newest
        /// first.
        public let proposals: [OwnProposal]
        /// Where each voice is that was put into a proposal, by voice.
        public let homes: [VoiceID: Proposal]
        public let at: Instant
    }

    /// A proposal as whoever may take part in it sees it.
    public struct OwnProposal: Sendable {
        public let proposal: Proposal
        /// Whether something that they said is in it.
        public let isTheirs: Bool
        /// What they think of it, or of one that was put into it; the newest last.
        public let parts: [ProposalPart]
    }

    /// The most proposals of others that somebody is shown.
    static let othersCountMax = 20

    /// What whoever holds the link said, and where it stands, on their own page. That they read it
    /// there is noted, once, when no letter carries it.
    ///
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func ownVoices(on page: OwnPages.Page) async throws -> OwnVoices? {
        guard let person = page.wishes?.person else { return nil }
        let now = house.now
        let (found, notes) = await sequencer.read { engine in
            (engine.ownVoices(of: person, at: now), engine.readNow(by: person, at: now))
        }
        // What was erased in between has nothing noted.
        if !notes.isEmpty { _ = try await sequencer.submit(notes) }
        return found
    }

    /// A proposal that a form names, or the one that it was put into; `nil`: there is none.
    public func proposal(_ id: ProposalID) async -> Proposal? {
        await sequencer.read { engine in
            engine.voices.proposals[engine.voices.proposals.standing(id)]
        }
    }

    /// Open proposals that hold what others said that is like a voice, the likest first; without
    /// those that hold the voice itself.
    ///
    /// - Parameter likenessMin: From where on two texts are told as alike.
    public func openProposals(
        like voice: Voice, atMost countMax: Int, likenessMin: Double = 0.2
    ) async -> [Proposal] {
        let matches = await search.similar(
            to: voice.said.words, atMost: 20, except: voice.id
        ).filter { $0.likeness >= likenessMin }
        return await sequencer.read { engine in
            let book = engine.voices.proposals
            let own = voice.proposal.map(book.standing)
            var found: [Proposal] = []
            for match in matches {
                guard let id = match.voice.proposal.map(book.standing), id != own,
                    !found.contains(where: { $0.id == id }), let proposal = book[id],
                    proposal.state == .open, proposal.text.isWorded
                else { continue }
                found.append(proposal)
            }
            return Array(found.prefix(countMax))
        }
    }

    /// In which language somebody is answered who writes on a page: as their words are read. Of a
    /// few words only a language of the house's pages is believed; else it is that of the page.
    public func language(of words: String, onPageIn page: VoiceLanguage?) -> VoiceLanguage? {
        guard let page else { return search.language(of: words) }
        guard let read = search.language(of: words) else { return page }
        let isLong = words.split(whereSeparator: \.isWhitespace).count > Self.fewWordsMax
        return isLong || Self.pageLanguages.contains(read.description) ? read : page
    }

    /// Of so many words the language is often read wrong.
    private static let fewWordsMax = 5
    private static let pageLanguages: Set<String> = ["nl", "en"]

    // MARK: Nobody knows who

    /// What whoever said something without a name gets: their number, their date, and their way
    /// back.
    public struct PublicReceipt: Sendable {
        public let receipt: Receipt
        /// Of a link to a page of their own; `nil`: the form was sent before, too long ago.
        public let secret: String?
    }

    /// How many voices without a name are taken in a minute: more is no hall full of people.
    static let publicAttemptsAMinuteMax = 60
    /// How long a form that is sent again gives its link again.
    static let againSpan = Span.minutes(2)
    /// How long the way back stays open after the date that they were told.
    static let openAfterSpan = Span.hours(24 * 30)

    /// Takes what anybody says, who gets a name of the house's own and a link by which they come
    /// back. Nothing is told of anybody.
    ///
    /// - Parameters:
    ///   - id: Of one form, which nobody can guess.
    ///   - page: The language of the page, for words whose own is not told and cannot be read.
    /// - Throws: ``EntryRefusal/tooManyAttempts``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func hearAnybody(
        id: String, words: String, channel: VoiceChannel, language: VoiceLanguage?,
        page: VoiceLanguage?
    ) async throws -> PublicReceipt {
        guard publicAttempts.admit("", at: house.now) else { throw EntryRefusal.tooManyAttempts }
        // Before anybody is made of it.
        guard words.utf8.contains(where: { $0 > 0x20 }) else {
            throw CommandRefusal.voice(.wordsMissing)
        }
        guard words.utf8.count <= SaidVoice.wordByteCountMax else {
            throw CommandRefusal.voice(.wordsTooLong)
        }
        let sender = "anybody"
        let name = voice(id, from: sender)
        let stranger = Self.stranger(of: name)
        let said = Doing.say(
            id: id, words: words, channel: channel,
            language: language ?? self.language(of: words, onPageIn: page), at: nil)
        let commands: [Command] = [
            .link(stranger.token, to: stranger.person),
            .voice(command(said, from: sender), of: stranger.person, by: .person),
        ]
        for result in try await sequencer.submit(commands) { _ = try result.get() }
        guard let heard = await sequencer.read({ $0.voices.voice(name) }) else {
            throw CommandRefusal.unknownPerson
        }
        let now = house.now
        guard now - heard.receivedAt <= Self.againSpan else {
            return PublicReceipt(receipt: Receipt(heard), secret: nil)
        }
        let secret = try own.makeLink(
            ofNew: stranger.person, until: heard.answerBy + Self.openAfterSpan)
        return PublicReceipt(receipt: Receipt(heard), secret: secret)
    }

    // MARK: Names of the house's own

    private static let strangerPrefix = "v-"

    /// Who said a voice of which nobody knows whose it is: made of the voice itself, so that a form
    /// may be sent twice.
    static func stranger(of voice: VoiceID) -> (person: PersonID, token: Token) {
        guard let person = PersonID("\(strangerPrefix)\(voice)"),
            let token = Token("\(strangerPrefix)\(voice)")
        else { preconditionFailure("hexadecimal digits are a name") }
        return (person, token)
    }

    /// Whether the house made a name up for whoever said something without one: it says nothing to
    /// whom it is of.
    public static func isMadeUp(_ name: Alias) -> Bool {
        guard name.kind == .account || name.kind == .band else { return false }
        return name.name.hasPrefix(strangerPrefix) && name.name.utf8.count == 34
            && name.name.dropFirst(strangerPrefix.count).allSatisfy(\.isHexDigit)
    }
}

extension Engine {
    fileprivate func ownVoices(of person: PersonID, at now: Instant) -> VoiceDesk.OwnVoices? {
        guard let view = voices(of: person) else { return nil }
        let book = voices.proposals
        var homes: [VoiceID: Proposal] = [:]
        for voice in view.entries {
            homes[voice.id] = voice.proposal.map(book.standing).flatMap { book[$0] }
        }
        let theirs = Set(
            view.entries.filter { $0.withdrawnAt == nil }.compactMap { homes[$0.id]?.id })
        // What staff did not word yet is nobody's to read.
        let newest = book.proposals.filter {
            $0.text.isWorded
                && ($0.state == .open || theirs.contains($0.id) && $0.state != .merged)
        }.sorted { ($0.openedAt, $0.id) > ($1.openedAt, $1.id) }
        func own(_ proposal: Proposal) -> VoiceDesk.OwnProposal {
            VoiceDesk.OwnProposal(
                proposal: proposal, isTheirs: theirs.contains(proposal.id),
                parts: view.parts.filter { book.standing($0.proposal) == proposal.id }.map(\.part))
        }
        let mine = newest.filter { theirs.contains($0.id) }
        let others = newest.filter { !theirs.contains($0.id) }
        return VoiceDesk.OwnVoices(
            view: view,
            proposals: (mine + others.prefix(VoiceDesk.othersCountMax)).map(own),
            homes: homes, at: now)
    }

    /// What is to be noted when somebody reads on their own page where their voices stand.
    fileprivate func readNow(by person: PersonID, at now: Instant) -> [Command] {
        (voices(of: person)?.entries ?? []).compactMap { voice in
            voice.postWhenRead(at: now).map {
                .voice(.notePost(voice.id, $0), of: person, by: .house)
            }
        }
    }
}
