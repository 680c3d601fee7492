import Domain
import Kernel

/// One of every row about wishes, as a small house writes them.
enum GoldenWishes {
    private static let noon = Instant(milliseconds: 1_800_000_000_000)
    private static let person = PersonID("p1")!
    private static let anna = Claimant.staff(StaffID("anna")!)
    private static let site = Claimant.source(SourceID("site")!)

    private static let facets = [
        Facet(
            id: FacetID("quiet")!, name: Words(en: "Quiet", nl: "Rust"),
            kind: .more(floor: Level(thousandths: 0)), unit: Words(en: "stars", nl: "sterren")),
        Facet(
            id: FacetID("thrill")!, name: Words(en: "Thrill", nl: "Spanning"),
            kind: .ideal(below: Level(thousandths: 3_000), above: Level(thousandths: 2_000))),
        Facet(
            id: FacetID("dish")!, name: Words(en: "Dish", nl: "Gerecht"),
            kind: .category([sate]),
            options: [FacetOption(id: sate, name: Words(en: "Satay", nl: "Saté"))]),
        Facet(
            id: FacetID("diet")!, name: Words(en: "Diet", nl: "Dieet"), kind: .set([sate]),
            options: [FacetOption(id: sate, name: Words(en: "Satay", nl: "Saté"))]),
        Facet(
            id: FacetID("waiting")!, name: Words(en: "Waiting", nl: "Wachten"),
            kind: .time(patience: .minutes(10)), wait: WaitID("queue")!),
    ]
    private static let sate = FacetOptionID("sate")!

    /// Rows in the order in which they were written, from an engine over one fixed secret.
    static let records: [Record] = {
        var engine = Engine(seed: KeySeed(first: 1, second: 2))
        engine.apply(.tokenLinked(token: Token("B1")!, person: person), at: noon)
        engine.apply(
            .consentChosen(
                person: person, ConsentChoice(mode: .assisted, at: noon, by: .house)), at: noon)
        var rows: [Record] = [.facetsInstalled(facets)]
        engine.apply(rows[0], at: noon)
        func wish(
            _ command: WishCommand, _ claimant: Claimant = .person, at now: Instant = noon
        ) {
            let records =
                (try? engine.decide(.wish(command, of: person, by: claimant), at: now)) ?? []
            for record in records {
                engine.apply(record, at: now)
                rows.append(record)
            }
        }
        let (w1, w2) = (WishID("w1")!, WishID("w2")!)
        wish(
            .voice(
                w1,
                SaidWish(
                    facet: FacetID("quiet")!, want: .level(Level(thousandths: 9_500)),
                    words: "as quiet as can be", job: "to read", importance: 7, horizon: .short)))
        wish(.playBack(w1, "A place without noise"), anna)
        wish(.confirm(w1), .personTo(StaffID("anna")!))
        let plain = SaidWish(facet: FacetID("waiting")!, want: .within(.minutes(5)), words: "soon")
        wish(.voice(w2, plain), site)
        wish(.correct(w2, want: .within(.minutes(3)), words: "sooner"))
        wish(.weigh(w2, 9))
        for (number, what) in experiences.enumerated() {
            wish(
                .live(
                    SaidExperience(
                        id: ExperienceID("e\(number)")!, about: what.about, what: what.what)),
                what.by)
        }
        let later = noon + .hours(24)
        wish(.ask(QuestionID("q0")!, .site, draw: 999_999), site)
        wish(.ask(QuestionID("q1")!, .own, draw: 0), at: later)
        wish(.answer(QuestionID("q1")!, .closeness(4)), at: later)
        wish(.ask(QuestionID("q2")!, .mail, draw: 0), site, at: later)
        wish(.passOver(QuestionID("q2")!), at: later)
        wish(.withdraw(w2), at: later)
        return rows
    }()

    private typealias Lived = (
        about: SaidExperience.About, what: SaidExperience.What, by: Claimant
    )

    private static let experiences: [Lived] = [
        (.wish(WishID("w1")!), .told(.answer(.nothingBetter)), .person),
        (.wish(WishID("w1")!), .told(.got(.level(Level(thousandths: 4_000)))), .person),
        (
            .wish(WishID("w2")!),
            .event(.waited, want: nil, got: .waiting(.minutes(9)), since: nil),
            site
        ),
        (.wish(WishID("w1")!), .felt(.expects, 8), .person),
        (
            .facet(FacetID("dish")!),
            .event(
                .filterRemoved, want: .oneOf([WeightedOption(sate, weight: 100)]), got: nil,
                since: nil), site
        ),
        (
            .facet(FacetID("diet")!),
            .event(
                .substitutionAccepted, want: .all([WeightedOption(sate, weight: 60)]),
                got: .some([]), since: nil), anna
        ),
        (
            .wish(WishID("w1")!), .event(.workaround, want: nil, got: nil, since: nil), site
        ),
    ]
}
