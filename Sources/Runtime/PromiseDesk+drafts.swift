public import Domain
public import Kernel

extension PromiseDesk {
    /// A promise to somebody as whoever makes it says it: what it leaves out stands in the
    /// catalogue.
    public struct Draft: Sendable {
        public let id: String
        /// The entry it comes from; without one, quote and channel are said.
        public let standing: StandingPromiseID?
        public let quote: String?
        /// In which language the entry's words are said, when `quote` is missing.
        public let isDutch: Bool
        public let channel: PromiseChannel?
        public let content: PromiseContent?
        public let due: Instant?
        public let owner: PromiseOwner?
        public let horizon: PromiseHorizon?
        /// When it was promised; `nil`: now.
        public let at: Instant?
        /// The message it was said in, by its sender's name for it.
        public let message: PromiseMessageID?
        /// In which language `quote` is, when its sender says so.
        public let language: QuoteLanguage?

        public init(
            id: String, standing: StandingPromiseID? = nil, quote: String? = nil,
            isDutch: Bool = false, channel: PromiseChannel? = nil, content: PromiseContent? = nil,
            due: Instant? = nil, owner: PromiseOwner? = nil, horizon: PromiseHorizon? = nil,
            at: Instant? = nil, message: PromiseMessageID? = nil, language: QuoteLanguage? = nil
        ) {
            self.message = message
            self.id = id
            self.standing = standing
            self.quote = quote
            self.isDutch = isDutch
            self.channel = channel
            self.content = content
            self.due = due
            self.owner = owner
            self.horizon = horizon
            self.at = at
            self.language = language
        }
    }
}

extension PromiseDesk.Draft {
    /// The whole of it, but for the end: without one it is the engine that counts the entry's span
    /// from when it is made.
    ///
    /// - Parameter known: What was made under this id before. It fills in what is left out, so that
    ///   the same sent again is the same, whatever the catalogue says by then.
    /// - Throws: ``Domain/PromiseRefusal/unknownStanding``;
    ///   ``Domain/PromiseRefusal/wordsMissing`` without a quote or a channel.
    func said(
        _ known: Promise?, _ book: PromiseBook
    ) throws(PromiseRefusal) -> SaidPromise {
        var rest = known?.said.standing == standing ? known?.said : nil
        if rest == nil, let standing {
            guard let entry = book.standing(standing) else {
                throw .unknownStanding
            }
            rest = SaidPromise(
                standing: standing, quote: isDutch ? entry.words.nl : entry.words.en,
                channel: entry.channel, content: entry.content, owner: entry.owner,
                horizon: entry.horizon, language: isDutch ? .nl : .en)
        }
        let language = quote == nil ? rest?.language : language
        guard let quote = quote ?? rest?.quote, let channel = channel ?? rest?.channel else {
            throw .wordsMissing
        }
        return SaidPromise(
            standing: standing, quote: quote, channel: channel,
            content: content ?? rest?.content ?? .words, due: due,
            owner: owner ?? rest?.owner, horizon: horizon ?? rest?.horizon ?? .instant,
            message: message, language: language)
    }
}
