import Kernel

/// One person's wishes under all their names, to judge a command against. Changes nothing.
struct WishFile {
    let facets: [Facet]
    /// Under which name something new is written.
    let name: PersonID
    /// By name, in the order of the person's names.
    let entries: [(name: PersonID, wishes: PersonWishes)]
    /// Whether the book has no room for another name.
    let isFull: Bool
    /// Whether what is merely seen of them may be kept: they let the house help them.
    let mayInfer: Bool
    let seed: KeySeed
    let now: Instant
    /// What the house says it does not know well enough: asked about before the rest.
    var doubts: [SurveyDoubt] = []

    typealias Row = (name: PersonID, record: WishRecord)

    // MARK: Finding

    func facet(_ id: FacetID) -> Facet? { facets.first { $0.id == id } }

    func found(_ id: WishID) -> (name: PersonID, wish: Wish)? {
        for entry in entries {
            if let place = entry.wishes.place(of: id) {
                return (entry.name, entry.wishes.wishes[place])
            }
        }
        return nil
    }

    func question(_ id: QuestionID) -> (name: PersonID, question: Question)? {
        for entry in entries {
            if let question = entry.wishes.asked.first(where: { $0.id == id }) {
                return (entry.name, question)
            }
        }
        return nil
    }

    /// The oldest first.
    var wishes: [Wish] {
        entries.flatMap(\.wishes.wishes).sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    /// The newest wish on a facet that meets something.
    private func newest(on facet: FacetID, where fits: (Wish) -> Bool) -> Wish? {
        wishes.last { $0.said.facet == facet && !$0.isWithdrawn && fits($0) }
    }

    private func print(_ text: String) -> UInt64 {
        Array(text.utf8).withUnsafeBytes { Key128($0, seed: seed) }.low
    }

    // MARK: Judging

    /// - Parameter claimant: Whose word it is.
    /// - Returns: What to write, oldest first; nothing when there is nothing to do.
    func decide(
        _ command: WishCommand, by claimant: Claimant
    ) throws(WishRefusal) -> [Row] {
        switch command {
        case .voice(let id, let said): try voice(id, said, by: claimant)
        case .playBack(let id, let wording): try playBack(id, wording, by: claimant)
        case .confirm(let id): try confirm(id, by: claimant)
        case .correct(let id, let want, let words): try correct(id, want, words, by: claimant)
        case .withdraw(let id): try withdraw(id, by: claimant)
        case .weigh(let id, let importance): try weigh(id, importance, by: claimant)
        case .live(let said): try live(said, by: claimant)
        case .answer(let id, let answer): try self.answer(id, answer, by: claimant)
        case .passOver(let id): try passOver(id)
        case .ask: []
        }
    }

    private func voice(
        _ id: WishID, _ said: SaidWish, by claimant: Claimant
    ) throws(WishRefusal) -> [Row] {
        let print = print(said.mark)
        let known = found(id)?.wish
        if known?.print == print { return [] }
        guard let facet = facet(said.facet) else { throw .unknownFacet }
        guard known == nil else { throw .wishDiffers }
        try check(words: said.words)
        guard (said.job ?? "").utf8.count <= SaidWish.jobByteCountMax else { throw .wordsTooLong }
        if let want = said.want, !facet.admits(want) { throw .wantDoesNotFit }
        guard said.importance ?? 0 <= SaidWish.importanceMax else { throw .levelTooHigh }
        try checkRoom()
        let wish = Wish(
            id: id, said: said, origin: .told(by: claimant), at: now, print: print)
        return [(name, .voiced(wish))]
    }

    private func check(words: String) throws(WishRefusal) {
        guard !words.isEmpty else { throw .wordsMissing }
        guard words.utf8.count <= SaidWish.wordByteCountMax else { throw .wordsTooLong }
    }

    private func checkRoom() throws(WishRefusal) {
        let own = entries.first { $0.name == name }
        let live = own?.wishes.wishes.count { !$0.isWithdrawn } ?? 0
        guard live < PersonWishes.wishCountMax else { throw .tooManyWishes }
        if own == nil, isFull { throw .tooManyPeople }
    }

    private func standing(_ id: WishID) throws(WishRefusal) -> (name: PersonID, wish: Wish) {
        guard let found = found(id) else { throw .unknownWish }
        guard !found.wish.isWithdrawn else { throw .wishWithdrawn }
        return found
    }

    private func playBack(
        _ id: WishID, _ wording: String, by claimant: Claimant
    ) throws(WishRefusal) -> [Row] {
        let (name, wish) = try standing(id)
        try check(words: wording)
        guard !wish.counts else { throw .alreadyConfirmed }
        if case .playedBack(wording, _) = wish.state { return [] }
        return [(name, .playedBack(id, wording: wording, by: claimant, at: now))]
    }

    private func confirm(_ id: WishID, by claimant: Claimant) throws(WishRefusal) -> [Row] {
        let (name, wish) = try standing(id)
        if wish.counts { return [] }
        guard claimant.isThePersons else { throw .notTheirWord }
        if !wish.isInferred {
            guard case .playedBack = wish.state else { throw .notPlayedBack }
        }
        return [(name, .confirmed(id, by: claimant, at: now))]
    }

    private func correct(
        _ id: WishID, _ want: Want?, _ words: String, by claimant: Claimant
    ) throws(WishRefusal) -> [Row] {
        let found = found(id)
        if want != nil, let found, facet(found.wish.said.facet) == nil { throw .unknownFacet }
        let (name, wish) = try standing(id)
        guard claimant.isThePersons else { throw .notTheirWord }
        try check(words: words)
        if let want, facet(wish.said.facet)?.admits(want) != true { throw .wantDoesNotFit }
        if wish.counts, wish.said.want == want, wish.said.words == words { return [] }
        return [(name, .corrected(id, want: want, words: words, by: claimant, at: now))]
    }

    private func withdraw(_ id: WishID, by claimant: Claimant) throws(WishRefusal) -> [Row] {
        guard let (name, wish) = found(id) else { throw .unknownWish }
        if wish.isWithdrawn { return [] }
        // What the house only guessed it may let go of itself.
        guard claimant.isThePersons || wish.isInferred && !wish.counts else {
            throw .notTheirWord
        }
        return [(name, .withdrawn(id, by: claimant, at: now))]
    }

    private func weigh(
        _ id: WishID, _ importance: UInt8, by claimant: Claimant
    ) throws(WishRefusal) -> [Row] {
        let (name, wish) = try standing(id)
        guard claimant.isThePersons else { throw .notTheirWord }
        guard importance <= SaidWish.importanceMax else { throw .levelTooHigh }
        if wish.said.importance == importance { return [] }
        return [(name, .weighed(id, importance: importance, by: claimant, at: now))]
    }

    // MARK: Experiences

    private func live(
        _ said: SaidExperience, by claimant: Claimant
    ) throws(WishRefusal) -> [Row] {
        let print = print(said.mark)
        let known = entries.lazy.flatMap(\.wishes.settled).first { $0.id == said.id }
        if known?.print == print { return [] }
        let felt = entries.lazy.flatMap(\.wishes.felt).first { $0.id == said.id }
        if let felt, said.isSame(as: felt, found(felt.wish)?.wish) { return [] }
        let (facet, about) = try subject(of: said)
        guard known == nil, felt == nil else { throw .experienceDiffers }
        if about?.wish.isWithdrawn == true { throw .wishWithdrawn }
        if said.isTheirWord, !claimant.isThePersons { throw .notTheirWord }
        try check(said, facet)
        let at = said.at ?? now
        switch said.what {
        case .felt(let kind, let level):
            guard let about else { throw .unknownWish }
            let felt = Felt(
                id: said.id, wish: about.wish.id, kind: kind, level: level, by: claimant, at: at)
            return [(about.name, .felt(felt))]
        case .told(let taken):
            guard let (name, wish) = about else { throw .unknownWish }
            let settled = Settled(
                id: said.id, wish: wish.id, taken: taken,
                sacrifice: sacrifice(of: wish.said.want, taken, facet),
                evidence: .told(by: claimant), at: at, print: print)
            // Whoever says how close it came wants it.
            let confirms = wish.isInferred && !wish.counts
            return (confirms ? [(name, .confirmed(wish.id, by: claimant, at: now))] : [])
                + [(name, .settled(settled))]
        case .event(let event, let want, let got, _):
            return try happened(
                said, Seen(event: event, want: want, got: got), by: claimant, facet, about, print)
        }
    }

    private struct Seen {
        let event: WishEvent
        let want: Want?
        let got: Got?
    }

    /// What was seen: without a wish that it fits, it opens one that counts in nothing.
    private func happened(
        _ said: SaidExperience, _ seen: Seen, by claimant: Claimant, _ facet: Facet,
        _ about: (name: PersonID, wish: Wish)?, _ print: UInt64
    ) throws(WishRefusal) -> [Row] {
        var rows: [Row] = []
        var about = about
        if about == nil {
            try checkRoom()
            guard let id = WishID(said.id.description) else { throw .unknownWish }
            let wish = Wish(
                id: id, said: SaidWish(facet: facet.id, want: seen.want, words: ""),
                origin: .inferred(from: seen.event), at: said.at ?? now, print: print)
            rows.append((name, .voiced(wish)))
            about = (name, wish)
        }
        guard mayInfer, let (name, wish) = about else { return [] }
        let taken: Taken =
            seen.got.map(Taken.got) ?? (seen.event.leavesNothing ? .got(.nothing) : .unknown)
        let settled = Settled(
            id: said.id, wish: wish.id, taken: taken,
            sacrifice: sacrifice(of: wish.said.want ?? seen.want, taken, facet),
            evidence: .event(seen.event, by: claimant), at: said.at ?? now, print: print)
        rows.append((name, .settled(settled)))
        return rows
    }

    /// What something is about: a wish that stands, or a facet of which nothing fitting is known.
    private func subject(
        of said: SaidExperience
    ) throws(WishRefusal) -> (Facet, (name: PersonID, wish: Wish)?) {
        switch said.about {
        case .wish(let id):
            guard let found = found(id) else { throw .unknownWish }
            guard let facet = facet(found.wish.said.facet) else { throw .unknownFacet }
            return (facet, found)
        case .facet(let id):
            guard let facet = facet(id) else { throw .unknownFacet }
            var wish = newest(on: id) { $0.counts }
            if case .event(_, let want, _, _) = said.what {
                wish = wish ?? newest(on: id) { want == nil || $0.said.want == want }
            } else {
                wish = wish ?? newest(on: id) { _ in true }
                guard wish != nil else { throw .unknownWish }
            }
            return (facet, wish.flatMap { found($0.id) })
        }
    }

    private func check(_ said: SaidExperience, _ facet: Facet) throws(WishRefusal) {
        switch said.what {
        case .event(_, let want?, _, _) where !facet.admits(want): throw .wantDoesNotFit
        case .event(_, _, let got?, _) where !facet.admits(got): throw .gotDoesNotFit
        case .told(.got(let got)) where !facet.admits(got): throw .gotDoesNotFit
        case .told(.closeness(let level)) where level > Taken.closenessMax: throw .levelTooHigh
        case .felt(_, let level) where level > Felt.levelMax: throw .levelTooHigh
        default: break
        }
        let at = said.at ?? now
        guard at <= now + SourceState.aheadMax else { throw .inTheFuture }
        if case .event(.askedAgain, _, _, let since) = said.what {
            guard let since, since <= at, at - since <= WishEvent.againSpan else { throw .notAgain }
        }
    }

    /// What is given up, by the formula of now; `nil`: it cannot be known.
    func sacrifice(of want: Want?, _ taken: Taken, _ facet: Facet) -> Sacrifice? {
        switch taken {
        case .closeness(let level):
            Sacrifice(millionths: Int32(Taken.closenessMax - min(level, 10)) * 100_000)
        case .answer(let answer): answer.sacrifice
        case .got(.nothing): .all
        case .got(let got): want.flatMap { facet.kind.sacrifice(want: $0, got: got) }
        case .unknown: nil
        }
    }
}
