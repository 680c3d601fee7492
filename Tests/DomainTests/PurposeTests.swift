import Domain
import Kernel
import Testing

/// Two houses that differ only in what is kept under a purpose somebody refuses are one house to
/// every reader. Negative control: without the look at refusals in `People.consent(of:for:)` they
/// fail, and the one about presence with `People.noticed` giving the mode.
@Suite("Purposes")
struct PurposeTests {
    private static let noor = PersonID("noor")!
    private static let anna = StaffID("anna")!
    private static let rules: [Rule] = [
        .count(
            "chair", .init(kind: .tap, place: .anywhere), atLeast: 1, minutes: 1,
            condition: .has("wheelchair")),
        .count("any", .init(kind: .service, place: .anywhere), atLeast: 1, minutes: 1),
    ]

    /// A house where noor refuses some purposes of mode assisted, and what was done under one.
    private static func house(
        refusing refused: [ConsentPurpose], other isOther: Bool, in purpose: ConsentPurpose
    ) throws -> Scene {
        var scene = Scene(rules, mode: .live)
        try scene.know("noor", by: "B1")
        scene.now = scene.at(1)
        try scene.carryOut(
            .choose(
                .assisted, of: noor, by: .person, isChild: false, guardian: nil, refusing: refused))
        func differs(_ about: ConsentPurpose) -> Bool { isOther && purpose == about }
        try scene.carryOut(
            .tell(.name, differs(.name) ? "Xan Quint" : "Noor Berg", of: noor, by: .person))
        try scene.carryOut(
            .tell(.wish, differs(.help) ? "shade" : "a window", of: noor, by: .person))
        try scene.carryOut(.note([differs(.help) ? "wheelchair" : "birthday"], of: noor))
        if differs(.sameness) {
            try scene.carryOut(
                .claim(
                    Alias(noor), Alias(.band, "B7")!, .inferred, by: .house, evidence: "alike"))
        }
        scene.now = scene.at(5)
        scene.hear([
            Signal("1", "B1", .enter, differs(.presence) ? 1 : 0, at: scene.at(2)),
            Signal("2", "B1", .tap, 3, at: scene.at(3)),
            Signal("3", "B1", .service, 3, at: scene.at(4)),
        ])
        scene.tick(to: scene.at(30))
        if let cue = scene.engine.openCues.first(where: { $0.cue.rule == RuleID("any")! }) {
            try scene.carryOut(
                .finish(cue.cue.number, by: anna, helped: !differs(.memory)))
        }
        return scene
    }

    /// Everything that anybody can read about noor.
    private static func reads(_ scene: Scene) -> [String] {
        let engine = scene.engine
        var reads: [String] = []
        for own in 0..<4 {
            let card = engine.card(of: noor, at: scene.now) { $0 == ZoneIndex(own) }
            reads.append("card \(card.map { "\($0)" } ?? "none")")
            let isNear = engine.isNear(noor, cueTokens: [], watching: { $0 == ZoneIndex(own) })
            reads.append("near \(isNear)")
        }
        reads.append("label \(engine.label(of: Token("B1")!).map { "\($0)" } ?? "none")")
        for text in ["Noor", "Berg", "Xan", "Quint", "noor", "B1", "B7"] {
            reads.append("like \(text) \(engine.people(like: text, limit: 10))")
        }
        reads.append("known \(engine.people[Token("B1")!].map { "\($0)" } ?? "none")")
        reads.append("floor \(engine.occupancy) \(engine.openCues)")
        reads.append("cues \(scene.cues)")
        reads.append("doubts \(engine.openDoubts(limit: 9)) \(engine.openDoubtCount)")
        reads.append("initials \(engine.initials(of: Alias(noor)))")
        return reads
    }

    @Test(
        "What a refused purpose holds changes no answer",
        arguments: ConsentPurpose.allCases)
    func refused(purpose: ConsentPurpose) throws {
        let one = try Self.house(refusing: [purpose], other: false, in: purpose)
        let other = try Self.house(refusing: [purpose], other: true, in: purpose)

        #expect(Self.reads(one) == Self.reads(other))
    }

    @Test(
        "What a purpose holds that is not refused does change an answer",
        arguments: ConsentPurpose.allCases)
    func given(purpose: ConsentPurpose) throws {
        let refused = ConsentPurpose.allCases.filter { $0 != purpose && $0 == .sameness }
        let one = try Self.house(refusing: refused, other: false, in: purpose)
        let other = try Self.house(refusing: refused, other: true, in: purpose)

        #expect(Self.reads(one) != Self.reads(other))
    }

