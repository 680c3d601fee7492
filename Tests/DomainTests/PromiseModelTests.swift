import Domain
import Foundation
import Kernel
import Testing

/// The same by a plain model that knows nothing of rows, names or deadlines: a list of what was
/// said and judged.
///
/// Negative control: let `PersonPromises.apply` take `.judgedByReading` into `byLetter` as well, or
/// drop the `??` before a verdict, and these fail.
@Suite("Promises against a plain model")
struct PromiseModelTests {
    private typealias Made = PromiseScene

    /// One promise as a child would keep it.
    private struct PlainPromise {
        let id: String
        let person: PersonID
        let due: Instant?
        var words: String?
        var isDisputed = false
        var isAsked = false
        var letter: Bool?
        var reading: Bool?
        var offer: String?
        var isAccepted = false
        var isDeclined = false
        var makesGood: String?
        /// Made good, or lost.
        var end: Bool?

        var isBroken: Bool { letter == false || reading == false }

        func state(at now: Instant) -> Promise.State {
            if let end { return end ? .recovered : .lost }
            if offer != nil, !isDeclined {
                return isAccepted ? .recoveryAccepted : .recoveryOffered
            }
            if isBroken { return .broken }
            if letter == true || reading == true { return .kept }
            if let due, now > due { return .overdueUnknown }
            return .open
        }

        /// Does it, when it may be done.
        ///
        /// - Returns: `nil` when it is refused; otherwise whether anything changed.
        mutating func take(_ step: Step) -> Bool? {
            let before = "\(self)"
            let isTheirs = step.claimant != .house && step.claimant != Made.noor
            let isOurs = step.claimant != .person && step.claimant != Made.heard
            switch step.kind {
            case 0:
                if isAsked { return false }
                guard words == nil else { return nil }
                isAsked = true
            case 1:
                guard isTheirs, words == nil || words == step.text && !isDisputed else {
                    return nil
                }
                words = step.text
            case 2:
                guard isTheirs, !isDisputed || words == step.text else { return nil }
                (words, isDisputed) = (step.text, true)
            case 3:
                guard isOurs, letter == nil || letter == step.isYes else { return nil }
                letter = step.isYes
            case 4:
                guard isTheirs, reading == nil || reading == step.isYes else { return nil }
                reading = step.isYes
            case 5:
                guard isOurs, isBroken, end == nil, !isDeclined || offer != step.text else {
                    return nil
                }
                if offer != step.text {
                    (offer, isAccepted, isDeclined) = (step.text, false, false)
                }
            case 6:
                guard isTheirs, offer != nil, end == nil, !isDeclined else { return nil }
                isAccepted = true
            case 7:
                guard offer != nil, isTheirs || isAccepted || end != nil, end != false else {
                    return nil
                }
                end = true
            case 8:
                guard offer != nil, end != true else { return nil }
                end = false
            case 9:
                guard isTheirs, offer != nil, end == nil, !isAccepted else { return nil }
                isDeclined = true
            default:
                guard isTheirs, isBroken, end == nil else { return nil }
                makesGood = step.text
            }
            return before != "\(self)"
        }
    }

    private struct Step {
        let kind: Int
        let person: PersonID
        let id: String
        let claimant: Claimant
        let isYes: Bool
        let text: String

        init(using random: inout SplitMix64) {
            kind = Int.random(in: 0..<11, using: &random)
            person = Bool.random(using: &random) ? Made.anna : Made.ben
            id = "p\(Int.random(in: 0..<5, using: &random))-\(person)"
            let claimants: [Claimant] = [.house, Made.noor, .person, Made.heard, Made.site]
            claimant = claimants[Int.random(in: 0..<claimants.count, using: &random)]
            isYes = Bool.random(using: &random)
            text = Bool.random(using: &random) ? "tea" : "coffee"
        }

        var command: PromiseCommand {
            let promise = PromiseID(id)!
            return switch kind {
            case 0: .askReading(promise)
            case 1: .read(promise, words: text, due: nil)
            case 2: .dispute(promise, words: text)
            case 3: .judgeByLetter(promise, isKept: isYes, at: nil)
            case 4: .judgeByReading(promise, isKept: isYes, at: nil)
            case 5: .offerRecovery(promise, text)
            case 6: .acceptRecovery(promise)
            case 7: .recover(promise)
            case 8: .lose(promise)
            case 9: .declineRecovery(promise)
            default: .wouldMakeGood(promise, text)
            }
        }
    }

