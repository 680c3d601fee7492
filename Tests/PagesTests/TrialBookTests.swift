import Domain
import Kernel
import Measures
import Pages
import Testing

// Negative controls: tell a difference as it was counted and not as better or worse, draw a moment
// at which few people were there, or call a loss a gain, and these fail.
@Suite("What is tried, on a page")
struct TrialBookTests {
    private static let day: Int64 = 86_400_000
    private static let one = LiveMetric.one
    private static let book = TrialBook(people: "guests", isDutch: false)
    private static let price = RedLineID("price")!

    private static func metric(
        _ id: String, _ kind: LiveMetric.Kind, _ good: LiveMetric.Good, margin: Int32? = nil,
        bounds: ClosedRange<Int32> = 0...one
    ) -> LiveMetric {
        LiveMetric(
            id: MetricID(id)!, words: Words(en: id.uppercased(), nl: "nl \(id)"), kind: kind,
            good: good, bounds: bounds, effect: 50_000, margin: margin)
    }

    private static func plan(
        primary: LiveMetric = metric("bought", .rate, .higher),
        rail: LiveMetric = metric("given-up", .mean, .lower, margin: 100_000)
    ) -> LivePlan {
        func words(_ text: String) -> Words { Words(en: text, nl: "nl \(text)") }
        let (now, offer) = (ArmID("now")!, ArmID("offer")!)
        return LivePlan(
            id: ExperimentID("desk")!, title: words("An offer"), why: words("To see"), salt: "s",
            arms: [
                LiveArm(id: now, words: words("as it is"), share: 5_000),
                LiveArm(id: offer, words: words("the offer"), share: 5_000),
            ], primary: primary, guardrails: [rail],
            redLines: [LiveRedLine(id: price, arm: offer, words: words("it hides a price"))],
            peopleInArm: 1_000)
    }

    private static func look(
        _ day: Int64, people: [Int] = [200, 200], _ difference: Int32?, _ low: Int32? = nil,
        _ high: Int32? = nil
    ) -> LiveLook {
        LiveLook(
            at: Instant(milliseconds: day * Self.day), people: people,
            arms: [
                LiveLook.Arm(
                    verdict: .goOn, difference: difference,
                    low: low ?? difference.map { $0 - 100_000 },
                    high: high ?? difference.map { $0 + 100_000 })
            ])
    }

    private static func course(
        _ plan: LivePlan, _ looks: [LiveLook], _ report: ExperimentReport? = nil
    ) -> TrialBook.Course {
        TrialBook.Course(plan: plan, arm: 1, looks: looks, report: report, now: 40 * day)
    }

    /// People in turn: of each arm how many in ten buy, and what all of them give up.
    private static func report(
        _ plan: LivePlan, people: Int, bought: (Int, Int), givenUp: (Int32, Int32)
    ) throws -> ExperimentReport {
        var all = ExperimentPeople(metricCount: 2)
        for person in 0..<people {
            let arm = person % 2
            let often = arm == 0 ? bought.0 : bought.1
            let level = (arm == 0 ? givenUp.0 : givenUp.1) + Int32(person / 2 % 3) * 10_000
            all.append(
                arm: Int8(arm), values: [person / 2 % 10 < often ? one : 0, level])
        }
        return ExperimentReport(try #require(plan.planned()), all, isLookedAtOften: true)
    }

    private static func figure(_ course: TrialBook.Course) -> InsightFigure {
        book.figure(course) { "day \($0 / day)" }
    }

    @Test("A difference is told as better, and up is better, whatever the measure counts")
    func better() throws {
        let less = Self.plan(primary: Self.metric("waited", .rate, .lower))
        for (plan, sign) in [(Self.plan(), 1), (less, -1)] as [(LivePlan, Int32)] {
            let low: Int32 = sign > 0 ? 100_000 : -300_000
            let figure = Self.figure(
                Self.course(plan, [Self.look(3, sign * 200_000, low, low + 200_000)]))
            #expect(
                figure.table.rows == [
                    [
                        .text("day 3"), .count(200), .count(200), .exact(20, decimals: 1),
                        .exact(10, decimals: 1), .exact(30, decimals: 1),
                    ]
                ])
            #expect(figure.sentence.contains("20.0 points better"))
            #expect(figure.sentence.contains("between 10.0 points better and 30.0 points better"))
        }
        let worse = Self.figure(Self.course(Self.plan(), [Self.look(3, -200_000)]))
        #expect(worse.sentence.contains("20.0 points worse"))
    }

