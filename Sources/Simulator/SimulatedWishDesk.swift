import Domain
import Kernel

/// A desk, a till and a site that tell what guests want and settled for, each line until it is
/// answered; whose answer is lost comes again, in any order, and some lines come twice anyway.
struct SimulatedWishDesk {
    struct Line {
        let guest: Int
        let facet: Int
        let command: WishCommand
        /// What goes over the wire: another only with a sender that is wrong.
        var sent: WishCommand
        let by: Claimant
    }

    // Of the alphabet and short.
    static let noWish = WishID("none")!
    private static let sate = FacetOptionID("sate")!
    private static let nasi = FacetOptionID("nasi")!
    private static let anna = StaffID("anna")!
    private static let site = Claimant.source(SourceID("site")!)
    private static let optionWords = [
        FacetOption(id: sate, name: Words(en: "Satay", nl: "Saté")),
        FacetOption(id: nasi, name: Words(en: "Rice", nl: "Nasi")),
    ]
    static let facets = [
        Facet(
            id: FacetID("quiet")!, name: Words(en: "Quiet", nl: "Rust"),
            kind: .more(floor: Level(thousandths: 0))),
        Facet(
            id: FacetID("waiting")!, name: Words(en: "Waiting", nl: "Wachten"),
            kind: .time(patience: .minutes(10))),
        Facet(
            id: FacetID("dish")!, name: Words(en: "Dish", nl: "Gerecht"),
            kind: .category([sate, nasi]), options: optionWords),
        Facet(
            id: FacetID("diet")!, name: Words(en: "Diet", nl: "Dieet"),
            kind: .set([sate, nasi]), options: optionWords),
    ]
    /// What is wanted of each facet, and what it is corrected to.
    private static let wants: [[Want]] = [
        [.level(Level(thousandths: 10_000)), .level(Level(thousandths: 5_000))],
        [.within(.minutes(5)), .within(.minutes(15))],
        [
            .oneOf([WeightedOption(sate, weight: 100), WeightedOption(nasi, weight: 60)]),
            .oneOf([WeightedOption(nasi, weight: 100)]),
        ],
        [
            .all([WeightedOption(sate, weight: 75), WeightedOption(nasi, weight: 25)]),
            .all([WeightedOption(nasi, weight: 100)]),
        ],
    ]
    private static let gots: [[Got]] = [
        (0...11).map { .level(Level(thousandths: $0 * 1_000)) },
        [
            .after(.minutes(5)), .after(.minutes(15)), .after(.minutes(25)),
            .waiting(.minutes(15)), .waiting(.minutes(25)),
        ],
        [.one(sate), .one(nasi)], [.some([]), .some([sate]), .some([nasi]), .some([sate, nasi])],
    ]
    private static let historyMax = 60

    /// Sent, and no answer came.
    private(set) var waiting: [Line] = []
    /// Sent and answered: may be sent once more.
    private var history: [Line] = []
    private var nameCount = 0

    private mutating func fresh<Noun>(_ what: String) -> Identifier<Noun> {
        nameCount += 1
        guard let id = Identifier<Noun>("\(what)\(nameCount)") else {
            preconditionFailure("a letter and a number are an identifier")
        }
        return id
    }