    /// Makes a promise when there is none by that name, and does the step otherwise.
    private static func act(
        _ scene: inout Made, _ model: inout [PlainPromise], using random: inout SplitMix64
    ) throws {
        let step = Step(using: &random)
        scene.pass(.minutes(1))
        guard let place = model.firstIndex(where: { $0.id == step.id }) else {
            #expect(
                scene.refusal(step.command, to: step.person, by: step.claimant)
                    == .unknownPromise)
            let due = step.isYes ? scene.now + .minutes(40) : nil
            try scene.promise(Made.make(step.id, due: due), to: step.person)
            model.append(PlainPromise(id: step.id, person: step.person, due: due))
            return
        }
        let expected = model[place].take(step)
        guard expected != nil else {
            #expect(scene.refusal(step.command, to: step.person, by: step.claimant) != nil)
            return
        }
        let did = try scene.promise(step.command, to: step.person, by: step.claimant)
        #expect(did == expected, "\(step)")
    }

    /// Two names become one person's, or two people's again.
    private static func relink(_ scene: inout Made, mail: Alias, isOne: Bool) throws {
        if isOne {
            for name in [Made.anna, Made.ben] {
                try scene.carryOut(.claim(Alias(name), mail, .stated, by: .house, evidence: ""))
            }
        } else if let number = scene.engine.lastClaim(between: Alias(Made.ben), mail) {
            try scene.carryOut(.withdraw(number, by: .house))
        }
    }

    @Test("What became of every promise is what a plain list says", arguments: 0..<40 as Range)
    func random(seed: Int) throws {
        var scene = try Made()
        var model: [PlainPromise] = []
        var random = SplitMix64(seed: UInt64(seed))
        let mail = Alias(.mail, "both@example.org")!

        for number in 0..<200 {
            if number % 50 == 20 { try Self.relink(&scene, mail: mail, isOne: true) }
            if number % 50 == 40 { try Self.relink(&scene, mail: mail, isOne: false) }
            try Self.act(&scene, &model, using: &random)
            if number % 7 == 0 { scene.tick() }
        }

        for plain in model {
            let promise = try #require(scene.entry(plain.id, of: plain.person))
            #expect(promise.state(at: scene.now) == plain.state(at: scene.now), "seed \(seed)")
            #expect(promise.byLetter?.isKept == plain.letter, "seed \(seed)")
            #expect(promise.byReading?.isKept == plain.reading, "seed \(seed)")
            #expect(promise.reading?.words == plain.words, "seed \(seed)")
            #expect(promise.reading?.isDisputed ?? false == plain.isDisputed, "seed \(seed)")
            #expect(promise.recovery?.offer == plain.offer, "seed \(seed)")
            #expect(promise.makesGood?.words == plain.makesGood, "seed \(seed)")
        }
        let open = scene.engine.openPromises(until: scene.now + .hours(24)).map(\.promise.id)
        let isOpen = { (plain: PlainPromise) in plain.letter == nil && plain.reading == nil }
        let expected = model.filter { $0.due != nil && isOpen($0) }.map(\.id)
        #expect(Set(open.map(\.description)) == Set(expected), "seed \(seed)")
    }

    @Test("Folded again, read back, and without somebody erased, the book is the same")
    func restored() throws {
        for seed in 0..<20 as Range {
            var scene = try Made()
            var model: [PlainPromise] = []
            var random = SplitMix64(seed: UInt64(1_000 + seed))
            for _ in 0..<150 { try Self.act(&scene, &model, using: &random) }

            #expect(scene.replayed().promises == scene.engine.promises, "seed \(seed)")
            let data = try JSONEncoder().encode(scene.engine.promises)
            let read = try JSONDecoder().decode(PromiseBook.self, from: data)
            #expect(read == scene.engine.promises, "seed \(seed)")
            let later = scene.now + .hours(24)
            #expect(
                read.due(through: later).map(\.promise)
                    == scene.engine.openPromises(until: later).map(\.promise), "seed \(seed)")
            var erased = scene.engine
            _ = try erased.forget(Made.anna)
            #expect(
                erased.promises == scene.replayed(without: Made.anna).promises, "seed \(seed)")
        }
    }

    @Test("One person's oldest promises that are over make room, and never one that is open")
    func room() throws {
        var scene = try Made()
        try scene.promise(Made.make("first"))
        try scene.promise(.judgeByLetter(PromiseID("first")!, isKept: true, at: nil))
        try scene.promise(Made.make("open", due: scene.now + .hours(1_000)))
        for number in 0..<(PersonPromises.promiseCountMax + 10) {
            try scene.promise(Made.make("p\(number)"))
            try scene.promise(.judgeByLetter(PromiseID("p\(number)")!, isKept: true, at: nil))
        }

        let kept = try #require(scene.engine.promises(of: Made.anna, at: scene.now)?.entries)
        #expect(kept.count == PersonPromises.promiseCountMax)
        #expect(scene.entry("open") != nil && scene.entry("first") == nil)
        let open = scene.engine.openPromises(until: scene.now + .hours(1_000))
        #expect(open.map(\.promise.id.description) == ["open"])
        #expect(scene.entry("p10") == nil && scene.entry("p11") != nil)
    }

    private static var threadMilliseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Negative control: leave an hour unsorted, or look a promise up by reading all of its
    /// person's, and this fails.
    @Test("A million open promises are swept in order, and each looked up, within a second")
    func million() throws {
        var book = PromiseBook()
        var random = SplitMix64(seed: 11)
        let noon = Instant(milliseconds: 1_800_000_000_000)
        for number in 0..<1_000_000 {
            let due = noon + Span(milliseconds: Int64.random(in: 1...86_400_000, using: &random))
            let promise = Promise(
                id: PromiseID("p\(number % 10)")!,
                said: SaidPromise(quote: "so", channel: Made.desk, due: due), madeBy: .house,
                madeAt: noon, print: 0)
            book.apply(.made(promise), of: PersonID("n\(number / 10)")!)
        }

        let end = noon + .hours(24)
        var swept: [PromiseDeadlines.Entry] = []
        var foundCount = 0
        // Processor time of this thread, the least of three: other tests run beside it.
        var least = Int64.max
        for _ in 0..<3 where least >= 1_000 {
            var fresh = book
            foundCount = 0
            let begin = Self.threadMilliseconds
            swept = fresh.takeLooks(through: end)
            for look in swept where fresh.promise(at: look)?.warnAt == look.at { foundCount += 1 }
            least = min(least, Self.threadMilliseconds - begin)
        }
        _ = book.takeLooks(through: end)

        #expect(least < 1_000, "\(least) ms")
        #expect(swept.count == 1_000_000 && foundCount == 1_000_000)
        #expect(swept.allSatisfy { book[$0.name]?[$0.promise]?.isUnjudged == true })
        #expect(zip(swept, swept.dropFirst()).allSatisfy { $0 < $1 })
        let again = book.takeLooks(through: end)
        #expect(again.isEmpty)
    }

    @Test("What falls due is told by due time, then name, then id")
    func calendar() throws {
        var scene = try Made()
        let noon = scene.now
        for (id, person, minutes) in [
            ("z", Made.anna, 90), ("c", Made.ben, 60), ("b", Made.anna, 60), ("a", Made.ben, 60),
            ("y", Made.anna, 61), ("x", Made.anna, 1_500),
        ] as [(String, PersonID, Int64)] {
            try scene.promise(Made.make(id, due: noon + .minutes(minutes)), to: person)
        }
        func open(_ moment: Instant) -> [String] {
            scene.engine.openPromises(until: moment).map(\.promise.id.description)
        }

        #expect(open(noon + .minutes(60)) == ["b", "a", "c"])
        #expect(open(noon + .minutes(60) - Span(milliseconds: 1)).isEmpty)
        #expect(open(noon + .hours(24)) == ["b", "a", "c", "y", "z"])
        try scene.promise(.judgeByLetter(PromiseID("a")!, isKept: true, at: nil), to: Made.ben)
        #expect(open(noon + .hours(48)) == ["b", "c", "y", "z", "x"])
    }
}