    @Test("There is a line of no difference, one of what is worth having, and a dot a look")
    func drawn() throws {
        let figure = Self.figure(
            Self.course(
                Self.plan(), [Self.look(1, 0), Self.look(2, 100_000), Self.look(3, 150_000)]))

        let looks = figure.marks.map(\.look)
        #expect(looks.count { $0 == "axis" } == 1 && looks.count { $0 == "edge" } == 1)
        #expect(looks.count { $0 == "little" } == 3 && looks.count { $0 == "reach" } == 3)
        #expect(looks.count { $0 == "series" } == 1)
        func height(_ mark: InsightMark?) -> Double? {
            switch mark?.shape {
            case .dot(_, let y, _): y
            case .line(let points): points.first?.y
            default: nil
            }
        }
        let zero = try #require(height(figure.marks.first { $0.look == "axis" }))
        let worth = try #require(height(figure.marks.first { $0.look == "edge" }))
        let dots = figure.marks.filter { $0.look == "little" }.compactMap(height)
        #expect(dots[0] == zero && dots[1] < worth && dots[2] < dots[1] && worth < zero)
        for mark in figure.marks {
            if case .line(let points) = mark.shape {
                #expect(points.allSatisfy { (0...320).contains($0.x) && (0...168).contains($0.y) })
            }
        }
    }

