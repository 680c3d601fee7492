import Domain
import Kernel

/// One of every row about promises, and of every content and evidence.
enum GoldenPromises {
    private static let noon = Instant(milliseconds: 1_800_000_000_000)
    private static let person = PersonID("p1")!
    private static let anna = Claimant.staff(StaffID("anna")!)
    private static let heard = Claimant.personTo(StaffID("anna")!)
    private static let site = Claimant.source(SourceID("site")!)
    private static let quick = StandingPromiseID("quick")!
    private static let kind = StandingPromiseID("kind")!
    private static let rides = PromiseOwner("rides")!
    private static let wait = PromiseContent.wait(WaitID("queue")!, atMost: .minutes(15))
    private static let (a1, a2, a3, a4) = (
        PromiseID("a1")!, PromiseID("a2")!, PromiseID("a3")!, PromiseID("a4")!
    )

    static let records: [Record] =
        catalogue + (made + told + ended).map { .promise(person: person, $0) } + [
            .cueIssued(
                Cue(
                    number: GoldenJournalTests.cue.number, rule: GoldenJournalTests.cue.rule,
                    source: GoldenJournalTests.cue.source, token: GoldenJournalTests.cue.token,
                    zone: GoldenJournalTests.cue.zone, since: GoldenJournalTests.cue.since,
                    until: GoldenJournalTests.cue.until, person: person, promise: a1))
        ] + byItself.map { .promise(person: person, $0) } + [promising] + closing

    private static let catalogue: [Record] = [
        .standingPromiseKept(
            StandingPromise(
                id: quick, words: Words(en: "Fifteen minutes", nl: "Een kwartier"),
                channel: PromiseChannel("sign")!, audience: "families", content: wait,
                span: .minutes(15), owner: rides, evidence: "counts of May", horizon: .short)),
        .standingPromiseKept(
            StandingPromise(
                id: kind, words: Words(en: "We help", nl: "We helpen"),
                channel: PromiseChannel("site")!)),
        .standingPromiseDropped(kind),
    ]

    private static let made: [PromiseRecord] = [
        promise(
            a1,
            SaidPromise(
                standing: quick, quote: "A quarter of an hour", channel: desk, content: wait,
                due: noon + .minutes(15), owner: rides, horizon: .short), anna, print: 12_345),
        promise(
            a2,
            SaidPromise(
                quote: "so", channel: desk,
                content: .seen(SignalPattern(kind: .service, place: .zone(ZoneID("S1")!))),
                due: noon + .hours(1)), site, print: 2),
        promise(
            a3,
            SaidPromise(
                quote: "so", channel: desk,
                content: .got(FacetID("quiet")!, .level(Level(thousandths: 9_500))),
                horizon: .long), .house, print: 3),
        promise(a4, SaidPromise(quote: "so", channel: desk), anna, print: 4),
    ]

    private static let told: [PromiseRecord] = [
        .askedReading(a1, at: noon),
        .read(
            a1,
            PromiseReading(
                words: "ten minutes", due: noon + .minutes(10), isDisputed: false, by: .person,
                at: noon)),
        .read(
            a4, PromiseReading(words: "", due: nil, isDisputed: true, by: heard, at: noon)),
        .warned(a1, at: noon),
        .judgedByLetter(a1, verdict(false, .wait(WaitID("queue")!, .minutes(20)))),
        .judgedByLetter(a2, verdict(true, .signal)),
        .judgedByLetter(a3, verdict(true, .got(ExperienceID("e1")!))),
        .judgedByReading(a1, verdict(false, .told(by: .person))),
    ]

    private static let ended: [PromiseRecord] = [
        .called(a1, at: noon),
        .recoveryOffered(a1, "coffee", by: anna, at: noon),
        .recoveryAccepted(a1, by: heard, at: noon),
        .recovered(a1, by: anna, at: noon),
        .lost(a4, by: anna, at: noon),
    ]

    private static let byItself: [PromiseRecord] = [
        .made(
            Promise(
                id: PromiseID("a5")!,
                said: SaidPromise(
                    quote: "so", channel: PromiseChannel("queue")!, due: noon + .hours(1)),
                madeBy: .house, madeAt: noon, print: 5,
                origin: .queue(PassQueueID("coaster")!, PartyID("party1")!))),
        .made(
            Promise(
                id: PromiseID("a6")!,
                said: SaidPromise(standing: quick, quote: "so", channel: desk), madeBy: .house,
                madeAt: noon, print: 6, origin: .rule(RuleID("wait")!, 7))),
        promise(
            PromiseID("a7")!,
            SaidPromise(
                quote: "so", channel: PromiseChannel("message")!,
                message: PromiseMessageID("m1")!), site, print: 7),
        .judgedByLetter(PromiseID("a5")!, verdict(true, .boarded(PassQueueID("coaster")!))),
    ]

    private static let promising = Record.rulesInstalled([
        Rule(
            id: RuleID("taps")!,
            pattern: .count(
                of: SignalPattern(kind: .tap, place: .anywhere), atLeast: 3,
                within: .minutes(30)), condition: .known,
            cue: CueTerms(
                say: Words(en: "Go", nl: "Ga"), role: "host", validFor: .minutes(10),
                promise: quick))
    ])

    private static let closing: [Record] =
        [
            promise(a4, SaidPromise(quote: "zo", channel: desk, language: .nl), anna, print: 4),
            .wouldMakeGood(a1, "coffee", by: .person, at: noon),
            .recoveryDeclined(a1, by: heard, at: noon),
            .parted(a4, at: noon),
            .partingCalled(a4, at: noon),
            .askedByChance(a1, probabilityMillionths: 1_000_000, at: noon),
            .spared(a2, probabilityMillionths: 510_000, at: noon),
        ].map { .promise(person: person, $0) } + [
            .bond(person: person, .told(8, by: .person, at: noon)),
            .bond(person: person, .asked(probabilityMillionths: 1_000_000, at: noon)),
            .bond(person: person, .spared(probabilityMillionths: 510_000, at: noon)),
            .partingLevelSet(7),
        ]

    private static let desk = PromiseChannel("desk")!

    private static func promise(
        _ id: PromiseID, _ said: SaidPromise, _ by: Claimant, print: UInt64
    ) -> PromiseRecord {
        .made(Promise(id: id, said: said, madeBy: by, madeAt: noon, print: print))
    }

    private static func verdict(
        _ isKept: Bool, _ evidence: PromiseVerdict.Evidence
    ) -> PromiseVerdict {
        PromiseVerdict(isKept: isKept, evidence: evidence, at: noon)
    }
}
