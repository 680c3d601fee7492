public import Kernel

/// What is kept about somebody, for themselves: it asks for no consent but that it is theirs.
public struct OwnView: Sendable {
    public let person: PersonID
    public let choice: Engine.StandingChoice
    public let names: [Alias]
    /// What links their names, by number: each can be withdrawn.
    public let claims: [Claim]
    public let facts: [String]
    public let tellings: [Telling]
    public let happenings: [Happening]
}

extension Engine {
    /// - Returns: `nil` when nobody is known by that name any more.
    public func ownView(of person: PersonID) -> OwnView? {
        guard let number = people.number(of: person), people.isKnown(number),
            let id = people.id(of: number)
        else { return nil }
        let kept = people.kept(of: number, since: clock - Self.keptSpan)
        return OwnView(
            person: id, choice: standingChoice(of: person), names: people.aliases(of: number),
            claims: links(of: number),
            facts: kept.facts, tellings: kept.tellings, happenings: kept.happenings)
    }

    /// What somebody's own link may set. A child narrows what is allowed there; whoever looks
    /// after them widens it at a desk.
    public func ownChoice(
        _ mode: Mode, refusing refused: [ConsentPurpose], of person: PersonID
    ) throws(CommandRefusal) -> Command {
        let number = people.number(of: person)
        let standing = number.flatMap(people.choice)
        var guardian: PersonID?
        if let number, let standing, standing.isChild {
            guard mode <= people.mode(of: number), standing.refusals.allSatisfy(refused.contains)
            else { throw .guardianNeeded }
            guardian = standing.guardian
        }
        return .choose(
            mode, of: person, by: .person, isChild: standing?.isChild ?? false,
            guardian: guardian, refusing: refused)
    }
}
