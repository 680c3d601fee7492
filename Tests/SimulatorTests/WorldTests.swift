import Simulator
import Testing

@Suite("Simulator")
struct WorldTests {
    @Test("Whatever the seed breaks, what was promised holds", arguments: 0..<40 as Range<UInt64>)
    func holds(block: UInt64) {
        for seed in (block * 50)..<(block * 50 + 50) {
            #expect(World.run(seed: seed).violations == [], "seed \(seed)")
        }
    }

    @Test("Seeds that failed once hold now", arguments: failedSeeds)
    func regressions(seed: UInt64) {
        #expect(World.run(seed: seed).violations == [], "seed \(seed)")
    }

    @Test("Every rare thing happens")
    func gates() {
        var sometimes = Set<String>()

        for seed in 0..<400 as Range<UInt64> {
            sometimes.formUnion(World.run(seed: seed).sometimes.keys)
        }

        #expect(Set(World.gates).subtracting(sometimes) == [])
    }

    @Test(
        "Being wrong is noticed",
        arguments: World.Mutant.allCases.filter { $0 != .none })
    func mutants(mutant: World.Mutant) {
        let caught = (0..<300 as Range<UInt64>).contains {
            !World.run(seed: $0, mutant: mutant).violations.isEmpty
        }

        #expect(caught)
    }

    @Test("One seed always does the same", arguments: 0..<50 as Range<UInt64>)
    func determinism(seed: UInt64) {
        #expect(World.run(seed: seed).trace == World.run(seed: seed).trace)
    }
}
