import Kernel
import Measures
import Testing

@Suite("Who is in which arm") struct AssignmentTests {
    private func counts(_ assignment: Assignment) -> [Int] {
        var counts = [0, 0, 0]
        for slot in 0..<Assignment.slotCount {
            if let arm = assignment.arm(ofSlot: slot) { counts[arm] += 1 }
        }
        return counts
    }

    @Test("Each arm has exactly its share of the slots, to one in ten thousand", arguments: 1...20)
    func exactShares(seed: Int) throws {
        var draws = StatisticDraws(seed: UInt64(seed))
        func shares() -> [Int] {
            let first = draws.below(Assignment.slotCount + 1)
            let second = draws.below(Assignment.slotCount - first + 1)
            return [first, second, draws.below(Assignment.slotCount - first - second + 1)]
        }
        let (before, now) = (shares(), shares())
        let one = try #require(Assignment(salt: "s", shares: before))
        let other = try #require(Assignment(salt: "s", shares: now, earlier: [before]))
        #expect(counts(one) == before)
        #expect(counts(other) == now)
        // As few move as can: those that arms and the people in none of them give up.
        let moved = (0..<Assignment.slotCount).count {
            one.arm(ofSlot: $0) != other.arm(ofSlot: $0)
        }
        let out = Assignment.slotCount
        let all = zip(
            before + [out - before.reduce(0, +)], now + [out - now.reduce(0, +)])
        #expect(moved == all.reduce(0) { $0 + max(0, $1.0 - $1.1) })
    }

    @Test("When everybody is let in step by step, nobody who is in an arm changes it") func ramp()
        throws
    {
        let steps = [[100, 100], [1_000, 1_000], [5_000, 5_000]]
        var before: Assignment?
        for step in steps.indices {
            let now = try #require(
                Assignment(salt: "s", shares: steps[step], earlier: Array(steps[..<step])))
            for slot in 0..<Assignment.slotCount {
                guard let arm = before?.arm(ofSlot: slot) else { continue }
                #expect(now.arm(ofSlot: slot) == arm)
            }
            before = now
        }
    }

    @Test("People fall into slots evenly, whatever they are called", arguments: ["a", "b", "c"])
    func uniform(salt: String) throws {
        let assignment = try #require(Assignment(salt: salt, shares: [5_000, 5_000]))
        for name in ["", "g-", "0031 6 ", "people of the same long beginning "] {
            var bins = Array(repeating: 0.0, count: 100)
            for person in 0..<50_000 { bins[assignment.slot(of: "\(name)\(person)") / 100] += 1 }
            let found = sampleRatioMismatch(
                counts: bins, ratio: Array(repeating: 1, count: bins.count))
            #expect(found.p > 0.000_1, "\(name)")
        }
    }

    /// χ² of two experiments over the same people, arm by arm.
    private func together(_ one: Assignment, _ other: Assignment) -> Double {
        var cells = Array(repeating: 0.0, count: 4)
        for person in 0..<40_000 {
            guard let a = one.arm(of: "p\(person)"), let b = other.arm(of: "p\(person)") else {
                continue
            }
            cells[2 * a + b] += 1
        }
        return sampleRatioMismatch(counts: cells, ratio: [1, 1, 1, 1]).p
    }

    @Test("Two salts shuffle people without heed of one another") func independence() throws {
        let halves = [5_000, 5_000]
        let one = try #require(Assignment(salt: "one", shares: halves))
        for salt in ["two", "three", "on", "onf", "one "] {
            let other = try #require(Assignment(salt: salt, shares: halves))
            #expect(together(one, other) > 0.000_1, "\(salt)")
        }
        // The control: an experiment beside itself.
        #expect(together(one, one) < 1e-12)
    }

    @Test("The answer is the same for ever") func forEver() throws {
        let assignment = try #require(Assignment(salt: "e-mails", shares: [3_333, 3_333, 3_334]))
        #expect(
            ["g-1", "g-2", "g-3", "g-4"].map { assignment.slot(of: $0) } == [
                5_340, 3_379, 7_635, 5_730,
            ])
    }

    @Test("No salt, no arm, or shares beyond all are refused") func refused() {
        #expect(Assignment(salt: "", shares: [5_000]) == nil)
        #expect(Assignment(salt: "s", shares: []) == nil)
        #expect(Assignment(salt: "s", shares: [5_001, 5_000]) == nil)
        #expect(Assignment(salt: "s", shares: [-1, 5_000]) == nil)
        #expect(Assignment(salt: "s", shares: [Int.max, Int.max]) == nil)
        #expect(Assignment(salt: "s", shares: [1, 1], earlier: [[1]]) == nil)
        #expect(Assignment(salt: "s", shares: [5_000, 5_000]) != nil)
    }
}
