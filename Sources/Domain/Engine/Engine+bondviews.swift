public import Kernel
public import Measures

/// What is at stake with whoever recognises themself in the house, and what is not known of it.
extension Engine {
    /// What is at stake with somebody who said how much of themself they recognise and lets the
    /// house help them. Of a promise that was judged twice it counts how they see it.
    ///
    /// - Returns: `nil` when they did not say, or let nobody know.
    /// - Cost: linear in their promises.
    public func bondStake(of name: PersonID, at now: Instant) -> BondStake? {
        guard let person = people.person(name), let number = people.number(of: person),
            people.consent(of: number, for: .help) != nil,
            let level = bond(of: person)?.level
        else { return nil }
        let promised = subjectNames(of: person).flatMap { promises[$0]?.promises ?? [] }
        let judged = promised.compactMap { ($0.byReading ?? $0.byLetter)?.isKept }
        let kept = judged.count { $0 }
        return BondStake(
            level: level, kept: kept, broken: judged.count - kept,
            leaving: leaving(person, promised, at: max(now, clock)))
    }

    /// The newest of what they said themself in the last year, and of that they took leave;
    /// `nil`: neither.
    private func leaving(
        _ person: PersonID, _ promised: [Promise], at now: Instant
    ) -> BondStake.Leaving? {
        let parted = promised.compactMap(\.partedAt).max()
        let told = staying(of: person).flatMap { now - $0.at < Bond.askedSpan ? $0 : nil }
        if let told, told.at >= parted ?? told.at { return .told(stays: told.level) }
        return parted.map { _ in .tookLeave }
    }

    /// The same of everybody of whom it is known: one a person, in no order that says whose.
    ///
    /// - Cost: a sort of whoever said so, and linear in their promises.
    public func bondStakes(at now: Instant) -> [BondStake] {
        var seen = Set<PersonID>()
        return promises.bondNames.compactMap { name in
            guard let person = people.person(name), seen.insert(person).inserted else {
                return nil
            }
            return bondStake(of: person, at: now)
        }
    }

    /// The first two of its factors alone, of everybody of whom they are known.
    ///
    /// - Cost: as ``bondStakes(at:)``.
    public func partingExposures() -> [PartingExposure] { bondStakes(at: clock).map(\.parting) }
}
