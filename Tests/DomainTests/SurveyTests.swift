import Domain
import Foundation
import Kernel
import Measures
import Testing

/// A house with facets and a promise, that asks people something.
private struct SurveyScene {
    static let noor = StaffID("noor")!
    static let kind = StandingPromiseID("kind")!
    static let fine = Words(
        en: "How long did you wait before somebody helped you?",
        nl: "Hoe lang moest u wachten voordat iemand u hielp?")

    var house: WishScene
    private(set) var rows: [(record: Record, at: Instant)] = []

    init() throws {
        house = try WishScene()
        try house.carryOut(
            .keepStanding(
                StandingPromise(
                    id: Self.kind, words: Words(en: "We help", nl: "We helpen"),
                    channel: PromiseChannel("site")!)))
    }

    var book: SurveyBook { house.engine.survey }

    mutating func keep(_ doubt: SurveyDoubt, _ words: Words? = nil) throws {
        try doing(.keep(doubt.question!, doubt, words))
    }

    mutating func doing(_ doing: SurveyDoing) throws {
        let now = house.now
        for record in try house.engine.decide(.survey(doing, by: Self.noor), at: now) {
            house.scene.engine.apply(record, at: now)
            rows.append((record, now))
        }
    }

    func refusal(of doing: SurveyDoing) -> SurveyRefusal? {
        do throws(CommandRefusal) {
            _ = try house.engine.decide(.survey(doing, by: Self.noor), at: house.now)
            return nil
        } catch {
            guard case .survey(let refusal) = error else { return nil }
            return refusal
        }
    }
}

@Suite("What the house asks")
struct SurveyTests {
    private static let waiting = SurveyDoubt.closeness(WishScene.waiting)

    @Test("A question is kept with what its answer makes less uncertain, and once")
    func kept() throws {
        var scene = try SurveyScene()
        try scene.keep(Self.waiting)
        try scene.keep(Self.waiting)
        let entry = try #require(scene.book.entries.first)
        #expect(scene.rows.count == 1)
        #expect(entry.question.form == .closeness)
        #expect(entry.question.words == nil)
        #expect(entry.question.by == SurveyScene.noor)
        #expect(scene.book[entry.question.id] == entry)
    }

    @Test("Other words are another version, and earlier ones stay")
    func versions() throws {
        var scene = try SurveyScene()
        try scene.keep(Self.waiting)
        try scene.keep(Self.waiting, SurveyScene.fine)
        let entry = try #require(scene.book.entries.first)
        #expect(entry.versions.map(\.version) == [1, 2])
        #expect(entry.versions.map(\.words) == [nil, SurveyScene.fine])
    }

    @Test("A dropped question stays to be read, and is asked again as its next version")
    func dropped() throws {
        var scene = try SurveyScene()
        let id = try #require(Self.waiting.question)
        #expect(scene.refusal(of: .drop(id)) == .unknownQuestion)
        try scene.keep(Self.waiting)
        try scene.doing(.drop(id))
        try scene.doing(.drop(id))
        #expect(scene.rows.count == 2)
        #expect(scene.book[id]?.droppedAt != nil)
        try scene.keep(Self.waiting)
        #expect(scene.book[id]?.droppedAt == nil)
        #expect(scene.book[id]?.question.version == 2)
    }

    @Test(
        "Words that ask who the house should be are refused, in either language",
        arguments: [
            Words(en: "What should our brand stand for?", nl: SurveyScene.fine.nl),
            Words(en: SurveyScene.fine.en, nl: "Welk karakter moet ons huis hebben?"),
        ])
    func refused(_ words: Words) throws {
        let scene = try SurveyScene()
        let id = try #require(Self.waiting.question)
        #expect(scene.refusal(of: .keep(id, Self.waiting, words)) == .asksWhoToBe)
        #expect(scene.refusal(of: .keep(id, Self.waiting, SurveyScene.fine)) == nil)
    }

    @Test("Words that are only advised against are kept by whoever insists")
    func advised() throws {
        var scene = try SurveyScene()
        let words = Words(en: "How amazing did you find the show?", nl: SurveyScene.fine.nl)
        #expect(SurveyQuestion.wordings(of: words).en.verdict == .advised)
        try scene.keep(Self.waiting, words)
        #expect(scene.book.entries.count == 1)
    }

