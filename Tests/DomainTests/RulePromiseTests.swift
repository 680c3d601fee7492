import Domain
import Kernel
import Testing

/// Negative control: leave `promiseByRules` out of `Engine.finish`, and whatever is promised fails;
/// let it promise of every floor, and the import fails.
@Suite("What rules promise")
struct RulePromiseTests {
    private typealias Made = PromiseScene

    private static func rule(_ promise: StandingPromiseID?) -> Rule {
        .count(
            "greet", SignalPattern(kind: .tap, place: .ofKind(ZoneKind("shop")!)), atLeast: 2,
            minutes: 1,
            cue: CueTerms(
                say: Words(en: "Go", nl: "Ga"), role: "host", validFor: .minutes(10),
                promise: promise))
    }

    private static func scene(_ promise: StandingPromiseID? = Made.standing.id) throws -> Made {
        var scene = try Made()
        try scene.carryOut(.installRules([rule(promise)]))
        return scene
    }

    /// Two taps in the shop, which raise the rule's cue.
    private static func tap(_ token: String, _ id: String = "t", in scene: inout Made) {
        for number in 0..<2 {
            scene.tick([Signal("\(id)\(number)", token, .tap, 3, at: scene.now)])
            scene.pass(.seconds(1))
        }
    }

    private static func promises(_ scene: Made, to person: PersonID = Made.anna) -> [Promise] {
        scene.engine.promises(of: person, at: scene.now)?.entries ?? []
    }

    @Test("The cue about somebody promises them the entry, in the row behind it")
    func promised() throws {
        var scene = try Self.scene()
        Self.tap("B1", in: &scene)

        let cue = try #require(scene.events.map(\.cue).first)
        let promise = try #require(Self.promises(scene).first)
        #expect(Self.promises(scene).count == 1)
        #expect(promise.origin == .rule(RuleID("greet")!, cue.number))
        #expect(promise.madeBy == .house && promise.madeAt == cue.since)
        #expect(promise.said.standing == Made.standing.id)
        #expect(promise.said.quote == "Binnen een uur klaar / Ready in an hour")
        #expect(promise.said.channel == Made.desk && promise.said.owner == Made.standing.owner)
        #expect(promise.said.due == cue.since + .hours(1))
        let place = try #require(scene.rows.firstIndex { $0.record == .cueIssued(cue) })
        guard case .promise(Made.anna, .made(promise)) = scene.rows[place + 1].record else {
            Issue.record("what it promised is not behind the cue")
            return
        }
    }

    @Test("Each cue promises once, and its row finds done what the block brings about again")
    func once() throws {
        var scene = try Self.scene()
        Self.tap("B1", in: &scene)
        scene.pass(.minutes(5))
        Self.tap("B1", "u", in: &scene)

        #expect(Self.promises(scene).count == scene.events.count)
        #expect(Self.promises(scene).count >= 2)
        var again = scene.engine
        for row in scene.rows { again.apply(row.record, at: row.at) }
        #expect(again.promises == scene.engine.promises)
        #expect(scene.replayed().promises == scene.engine.promises)
    }

    @Test("A rule without a promise, and one whose entry is gone, raise their cue and no more")
    func without() throws {
        var plain = try Self.scene(nil)
        Self.tap("B1", in: &plain)
        var gone = try Self.scene()
        try gone.carryOut(.dropStanding(Made.standing.id))
        Self.tap("B1", in: &gone)

        for scene in [plain, gone] {
            #expect(scene.events.count == 1)
            #expect(scene.engine.promises.names.isEmpty)
        }
    }

    @Test("Whom the house does not know, and whom an import tells of, is promised nothing")
    func stranger() throws {
        var scene = try Self.scene()
        Self.tap("B9", in: &scene)
        try scene.carryOut(.openSource(Source(id: SourceID("old")!, mode: .history)))
        for number in 0..<2 {
            scene.scene.send(
                [Signal("h\(number)", "B1", .tap, 3, at: scene.now + .seconds(Int64(number)))],
                from: 1)
        }

        #expect(scene.engine.tallies[RuleID("greet")!]?.issued == 2)
        #expect(scene.engine.promises.names.isEmpty)
    }

    @Test("Erased, nothing of what a rule promised is left")
    func erased() throws {
        var scene = try Self.scene()
        Self.tap("B1", in: &scene)
        var engine = scene.engine
        _ = try engine.forget(Made.anna)

        #expect(engine.promises.names.isEmpty)
        #expect(engine.promises == scene.replayed(without: Made.anna).promises)
    }
}