    @Test("What came of fewer than ten people of a way is neither drawn nor told") func few() throws
    {
        let plan = Self.plan()
        let few = Self.figure(Self.course(plan, [Self.look(1, people: [9, 40], 300_000)]))
        #expect(few.marks.isEmpty && few.table.rows.isEmpty)
        #expect(few.sentence.contains("Not known yet"))
        let enough = Self.figure(Self.course(plan, [Self.look(1, people: [10, 40], 300_000)]))
        #expect(enough.table.rows.count == 1)

        for (people, isTold) in [(18, false), (20, true)] {
            let report = try Self.report(plan, people: people, bought: (3, 6), givenUp: (0, 0))
            #expect((TrialBook.rails(of: 1, plan, report)[0].verdict != nil) == isTold)
            #expect(
                (Self.book.madeWorse(report.readings[0], plan) != nil) == isTold, "\(people) people"
            )
        }
    }

    @Test("The tenth that is worst off is told when ten people are in it") func worst() throws {
        let plan = Self.plan(rail: Self.metric("given-up", .worstDecile, .lower, margin: 100_000))
        for (people, isTold) in [(198, false), (200, true)] {
            let report = try Self.report(plan, people: people, bought: (3, 6), givenUp: (0, 0))
            #expect((TrialBook.rails(of: 1, plan, report)[0].verdict != nil) == isTold)
        }
    }

    @Test("Each guardrail has its own shape: held, not shown yet, broken") func rails() throws {
        let plan = Self.plan()
        for (level, verdict, look) in [
            (200_000, .held, "good"), (800_000, .broken, "much"),
        ] as [(Int32, GuardrailVerdict, String)] {
            let report = try Self.report(
                plan, people: 1_200, bought: (3, 3), givenUp: (200_000, level))
            let rails = TrialBook.rails(of: 1, plan, report)
            #expect(rails[0].verdict == verdict)
            let figure = Self.book.figure(of: 1, plan, rails)
            #expect(figure.marks.contains { $0.look == look })
            #expect(figure.table.rows[0].last == .text("\(verdict.rawValue)"))
        }
        let unknown = Self.book.figure(of: 1, plan, TrialBook.rails(of: 1, plan, nil))
        #expect(!unknown.marks.contains { ["good", "much", "own"].contains($0.look) })
        #expect(unknown.sentence.contains("Of 1 too little is known."))
    }

    @Test("What got worse within its limit is named before it is made the way of the house")
    func worseWithin() throws {
        let plan = Self.plan()
        for (level, isNamed) in [(240_000, true), (200_000, false), (160_000, false)]
            as [(Int32, Bool)]
        {
            let report = try Self.report(
                plan, people: 1_200, bought: (2, 8), givenUp: (200_000, level))
            let reading = report.readings[0]
            #expect(reading.verdict == .ship)
            let said = Self.book.decision(reading, plan)
            #expect(said.contains("no guardrail is worse than its limit"))
            #expect(
                said.contains("“GIVEN-UP” is 0.040 worse, within its limit of 0.100") == isNamed)
            #expect(said.contains("“GIVEN-UP”") == isNamed)
        }
    }

    @Test("Looks of one day that say the same are listed once, and others each")
    func once() {
        let alike = Self.figure(
            Self.course(Self.plan(), [Self.look(3, 100_000), Self.look(3, 100_000)]))
        #expect(alike.table.rows.count == 1)
        for other in [
            Self.look(4, 100_000), Self.look(3, 200_000),
            Self.look(3, people: [200, 201], 100_000),
        ] {
            let figure = Self.figure(Self.course(Self.plan(), [Self.look(3, 100_000), other]))
            #expect(figure.table.rows.count == 2)
        }
    }

    @Test("Whom a guardrail is about is told as a group") func group() {
        let rail = LiveMetric(
            id: MetricID("calm")!, words: Words(en: "Calm", nl: "Rustig"), kind: .mean,
            good: .higher, effect: 50_000, margin: 50_000,
            group: ExperimentGroupID("wheelchair")!)
        #expect(Self.book.name(rail) == "Calm · group wheelchair")
        #expect(
            TrialBook(people: "gasten", isDutch: true).name(rail) == "Rustig · groep wheelchair")
    }

    @Test("What sells and crosses a red line is told as both; what does not sell is not")
    func headline() throws {
        let plan = Self.plan()
        let stop = LiveStop.redLine(Self.price)
        let sold = [Self.course(plan, [Self.look(3, 300_000)])]
        #expect(TrialBook.isGained(stop, sold))
        #expect(
            Self.book.headline(stop, plan, isGained: true)
                == "“BOUGHT” got better, and it was stopped: it crosses “it hides a price”.")
        for difference in [50_000, -300_000] as [Int32] {
            #expect(!TrialBook.isGained(stop, [Self.course(plan, [Self.look(3, difference)])]))
        }
        #expect(!TrialBook.isGained(stop, [Self.course(plan, [])]))
        #expect(!TrialBook.isGained(.sampleRatio, sold))

        let report = try Self.report(
            plan, people: 1_200, bought: (2, 8), givenUp: (200_000, 800_000))
        let rail = LiveStop.guardrail(plan.guardrails[0].id)
        #expect(TrialBook.isGained(rail, [Self.course(plan, [], report)]))
        #expect(
            Self.book.headline(rail, plan, isGained: true)
                == "“BOUGHT” got better, and it was stopped: “GIVEN-UP” got worse by it.")
    }

    @Test("Of many looks thirty are drawn, with the first and the last, and a hundred listed")
    func many() {
        let figure = Self.figure(
            Self.course(Self.plan(), (1...150).map { Self.look($0, 100_000) }))

        #expect(figure.marks.count { $0.look == "little" } == TrialBook.drawnCountMax)
        #expect(figure.table.rows.count == TrialBook.momentCountMax)
        #expect(figure.table.rows.last?.first == .text("day 150"))
        #expect(figure.notes.contains("The last 100 of 150 looks are listed."))
        #expect(figure.marks.contains { $0.shape == .text(x: 46, y: 158, "day 1") })
    }

    @Test("In Dutch, with a comma, and braces in somebody's words stay as they are") func dutch() {
        let dutch = TrialBook(people: "gasten", isDutch: true)
        let figure = dutch.figure(Self.course(Self.plan(), [Self.look(3, 255_000)])) { _ in "dag" }

        #expect(figure.sentence.contains("25,5 punten beter"))
        #expect(
            Self.book.headline(
                .staff(StaffID("noor")!, reason: "{0} {1"), Self.plan(), isGained: false)
                == "A colleague ended it: {0} {1")
    }
}
