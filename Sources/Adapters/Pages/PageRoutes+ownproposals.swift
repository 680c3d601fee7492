import Domain
import Foundation
import Kernel
import Runtime

/// What is looked at, on somebody's own page: what they think of it informs, and decides nothing.
extension PageRoutes {
    func proposals(
        of own: VoiceDesk.OwnVoices, _ mistake: OwnVoiceForm.Mistake?, _ visit: Visit
    ) -> [String: Any] {
        func rows(_ isTheirs: Bool) -> [[String: Any]] {
            own.proposals.filter { $0.isTheirs == isTheirs }.map { row($0, mistake, visit) }
        }
        let (theirs, others) = (rows(true), rows(false))
        return [
            "hasProposals": !own.proposals.isEmpty, "theirProposals": theirs,
            "hasOtherProposals": !others.isEmpty, "otherProposals": others,
            "otherProposalCount": others.count,
            "areOthersOpen": theirs.isEmpty
                || others.contains { $0["isProposalShown"] as? Bool == true },
        ]
    }

    private func row(
        _ own: VoiceDesk.OwnProposal, _ mistake: OwnVoiceForm.Mistake?, _ visit: Visit
    ) -> [String: Any] {
        let proposal = own.proposal
        let id = proposal.id.description
        let isOpen = proposal.state == .open
        // What harms or crosses a red line cannot be chosen: nobody is asked to prefer it.
        let able = proposal.options.filter { !$0.isRuledOut }
        let words: [OwnVoiceWord] = [.comment, .rather, .rank, .tried]
        let wrong = words.compactMap { mistake?.at($0, id) }.first
        // Decided, what is done may be tried; before that, each of what could be.
        let tried = isOpen ? able : able.filter { $0.id == proposal.decision?.option }
        let tries = proposal.state == .awaitsSecond ? [] : tried
        var values: [String: Any] = [
            "proposal": id, "proposalTitle": proposal.text.title, "isTheirProposal": own.isTheirs,
            "proposalState": visit.ownVoice(
                "proposal-\(state(of: proposal).rawValue)"),
            "isProposalOpen": isOpen, "proposalAsk": proposal.text.ask,
            "proposalNeed": proposal.text.need, "proposalOurs": proposal.text.ours,
            "hasOptions": !proposal.options.isEmpty && isOpen,
            "options": proposal.options.map { option in
                [
                    "optionWords": option.words,
                    "optionKind": visit.ownVoice("option-\(option.kind.rawValue)"),
                    "isOut": option.isRuledOut,
                ] as [String: Any]
            },
            "isProposalShown": wrong != nil,
            "typedComment": mistake?.at(.comment, id)?.form["words"] ?? "",
            "typedRather": mistake?.at(.rather, id)?.form["words"] ?? "",
            "isCommentOpen": wrong?.word == .comment, "isRatherOpen": wrong?.word == .rather,
            "isRankOpen": wrong?.word == .rank, "isTriedOpen": wrong?.word == .tried,
            "mayRank": isOpen && able.count > 1, "mayTry": !tries.isEmpty,
            "closenesses": (0...10).map(\.self),
        ]
        values["ranking"] = ranking(able, own, mistake?.at(.rank, id)?.form, visit)
        values["tries"] = self.tries(tries, mistake?.at(.tried, id)?.form)
        let told = told(own.parts, proposal, visit)
        values["hasTold"] = !told.isEmpty
        values["told"] = told
        if let wrong {
            // Where the form went meanwhile, what was typed is given back.
            let stands =
                switch wrong.word {
                case .rank: isOpen && able.count > 1
                case .tried: !tries.isEmpty
                default: isOpen
                }
            values[stands ? "fault-\(wrong.word.rawValue)" : "faultProposal"] = wrong.text(visit)
            values["typedInVain"] = stands ? "" : wrong.form["words"]
        }
        return Self.withoutEmptyTexts(values)
    }

    /// What is decided by one person and not agreed to yet is not decided for anybody outside.
    private func state(of proposal: Proposal) -> Proposal.State {
        proposal.state == .awaitsSecond ? .open : proposal.state
    }

    private func ranking(
        _ options: [ProposalOption], _ own: VoiceDesk.OwnProposal, _ typed: Form?, _ visit: Visit
    ) -> [[String: Any]] {
        var ranked: [ProposalOptionID] = []
        for case .rank(let order) in own.parts.map(\.doing) { ranked = order }
        return options.map { option in
            let standing = ranked.firstIndex(of: option.id).map { "\($0 + 1)" } ?? ""
            let chosen = typed.map { $0["place-\(option.id)"] } ?? standing
            return [
                "rankOption": option.id.description, "rankWords": option.words,
                "places": (1...max(1, options.count)).map { place in
                    [
                        "place": place, "isPlace": "\(place)" == chosen,
                        "placeText": String(format: visit.ownVoice("place"), "\(place)"),
                    ] as [String: Any]
                },
            ] as [String: Any]
        }
    }

    private func tries(_ options: [ProposalOption], _ typed: Form?) -> [[String: Any]] {
        options.map { option in
            [
                "tryOption": option.id.description, "tryWords": option.words,
                "isTried": options.count == 1 || typed?["option"] == option.id.description,
            ]
        }
    }

    /// What they told before, the newest first.
    private func told(
        _ parts: [ProposalPart], _ proposal: Proposal, _ visit: Visit
    ) -> [[String: Any]] {
        parts.reversed().compactMap { part in
            guard let (label, words) = words(of: part.doing, proposal, visit) else { return nil }
            return [
                "toldLabel": visit.ownVoice(label), "toldWords": words,
                "toldAt": visit.dayAndTime(part.at),
            ]
        }
    }

    private func words(
        of doing: ProposalPart.Doing, _ proposal: Proposal, _ visit: Visit
    ) -> (label: String, words: String)? {
        switch doing {
        case .comment(let words): return ("told-comment", words)
        case .rather(let words): return ("told-rather", words)
        case .rank(let order):
            let names = order.compactMap { proposal.option($0)?.words }
            guard !names.isEmpty else { return nil }
            let places = names.enumerated().map { "\($0 + 1). \($1)" }
            return ("told-rank", places.joined(separator: " "))
        case .tried(let option, let closeness):
            guard let option = proposal.option(option) else { return nil }
            return (
                "told-tried",
                String(format: visit.ownVoice("triedTold"), option.words, "\(closeness)")
            )
        }
    }
}
