import Dispatch
import Foundation
import Kernel
import Measures

/// The measures of many people: all over again on two cores, one fact at a time, and in shards
/// that add up.
enum MeasureBench {
    private static let wishesAPerson = 12
    private static let occasionsAPerson = 24
    private static let shardCount = 16
    private static let factsAPerson = wishesAPerson + occasionsAPerson

    static func run(people: Int) {
        let before = resident()
        var shards = [MeasureShard](repeating: MeasureShard(), count: shardCount)
        let rebuilt = Used.by { shards = rebuild(people: people) }
        let after = resident()
        let facts = people * factsAPerson
        print("measures of \(people) people, \(wishesAPerson) wishes, \(facts) facts")
        print("rebuild on two cores: \(rebuilt)")
        print("resident: \((after - before) / max(people, 1)) bytes a person")

        var merged = PopulationMeasures()
        let merging = Used.by {
            for shard in shards {
                do { try merged.merge(shard.population) } catch { print("refused: \(error)") }
            }
        }
        var whole = MeasureShard()
        let alone = Used.by {
            whole = MeasureShard(rebuilding: Facts(people: people, first: 0, step: 1))
        }
        print("rebuild on one core: \(alone)")
        print("merge of \(shardCount) shards: \(merging), equals the whole: ", terminator: "")
        print(merged == whole.population)
        shards = []
        takeEach(into: &whole, people: people)
    }

    private static func rebuild(people: Int) -> [MeasureShard] {
        let lock = NSLock()
        nonisolated(unsafe) var shards = [MeasureShard](
            repeating: MeasureShard(), count: shardCount)
        DispatchQueue.concurrentPerform(iterations: 2) { core in
            for index in stride(from: core, to: shardCount, by: 2) {
                let shard = MeasureShard(
                    rebuilding: Facts(people: people, first: index, step: shardCount))
                lock.withLock { shards[index] = shard }
            }
        }
        return shards
    }

    /// Of people in no order, as they come in.
    private static func takeEach(into whole: inout MeasureShard, people: Int) {
        var chance = SplitMix64(seed: 7)
        let count = 1_000_000
        let facts = (0..<count).map { number in
            let person = Int.random(in: 0..<people, using: &chance)
            return (person, Facts.fact(of: person, number: factsAPerson + number % 40))
        }
        let used = Used.by {
            for (person, fact) in facts { whole.take(fact, of: person) }
        }
        print("a million facts, one at a time: \(used): as many µs each")
        var again = PopulationMeasures()
        for person in 0..<people {
            if let known = whole[person] { again.add(known.summary) }
        }
        print("equals all counted again: \(again == whole.population)")
        for person in stride(from: 0, to: people, by: 2) { whole.erase(person) }
        var rest = PopulationMeasures()
        for person in stride(from: 1, to: people, by: 2) {
            if let known = whole[person] { rest.add(known.summary) }
        }
        print("half of them erased equals never having had them: \(rest == whole.population)")
    }

    /// Both, because other work on the machine makes the clock run on, not the processor.
    private struct Used: CustomStringConvertible {
        let clock: Duration
        let processor: Double

        static func by(_ work: () -> Void) -> Self {
            let before = processorSeconds()
            let clock = ContinuousClock().measure(work)
            return Self(clock: clock, processor: processorSeconds() - before)
        }

        private static func processorSeconds() -> Double {
            var usage = rusage()
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        }

        var description: String { "\(clock), \(processor) s of processor" }
    }

    private static func resident() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Facts as a journal has them: everybody's first, everybody's second. People are told apart
    /// by a seed, so that nothing is kept but what is measured.
    private struct Facts: Sequence, IteratorProtocol {
        let people: Int
        let first: Int
        let step: Int
        private var person: Int
        private var place = 0
        private var number = 0

        init(people: Int, first: Int, step: Int) {
            (self.people, self.first, self.step, person) = (people, first, step, first)
        }

        mutating func next() -> (person: Int, fact: PersonFact)? {
            if person >= people {
                (person, place, number) = (first, 0, number + 1)
            }
            guard number < MeasureBench.factsAPerson, person < people else { return nil }
            defer {
                person += step
                place += 1
            }
            return (place, Self.fact(of: person, number: number))
        }

        static func fact(of person: Int, number: Int) -> PersonFact {
            var chance = SplitMix64(seed: UInt64(person) << 12 | UInt64(number))
            let bits = chance.next()
            if number < wishesAPerson { return wish(number, of: person, bits: bits) }
            let day = 20_000 + Int32(number - wishesAPerson) * 9 + Int32(bits >> 60)
            let level = Int32(truncatingIfNeeded: bits >> 16 & 0xF_FFFF) % 1_000_001
            switch number % 10 {
            case 4: return .expected(millionths: level / 2 + 400_000, day: day)
            case 5: return .perceived(millionths: level / 2 + 400_000, day: day)
            default:
                let index = Int(bits % UInt64(wishesAPerson))
                return .sacrifice(
                    key(index, of: person), millionths: level / 2, day: day,
                    isConfirmed: bits >> 40 & 7 != 0)
            }
        }

        /// Twelve of 240 wishes on sixty facets, the same for a person at every turn.
        private static func key(_ index: Int, of person: Int) -> WishKey {
            WishKey(UInt32(truncatingIfNeeded: index * 20 + person % 20))
        }

        private static func wish(_ index: Int, of person: Int, bits: UInt64) -> PersonFact {
            let key = key(index, of: person)
            return .wish(
                key, on: FacetNumber(UInt16(key.number / 4)),
                importance: bits >> 8 & 15 == 0 ? nil : UInt16(bits & 63) + 1,
                isConfirmed: bits >> 20 & 15 != 0)
        }
    }
}
