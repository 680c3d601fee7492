public import Kernel

/// Who we are, and all that was proposed.
public struct ProposalBook: Equatable, Sendable, Codable {
    public static let proposalCountMax = 100_000

    /// Every version of who we are, the oldest first.
    public private(set) var charters: [Charter] = []
    /// Sorted by id.
    public private(set) var proposals: [Proposal] = []

    public init() {}

    /// Who we are now; version 0: not written down yet.
    public var charter: Charter { charters.last ?? Charter() }

    public subscript(id: ProposalID) -> Proposal? {
        let place = place(of: id)
        return place < proposals.count && proposals[place].id == id ? proposals[place] : nil
    }

    /// The proposal that one was put into in the end; itself, when it was not.
    public func standing(_ id: ProposalID) -> ProposalID {
        var id = id
        while let next = self[id]?.mergedInto { id = next }
        return id
    }

    private func place(of id: ProposalID) -> Int {
        var (low, high) = (0, proposals.count)
        while low < high {
            let middle = (low + high) / 2
            if proposals[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Folding

    mutating func apply(_ record: ProposalRecord) {
        switch record {
        case .charterKept(let charter):
            if charter.version > self.charter.version { charters.append(charter) }
        case .opened(let proposal):
            let place = place(of: proposal.id)
            guard self[proposal.id] == nil else { return }
            proposals.insert(proposal, at: place)
        case .worded(let id, let text): change(id) { $0.text = text }
        case .optionKept(let id, let option):
            change(id) { proposal in
                guard let place = proposal.options.firstIndex(where: { $0.id == option.id }) else {
                    return proposal.options.append(option)
                }
                if proposal.options[place] == option { return }
                proposal.options[place] = option
                // They were given to something else.
                proposal.scores.removeAll { $0.option == option.id }
            }
        case .optionDropped(let id, let option):
            change(id) { proposal in
                proposal.options.removeAll { $0.id == option }
                proposal.scores.removeAll { $0.option == option }
            }
        case .scored(let id, let score):
            change(id) { $0.take(score) }
        case .decided(let id, let decision):
            change(id) { proposal in
                proposal.decision = decision
                proposal.decidedAt = decision.takesTwo ? nil : decision.at
                proposal.sentBack = nil
            }
        case .confirmed(let id, let staff, let at):
            change(id) { proposal in
                proposal.confirmedBy = staff
                proposal.decidedAt = at
            }
        case .sentBack(let id, let staff, let at, let why):
            change(id) { proposal in
                proposal.sentBack = proposal.decision.map {
                    Proposal.SentBack(decision: $0, by: staff, at: at, why: why)
                }
                proposal.decision = nil
            }
        case .done(let id, _, let at): change(id) { $0.doneAt = at }
        case .merged(let id, let into, _, _): change(id) { $0.mergedInto = into }
        }
    }

    private mutating func change(_ id: ProposalID, _ body: (inout Proposal) -> Void) {
        let place = place(of: id)
        guard place < proposals.count, proposals[place].id == id else { return }
        body(&proposals[place])
    }
}

extension Proposal {
    fileprivate mutating func take(_ score: StewardScore) {
        let known = scores.firstIndex {
            $0.option == score.option && $0.principle == score.principle && $0.by == score.by
        }
        if let known { scores[known] = score } else { scores.append(score) }
    }
}
