import Domain
import Foundation
import Kernel
import Testing

@Suite("Questions about wishes")
struct WishQuestionTests {
    private typealias Told = WishScene

    /// Anna, or the first like her who is asked as often as most, or half as often.
    private static func person(isHeldOut: Bool, in scene: inout WishScene) throws -> PersonID {
        for number in 0..<200 {
            let person = PersonID("guest-\(number)")!
            try scene.carryOut(.link(Token("G\(number)")!, to: person))
            try scene.allow(.assisted, person)
            if scene.engine.isHeldOut(person) == isHeldOut { return person }
        }
        throw CommandRefusal.unknownPerson
    }

    /// Somebody with so many wishes that count, each with something that just went otherwise.
    private static func asked(
        _ wishes: Int, isHeldOut: Bool = false
    ) throws -> (scene: WishScene, person: PersonID) {
        var scene = try Told()
        let person = try person(isHeldOut: isHeldOut, in: &scene)
        for number in 0..<wishes {
            try scene.confirmed("w\(number)", Told.said(importance: 5), of: person)
        }
        try stumble(person, in: &scene, wishes)
        return (scene, person)
    }

    private static func stumble(
        _ person: PersonID, in scene: inout WishScene, _ wishes: Int
    ) throws {
        for number in 0..<wishes {
            try scene.wish(
                .live(
                    SaidExperience(
                        id: ExperienceID("s-\(number)-\(scene.now.milliseconds)")!,
                        about: .wish(WishID("w\(number)")!),
                        what: .event(.workaround, want: nil, got: nil, since: nil))),
                of: person, by: Told.site)
        }
    }

    /// Lets time pass, lets something go otherwise anew, and asks.
    private static func ask(
        _ id: String, _ person: PersonID, in scene: inout WishScene, wishes: Int
    ) throws -> Bool {
        try stumble(person, in: &scene, wishes)
        return try scene.wish(.ask(QuestionID(id)!, .own, draw: 0), of: person, by: Told.site)
    }

    private static func open(_ person: PersonID, _ scene: WishScene) -> Question? {
        scene.engine.wishes(of: person)?.open
    }

    /// Answers whatever is open.
    private static func answer(_ person: PersonID, in scene: inout WishScene) throws {
        guard let question = open(person, scene) else { return }
        let answer: QuestionAnswer =
            switch question.kind {
            case .closeness: .closeness(3)
            case .settle: .settle(.nothingBetter)
            case .words: .words("more air")
            case .pair: .prefers(question.wish)
            }
        try scene.wish(.answer(question.id, answer), of: person)
    }

    @Test("What the house's survey names as uncertain is asked before the rest, each as likely")
    func named() throws {
        var (scene, person) = try Self.asked(2)
        func questions() throws -> [Question] {
            try (UInt64(0)..<12).flatMap { number in
                try scene.engine.decide(
                    .wish(
                        .ask(QuestionID("q")!, .own, draw: number * 1_000_000), of: person,
                        by: Told.site), at: scene.now)
            }.compactMap { record in
                switch record {
                case .wish(_, .asked(let question)), .wish(_, .spared(let question)): question
                default: nil
                }
            }
        }
        let before = try questions()
        #expect(Set(before.map(\.kind)).count > 1)

        // About something that nobody here can be asked: nothing changes.
        func keep(_ doubt: SurveyDoubt) throws {
            try scene.carryOut(.survey(.keep(doubt.question!, doubt, nil), by: Told.noor))
        }
        try keep(.closeness(Told.waiting))
        #expect(try questions() == before)

        try keep(.closeness(Told.quiet))
        let after = try questions()
        #expect(after.count == 12)
        #expect(Set(after.map(\.kind)) == [.closeness])
        #expect(Set(after.map(\.wish)).count == 2)
        #expect(after.allSatisfy { $0.choiceCount == 2 })

        try scene.carryOut(
            .survey(.drop(SurveyDoubt.closeness(Told.quiet).question!), by: Told.noor))
        #expect(try questions() == before)
    }