    @Test("A question needs a facet or a promise that there is, and words in both languages")
    func shapes() throws {
        let scene = try SurveyScene()
        let id = try #require(Self.waiting.question)
        let nowhere = FacetID("nowhere")!
        for doubt in [SurveyDoubt.importance(nowhere), .want(nowhere), .closeness(nowhere)] {
            #expect(scene.refusal(of: .keep(id, doubt, nil)) == .unknownSurveyFacet)
        }
        let unmade = SurveyDoubt.reading(StandingPromiseID("unmade")!)
        #expect(scene.refusal(of: .keep(id, unmade, nil)) == .unknownSurveyPromise)
        #expect(scene.refusal(of: .keep(id, .reading(SurveyScene.kind), nil)) == nil)
        for words in [Words(en: "How long?", nl: " "), Words(en: "?!", nl: "Hoe lang?")] {
            #expect(scene.refusal(of: .keep(id, Self.waiting, words)) == .questionWordsMissing)
        }
        let byteCount = SurveyQuestion.wordByteCountMax
        let full = Words(en: String(repeating: "a", count: byteCount), nl: SurveyScene.fine.nl)
        #expect(scene.refusal(of: .keep(id, Self.waiting, full)) == nil)
        let over = Words(en: full.en + "a", nl: full.nl)
        #expect(scene.refusal(of: .keep(id, Self.waiting, over)) == .questionWordsTooLong)
    }

    @Test("A question is changed so often and no more")
    func bounds() throws {
        var scene = try SurveyScene()
        let id = try #require(Self.waiting.question)
        for number in 1...SurveyBook.versionCountMax {
            try scene.keep(
                Self.waiting, Words(en: "How long, \(number)?", nl: "Hoe lang, \(number)?"))
        }
        #expect(scene.refusal(of: .keep(id, Self.waiting, nil)) == .tooManyQuestionVersions)
        for number in 1..<SurveyBook.questionCountMax {
            try scene.doing(.keep(SurveyQuestionID("q\(number)")!, Self.waiting, nil))
        }
        let more = SurveyQuestionID("more")!
        #expect(scene.refusal(of: .keep(more, Self.waiting, nil)) == .tooManyQuestions)
    }

    @Test("Each form's own words are fine, in either language", arguments: SurveyForm.allCases)
    func forms(_ form: SurveyForm) {
        for subject in [
            Words(en: "Quiet", nl: "Rust"), Words(en: "Waiting", nl: "Wachten"),
            Words(en: "Fifteen minutes", nl: "Een kwartier"),
        ] {
            let wordings = SurveyQuestion.wordings(of: form.question(about: subject))
            #expect(wordings.en.verdict == .fine)
            #expect(wordings.nl.verdict == .fine)
        }
    }

    @Test("Whatever is not fine has a reason and a better form; what is fine has neither")
    func better() {
        for kind in WordingKind.allCases {
            #expect((kind.betterForm != nil) == (kind.verdict != .fine))
            #expect((kind.advice != nil) == (kind.verdict != .fine))
        }
    }

    @Test(
        "A doubt is told again from its form and what it is about", arguments: SurveyForm.allCases)
    func doubts(_ form: SurveyForm) throws {
        let doubt = try #require(SurveyDoubt(form, about: "quiet"))
        #expect(doubt.form == form)
        #expect(doubt.subject == "quiet")
        #expect(doubt.question?.description == "\(form.rawValue)-quiet")
        #expect(SurveyDoubt(form, about: "no name") == nil)
        #expect(SurveyDoubt(form, about: String(repeating: "a", count: 64))?.question == nil)
    }

    @Test("Replayed rows and a saved state give the same questions")
    func replayed() throws {
        var scene = try SurveyScene()
        try scene.keep(Self.waiting, SurveyScene.fine)
        try scene.keep(.reading(SurveyScene.kind))
        try scene.doing(.drop(try #require(Self.waiting.question)))
        var other = try SurveyScene()
        for row in scene.rows { other.house.scene.engine.apply(row.record, at: row.at) }
        #expect(other.book == scene.book)
        let saved = try JSONEncoder().encode(scene.house.engine.aggregates)
        let read = try JSONDecoder().decode(Aggregates.self, from: saved)
        let woken = Engine(read, seed: KeySeed(first: 1, second: 2))
        #expect(woken.survey == scene.book)
        #expect(woken.survey.entries.count == 2)
    }

    @Test("Rows of the survey are the house's own, and about nobody")
    func subject() throws {
        var scene = try SurveyScene()
        try scene.keep(Self.waiting)
        let record = try #require(scene.rows.first?.record)
        #expect(record.subject == .house)
        #expect(record.purpose == .operation)
    }
}
