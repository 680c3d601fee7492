import Measures
import Testing

@Suite("What became of promises") struct PromiseReportTests {
    /// Facts of any letter and any reading, some of people who have several.
    private func facts(_ count: Int, seed: UInt64, asked: Double = 0.5) -> [PromiseFact] {
        var draws = StatisticDraws(seed: seed)
        let letters = PromiseFact.Letter.allCases
        return (0..<count).map { _ in
            PromiseFact(
                person: draws.happens(0.7) ? UInt64(draws.below(max(1, count / 3))) : nil,
                letter: letters[draws.below(letters.count)],
                reading: draws.happens(asked) ? draws.happens(0.6) : nil)
        }
    }

    private let seeds: [UInt64] = Array(1...25)

    @Test("Every promise is not due, kept, broken or unknown, and counts once") func once() {
        for seed in seeds {
            let facts = facts(200, seed: seed)
            let count = PromiseCount(facts)

            #expect(count.made == 200)
            #expect(count.notDue + count.kept + count.broken + count.unknown == count.made)
            #expect(count.due == count.judged + count.unknown)
            #expect(count.notDue == facts.count { $0.letter == .notDue }, "seed \(seed)")
        }
    }

    @Test("What people say changes nothing of the letter, and the letter nothing of what they say")
    func apart() {
        for seed in seeds {
            let facts = facts(120, seed: seed)
            let silent = facts.map { PromiseFact(person: $0.person, letter: $0.letter) }
            let undone = facts.map {
                PromiseFact(person: $0.person, letter: .unknown, reading: $0.reading)
            }
            let (both, letter) = (PromiseCount(facts), PromiseCount(silent))

            #expect(both.rate == letter.rate && both.interval == letter.interval)
            #expect(both.kept == letter.kept && both.bounds == letter.bounds)
            #expect(both.rateByReading == PromiseCount(undone).rateByReading)
            #expect(both.asked == PromiseCount(undone).asked, "seed \(seed)")
        }
    }

    @Test("Who said so, who was asked and did not say, and who was not asked are all of them")
    func threeNumbers() {
        for seed in seeds {
            var draws = StatisticDraws(seed: seed)
            let facts = facts(150, seed: seed).map {
                PromiseFact(
                    person: $0.person, letter: $0.letter, reading: $0.reading,
                    isAsked: draws.happens(0.4))
            }
            let count = PromiseCount(facts)
            #expect(count.asked + count.silent + count.notAsked == count.made)
            #expect(count.silent == facts.count { $0.reading == nil && $0.isAsked })
            #expect(count.rateByReading == PromiseCount(self.facts(150, seed: seed)).rateByReading)
        }
    }

    @Test("What is sure to lie below half is seldom kept, and nothing else is") func seldom() {
        func count(_ kept: Int, _ broken: Int) -> PromiseCount {
            PromiseCount(
                [PromiseFact](repeating: PromiseFact(person: nil, letter: .kept), count: kept)
                    + .init(repeating: PromiseFact(person: nil, letter: .broken), count: broken))
        }
        #expect(count(40, 60).isSeldomKept)
        #expect(!count(41, 59).isSeldomKept)
        #expect(!count(1, 2).isSeldomKept && !count(0, 0).isSeldomKept)
    }

    @Test("Where nobody was asked there is no figure of readings at all") func notAsked() {
        let count = PromiseCount(facts(50, seed: 4, asked: 0))
        let one = PromiseCount([PromiseFact(person: 1, letter: .unknown, reading: true)])

        #expect(count.rateByReading == nil && count.intervalByReading == nil)
        #expect(count.gapShare == nil && count.gapInterval == nil)
        #expect(one.rateByReading == 1 && one.rate == nil)
        #expect(one.gapShare == nil, "nobody knows what it was by the letter")
    }

