import Domain
import Kernel
import Testing

@Suite("Variants")
struct VariantsTests {
    private func people(
        _ catalogue: Catalogue, seeds: ClosedRange<UInt64>
    ) throws -> [(wishes: [FitWish], best: Composition)] {
        let composer = Composer(catalogue)
        return try seeds.map { seed in
            var random = SplitMix64(seed: seed &* 7_919)
            let wishes = catalogue.facets.filter { _ in Bool.random(using: &random) }.map { facet in
                let level = Int64.random(in: 1...10, using: &random) * 1_000
                let minutes = Int64.random(in: 0...20, using: &random)
                let option = FitScene.options[Int.random(in: 0..<4, using: &random)]
                let want: Want =
                    switch facet.kind {
                    case .more, .ideal: .level(Level(thousandths: level))
                    case .category: .oneOf([WeightedOption(option, weight: 100)])
                    case .set: .all([WeightedOption(option, weight: 1)])
                    case .time: .within(.minutes(minutes))
                    }
                return FitWish(
                    facet: facet.id, want: want,
                    importance: Int64.random(in: 1...5, using: &random))
            }
            return (wishes, try composer.best(for: wishes))
        }
    }

    @Test("Of every way to choose so many variants the one that leaves least is found")
    func bruteForce() throws {
        var apart = 0
        for seed in UInt64(1)...60 {
            let scene = try FitScene(seed: seed)
            guard !scene.all().isEmpty else { continue }
            let people = try people(scene.catalogue, seeds: seed * 100...seed * 100 + 11)
            let variants = try Variants(of: people, in: scene.catalogue)
            let curve = variants.curve(upTo: 4)
            let lost = people.map { person in
                let whole = max(1, person.wishes.reduce(0) { $0 + $1.importance })
                return variants.candidates.map {
                    (scene.lost($0, person.wishes) + whole / 2) / whole
                }
            }
            func left(_ chosen: [Int]) -> Int64 {
                lost.reduce(0) { sum, person in
                    sum + (chosen.map { person[$0] }.min() ?? 0)
                }
            }
            for (number, choice) in curve.enumerated() {
                let size = number + 1
                let all = subsets(variants.candidates.count, size).map(left)
                #expect(choice.chosen.count == size, "seed \(seed)")
                #expect(choice.remaining == all.min(), "seed \(seed), \(size)")
                #expect(left(choice.chosen) == choice.remaining, "seed \(seed), \(size)")
                #expect(choice.gap == 0, "seed \(seed), \(size)")
                #expect(choice.served.reduce(0, +) == people.count, "seed \(seed), \(size)")
            }
            #expect(curve.last.map { $0.remaining == variants.floor || curve.count == 4 } ?? false)
            if curve.count > 2 { apart += 1 }
        }
        #expect(apart > 10)
    }

    private func subsets(_ count: Int, _ size: Int) -> [[Int]] {
        (0..<(1 << count)).filter { $0.nonzeroBitCount == size }.map { bits in
            (0..<count).filter { bits & (1 << $0) != 0 }
        }
    }

    @Test("Where too many sets are to be weighed, the best of all lies within the gap")
    func withinGap() throws {
        var (seed, weighed, exact) = (UInt64(0), 0, 0)
        while weighed < 3, seed < 300 {
            seed += 1
            let scene = try FitScene(seed: seed)
            guard !scene.all().isEmpty else { continue }
            let people = try people(scene.catalogue, seeds: 1...300)
            let variants = try Variants(of: people, in: scene.catalogue)
            // Four of so many, times the people, are more than are weighed.
            guard (22...30).contains(variants.candidates.count) else { continue }
            let curve = variants.curve(upTo: 4)
            guard curve.count == 4, let found = curve.last else { continue }
            let lost = people.map { person in
                let whole = max(1, person.wishes.reduce(0) { $0 + $1.importance })
                return variants.candidates.map {
                    (scene.lost($0, person.wishes) + whole / 2) / whole
                }
            }
            let least = leastOfFour(lost)
            #expect(found.remaining >= least, "seed \(seed)")
            #expect(found.remaining - found.gap <= least, "seed \(seed)")
            weighed += 1
            if found.remaining == least { exact += 1 }
        }
        #expect(weighed > 0 && exact > 0)
    }

    private func leastOfFour(_ lost: [[Int64]]) -> Int64 {
        let count = lost.first?.count ?? 0
        var least = Int64.max
        for a in 0..<count {
            for b in (a + 1)..<max(a + 1, count) {
                let two = lost.map { min($0[a], $0[b]) }
                for c in (b + 1)..<max(b + 1, count) {
                    let three = zip(two, lost).map { min($0, $1[c]) }
                    for d in (c + 1)..<max(c + 1, count) {
                        var sum: Int64 = 0
                        for (left, person) in zip(three, lost) { sum += min(left, person[d]) }
                        least = min(least, sum)
                    }
                }
            }
        }
        return least
    }

    @Test("With more variants never more is left, and the gap never hides a better set")
    func large() throws {
        var seed: UInt64 = 0
        var curves = 0
        while curves < 3, seed < 200 {
            seed += 1
            let scene = try FitScene(seed: seed)
            guard !scene.all().isEmpty else { continue }
            let people = try people(scene.catalogue, seeds: 1...150)
            let variants = try Variants(of: people, in: scene.catalogue)
            guard variants.candidates.count > 40 else { continue }
            curves += 1
            let curve = variants.curve(upTo: 8)
            for (one, next) in zip(curve, curve.dropFirst()) {
                #expect(next.remaining <= one.remaining, "seed \(seed)")
            }
            for choice in curve {
                #expect(choice.remaining - choice.gap >= variants.floor, "seed \(seed)")
                #expect(choice.gap >= 0)
            }
        }
        #expect(curves == 3)
    }

    @Test("Nobody needs no variant")
    func nobody() throws {
        let scene = try FitScene(seed: 1)
        #expect(try Variants(of: [], in: scene.catalogue).curve(upTo: 3).isEmpty)
    }
}
