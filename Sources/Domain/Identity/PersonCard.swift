public import Kernel

/// What helps somebody serve a person now: at most three lines, and nothing they did not allow.
public struct PersonCard: Sendable {
    /// One line, the most pressing first.
    public enum Line: Sendable {
        case cue(RuleID, since: Instant)
        case telling(Telling)
    }

    static let lineCountMax = 3

    public let person: PersonID
    public let mode: Mode
    /// What they refuse of their mode.
    public let refused: [ConsentPurpose]
    public let isChild: Bool
    /// Empty when they did not say how they are called, or let nobody know.
    public let initials: String
    public let name: String?
    public let facts: [String]
    public let lines: [Line]
    public let happenings: [Happening]
    /// Where they are, when that is one of the viewer's own zones.
    public let zone: ZoneIndex?
    public let since: Instant?
    public let lastSeen: Instant?
    /// What may be the same person, to be settled by somebody.
    public let doubts: [Claim]
    public let names: [Alias]
    /// What links their names, by number: each can be taken back.
    public let claims: [Claim]

    public func allows(_ purpose: ConsentPurpose) -> Bool {
        mode >= purpose.least && !refused.contains(purpose)
    }
}

extension PersonCard {
    /// The first letters of a name's first and last words.
    public static func initials(of name: String) -> String {
        let words = name.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "-" }
        guard let first = words.first?.first else { return "" }
        guard words.count > 1, let last = words.last?.first else { return String(first) }
        return String(first) + String(last)
    }
}

extension Engine {
    /// Tokens with an open cue in one of a viewer's zones, or in their hands.
    public func cueTokens(staff: StaffID, watching: (ZoneIndex) -> Bool) -> Set<Token> {
        let cues = openCues.filter { open in
            if case .taken(staff, _) = open.state { return true }
            return watching(open.cue.zone)
        }
        return Set(cues.map(\.cue.token))
    }

    /// Whether somebody may look at a person now: they are in one of the viewer's zones, or a cue
    /// about them is.
    ///
    /// - Parameter cueTokens: From ``cueTokens(staff:watching:)``.
    public func isNear(
        _ person: PersonID, cueTokens: Set<Token>, watching: (ZoneIndex) -> Bool
    ) -> Bool {
        guard let number = people.number(of: person), people.isKnown(number) else { return false }
        let mayPlace = people.consent(of: number, for: .presence) != nil
        return people.tokens(of: number).contains { token in
            cueTokens.contains(token)
                || mayPlace && whereabouts(of: token)?.zone.map(watching) == true
        }
    }

    /// A person's card for somebody who may look at it.
    ///
    /// - Parameter watching: The viewer's own zones; elsewhere nobody is shown to be.
    public func card(
        of person: PersonID, at now: Instant, watching: (ZoneIndex) -> Bool
    ) -> PersonCard? {
        guard let number = people.number(of: person), people.isKnown(number),
            let id = people.id(of: number)
        else { return nil }
        let mode = people.mode(of: number)
        let isChild = people.choice(of: number)?.isChild ?? false
        var (zone, since, lastSeen): (ZoneIndex?, Instant?, Instant?)
        if people.consent(of: number, for: .presence) != nil {
            for token in people.tokens(of: number) {
                guard let place = whereabouts(of: token) else { continue }
                lastSeen = max(lastSeen ?? .distantPast, place.lastSeen)
                guard let found = place.zone, watching(found) else { continue }
                (zone, since) = (found, place.since)
            }
        }
        let name = people.consent(of: number, for: .name).flatMap(people.name(under:))
        let help = people.consent(of: number, for: .help)
        return PersonCard(
            person: id, mode: mode, refused: people.choice(of: number)?.refusals ?? [],
            isChild: isChild, initials: name.map(PersonCard.initials) ?? "", name: name,
            facts: help.map(people.facts(under:)) ?? [],
            lines: help.map { lines(people.tellings(under: $0), of: number) } ?? [],
            happenings: people.consent(of: number, for: .memory).map {
                people.happenings(since: now - Self.keptSpan, under: $0)
            } ?? [],
            zone: zone, since: since, lastSeen: lastSeen, doubts: doubts(about: number),
            names: people.consent(of: number, for: .name).map { people.names(under: $0) } ?? [],
            claims: people.consent(of: number, for: .name) == nil ? [] : links(of: number))
    }