    /// What is sent now: all that waits, what is new, and at times what was sent before.
    mutating func next(
        freshIds: Bool, _ plain: PlainWishes, at now: Instant, using random: inout SplitMix64
    ) -> [Line] {
        if freshIds {
            for place in waiting.indices {
                guard case .live(let said) = waiting[place].command else { continue }
                waiting[place].sent = .live(
                    SaidExperience(
                        id: fresh("again"), about: said.about, what: said.what, at: said.at))
            }
        }
        var lines = waiting.shuffled(using: &random)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            if let line = line(plain, at: now, using: &random) { lines.append(line) }
        }
        if random.next() % 4 == 0, let again = history.randomElement(using: &random) {
            lines.append(again)
        }
        waiting = []
        return lines
    }

    mutating func wereAnswered(_ lines: [Line]) {
        history = (history + lines).suffix(Self.historyMax)
    }

    mutating func wereLost(_ lines: [Line]) { waiting = lines }

    // MARK: What is said

    private mutating func line(
        _ plain: PlainWishes, at now: Instant, using random: inout SplitMix64
    ) -> Line? {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        let facet = Int.random(in: Self.facets.indices, using: &random)
        let wishes = plain.wishes(of: guest)
        let wish = wishes.randomElement(using: &random)
        let id = wish?.id ?? Self.noWish
        func said(_ command: WishCommand, by claimant: Claimant = .person) -> Line {
            Line(guest: guest, facet: facet, command: command, sent: command, by: claimant)
        }
        switch random.next() % 20 {
        case 0, 1, 2:
            guard plain.wishes(of: guest).count < 40 else { return nil }
            let bare = random.next() % 5 == 0
            return said(
                .voice(
                    fresh("w"),
                    SaidWish(
                        facet: Self.facets[facet].id, want: bare ? nil : Self.wants[facet][0],
                        words: "as I like it",
                        importance: random.next() % 2 == 0 ? 7 : nil)),
                by: random.next() % 2 == 0 ? Self.site : .personTo(Self.anna))
        case 3, 4: return said(.playBack(id, "so"), by: .staff(Self.anna))
        case 5, 6, 7: return said(.confirm(id))
        case 8:
            let want = wish.map { Self.wants[$0.facet][Int(random.next() % 2)] }
            return said(.correct(id, want: want, words: "rather so"))
        case 9: return random.next() % 3 == 0 ? said(.withdraw(id)) : nil
        case 10: return said(.weigh(id, UInt8.random(in: 0...10, using: &random)))
        case 11, 12, 13, 14: return said(event(facet, at: now, using: &random), by: Self.site)
        case 15: return said(judgement(facet, at: now, using: &random))
        case 16:
            let kind = Felt.Kind.allCases.randomElement(using: &random) ?? .expects
            let level = UInt8.random(in: 0...10, using: &random)
            return said(live(facet, .felt(kind, level), at: now, using: &random))
        case 17, 18:
            return said(.ask(fresh("q"), .site, draw: random.next()), by: Self.site)
        default: return answer(plain.asked(of: guest).last, using: &random).map { said($0) }
        }
    }

    /// Some say when, up to three days late; others leave it to the house.
    private mutating func live(
        _ facet: Int, _ what: SaidExperience.What, at now: Instant,
        using random: inout SplitMix64
    ) -> WishCommand {
        let late = Span.minutes(Int64.random(in: 0...4_320, using: &random))
        return .live(
            SaidExperience(
                id: fresh("e"), about: .facet(Self.facets[facet].id), what: what,
                at: random.next() % 3 == 0 ? nil : now - late))
    }

    private mutating func event(
        _ facet: Int, at now: Instant, using random: inout SplitMix64
    ) -> WishCommand {
        let event = WishEvent.allCases.randomElement(using: &random) ?? .gaveUp
        let got = random.next() % 2 == 0 ? Self.gots[facet].randomElement(using: &random) : nil
        let want = random.next() % 2 == 0 ? Self.wants[facet][0] : nil
        let since = event == .askedAgain ? now - .hours(24 * 4) : nil
        return live(
            facet, .event(event, want: want, got: got, since: since), at: now, using: &random)
    }

    private mutating func judgement(
        _ facet: Int, at now: Instant, using random: inout SplitMix64
    ) -> WishCommand {
        let taken: Taken
        switch random.next() % 3 {
        case 0: taken = .closeness(UInt8.random(in: 0...10, using: &random))
        case 1: taken = .answer(SettleAnswer.allCases.randomElement(using: &random) ?? .exactly)
        default: taken = .got(Self.gots[facet].randomElement(using: &random) ?? .nothing)
        }
        return live(facet, .told(taken), at: now, using: &random)
    }

    /// Half of what is asked is left without a word.
    private func answer(
        _ asking: PlainWishes.Asking?, using random: inout SplitMix64
    ) -> WishCommand? {
        guard let question = asking?.question, random.next() % 2 == 0 else { return nil }
        if random.next() % 4 == 0 { return .passOver(question.id) }
        switch question.kind {
        case .closeness:
            return .answer(question.id, .closeness(UInt8.random(in: 0...10, using: &random)))
        case .settle: return .answer(question.id, .settle(.nothingBetter))
        case .words: return .answer(question.id, .words("a quiet corner"))
        case .pair: return .answer(question.id, .prefers(question.wish))
        }
    }
}
