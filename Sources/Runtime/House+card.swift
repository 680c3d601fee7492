public import Domain
public import Kernel
import Ports

/// Cards, as a viewer may see them.
extension House {
    /// A person's card, and what of it this viewer may do something about.
    public struct Card: Sendable {
        public let card: PersonCard
        /// What may be the same person, of what this viewer may settle. That there is more about
        /// people elsewhere only leads see.
        public let doubts: [Claim]
        /// What they go by, for leads.
        public let names: [Alias]
        /// What holds the names together, for leads, who may take each back.
        public let claims: [Claim]
    }

    /// A person's card. The look is kept before it is shown.
    ///
    /// - Parameter reason: For more than initials, by a lead or administrator.
    /// - Returns: `nil` when they are not there for this viewer: nobody of that name, nobody near,
    ///   or somebody who lets nobody know who they are.
    public func card(
        of person: PersonID, for viewer: Viewer, reason: Reason?
    ) async throws -> Card? {
        guard await mayOpen(person, viewer) else { return nil }
        let clock = now
        let wantsName = reason != nil && viewer.role >= .lead
        try await sequencer.submit(
            .look(person, by: viewer.account, reason: wantsName ? reason?.rawValue ?? "" : "card"))
        return await sequencer.read { engine in
            guard engine.isAssisted(person),
                let card = engine.card(of: person, at: clock, watching: viewer.mayWatch)
            else { return nil }
            let isLead = viewer.role >= .lead
            return Card(
                card: card,
                doubts: card.doubts.filter {
                    engine.mayJoin([$0.first, $0.second], openOn: person, viewer)
                }, names: isLead ? card.names : [], claims: isLead ? card.claims : [])
        }
    }

    /// Whether a viewer may open somebody's card: they let staff know them, and are near or were
    /// two minutes ago.
    func mayOpen(_ person: PersonID, _ viewer: Viewer) async -> Bool {
        guard viewer.role >= .host else { return false }
        let (isAssisted, isNear) = await sequencer.read { engine in
            (engine.isAssisted(person), engine.isNear(person, to: viewer))
        }
        return isAssisted && looks.admit(viewer.account, person, isNear: isNear, at: now)
    }
}

extension Engine {
    /// Whether a viewer may make these names one person's: of each that is somebody's already, that
    /// somebody must be near, unless the viewer is a lead.
    ///
    /// - Parameter person: Whose card is open, who counts as near.
    func mayJoin(_ names: [Alias], openOn person: PersonID, _ viewer: Viewer) -> Bool {
        guard viewer.role < .lead else { return true }
        return names.allSatisfy { name in
            guard let owner = owner(of: name), owner != people.person(person) else { return true }
            return isNear(owner, to: viewer)
        }
    }
}
