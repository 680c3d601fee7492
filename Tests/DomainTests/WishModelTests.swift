import Domain
import Kernel
import Testing

/// The same by a plain model that knows nothing of rows, names or budgets: a list of what was said.
@Suite("Wishes against a plain model")
struct WishModelTests {
    private typealias Told = WishScene

    /// One wish as a child would keep it.
    private struct PlainWish {
        let id: String
        let person: PersonID
        let facet: FacetID
        let isTold: Bool
        var isPlayedBack = false
        var isConfirmed = false
        var isWithdrawn = false
        /// What was given up, and whether a correction of a guess has since made it worthless.
        var settled: [(millionths: Int32?, isJudged: Bool, isStale: Bool)] = []

        var facts: [Int32] {
            guard isConfirmed, !isWithdrawn else { return [] }
            return settled.filter { !$0.isStale || $0.isJudged }.compactMap(\.millionths)
        }
    }

    private struct Model {
        var wishes: [PlainWish] = []
        var helped: Set<PersonID> = [Told.anna, Told.ben]

        func place(_ id: String, _ person: PersonID) -> Int? {
            wishes.firstIndex { $0.id == id && $0.person == person }
        }

        /// Whom an event about a facet concerns.
        func standing(_ facet: FacetID, _ person: PersonID, sure: Bool) -> Int? {
            wishes.lastIndex {
                $0.person == person && $0.facet == facet && !$0.isWithdrawn
                    && (!sure || $0.isConfirmed)
            }
        }

        func facts(of person: PersonID) -> [[Int32]] {
            helped.contains(person)
                ? wishes.filter { $0.person == person && !$0.isWithdrawn }.map(\.facts) : []
        }
    }

    /// Where a random step is done: to the house and to the model.
    private struct Step {
        let number: Int
        let person: PersonID
        let id: String
        let place: Int?
        var wish: WishID { WishID(id)! }
    }

    private static func step(
        _ number: Int, _ scene: inout WishScene, _ model: inout Model,
        using random: inout SplitMix64
    ) throws {
        let person = Bool.random(using: &random) ? Told.anna : Told.ben
        let id = "w\(Int.random(in: 0..<8, using: &random))-\(person)"
        let step = Step(
            number: number, person: person, id: id, place: model.place(id, person))
        scene.pass(.minutes(1))
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: try voice(step, &scene, &model, using: &random)
        case 2: try playBack(step, &scene, &model)
        case 3, 4: try confirm(step, &scene, &model)
        case 5: try correct(step, &scene, &model)
        case 6:
            guard let place = step.place else { return }
            try scene.wish(.withdraw(step.wish), of: person)
            model.wishes[place].isWithdrawn = true
        case 7: try judge(step, &scene, &model, using: &random)
        case 8: try giveUp(step, &scene, &model)
        default:
            let isOn = Bool.random(using: &random)
            try scene.allow(.assisted, person, refusing: isOn ? [] : [.help])
            if isOn { model.helped.insert(person) } else { model.helped.remove(person) }
        }
    }

    private static func voice(
        _ step: Step, _ scene: inout WishScene, _ model: inout Model,
        using random: inout SplitMix64
    ) throws {
        guard step.place == nil else { return }
        let level = Level(thousandths: Int64.random(in: 1...10, using: &random) * 1_000)
        try scene.wish(.voice(step.wish, Told.said(Told.quiet, .level(level))), of: step.person)
        model.wishes.append(
            PlainWish(id: step.id, person: step.person, facet: Told.quiet, isTold: true))
    }

    private static func playBack(
        _ step: Step, _ scene: inout WishScene, _ model: inout Model
    ) throws {
        let isDue = step.place.map {
            !model.wishes[$0].isWithdrawn && !model.wishes[$0].isConfirmed
        }
        let command = WishCommand.playBack(step.wish, "so")
        let refusal = scene.refusal(command, of: step.person, by: .staff(Told.noor))
        #expect((refusal == nil) == (isDue == true))
        guard let place = step.place, isDue == true else { return }
        try scene.wish(command, of: step.person, by: .staff(Told.noor))
        model.wishes[place].isPlayedBack = true
    }

    private static func confirm(
        _ step: Step, _ scene: inout WishScene, _ model: inout Model
    ) throws {
        let isDue = step.place.map {
            let plain = model.wishes[$0]
            return !plain.isWithdrawn
                && (plain.isConfirmed || plain.isPlayedBack || !plain.isTold)
        }
        let refusal = scene.refusal(.confirm(step.wish), of: step.person)
        #expect((refusal == nil) == (isDue == true))
        guard let place = step.place, isDue == true else { return }
        try scene.wish(.confirm(step.wish), of: step.person)
        model.wishes[place].isConfirmed = true
    }

    private static func correct(
        _ step: Step, _ scene: inout WishScene, _ model: inout Model
    ) throws {
        guard let place = step.place, !model.wishes[place].isWithdrawn else { return }
        let want = Want.level(Level(thousandths: 5_000))
        try scene.wish(
            .correct(step.wish, want: want, words: "five \(step.number)"), of: step.person)
        if !model.wishes[place].isConfirmed {
            for each in model.wishes[place].settled.indices {
                model.wishes[place].settled[each].isStale = true
            }
        }
        model.wishes[place].isConfirmed = true
    }

    private static func judge(
        _ step: Step, _ scene: inout WishScene, _ model: inout Model,
        using random: inout SplitMix64
    ) throws {
        guard let place = step.place, !model.wishes[place].isWithdrawn else { return }
        let level = UInt8.random(in: 0...10, using: &random)
        try scene.wish(
            .live(
                SaidExperience(
                    id: ExperienceID("c\(step.number)")!, about: .wish(step.wish),
                    what: .told(.closeness(level)))), of: step.person)
        if !model.wishes[place].isTold { model.wishes[place].isConfirmed = true }
        model.wishes[place].settled.append((Int32(10 - level) * 100_000, true, false))
    }

    private static func giveUp(
        _ step: Step, _ scene: inout WishScene, _ model: inout Model
    ) throws {
        let (person, id) = (step.person, "e\(step.number)")
        try scene.wish(Told.event(id, .gaveUp), of: person, by: Told.site)
        guard model.helped.contains(person) else { return }
        if let place = model.standing(Told.quiet, person, sure: true)
            ?? model.standing(Told.quiet, person, sure: false)
        {
            model.wishes[place].settled.append((1_000_000, false, false))
        } else {
            model.wishes.append(
                PlainWish(
                    id: id, person: person, facet: Told.quiet, isTold: false,
                    settled: [(1_000_000, false, false)]))
        }
    }

    @Test("What counts of everybody is what a plain list of it says", arguments: 0..<40 as Range)
    func random(seed: Int) throws {
        var scene = try Told()
        var model = Model()
        var random = SplitMix64(seed: UInt64(seed))

        for number in 0..<150 {
            try Self.step(number, &scene, &model, using: &random)
        }

        for person in [Told.anna, Told.ben] {
            let facts = scene.engine.wishFacts.first { $0.person == person }
            let counted = facts?.wishes.map { $0.facts.map(\.millionths) } ?? []
            #expect(counted == model.facts(of: person), "seed \(seed), \(person)")
        }
        #expect(scene.replayed().wishes == scene.engine.wishes, "seed \(seed)")
        var erased = scene.engine
        _ = try erased.forget(Told.anna)
        #expect(erased.wishes == scene.replayed(without: Told.anna).wishes, "seed \(seed)")
    }
}
