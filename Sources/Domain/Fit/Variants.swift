/// The smallest set of compositions that serves everybody: how much sacrifice is left with one,
/// two, three of them.
///
/// Candidates are people's own best compositions. Each person takes the candidate that leaves
/// them least; what counts is the sum over people of what is left, each person weighing the same.
public struct Variants: Sendable {
    /// So many of the candidates.
    public struct Choice: Hashable, Sendable {
        /// Places in ``Variants/candidates``, ascending.
        public let chosen: [Int]
        /// The sum over people of what is left, in millionths.
        public let remaining: Int64
        /// By chosen candidate: how many people it serves best.
        public let served: [Int]
        /// How much less could be left with so many, by proof: 0 when nothing leaves less.
        public let gap: Int64
    }

    /// Every way to choose is weighed while the ways times the people are no more than this.
    public static let exactWorkMax = 2_000_000
    static let boundRounds = 300

    public let candidates: [[Int?]]
    /// By person, by candidate: what is left, in millionths.
    let losses: [[Int64]]

    /// - Parameter people: Their wishes, and their own best compositions.
    /// - Throws: The first ``FitRefusal`` of a wish.
    public init(
        of people: [(wishes: [FitWish], best: Composition)], in catalogue: Catalogue
    ) throws(FitRefusal) {
        for person in people { try catalogue.check(person.wishes) }
        var seen: Set<[Int?]> = []
        let candidates = people.map(\.best.choices).filter { seen.insert($0).inserted }
        losses = people.map { person in
            let whole = person.wishes.reduce(Int64(0)) { $0 + $1.importance }
            return candidates.map {
                let lost = catalogue.sum(person.wishes, with: $0)
                return Int64(Sacrifice.share(lost, of: whole * Int64(Sacrifice.whole)).millionths)
            }
        }
        self.candidates = candidates
    }

    /// What would be left if everybody had their own.
    public var floor: Int64 { losses.reduce(0) { $0 + ($1.min() ?? 0) } }

    /// With one, two, … and at most `count` candidates; ends where nothing more is gained.
    public func curve(upTo count: Int) -> [Choice] {
        var curve: [Choice] = []
        var greedy: [Int] = []
        for size in 1...max(1, min(count, candidates.count)) where !candidates.isEmpty {
            greedy.append(next(after: greedy))
            let choice = best(of: size, from: greedy)
            curve.append(choice)
            greedy = choice.chosen
            if choice.remaining == floor { break }
        }
        return curve
    }

    /// The best set of a size: every one weighed when they are few; otherwise greedily with
    /// swaps, and with a proof of how far off it may be.
    private func best(of size: Int, from greedy: [Int]) -> Choice {
        if ways(size) * losses.count <= Self.exactWorkMax {
            return choice(exact(size), lowest: nil)
        }
        let chosen = swapped(greedy)
        let remaining = remaining(chosen)
        guard remaining > floor else { return choice(chosen, lowest: nil) }
        return choice(chosen, lowest: max(floor, lowest(size, aim: remaining)))
    }

    private func choice(_ chosen: [Int], lowest: Int64?) -> Choice {
        let chosen = chosen.sorted()
        var served = chosen.map { _ in 0 }
        for person in losses {
            let place = chosen.indices.min { person[chosen[$0]] < person[chosen[$1]] }
            if let place { served[place] += 1 }
        }
        let remaining = remaining(chosen)
        return Choice(
            chosen: chosen, remaining: remaining, served: served,
            gap: lowest.map { max(0, remaining - $0) } ?? 0)
    }

    private func remaining(_ chosen: [Int]) -> Int64 {
        var sum: Int64 = 0
        for person in losses {
            var least = Int64(Sacrifice.whole)
            for candidate in chosen { least = min(least, person[candidate]) }
            sum += least
        }
        return sum
    }

    // MARK: Greedily

    private func next(after chosen: [Int]) -> Int {
        let had = losses.map { person in
            chosen.map { person[$0] }.min() ?? Int64(Sacrifice.whole)
        }
        var found = (candidate: 0, left: Int64.max)
        for candidate in candidates.indices where !chosen.contains(candidate) {
            var left: Int64 = 0
            for (person, had) in zip(losses, had) { left += min(had, person[candidate]) }
            if left < found.left { found = (candidate, left) }
        }
        return found.candidate
    }

    /// Swaps one for another while that leaves less.
    private func swapped(_ start: [Int]) -> [Int] {
        var chosen = start
        var least = remaining(chosen)
        var isMoving = true
        while isMoving {
            isMoving = false
            for place in chosen.indices {
                var rest = chosen
                rest.remove(at: place)
                let candidate = next(after: rest)
                let trial = rest + [candidate]
                let left = remaining(trial)
                guard left < least else { continue }
                (chosen, least, isMoving) = (trial, left, true)
                break
            }
        }
        return chosen
    }

    // MARK: Exactly

    private func ways(_ size: Int) -> Int {
        var ways = 1
        for number in 0..<size {
            ways = ways * (candidates.count - number) / (number + 1)
            if ways > Self.exactWorkMax { return ways }
        }
        return ways
    }

    private func exact(_ size: Int) -> [Int] {
        var chosen = Array(0..<size)
        var best = chosen
        var least = remaining(chosen)
        while let place = chosen.indices.last(where: {
            chosen[$0] < candidates.count - size + $0
        }) {
            chosen[place] += 1
            for later in chosen.indices where later > place {
                chosen[later] = chosen[later - 1] + 1
            }
            let left = remaining(chosen)
            if left < least { (best, least) = (chosen, left) }
        }
        return best
    }

    /// What is left with any set of a size is at least this.
    ///
    /// Each person is given a sum; a candidate is worth what it would spare them of it. Whoever
    /// chooses so many saves at most what the so many best would. Source: Cornuéjols, Fisher and
    /// Nemhauser, "Location of bank accounts to optimize float", 1977.
    private func lowest(_ size: Int, aim: Int64) -> Int64 {
        var sums = losses.map { person in
            let sorted = person.sorted()
            return sorted[min(1, sorted.count - 1)]
        }
        var best = Int64.min
        var step: Int64 = 8
        var idle = 0
        for _ in 0..<Self.boundRounds {
            var spared = candidates.map { _ in Int64(0) }
            for (person, sum) in zip(losses, sums) {
                for (candidate, loss) in person.enumerated() where loss < sum {
                    spared[candidate] += sum - loss
                }
            }
            let order = candidates.indices.sorted { (spared[$1], $0) < (spared[$0], $1) }
            let open = order.prefix(size)
            let bound = sums.reduce(0, +) - open.reduce(Int64(0)) { $0 + spared[$1] }
            idle = bound > best ? 0 : idle + 1
            if idle > 0, idle % 8 == 0 { step = max(1, step / 2) }
            best = max(best, bound)
            var norm: Int64 = 0
            let slopes = zip(losses, sums).map { person, sum -> Int64 in
                let slope = 1 - Int64(open.count { person[$0] < sum })
                norm += slope * slope
                return slope
            }
            guard norm > 0, best < aim else { break }
            for (number, slope) in slopes.enumerated() {
                sums[number] += slope * max(1, (aim - bound) * step / 8 / norm)
            }
        }
        return best
    }
}
