import Kernel

/// Who is one person, computed from the claims that stand.
///
/// A person is a set of names held together by claims, weighed from the surest to the weakest: a
/// claim links unless it would put two verified names of one exclusive kind into one person, which
/// only a member of staff's confirmation does. The result depends on the claims alone, not on the
/// order in which they came: only the names that any chain of claims reaches are weighed again.
///
/// Cost of a change: linear in those names and their claims, which are few for a person.
package struct IdentityGraph: Sendable {
    /// A name's number: given in order of appearance, kept while the name is known.
    package typealias Number = Int32

    private(set) var aliases: [Alias?] = []
    private var numbers: [Alias: Number] = [:]
    package private(set) var claims: [ClaimNumber: Claim] = [:]
    private var claimsOf: [[ClaimNumber]] = []
    /// By name, the number of the person's foremost name.
    private var leaders: [Number] = []
    /// By foremost name, when there are several; sorted by name.
    private var groups: [Number: [Number]] = [:]
    /// Claims that do not link what they are about: to be looked at by somebody.
    private var doubts: Set<ClaimNumber> = []

    package init() {}

    package func number(of alias: Alias) -> Number? { numbers[alias] }

    package func alias(_ number: Number) -> Alias? {
        number >= 0 && Int(number) < aliases.count ? aliases[Int(number)] : nil
    }

    package func leader(of number: Number) -> Number { leaders[Int(number)] }

    /// The names of the person that a name belongs to, foremost first.
    package func members(of number: Number) -> [Number] {
        let leader = leaders[Int(number)]
        return groups[leader] ?? [leader]
    }

    func hasClaims(_ number: Number) -> Bool { !claimsOf[Int(number)].isEmpty }

    func claims(of number: Number) -> [Claim] {
        claimsOf[Int(number)].compactMap { claims[$0] }
    }

    func isDoubt(_ claim: ClaimNumber) -> Bool { doubts.contains(claim) }

    /// Claims that nobody has settled, oldest first.
    package var openDoubts: [Claim] { doubts.sorted().compactMap { claims[$0] } }

    /// How many people there are who have more than one name.
    package var groupCount: Int { groups.count }

    /// The name's number, giving it one when it is new.
    mutating func take(_ alias: Alias) -> Number {
        if let number = numbers[alias] { return number }
        let number = Number(truncatingIfNeeded: aliases.count)
        numbers[alias] = number
        aliases.append(alias)
        claimsOf.append([])
        leaders.append(number)
        return number
    }

    /// Takes a claim in.
    ///
    /// - Returns: The names whose person may have changed.
    package mutating func add(_ claim: Claim) -> [Number] {
        let (one, other) = (take(claim.first), take(claim.second))
        guard one != other, claims.updateValue(claim, forKey: claim.number) == nil else {
            return []
        }
        claimsOf[Int(one)].append(claim.number)
        claimsOf[Int(other)].append(claim.number)
        return weigh(around: one)
    }

    /// Withdraws a claim, and everything that followed from it.
    ///
    /// - Returns: The names whose person may have changed.
    package mutating func withdraw(_ number: ClaimNumber) -> [Number] {
        guard let claim = claims.removeValue(forKey: number), let one = numbers[claim.first],
            let other = numbers[claim.second]
        else { return [] }
        claimsOf[Int(one)].removeAll { $0 == number }
        claimsOf[Int(other)].removeAll { $0 == number }
        doubts.remove(number)
        var changed = weigh(around: one)
        if !changed.contains(other) { changed += weigh(around: other) }
        return changed
    }

    /// Forgets a name that has no claims any more.
    mutating func forget(_ number: Number) {
        guard let alias = alias(number) else { return }
        numbers[alias] = nil
        aliases[Int(number)] = nil
    }

    // MARK: Weighing

    private mutating func weigh(around start: Number) -> [Number] {
        let (reached, standing) = reach(from: start)
        var place: [Number: Int] = [:]
        for (index, number) in reached.enumerated() { place[number] = index }
        var verified = [[Alias]](repeating: [], count: reached.count)
        for claim in standing where claim.strength >= .verified {
            for alias in [claim.first, claim.second] where alias.kind.isExclusive {
                guard let at = numbers[alias].flatMap({ place[$0] }) else { continue }
                verified[at] = [alias]
            }
        }
        var roots = Array(reached.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while roots[index] != index {
                roots[index] = roots[roots[index]]
                index = roots[index]
            }
            return index
        }
        for claim in standing.sorted(by: Claim.weighsMore) where claim.strength > .inferred {
            guard let one = numbers[claim.first].flatMap({ place[$0] }).map(root),
                let other = numbers[claim.second].flatMap({ place[$0] }).map(root), one != other
            else { continue }
            if claim.strength < .confirmed, Self.differ(verified[one], verified[other]) { continue }
            roots[other] = one
            verified[one] += verified[other].filter { !verified[one].contains($0) }
        }
        regroup(reached, by: reached.indices.map(root))
        for claim in standing {
            let isSettled =
                numbers[claim.first].map { leaders[Int($0)] }
                == numbers[claim.second].map { leaders[Int($0)] }
            if isSettled { doubts.remove(claim.number) } else { doubts.insert(claim.number) }
        }
        return reached
    }

    /// Every name that any chain of claims leads to, and those claims.
    private func reach(from start: Number) -> (names: [Number], claims: [Claim]) {
        var seen: Set<Number> = [start]
        var names = [start]
        var passed = Set<ClaimNumber>()
        var standing: [Claim] = []
        var next = 0
        while next < names.count {
            let number = names[next]
            next += 1
            for claimNumber in claimsOf[Int(number)] where passed.insert(claimNumber).inserted {
                guard let claim = claims[claimNumber] else { continue }
                standing.append(claim)
                for alias in [claim.first, claim.second] {
                    guard let found = numbers[alias], seen.insert(found).inserted else { continue }
                    names.append(found)
                }
            }
        }
        return (names, standing)
    }

    /// Whether two people hold different verified names of one exclusive kind.
    private static func differ(_ left: [Alias], _ right: [Alias]) -> Bool {
        left.contains { one in right.contains { $0.kind == one.kind && $0 != one } }
    }

    private mutating func regroup(_ reached: [Number], by roots: [Int]) {
        for number in reached { groups[number] = nil }
        var together = [[Number]](repeating: [], count: reached.count)
        for (index, number) in reached.enumerated() { together[roots[index]].append(number) }
        for var group in together where !group.isEmpty {
            group.sort { one, other in
                guard let left = alias(one), let right = alias(other) else { return one < other }
                return left < right
            }
            for number in group { leaders[Int(number)] = group[0] }
            if group.count > 1 { groups[group[0]] = group }
        }
    }
}

extension IdentityGraph {
    /// A graph with names where they were and the claims that stood.
    init(aliases: [Alias?], claims: [Claim]) {
        for alias in aliases {
            guard let alias else {
                self.aliases.append(nil)
                claimsOf.append([])
                leaders.append(Number(truncatingIfNeeded: leaders.count))
                continue
            }
            _ = take(alias)
        }
        for claim in claims { _ = add(claim) }
    }

    var sortedClaims: [Claim] { claims.sorted { $0.key < $1.key }.map(\.value) }
}

extension IdentityGraph: Equatable {
    /// Equal names and claims: the rest follows from them.
    package static func == (left: IdentityGraph, right: IdentityGraph) -> Bool {
        left.aliases == right.aliases && left.claims == right.claims
    }
}