    @Test("A question stands in the house's own words as they were when it was put")
    func ownWords() throws {
        var (scene, person) = try Self.asked(1)
        let doubt = SurveyDoubt.closeness(Told.quiet)
        let words = Words(en: "How quiet was it for you?", nl: "Hoe rustig was het voor u?")
        let later = Words(en: "How much quiet did you get?", nl: "Hoeveel rust kreeg u?")
        func keep(_ words: Words?) throws {
            try scene.carryOut(.survey(.keep(doubt.question!, doubt, words), by: Told.noor))
        }
        func own(_ question: Question) -> Words? {
            scene.engine.survey.own(of: question, on: Told.quiet)?.words
        }
        try keep(words)
        try scene.wish(.ask(QuestionID("q")!, .own, draw: 0), of: person, by: Told.site)
        let question = try #require(Self.open(person, scene))
        #expect(question.kind == .closeness && own(question) == words)
        #expect(scene.engine.survey.own(of: question, on: Told.waiting) == nil)

        scene.pass(.seconds(1))
        try keep(later)
        #expect(own(question) == words)
        #expect(scene.engine.survey.own(about: doubt, at: scene.now)?.words == later)
        scene.pass(.seconds(1))
        try scene.carryOut(.survey(.drop(doubt.question!), by: Told.noor))
        #expect(own(question) == words)
        #expect(scene.engine.survey.own(about: doubt, at: scene.now) == nil)
    }

    @Test("Two questions at once, then one every fourteen days, to the millisecond")
    func bucket() throws {
        var (scene, person) = try Self.asked(9)
        for id in ["a", "b"] {
            #expect(try Self.ask(id, person, in: &scene, wishes: 9))
            try Self.answer(person, in: &scene)
        }
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .budgetSpent)