    @Test("The gap is what was kept by the letter and called broken, of what was judged both ways")
    func gap() {
        let count = PromiseCount([
            PromiseFact(person: 1, letter: .kept, reading: false),
            PromiseFact(person: 2, letter: .kept, reading: true),
            PromiseFact(person: 3, letter: .broken, reading: true),
            PromiseFact(person: 4, letter: .kept),
            PromiseFact(person: 5, letter: .unknown, reading: false),
        ])

        #expect(count.gap == 1 && count.gapOtherWay == 1 && count.judgedTwice == 3)
        #expect(count.gapShare == 1.0 / 3)
        #expect(count.asked == 4 && count.keptByReading == 2)
    }

    @Test("Whatever became of the unknown ones, the rate lies within the bounds") func bounds()
        throws
    {
        for seed in seeds {
            let facts = facts(90, seed: seed)
            let bounds = try #require(PromiseCount(facts).bounds)
            var draws = StatisticDraws(seed: seed + 100)
            let known = facts.map { fact in
                guard fact.letter == .unknown else { return fact }
                return PromiseFact(
                    person: fact.person, letter: draws.happens(0.5) ? .kept : .broken)
            }
            let rate = try #require(PromiseCount(known).rate)

            #expect(bounds.lower - 1e-12 <= rate && rate <= bounds.upper + 1e-12, "seed \(seed)")
        }
    }

    @Test("Promises of one person that go together make the interval wider") func clusters() throws
    {
        let people = (0..<40).flatMap { person in
            Array(
                repeating: PromiseFact(
                    person: UInt64(person), letter: person.isMultiple(of: 4) ? .broken : .kept),
                count: 5)
        }
        let loose = people.map { PromiseFact(person: nil, letter: $0.letter) }
        let (hanging, free) = (PromiseCount(people), PromiseCount(loose))
        let (wide, narrow) = (try #require(hanging.interval), try #require(free.interval))

        #expect(hanging.rate == free.rate)
        #expect(hanging.personCount == 40 && free.personCount == 200)
        #expect(free.clustered == nil)
        #expect(wide.width > 2 * narrow.width, "five promises that are one count as one")
    }

    @Test("Who looks at every moment gets a wider interval around the same rate") func anytime()
        throws
    {
        for seed in seeds {
            let loose = facts(80, seed: seed).map { PromiseFact(person: nil, letter: $0.letter) }
            let count = PromiseCount(loose)
            let (rate, wilson) = (try #require(count.rate), try #require(count.interval))
            let anytime = try #require(count.anytime)

            #expect(wilson.contains(rate) && anytime.contains(rate))
            #expect(anytime.width > wilson.width, "seed \(seed)")
        }
    }

    @Test("Groups add up to all, stand in order of name, and no order of facts changes them")
    func groups() {
        for seed in seeds {
            var draws = StatisticDraws(seed: seed)
            let named = facts(150, seed: seed).map { fact in
                (group: ["sign", "desk", "site"][draws.below(3)], fact: fact)
            }
            let report = PromiseReport(facts: named)
            let back = PromiseReport(facts: named.reversed())

            #expect(report == back)
            #expect(report.groups.map(\.name) == ["desk", "sign", "site"])
            #expect(report.groups.map(\.count.made).reduce(0, +) == report.all.made)
            #expect(report.groups.map(\.count.kept).reduce(0, +) == report.all.kept)
            #expect(report.groups.map(\.count.asked).reduce(0, +) == report.all.asked)
            #expect(report["desk"]?.made == named.count { $0.group == "desk" }, "seed \(seed)")
        }
    }

    @Test("Of nothing there is no rate, no interval and no bound") func nothing() {
        let none = PromiseReport(facts: [(group: String, fact: PromiseFact)]())
        let early = PromiseCount([PromiseFact(person: 1, letter: .notDue)])

        #expect(none.all.rate == nil && none.all.interval == nil && none.all.bounds == nil)
        #expect(none.all.published.standing == .unknown && none.groups.isEmpty)
        #expect(early.made == 1 && early.due == 0 && early.rate == nil && early.anytime == nil)
    }
}
