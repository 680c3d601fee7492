import Domain
import Kernel
import Measures
import Testing

/// Negative controls: let `Engine.looksDue` pass over `report.stop`, and what must stop goes on;
/// let `ExperimentReport` judge by `fixed`, and things that do nothing are stopped too often.
@Suite("The house looks at what it tries")
struct ExperimentLookTests {
    private typealias House = ExperimentScene

    /// Tells of people in turn, so many a day, who visit with so much more or less chance in the
    /// second arm; the house looks each day.
    private static func run(
        _ house: inout House, days: Int, aDay: Int, seed: UInt64, more: Double = 0,
        harm: Double = 0, lost: Double = 0
    ) throws {
        var random = SplitMix64(seed: seed)
        func share() -> Double { Double(random.next() >> 11) / Double(1 << 53) }
        for day in 0..<days {
            for number in (day * aDay)..<((day + 1) * aDay) {
                let person = House.person(number)
                guard let arm = house.arm(person) else { continue }
                let (visits, worst, isLost) = (share(), share(), share() < lost && arm == 1)
                if isLost { continue }
                let visit = visits < 0.3 + more * Double(arm) ? House.one : 0
                let sacrifice = min(1, worst * 0.5 + harm * Double(arm))
                try house.tell(
                    person, [House.visit: visit, House.worst: Int32(sacrifice * 1_000_000)])
            }
            house.pass(.hours(24))
            house.tick()
        }
    }

    @Test("It looks once in the time that the plan says, and writes down what it saw")
    func looks() throws {
        var house = try House(people: 100)
        try house.begin()
        house.tick()
        #expect(house.book[House.offer]?.looks.count == 0)
        #expect(house.engine.wantsTick(at: house.scene.now) == false)
        house.pass(.hours(24))
        #expect(house.engine.wantsTick(at: house.scene.now))
        house.tick()
        house.tick()
        let looks = try #require(house.book[House.offer]?.looks)
        #expect(looks.count == 1 && looks[0].people == [0, 0])
        #expect(looks[0].arms.map(\.verdict) == [.goOn] && looks[0].arms[0].low == nil)
        try house.act(.look(House.offer))
        #expect(house.book[House.offer]?.looks.count == 2)
    }

    @Test("What came of fewer than ten people in an arm is not written down; of ten it is")
    func few() throws {
        var house = try House(people: 200)
        try house.begin(House.plan(peopleInArm: 100))
        let all = (0..<200).map(House.person)
        let arms = [0, 1].map { arm in all.filter { house.arm($0) == arm } }
        let first = arms[0].prefix(30) + arms[1].prefix(9)
        for person in first { try house.tell(person, [House.visit: 0, House.worst: 0]) }
        try house.act(.look(House.offer))
        #expect(house.book[House.offer]?.looks.last?.people == [30, 9])
        #expect(house.book[House.offer]?.looks.last?.arms[0].low == nil)
        try house.tell(arms[1][9], [House.visit: 0, House.worst: 0])
        try house.act(.look(House.offer))
        #expect(house.book[House.offer]?.looks.last?.arms[0].low != nil)
    }

    // Negative control: let `LiveMetric.planned` leave `isOfGroup` out, and this fails.
    @Test("A group that is harmed stops it, also when everybody was planned to be many")
    func harmedGroup() throws {
        var house = try House(people: 500)
        let chair = MetricID("chair")!
        let rail = House.metric("chair", kind: .mean, good: .higher, group: House.wheelchair)
        try house.begin(House.plan(guardrails: [House.guardrail, rail], peopleInArm: 600))
        for number in 0..<500 {
            let person = House.person(number)
            let level: Int32 = house.arm(person) == 1 ? 100_000 : 490_000
            try house.tell(
                person, [House.visit: 0, House.worst: 0, chair: level + Int32(number % 5) * 1_000],
                group: House.wheelchair)
        }
        try house.act(.look(House.offer))
        #expect(house.book[House.offer]?.stop == .guardrail(chair))
    }

