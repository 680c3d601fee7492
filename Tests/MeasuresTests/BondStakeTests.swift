import ExactJSON
import MeasureJSON
import Measures
import Testing

/// Negative controls: fill an unknown factor in with a half, tell a side of nine people, or leave
/// the group out of what is hidden, and these fail.
@Suite("What is at stake with whoever recognises themself, and what goes with it")
struct BondStakeTests {
    private static func stake(
        _ level: UInt8, kept: Int = 0, broken: Int = 0, stays: UInt8? = nil
    ) -> BondStake {
        BondStake(
            level: level, kept: kept, broken: broken,
            leaving: stays.map { .told(stays: $0) })
    }

    @Test("It is the product of three factors, and unknown as soon as one of them is")
    func product() throws {
        let known = Self.stake(8, kept: 0, broken: 1, stays: 2)
        #expect(abs(try #require(known.exposure) - 0.8 * 0.75 * 0.8) < 1e-12)
        #expect(known.bounds == Interval(known.exposure ?? 0, known.exposure ?? 0))
        #expect(Self.stake(8, broken: 1).exposure == nil)
        #expect(Self.stake(8, stays: 2).exposure == nil)
        let left = BondStake(level: 8, kept: 0, broken: 1, leaving: .tookLeave)
        #expect(left.leavingChance == 1 && left.isLeaving == true)
    }

    @Test("What is not known lies between its bounds, and decides nothing where it would decide")
    func bounds() {
        #expect(Self.stake(10).bounds == Interval(0, 1))
        #expect(Self.stake(10).flag == .unknown)
        // However the rest lies, so little of themself puts little at stake.
        #expect(Self.stake(1).flag == .little)
        #expect(Self.stake(10, broken: 1, stays: 0).flag == .much)
        #expect(Self.stake(10, broken: 1, stays: 10).flag == .little)
        #expect(Self.stake(10, kept: 500, broken: 0).flag == .little)
        #expect(Self.stake(10, broken: 500).flag == .unknown)
    }

    @Test(
        "Of every known case the product lies between the bounds of the same case known less well")
    func inside() throws {
        for level in UInt8(0)...10 {
            for stays in UInt8(0)...10 {
                for (kept, broken) in [(1, 0), (0, 1), (3, 5)] {
                    let known = Self.stake(level, kept: kept, broken: broken, stays: stays)
                    let exposure = try #require(known.exposure)
                    for less in [
                        Self.stake(level, stays: stays), Self.stake(level),
                        Self.stake(level, kept: kept, broken: broken),
                    ] {
                        #expect(less.bounds.low <= exposure && exposure <= less.bounds.high)
                    }
                    if Self.stake(level).flag == .little { #expect(known.flag == .little) }
                }
            }
        }
    }

    // MARK: Over people

    private static func people(_ counts: [(UInt8, Int)]) -> [BondStake] {
        counts.flatMap { level, count in
            Array(repeating: stake(level, kept: 0, broken: 3, stays: 0), count: count)
        }
    }

    @Test("People are counted on each side of the level, and a level of few is hidden")
    func sides() throws {
        let spread = BondSpread(
            Self.people([(0, 12), (3, 20), (4, 10), (7, 30), (8, 11), (10, 10)]), muchFrom: 7)
        #expect(spread.people == 93)
        #expect(spread.levels[0] == 12 && spread.levels[7] == 30 && spread.levels[1] == nil)
        let (much, less) = (try #require(spread.much), try #require(spread.less))
        #expect(much.people == 51 && less.people == 42)
        #expect(spread.brokenKnown?.known == 93 && spread.brokenKnown?.unknown == 0)
    }

    @Test("A side of one to nine people is told of neither; nobody on it is nobody")
    func few() {
        for count in 1...9 {
            let spread = BondSpread(Self.people([(2, 40), (9, count)]), muchFrom: 7)
            #expect(spread.people == 40 + count)
            #expect(spread.much == nil && spread.less == nil)
            #expect(spread.levels.allSatisfy { $0 == nil })
        }
        let none = BondSpread(Self.people([(2, 40)]), muchFrom: 7)
        #expect(none.much?.people == 0 && none.less?.people == 40)
        #expect(BondSpread([], muchFrom: 7).much == nil)
        #expect(BondSpread(Self.people([(2, 9)]), muchFrom: 7).people == nil)
    }

    @Test("What is hidden on a side is ten people or more in two levels, or all of it")
    func hidden() throws {
        var draws = StatisticDraws(seed: 7)
        for _ in 0..<300 {
            let counts = (0...10).map { (UInt8($0), draws.below(25)) }
            let spread = BondSpread(Self.people(counts), muchFrom: 6)
            guard spread.much != nil else { continue }
            for side in [Array(0..<6), Array(6...10)] {
                let hidden = side.filter { spread.levels[$0] == nil && counts[$0].1 > 0 }
                let sum = hidden.reduce(0) { $0 + counts[$1].1 }
                let all = side.allSatisfy { spread.levels[$0] == nil }
                #expect(hidden.isEmpty || all || (sum >= 10 && hidden.count >= 2))
            }
            for (level, count) in spread.levels.enumerated() {
                if let count { #expect(count == counts[level].1 && count >= 10) }
            }
        }
    }

    // MARK: In the catalogue

    private func answer(_ name: String, _ text: String) throws -> String {
        let measure = try #require(Measure.named(name))
        let value = try ExactJSONReader.read(Array(text.utf8), takesEscapes: true)
        return try measure.compute(MeasureInput(value, files: { _ in nil })).text
    }

    @Test("The catalogue counts the same, says null where it is unknown, and refuses other shapes")
    func catalogue() throws {
        let name = "exposure-of-who-recognises-themself"
        let known = try answer(name, #"{"level": 10, "kept": 0, "broken": 1, "left": true}"#)
        #expect(known.contains(#""exposure": 0.75"#) && known.contains(#""flag": "much""#))
        let unknown = try answer(name, #"{"level": 10}"#)
        #expect(unknown.contains(#""exposure": null"#) && unknown.contains(#""p_broken": null"#))
        for wrong in [#"{"level": 11}"#, #"{"level": 3, "kept": -1}"#, #"{"stays": 3}"#, "{}"] {
            #expect(throws: MeasureProblem.self) { try answer(name, wrong) }
        }
        let people = Array(repeating: #"{"level": 9, "stays": 8}"#, count: 12)
            .joined(separator: ",")
        let spread = try answer(
            "people-by-how-much-of-themself-they-recognise",
            #"{"much_from": 7, "people": [\#(people)]}"#)
        #expect(spread.contains(#""n": 12"#) && spread.contains(#""comes_again": [12,"#))
    }
}
