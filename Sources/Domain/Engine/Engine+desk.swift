public import Kernel

/// What a desk reads: a customer's own choice, and doubts that somebody must settle.
extension Engine {
    /// Whose a name is that may have been written in several ways.
    ///
    /// - Returns: Different people when different sorts of names are written alike.
    public func owners(of readings: [Alias]) -> [PersonID] {
        var owners: [PersonID] = []
        for name in readings {
            guard let owner = owner(of: name), !owners.contains(owner) else { continue }
            owners.append(owner)
        }
        return owners
    }

    /// What counts for somebody now.
    public struct StandingChoice: Equatable, Sendable {
        public let mode: Mode
        public let refused: [ConsentPurpose]
        public let isChild: Bool
        /// Who looks after the child, as long as the house knows them.
        public let guardian: PersonID?
    }

    /// - Parameter person: `nil`, or somebody nobody knows: what counts until they choose.
    public func standingChoice(of person: PersonID?) -> StandingChoice {
        guard let number = person.flatMap(people.number), people.isKnown(number) else {
            return StandingChoice(
                mode: people.defaults.known, refused: [], isChild: false, guardian: nil)
        }
        let choice = people.choice(of: number)
        return StandingChoice(
            mode: people.mode(of: number), refused: choice?.refusals ?? [],
            isChild: choice?.isChild ?? false,
            guardian: choice?.guardian.flatMap { people.knows($0) ? $0 : nil })
    }

    /// A doubt as it may be shown to whoever settles it.
    public struct OpenDoubt: Sendable {
        public let claim: Claim
        /// Of each end, for those who let staff know how they are called.
        public let firstInitials: String
        public let secondInitials: String
    }

    /// Doubts that may be asked about, oldest first.
    public func openDoubts(limit: Int) -> [OpenDoubt] {
        doubts.lazy.filter(mayAsk).prefix(limit).map { claim in
            OpenDoubt(
                claim: claim, firstInitials: initials(of: claim.first),
                secondInitials: initials(of: claim.second))
        }
    }

    /// How many doubts may be asked about.
    public var openDoubtCount: Int { doubts.count(where: mayAsk) }

    /// Whether a claim is a doubt that may be asked about.
    public func isOpenDoubt(_ number: ClaimNumber) -> Bool {
        guard let claim = people.graph.claims[number] else { return false }
        return people.graph.isDoubt(number) && mayAsk(claim)
    }

    /// Initials of whoever goes by a name, if they let staff know them.
    public func initials(of name: Alias) -> String {
        people.graph.number(of: name).map(initials) ?? ""
    }

    /// Initials of a person, if they let staff know them.
    public func initials(of person: PersonID) -> String {
        people.number(of: person).map(initials) ?? ""
    }

    private func initials(_ number: IdentityGraph.Number) -> String {
        let consent = people.consent(of: number, for: .name)
        return consent.flatMap(people.name(under:)).map(PersonCard.initials) ?? ""
    }
}

extension Engine {
    /// Whatever a person's records were written for; `nil` for nobody.
    public func subjects(of person: PersonID) -> [RecordSubject]? {
        guard let number = people.number(of: person), people.isKnown(number) else { return nil }
        return people.graph.members(of: number).compactMap(people.subject).map(
            RecordSubject.person)
    }
}