    @Test("What gets better while all is held goes on and says so; it ends when somebody ends it")
    func better() throws {
        var house = try House(people: 3_000)
        try house.begin()
        try Self.run(&house, days: 3, aDay: 1_000, seed: 1, more: 0.3)
        let experiment = try #require(house.book[House.offer])
        #expect(experiment.state == .running)
        #expect(experiment.looks.last?.arms.map(\.verdict) == [.ship])
        #expect(try #require(experiment.looks.last?.arms[0].low) > 0)
        try house.act(.stop(House.offer, reason: "We keep it"))
        #expect(
            house.book[House.offer]?.stop == .staff(House.noor, reason: "We keep it"))
    }

    @Test("What gets worse is stopped, and so is what sells but harms")
    func harm() throws {
        for (more, harm, stop) in [
            (-0.25, 0.0, LiveStop.primaryWorse), (0.3, 0.2, .guardrail(House.worst)),
        ] {
            var house = try House(people: 3_000)
            try house.begin()
            try Self.run(&house, days: 3, aDay: 1_000, seed: 2, more: more, harm: harm)
            let experiment = try #require(house.book[House.offer])
            #expect(experiment.stop == stop)
            #expect(experiment.stop?.isFound == true && experiment.state == .stopped)
            #expect(house.arm(House.person(0)) == nil)
            #expect(house.replayed().experiments == house.book)
        }
    }

    @Test("Arms that lose people unevenly are stopped, whatever they show")
    func sampleRatio() throws {
        var house = try House(people: 3_000)
        try house.begin()
        try Self.run(&house, days: 3, aDay: 1_000, seed: 3, more: 0.3, lost: 0.3)
        #expect(house.book[House.offer]?.stop == .sampleRatio)
    }

    @Test("Arms whose people are there but not measured are stopped")
    func measuredRatio() throws {
        var house = try House(people: 3_000)
        try house.begin()
        for number in 0..<3_000 {
            let person = House.person(number)
            let isKnown = house.arm(person) == 0 || number % 3 > 0
            try house.tell(person, isKnown ? [House.visit: 0] : [:])
        }
        house.pass(.hours(24))
        house.tick()
        #expect(house.book[House.offer]?.stop == .measuredRatio)
    }

    @Test("A red line that is crossed stops at once what sells, and says by whom")
    func redLine() throws {
        var house = try House(people: 3_000)
        try house.begin()
        try Self.run(&house, days: 3, aDay: 1_000, seed: 1, more: 0.3)
        #expect(house.book[House.offer]?.looks.last?.arms.map(\.verdict) == [.ship])
        let cross = ExperimentDoing.cross(House.offer, House.price, reason: "It hid the price")
        #expect(
            house.refusal(of: .cross(House.offer, RedLineID("none")!, reason: "a"))
                == .unknownRedLine)
        #expect(
            house.refusal(of: .cross(House.offer, House.price, reason: " ")) == .reasonMissing)
        try house.act(cross)
        let experiment = try #require(house.book[House.offer])
        #expect(experiment.stop == .redLine(House.price))
        #expect(experiment.crossed.map(\.reason) == ["It hid the price"])
        #expect(house.refusal(of: cross) == .alreadyStopped)
    }

    @Test("Of 200 that do nothing, looked at daily, at most one in twenty is stopped")
    func nothing() throws {
        let known = try House(people: 2_000)
        var (stopped, plain) = (0, 0)
        for seed in 0..<200 {
            var house = known
            try house.begin(House.plan(salt: "nothing-\(seed)"))
            var isPlain = false
            for day in 0..<10 where house.book[House.offer]?.state == .running {
                try Self.tell(day, to: &house, seed: UInt64(seed * 10 + day))
                let report = house.book[House.offer].flatMap {
                    house.engine.experimentCount(of: House.offer)?.report(of: $0)
                }
                let interval = report?.readings[0].primary.fixed?.interval
                if let interval, interval.low > 0 || interval.high < 0 { isPlain = true }
            }
            if house.book[House.offer]?.state == .stopped { stopped += 1 }
            if isPlain { plain += 1 }
        }
        #expect(stopped <= 10, "\(stopped)")
        // The plain test on the same people finds something far more often.
        #expect(plain >= 24 && plain > 2 * stopped, "\(plain)")
    }

    private static func tell(_ day: Int, to house: inout House, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for number in (day * 200)..<((day + 1) * 200) {
            let values: [MetricID: Int32] = [
                House.visit: random.next() % 10 < 3 ? House.one : 0,
                House.worst: Int32(random.next() % 1_000_001),
            ]
            try house.tell(House.person(number), values)
        }
        house.pass(.hours(24))
        house.tick()
    }
}
