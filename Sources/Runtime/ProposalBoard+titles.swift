public import Domain
public import Kernel

extension ProposalBoard {
    /// What proposals are called; of those that there are.
    public func titles(of ids: Set<ProposalID>) async -> [ProposalID: String] {
        await sequencer.read { engine in
            var titles: [ProposalID: String] = [:]
            for id in ids.sorted() { titles[id] = engine.voices.proposals[id]?.text.title }
            return titles
        }
    }

    /// One proposal, or the one that it was put into; `nil`: there is none.
    public func proposal(_ id: ProposalID) async -> Proposal? {
        await sequencer.read { engine in
            let book = engine.voices.proposals
            return book[book.standing(id)]
        }
    }
}