        scene.passAlmost(.hours(24 * 14))
        #expect(try Self.ask("c", person, in: &scene, wishes: 9) == false)
        scene.pass(Span(milliseconds: 1))
        #expect(try Self.ask("c", person, in: &scene, wishes: 9))
        try Self.answer(person, in: &scene)
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .budgetSpent)
    }

    @Test("One person in ten is asked half as often")
    func holdOut() throws {
        var (scene, person) = try Self.asked(9, isHeldOut: true)
        #expect(try Self.ask("a", person, in: &scene, wishes: 9))
        try Self.answer(person, in: &scene)

        scene.passAlmost(.hours(24 * 28))
        #expect(try Self.ask("b", person, in: &scene, wishes: 9) == false)
        scene.pass(Span(milliseconds: 1))
        #expect(try Self.ask("b", person, in: &scene, wishes: 9))
    }

    @Test("The budget is one over all names of a person")
    func names() throws {
        var (scene, person) = try Self.asked(9)
        #expect(try Self.ask("a", person, in: &scene, wishes: 9))
        try Self.answer(person, in: &scene)
        #expect(try Self.ask("b", person, in: &scene, wishes: 9))
        try Self.answer(person, in: &scene)
        let mail = Alias(.mail, "guest@example.org")!
        try scene.carryOut(.claim(Alias(Told.ben), mail, .stated, by: .house, evidence: ""))
        #expect(scene.engine.questionSilence(of: Told.ben, at: scene.now) == .nothingToAsk)

        try scene.carryOut(.claim(Alias(person), mail, .stated, by: .house, evidence: ""))

        #expect(scene.engine.questionSilence(of: Told.ben, at: scene.now) == .budgetSpent)
    }

    @Test("While one waits for its answer no other is asked; after seven days it is unanswered")
    func open() throws {
        var (scene, person) = try Self.asked(9)
        #expect(try Self.ask("a", person, in: &scene, wishes: 9))
        #expect(try Self.ask("b", person, in: &scene, wishes: 9) == false)
        let question = try #require(Self.open(person, scene))

        scene.passAlmost(Question.openSpan)
        #expect(scene.refusal(.answer(question.id, .closeness(3)), of: person) == nil)
        scene.pass(Span(milliseconds: 1))
        #expect(
            scene.refusal(.answer(question.id, .closeness(3)), of: person)
                == .wish(.questionOver))
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .tooSoon)
    }

    @Test("Each unanswered question doubles the wait; after three only the person begins again")
    func silence() throws {
        var (scene, person) = try Self.asked(9)
        for (id, days) in [("a", Int64(28)), ("b", 56)] {
            #expect(try Self.ask(id, person, in: &scene, wishes: 9))
            scene.passDays(days)
            scene.pass(Span(milliseconds: -1))
            #expect(scene.engine.questionSilence(of: person, at: scene.now) == .tooSoon)
            scene.pass(Span(milliseconds: 1))
        }
        #expect(try Self.ask("c", person, in: &scene, wishes: 9))
        scene.passDays(365)
        try Self.stumble(person, in: &scene, 9)
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .stopped)

        try scene.wish(.weigh(WishID("w0")!, 7), of: person)

        #expect(scene.engine.questionSilence(of: person, at: scene.now) == nil)
    }

    @Test("Not now counts as unanswered, and nothing is concluded from it")
    func notNow() throws {
        var (scene, person) = try Self.asked(9)
        #expect(try Self.ask("a", person, in: &scene, wishes: 9))
        let before = scene.engine.wishFacts

        try scene.wish(.passOver(QuestionID("a")!), of: person, by: Told.site)

        #expect(scene.engine.wishFacts == before)
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .tooSoon)
        #expect(
            scene.refusal(.answer(QuestionID("a")!, .closeness(1)), of: person)
                == .wish(.questionOver))
    }

    @Test("About the same wish nothing is asked within ninety days")
    func sameWish() throws {
        var (scene, person) = try Self.asked(1)
        #expect(try Self.ask("a", person, in: &scene, wishes: 1))
        try Self.answer(person, in: &scene)

        scene.passAlmost(.hours(24 * 90))
        #expect(try Self.ask("b", person, in: &scene, wishes: 1) == false)
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .nothingToAsk)
        scene.pass(Span(milliseconds: 1))
        #expect(try Self.ask("b", person, in: &scene, wishes: 1))
    }

    @Test("Nothing is asked of a hypothesis, or about what an event has told already")
    func told() throws {
        var scene = try Told()
        try scene.wish(.voice(WishID("w1")!, Told.said()))
        try scene.wish(Told.event("e1", .workaround), by: Told.site)
        #expect(scene.engine.questionSilence(of: Told.anna, at: scene.now) == .nothingToAsk)

        try scene.confirmed("w2", Told.said())
        let all = Level(thousandths: 10_000)
        try scene.wish(Told.event("e2", .substitutionAccepted, got: .level(all)), by: Told.site)
        #expect(scene.engine.questionSilence(of: Told.anna, at: scene.now) == .nothingToAsk)
        try scene.wish(Told.event("e3", .workaround), by: Told.site)
        #expect(scene.engine.questionSilence(of: Told.anna, at: scene.now) == nil)
    }

    @Test("Nobody is asked who complains, waits, or whom somebody is called to help")
    func never() throws {
        var (scene, person) = try Self.asked(2)
        try scene.wish(
            .live(
                SaidExperience(
                    id: ExperienceID("r")!, about: .wish(WishID("w0")!),
                    what: .event(.returned, want: nil, got: nil, since: nil))), of: person)
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .complaint)
        scene.passDays(1)
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == nil)

        let number = person.description.split(separator: "-")[1]
        let token = "G\(number)"
        scene.scene.send([Signal("1", token, .enter, 0, at: scene.now)])
        scene.scene.tick(to: scene.now + .seconds(30))
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .waiting)
        scene.scene.send([Signal("2", token, .enter, 2, at: scene.now)])
        scene.scene.tick(to: scene.now + .seconds(30))
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == nil)
    }

    @Test("Nobody is asked whose money is on its way")
    func payment() throws {
        var (scene, person) = try Self.asked(2)
        let account = AccountID("a1")!
        let euro = Currency("EUR")!
        try scene.carryOut(
            .openAccount(WalletAccount(id: account, kind: .guest, currency: euro)))
        try scene.carryOut(
            .bands(
                .arrange(
                    BandBearer(
                        person: person, key: KeyHolderID("k1")!, account: account,
                        powers: [.wallet]))))
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == nil)

        try scene.carryOut(
            .askTopUp(TopUpID("t1")!, account: account, Money(minorUnits: 500, euro)))

        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .payment)
    }

    @Test("The chance to be asked is kept with every question, and is never under two percent")
    func probability() throws {
        var (scene, person) = try Self.asked(3)
        for number in 0..<200 {
            try scene.wish(
                .live(
                    SaidExperience(
                        id: ExperienceID("t\(number)")!, about: .wish(WishID("w2")!),
                        what: .told(.closeness(5)))), of: person)
        }
        scene.pass(Span(milliseconds: 1))
        try Self.stumble(person, in: &scene, 3)

        #expect(
            try scene.wish(.ask(QuestionID("no")!, .mail, draw: 900_000), of: person))
        #expect(Self.open(person, scene) == nil)
        #expect(scene.engine.questionSilence(of: person, at: scene.now) == .spared)
        #expect(
            try scene.wish(.ask(QuestionID("now")!, .mail, draw: 0), of: person) == false)
        scene.pass(.hours(24))
        #expect(try scene.wish(.ask(QuestionID("yes")!, .mail, draw: 19_999), of: person))

        let question = try #require(Self.open(person, scene))
        #expect(question.probabilityMillionths >= 20_000)
        #expect(question.probabilityMillionths < 30_000)
        #expect(question.choiceCount == 9)
        #expect(question.channel == .mail)
        #expect(question.wording == QuestionKind.wordingNow)
    }

    @Test("A draw reaches every question that can be asked")
    func drawn() throws {
        let (start, person) = try Self.asked(2)
        var kinds = Set<QuestionKind>()
        var wishes = Set<WishID>()
        for choice in 0..<6 as Range<UInt64> {
            var scene = start
            try scene.wish(
                .ask(QuestionID("q")!, .own, draw: choice * 1_000_000), of: person)
            let question = try #require(Self.open(person, scene))
            kinds.insert(question.kind)
            wishes.insert(question.wish)
        }
        #expect(kinds == [.closeness, .settle, .words])
        #expect(wishes.count == 2)
    }

    @Test("Two wishes without importance are weighed against each other")
    func pair() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        try scene.confirmed("w2", Told.said(Told.dish, nil))
        try scene.wish(.ask(QuestionID("q1")!, .staff, draw: 0), by: .staff(Told.noor))
        let question = try #require(scene.engine.wishes(of: Told.anna)?.open)
        #expect(question.kind == .pair)
        #expect(question.wishes == [WishID("w1")!, WishID("w2")!])

        let stranger = QuestionAnswer.prefers(WishID("w3")!)
        #expect(scene.refusal(.answer(question.id, stranger)) == .wish(.answerDoesNotFit))
        try scene.wish(.answer(question.id, .prefers(WishID("w2")!)))
        #expect(
            try scene.wish(.answer(question.id, .prefers(WishID("w2")!))) == false)
        #expect(
            scene.refusal(.answer(question.id, .prefers(WishID("w1")!)))
                == .wish(.alreadyAnswered))
    }

    @Test("An answer is what was settled for, in the person's own judgement")
    func answered() throws {
        var scene = try Told()
        try scene.confirmed("w1", Told.said())
        try scene.wish(Told.event("e1", .workaround), by: Told.site)
        try scene.wish(.ask(QuestionID("q1")!, .own, draw: 1_000_000))
        #expect(scene.engine.wishes(of: Told.anna)?.open?.kind == .settle)
        scene.pass(.seconds(5))
        try scene.wish(.answer(QuestionID("q1")!, .settle(.nothingBetter)))

        let entry = try #require(scene.entry("w1"))
        #expect(entry.settled.map(\.sacrifice?.millionths) == [nil, 650_000])
        #expect(entry.settled.last?.taken.isJudged == true)
        #expect(scene.engine.wishFacts.flatMap(\.wishes).flatMap(\.facts).map(\.isJudged) == [true])
    }
}