    @Test(
        "No purpose of a mode is open to whoever chose less",
        arguments: Mode.allCases, ConsentPurpose.allCases)
    func modes(mode: Mode, purpose: ConsentPurpose) throws {
        var scene = try Self.house(refusing: [], other: false, in: purpose)
        scene.now = scene.at(40)
        try scene.carryOut(
            .choose(mode, of: Self.noor, by: .person, isChild: false, guardian: nil))
        let card = try #require(
            scene.engine.card(of: Self.noor, at: scene.now, watching: { _ in true }))

        #expect(card.allows(purpose) == (mode >= purpose.least))
        #expect((card.name != nil) == (mode == .assisted))
        #expect(card.lines.isEmpty == (mode != .assisted))
    }

    @Test("Whoever refuses to be remembered is not, from that moment on")
    func memory() throws {
        var scene = try Self.house(refusing: [], other: false, in: .memory)
        func count() -> Int? {
            scene.engine.card(of: Self.noor, at: scene.now, watching: { _ in true })?
                .happenings.count
        }
        #expect(count() ?? 0 > 0)
        for refused in [[ConsentPurpose.memory], []] {
            scene.now = scene.at(refused.isEmpty ? 50 : 40)
            try scene.carryOut(
                .choose(
                    .assisted, of: Self.noor, by: .person, isChild: false, guardian: nil,
                    refusing: refused))
        }
        #expect(count() == 0)
    }

    @Test("Of two names' choices at one moment the one that refuses more counts")
    func narrower() throws {
        let names = [Self.noor, PersonID("nora")!]
        for order in [names, names.reversed()] {
            var scene = Scene([])
            try scene.carryOut(
                .claim(Alias(names[0]), Alias(names[1]), .stated, by: .house, evidence: ""))
            for name in order {
                try scene.carryOut(
                    .choose(
                        .assisted, of: name, by: .person, isChild: false, guardian: nil,
                        refusing: name == Self.noor ? [.help] : []))
            }
            #expect(scene.engine.standingChoice(of: Self.noor).refused == [.help])
        }
    }

    @Test("A snapshot keeps what somebody refuses")
    func snapshot() throws {
        let scene = try Self.house(refusing: [.name, .memory], other: false, in: .help)
        let copy = Engine(scene.engine.aggregates, seed: Scene.seed)

        #expect(copy.aggregates == scene.engine.aggregates)
        #expect(copy.standingChoice(of: Self.noor).refused == [.name, .memory])
    }

    @Test("A child whose guardian is erased is tap-only, and names nobody")
    func guardian() throws {
        var scene = Scene([])
        try scene.know("noor", by: "B1")
        try scene.carryOut(.link(Token("B2")!, to: PersonID("kim")!))
        scene.now = scene.at(1)
        let choose = Command.choose(
            .presence, of: PersonID("kim")!, by: .person, isChild: true, guardian: Self.noor)
        let records = try scene.engine.decide(choose, at: scene.now)
        try scene.carryOut(choose)
        #expect(scene.engine.standingChoice(of: PersonID("kim")!).mode == .presence)

        let gone = try scene.engine.forget(Self.noor)

        // What is kept for the child says nothing of the guardian, whose own row is destroyed.
        let kept = records.filter { !gone.contains($0.subject) }
        #expect(records.count == 2)
        #expect(kept.map(\.subject) == [.person(PersonID("kim")!)])
        #expect(!"\(kept)".contains("noor"))
        #expect(scene.engine.standingChoice(of: PersonID("kim")!).mode == .tapOnly)
        #expect(!"\(scene.engine.aggregates)".contains("noor"))

        var folded = Scene([])
        try folded.carryOut(.link(Token("B2")!, to: PersonID("kim")!))
        for record in kept { folded.engine.apply(record, at: folded.at(1)) }
        #expect(folded.engine.standingChoice(of: PersonID("kim")!).mode == .tapOnly)
    }

    @Test("A choice that names its guardian itself is narrowed before they are forgotten")
    func olderGuardian() throws {
        var scene = Scene([])
        try scene.know("noor", by: "B1")
        let kim = PersonID("kim")!
        try scene.carryOut(.link(Token("B2")!, to: kim))
        scene.engine.apply(
            .consentChosen(
                person: kim,
                ConsentChoice(
                    mode: .presence, at: scene.now, by: .house, isChild: true, guardian: Self.noor)
            ), at: scene.now)
        scene.now = scene.at(1)
        for command in scene.engine.commands(beforeForgetting: Self.noor) {
            try scene.carryOut(command)
        }
        #expect(scene.engine.commands(beforeForgetting: Self.noor).isEmpty)
        _ = try scene.engine.forget(Self.noor)
        #expect(scene.engine.standingChoice(of: kim).mode == .tapOnly)
        #expect(!"\(scene.engine.aggregates)".contains("noor"))
    }
}
