import Domain
import Kernel
import Testing

@Suite("Identity")
struct IdentityTests {
    @Test(
        "Links and unlinks in any order give what the claims say",
        arguments: 0..<300 as Range<UInt64>)
    func anyOrder(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var graph = IdentityGraph()
        var standing: [Claim] = []
        for number in 1...120 as ClosedRange<ClaimNumber> {
            if random.next() % 4 == 0, let place = standing.indices.randomElement(using: &random) {
                _ = graph.withdraw(standing.remove(at: place).number)
            } else {
                let claim = Self.claim(number, names: 30, using: &random)
                guard claim.first != claim.second else { continue }
                standing.append(claim)
                _ = graph.add(claim)
            }
        }

        #expect(Self.people(in: graph, of: standing) == Self.fromScratch(standing), "seed \(seed)")

        var shuffled = IdentityGraph()
        for claim in standing.shuffled(using: &random) { _ = shuffled.add(claim) }
        #expect(
            Self.people(in: shuffled, of: standing) == Self.people(in: graph, of: standing),
            "seed \(seed)")
        #expect(shuffled.openDoubts == graph.openDoubts, "seed \(seed)")
    }

    @Test("A million people, linked and unlinked, are who they are from scratch")
    func million() {
        var random = SplitMix64(seed: 7)
        var graph = IdentityGraph()
        var standing: [ClaimNumber: Claim] = [:]
        for number in 1...1_000_000 as ClosedRange<ClaimNumber> {
            let claim = Claim(
                number: number, Alias(.band, "b\(number)")!, Alias(.account, "a\(number)")!,
                strength: .stated, by: .house, evidence: "", at: Instant(milliseconds: 0))
            standing[number] = claim
            _ = graph.add(claim)
        }
        for number in 1_000_001...1_200_000 as ClosedRange<ClaimNumber> {
            if random.next() % 2 == 0 {
                let old = random.next() % (number - 1) + 1
                if standing.removeValue(forKey: old) != nil { _ = graph.withdraw(old) }
            } else {
                let claim = Self.claim(number, names: 1_000_000, using: &random)
                guard claim.first != claim.second else { continue }
                standing[number] = claim
                _ = graph.add(claim)
            }
        }

        let claims = standing.values.sorted { $0.number < $1.number }
        #expect(Self.people(in: graph, of: claims) == Self.fromScratch(claims))
    }

    @Test("Two verified addresses are two people's, until a colleague says otherwise")
    func verifiedDiffer() {
        var graph = IdentityGraph()
        let (ann, bob) = (Alias(.mail, "ann@example.org")!, Alias(.mail, "bob@example.org")!)
        let (band, account) = (Alias(.band, "b1")!, Alias(.account, "a1")!)
        func claim(_ number: ClaimNumber, _ one: Alias, _ other: Alias, _ strength: ClaimStrength)
            -> Claim
        {
            Claim(
                number: number, one, other, strength: strength, by: .house, evidence: "",
                at: Instant(milliseconds: Int64(number)))
        }
        _ = graph.add(claim(1, ann, band, .verified))
        _ = graph.add(claim(2, bob, account, .verified))
        _ = graph.add(claim(3, band, account, .stated))
        #expect(graph.members(of: graph.number(of: ann)!).count == 2)
        #expect(graph.openDoubts.map(\.number) == [3])

        _ = graph.add(claim(4, band, account, .confirmed))
        #expect(graph.members(of: graph.number(of: ann)!).count == 4)
        #expect(graph.openDoubts.isEmpty)

        _ = graph.withdraw(4)
        #expect(graph.members(of: graph.number(of: ann)!).count == 2)
        #expect(graph.openDoubts.map(\.number) == [3])
    }

    @Test("What only looks like it asks, and links nobody")
    func inferred() {
        var graph = IdentityGraph()
        let (phone, band) = (Alias(.phone, "06 1234 5678")!, Alias(.band, "b1")!)
        _ = graph.add(
            Claim(
                number: 1, phone, band, strength: .inferred, by: .house,
                evidence: "always together",
                at: Instant(milliseconds: 0)))

        #expect(graph.groupCount == 0)
        #expect(graph.openDoubts.map(\.evidence) == ["always together"])
    }

    @Test("One name has one spelling")
    func spelling() {
        #expect(Alias(.mail, " Ann@Example.ORG ") == Alias(.mail, "ann@example.org"))
        #expect(Alias(.phone, "+31 (0)6-1234.5678")?.name == "+310612345678")
        #expect(Alias(.mail, "nobody") == nil)
        #expect(Alias(.phone, "12") == nil)
        #expect(Alias(.band, "a b") == nil)
        #expect(Alias(.mail, "a@" + String(repeating: "x", count: 253)) == nil)
    }

    // MARK: The model

    private static func claim(
        _ number: ClaimNumber, names: UInt64, using random: inout SplitMix64
    ) -> Claim {
        func alias() -> Alias {
            let kinds: [AliasKind] = [.band, .account, .mail, .device]
            let kind = kinds[Int(random.next() % 4)]
            let prefix = kind == .band ? "b" : kind == .account ? "a" : "x"
            let name = "\(prefix)\(random.next() % names + 1)"
            return Alias(kind, kind == .mail ? "\(name)@example.org" : name)!
        }
        return Claim(
            number: number, alias(), alias(),
            strength: ClaimStrength(rawValue: Int(random.next() % 4) + 1)!, by: .house,
            evidence: "", at: Instant(milliseconds: Int64(random.next() % 5)))
    }

    /// People as sets of names, by every name in a claim.
    private static func people(in graph: IdentityGraph, of claims: [Claim]) -> [[Alias]] {
        var groups = Set<[Alias]>()
        for alias in Set(claims.flatMap { [$0.first, $0.second] }) {
            let members = graph.members(of: graph.number(of: alias)!)
            groups.insert(members.map { graph.alias($0)! })
        }
        return groups.sorted { $0[0] < $1[0] }
    }

    private static func turn(_ claim: Claim) -> Int {
        [.verified: 0, .stated: 1, .confirmed: 2][claim.strength] ?? 3
    }

    /// The same, over all claims at once: sorted, then merged set by set.
    private static func fromScratch(_ claims: [Claim]) -> [[Alias]] {
        var setOf: [Alias: Int] = [:]
        var sets: [[Alias]] = []
        var verified: [Set<Alias>] = []
        for alias in Set(claims.flatMap { [$0.first, $0.second] }) {
            setOf[alias] = sets.count
            sets.append([alias])
            verified.append([])
        }
        for claim in claims where claim.strength >= .verified {
            for alias in [claim.first, claim.second]
            where [.account, .mail, .phone].contains(alias.kind) {
                verified[setOf[alias]!] = [alias]
            }
        }
        let order = claims.sorted {
            (Self.turn($0), $0.at, $0.first, $0.second)
                < (Self.turn($1), $1.at, $1.first, $1.second)
        }
        for claim in order where claim.strength != .inferred {
            var (into, from) = (setOf[claim.first]!, setOf[claim.second]!)
            if into == from { continue }
            let clash = verified[into].contains { one in
                verified[from].contains { $0.kind == one.kind && $0 != one }
            }
            if clash, claim.strength != .confirmed { continue }
            if sets[into].count < sets[from].count { swap(&into, &from) }
            for alias in sets[from] { setOf[alias] = into }
            sets[into] += sets[from]
            verified[into].formUnion(verified[from])
            sets[from] = []
        }
        return sets.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }
}
