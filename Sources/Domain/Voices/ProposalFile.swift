import Kernel

/// Proposals and who we are, to judge a command against. Changes nothing.
struct ProposalFile {
    let book: ProposalBook
    let facets: [Facet]
    /// What those who asked settle for on the facet of the option that is to be chosen, in
    /// millionths; of whom it is known.
    var sacrifices: [Int32] = []
    let now: Instant

    /// - Parameter staff: Who asks for it.
    /// - Returns: What to write; nothing when there is nothing to do.
    func decide(
        _ command: ProposalCommand, by staff: StaffID
    ) throws(VoiceRefusal) -> [ProposalRecord] {
        switch command {
        case .keepCharter(let wanted): return try keep(wanted)
        case .open(let id, let text):
            if let known = book[id] {
                guard known.text == text else { throw .proposalDiffers }
                return []
            }
            try check(text)
            guard book.proposals.count < ProposalBook.proposalCountMax else {
                throw .tooManyProposals
            }
            return [
                .opened(Proposal(id: id, text: text, openedBy: staff, openedAt: now))
            ]
        case .word(let id, let text):
            let proposal = try known(id)
            try check(text)
            try checkOpen(proposal)
            return proposal.text == text ? [] : [.worded(id, text)]
        case .keepOption(let id, let option): return try keep(option, in: id)
        case .dropOption(let id, let option):
            let proposal = try known(id)
            guard proposal.option(option) != nil else { throw .unknownOption }
            try checkOpen(proposal)
            return [.optionDropped(id, option)]
        case .score(let id, let option, let principle, let score):
            return try self.score(id, option, principle, score, by: staff)
        case .decide(let id, let kind, let option, let reason, let prevails, let principle):
            let decision = Decision(
                kind: kind, option: option, reason: reason, prevails: prevails,
                principle: principle, charter: book.charter.version, by: staff, at: now,
                takesTwo: kind == .declined || prevails == .house || isUneasy(option, of: id))
            return try decide(decision, about: id)
        case .confirm(let id):
            let proposal = try known(id)
            guard let decision = proposal.decision else { throw .notDecided }
            if proposal.decidedAt != nil { return [] }
            guard decision.by != staff else { throw .secondPersonNeeded }
            return [.confirmed(id, by: staff, at: now)]
        case .sendBack(let id, let why):
            let proposal = try known(id)
            guard why.utf8.count <= Proposal.wordByteCountMax else { throw .wordsTooLong }
            guard proposal.decision != nil else { throw .notDecided }
            guard proposal.decidedAt == nil else { throw .alreadyDecided }
            guard Decision.isReason(why) else { throw .reasonMissing }
            return [.sentBack(id, by: staff, at: now, why: why)]
        case .finish(let id):
            let proposal = try known(id)
            guard proposal.decidedAt != nil, proposal.decision?.option != nil else {
                throw .notDecided
            }
            return proposal.doneAt == nil ? [.done(id, by: staff, at: now)] : []
        case .merge(let id, let into): return try merge(id, into: into, by: staff)
        }
    }

    private func known(_ id: ProposalID) throws(VoiceRefusal) -> Proposal {
        guard let proposal = book[id] else { throw .unknownProposal }
        return proposal
    }

    private func checkOpen(_ proposal: Proposal) throws(VoiceRefusal) {
        guard proposal.mergedInto == nil else { throw .proposalMerged }
        guard proposal.decision == nil else { throw .alreadyDecided }
    }

    private func check(_ text: Proposal.Text) throws(VoiceRefusal) {
        guard text.title.isSaid else { throw .wordsMissing }
        let all = [text.title, text.ask, text.need, text.ours]
        guard all.allSatisfy({ $0.utf8.count <= Proposal.wordByteCountMax }) else {
            throw .wordsTooLong
        }
    }

    // MARK: Who we are

    private func keep(_ wanted: Charter) throws(VoiceRefusal) -> [ProposalRecord] {
        let known = book.charter
        if known == wanted.saying(known.version) { return [] }
        guard !wanted.principles.isEmpty, wanted.texts.allSatisfy(\.isSaid) else {
            throw .wordsMissing
        }
        guard wanted.texts.allSatisfy({ $0.utf8.count <= Charter.wordByteCountMax }) else {
            throw .wordsTooLong
        }
        let days = wanted.answerDays
        guard days >= 1, days <= 90 else { throw .dateDoesNotFit }
        guard Set(wanted.principles.map(\.id)).count == wanted.principles.count,
            Set(wanted.redLines.map(\.id)).count == wanted.redLines.count
        else { throw .proposalDiffers }
        guard wanted.protectedGround == nil else { throw .protectedGround }
        let counts =
            [
                wanted.principles.count, wanted.redLines.count, wanted.hopedFor.count,
                wanted.partedFrom.count,
            ] + wanted.principles.flatMap { [$0.yes.count, $0.no.count] }
        guard counts.allSatisfy({ $0 <= Charter.partCountMax }) else { throw .tooManyOptions }
        return [.charterKept(wanted.saying(known.version + 1))]
    }