    /// Claims that hold a person's names together, by number.
    func links(of number: IdentityGraph.Number) -> [Claim] {
        let claims = people.graph.members(of: number).flatMap { people.graph.claims(of: $0) }
        var seen = Set<ClaimNumber>()
        return claims.filter {
            !people.graph.isDoubt($0.number) && seen.insert($0.number).inserted
        }.sorted { $0.number < $1.number }
    }

    /// Claims about one of a person's names that wait for somebody to settle them.
    private func doubts(about number: IdentityGraph.Number) -> [Claim] {
        guard people.consent(of: number, for: .sameness) != nil else { return [] }
        let claims = people.graph.members(of: number).flatMap { people.graph.claims(of: $0) }
        var seen = Set<ClaimNumber>()
        return claims.filter { claim in
            people.graph.isDoubt(claim.number) && mayAsk(claim)
                && seen.insert(claim.number).inserted
        }.sorted { $0.number < $1.number }
    }

    /// Whether "same person?" may be asked: of nobody who chose not to be asked about.
    func mayAsk(_ claim: Claim) -> Bool {
        let ends = [claim.first, claim.second].compactMap { people.graph.number(of: $0) }
        return !ends.contains(where: people.refusesSameness)
            && ends.contains { people.consent(of: $0, for: .sameness) != nil }
    }

    private func lines(
        _ tellings: [Telling], of number: IdentityGraph.Number
    ) -> [PersonCard.Line] {
        let tokens = Set(people.tokens(of: number))
        let cues = openCues.filter { tokens.contains($0.cue.token) }
        var lines = cues.suffix(1).map { PersonCard.Line.cue($0.cue.rule, since: $0.cue.since) }
        for kind in [Telling.Kind.promise, .wish, .manner] {
            guard let telling = tellings.last(where: { $0.kind == kind }) else { continue }
            lines.append(.telling(telling))
        }
        return Array(lines.prefix(PersonCard.lineCountMax))
    }

    /// How somebody in a list is called: initials of those who let staff know them.
    public func label(of token: Token) -> (person: PersonID, initials: String, facts: [String])? {
        guard let number = people.number(of: token), people.isKnown(number),
            let id = people.id(of: number), people.mode(of: number) == .assisted
        else { return nil }
        let name = people.consent(of: number, for: .name).flatMap(people.name(under:))
        let help = people.consent(of: number, for: .help)
        return (id, name.map(PersonCard.initials) ?? "", help.map(people.facts(under:)) ?? [])
    }

    /// People a text may mean: a name with mistakes forgiven, or one of their numbers in any usual
    /// way of writing.
    ///
    /// - Parameter callingCode: As in ``Alias/readings(of:as:callingCode:)``.
    public func people(
        like text: String, callingCode: String? = nil, limit: Int
    ) -> [PersonID] {
        var found = Alias.readings(of: text, callingCode: callingCode).compactMap {
            people.graph.number(of: $0)
        }
        found += people.named(like: text, limit: limit)
        var seen = Set<PersonID>()
        return found.compactMap { number in
            guard people.isKnown(number), let id = people.id(of: number),
                seen.insert(id).inserted
            else { return nil }
            return id
        }
    }

    /// Of tokens that are near, those whose own number, or whose person's number here, a text may
    /// mean with one mistake in it.
    public func tokens(like text: String, among near: [Token]) -> [Token] {
        guard let typed = OneMistake(text) else { return [] }
        return near.filter { token in
            if typed.mayMean(token.description) { return true }
            guard let label = label(of: token), let number = people.number(of: label.person)
            else { return false }
            return people.aliases(of: number).contains {
                [.account, .band].contains($0.kind) && typed.mayMean($0.name)
            }
        }
    }

    /// Whether a person lets staff know who they are.
    public func isAssisted(_ person: PersonID) -> Bool {
        people.number(of: person).map { people.mode(of: $0) == .assisted } ?? false
    }
}