    // MARK: Options

    private func keep(
        _ option: ProposalOption, in id: ProposalID
    ) throws(VoiceRefusal) -> [ProposalRecord] {
        let proposal = try known(id)
        guard option.words.isSaid else { throw .wordsMissing }
        guard
            [option.words, option.losers].allSatisfy({
                $0.utf8.count <= Proposal.wordByteCountMax
            })
        else { throw .wordsTooLong }
        try checkOpen(proposal)
        let comforts = [option.capability, option.margin, option.staffComfort]
        guard comforts.allSatisfy(ProposalOption.comfortRange.contains),
            (0...1_000_000).contains(option.fall), option.cost.map({ $0 >= 0 }) ?? true,
            option.facet.map({ id in facets.contains { $0.id == id } }) ?? (option.fall == 0),
            option.crosses.map({ id in book.charter.redLines.contains { $0.id == id } }) ?? true
        else { throw .optionDoesNotFit }
        let before = proposal.option(option.id)
        if before == option { return [] }
        guard before != nil || proposal.options.count < Proposal.optionCountMax else {
            throw .tooManyOptions
        }
        return [.optionKept(id, option)]
    }

    private func score(
        _ id: ProposalID, _ option: ProposalOptionID, _ principle: PrincipleID, _ score: Int8,
        by staff: StaffID
    ) throws(VoiceRefusal) -> [ProposalRecord] {
        let proposal = try known(id)
        guard proposal.option(option) != nil else { throw .unknownOption }
        guard book.charter.principle(principle) != nil else { throw .unknownPrinciple }
        try checkOpen(proposal)
        guard (-1...1).contains(score) else { throw .scoreDoesNotFit }
        let fresh = StewardScore(option: option, principle: principle, by: staff, score: score)
        return proposal.scores.contains(fresh) ? [] : [.scored(id, fresh)]
    }

    // MARK: Deciding

    private func decide(
        _ decision: Decision, about id: ProposalID
    ) throws(VoiceRefusal) -> [ProposalRecord] {
        let proposal = try known(id)
        let option = decision.option.flatMap(proposal.option)
        if decision.option != nil, option == nil { throw .unknownOption }
        let charter = book.charter
        if charter.version > 0, charter.principle(decision.principle) == nil {
            throw .unknownPrinciple
        }
        let reason = [decision.reason.en, decision.reason.nl]
        guard reason.allSatisfy({ $0.utf8.count <= Proposal.wordByteCountMax }) else {
            throw .wordsTooLong
        }
        try checkOpen(proposal)
        let text = proposal.text
        guard [text.ask, text.need, text.ours].allSatisfy(\.isSaid) else {
            throw .proposalIncomplete
        }
        if let option {
            guard proposal.isScored(option.id, by: charter) else { throw .scoresMissing }
            guard proposal.veto(of: option, by: charter) == nil else { throw .vetoed }
        }
        guard reason.allSatisfy(Decision.isReason) else { throw .reasonMissing }
        switch decision.kind {
        case .asAsked, .ourWay:
            guard let option else { throw .optionMissing }
            guard (option.kind == .asAsked) == (decision.kind == .asAsked) else {
                throw .optionDoesNotFit
            }
        case .declined, .said:
            guard option == nil, decision.kind == .declined else { throw .optionDoesNotFit }
            guard decision.prevails != .customer else { throw .interestDoesNotFit }
        }
        guard charter.version > 0 else { throw .charterMissing }
        return [.decided(id, decision)]
    }

    /// Whether either side is not at ease with an option, or not known to be.
    private func isUneasy(_ option: ProposalOptionID?, of id: ProposalID) -> Bool {
        guard let proposal = book[id], let option = option.flatMap(proposal.option) else {
            return false
        }
        return !proposal.uneasy(with: option, by: book.charter, sacrifices: sacrifices).isEmpty
    }

    private func merge(
        _ id: ProposalID, into: ProposalID, by staff: StaffID
    ) throws(VoiceRefusal) -> [ProposalRecord] {
        let (proposal, target) = (try known(id), try known(into))
        if proposal.mergedInto == into { return [] }
        guard proposal.mergedInto == nil, target.mergedInto == nil else { throw .proposalMerged }
        // What is decided would answer all that is put into it, unsaid.
        guard proposal.decision == nil, target.decision == nil else { throw .alreadyDecided }
        guard id != into else { throw .sameProposal }
        return [.merged(id, into: into, by: staff, at: now)]
    }
}
